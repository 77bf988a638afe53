import Ingest
import Observations
import Testing

struct PeriodInterpreterTests {
    /// text | order (d, m or -; M: midnight is day; X: Excel) | expected text, or `-` | issue | c when canonical
    static let table = """
        # ISO 8601, calendar dates
        2021-04-03                   | - | 2021-04-03            |   | c
        2021-04                      | - | 2021-04               |   | c
        2021                         | - | 2021                  |   | c
        0001-01-01                   | - | 0001-01-01            |   | c
        2021-4-3                     | - | 2021-04-03            |   |
        20210403                     | - | 2021-04-03            |   |
        2020-060                     | - | 2020-02-29            |   |
        2021365                      | - | 2021-12-31            |   |
        2021-366                     | - | -                     | DATE_INVALID |
        2021/04/03                   | - | 2021-04-03            |   |
        2021.4.3                     | - | 2021-04-03            |   |
        2021 04 03                   | - | 2021-04-03            |   |
        2021/04                      | - | 2021-04               |   |
        2020-02-29                   | - | 2020-02-29            |   | c
        2021-02-30                   | - | -                     | DATE_INVALID |
        2021-13-01                   | - | -                     | DATE_INVALID |
        2021-00-01                   | - | -                     | DATE_INVALID |
        2021-04-00                   | - | -                     | DATE_INVALID |
        0000-01-01                   | - | -                     | DATE_INVALID |
        2021-04-                     | - | -                     | DATE_INVALID |
        2021-04-03x                  | - | -                     | DATE_INVALID |
        99999999999999999999         | - | -                     | DATE_INVALID |
        # moments
        2021-04-03T10:15             | - | 2021-04-03T10:15      |   | c
        2021-04-03T10:15:30          | - | 2021-04-03T10:15:30   |   | c
        2021-04-03 10:15:30          | - | 2021-04-03T10:15:30   |   |
        2021-04-03T10                | - | 2021-04-03T10         |   | c
        2021-04-03 10                | - | 2021-04-03T10         |   |
        2021-04-03T1015              | - | 2021-04-03T10:15      |   |
        20210403T101530              | - | 2021-04-03T10:15:30   |   |
        2021-04-03T10:15:30.999      | - | 2021-04-03T10:15:30   |   |
        2021-04-03 10.15 uur         | - | 2021-04-03T10:15      |   |
        2021-04-03 10u15             | - | 2021-04-03T10:15      |   |
        4/28/2018 12:00:00 AM        | m | 2018-04-28T00:00:00   |   |
        4/28/2018 3:05:00 PM         | m | 2018-04-28T15:05:00   |   |
        2021-04-03T24:00             | - | 2021-04-04T00:00      |   |
        2021-12-31T24:00:00          | - | 2022-01-01T00:00:00   |   |
        2021-04-03T24:01             | - | -                     | DATE_INVALID |
        2021-04-03T25:00             | - | -                     | DATE_INVALID |
        2021-04-03T10:60             | - | -                     | DATE_INVALID |
        2021-04T10:00                | - | -                     | DATE_INVALID |
        # offsets: Dutch local time, with summer time since 1981
        2021-04-03T10:15Z            | - | 2021-04-03T12:15      |   |
        2021-01-03T10:15:00Z         | - | 2021-01-03T11:15:00   |   |
        2021-04-03T10:15+02:00       | - | 2021-04-03T10:15      |   |
        2021-04-03T10:15-0700        | - | 2021-04-03T19:15      |   |
        2021-04-03T10:15−07          | - | 2021-04-03T19:15      |   |
        2021-12-31T23:30Z            | - | 2022-01-01T00:30      |   |
        2021-03-28T00:59:59Z         | - | 2021-03-28T01:59:59   |   |
        2021-03-28T01:00:00Z         | - | 2021-03-28T03:00:00   |   |
        2021-10-31T00:59:59Z         | - | 2021-10-31T02:59:59   |   |
        2021-10-31T01:00:00Z         | - | 2021-10-31T02:00:00   |   |
        1995-09-24T01:00:00Z         | - | 1995-09-24T02:00:00   |   |
        1996-09-29T12:00:00Z         | - | 1996-09-29T14:00:00   |   |
        1979-07-01T12:00:00Z         | - | 1979-07-01T13:00:00   |   |
        2021-04-03T10:15+15:00       | - | -                     | DATE_INVALID |
        2021-04-03T10:15X            | - | -                     | DATE_INVALID |
        # intervals
        2020-04-01/2020-04-15        | - | 2020-04-01/2020-04-15 |   | c
        2020-04-01/15                | - | 2020-04-01/2020-04-15 |   |
        2020-04-01/05-15             | - | 2020-04-01/2020-05-15 |   |
        2020-04/05                   | - | 2020-04-01/2020-05-31 |   |
        2020-04/2020-04              | - | 2020-04               |   |
        2018/2020                    | - | 2018-01-01/2020-12-31 |   |
        2020-04-01/2020-04-01        | - | 2020-04-01            |   |
        2020-04-01T10:00/11:30       | - | 2020-04-01T10:00/2020-04-01T11:30 | |
        2020-04-01T10:00/2020-04-01T11:30 | - | 2020-04-01T10:00/2020-04-01T11:30 | | c
        2020-04-01T22:00Z/23:30      | - | 2020-04-02T00:00/2020-04-02T01:30 | |
        2020-04-01T10:00/02T11:00    | - | 2020-04-01T10:00/2020-04-02T11:00 | |
        2020-04-01T10/2020-04-01T12:30:15 | - | 2020-04-01T10:00:00/2020-04-01T12:30:15 | |
        20200401/20200415            | - | 2020-04-01/2020-04-15 |   |
        2020-04-01 - 2020-04-15      | - | 2020-04-01/2020-04-15 |   |
        1-4-2020 t/m 15-4-2020       | d | 2020-04-01/2020-04-15 |   |
        13/04/2020 - 15/04/2020      | - | 2020-04-13/2020-04-15 |   |
        3 april 2021 tot 5 mei 2021  | - | 2021-04-03/2021-05-05 |   |
        3-4-2021 10:00 - 11:30       | d | 2021-04-03T10:00/2021-04-03T11:30 | |
        2020-04-15/2020-04-01        | - | 2020-04-15/2020-04-01 | PERIOD_REVERSED |
        2020-04-15/01                | - | 2020-04-15/2020-04-01 | PERIOD_REVERSED |
        2020-04-01/2020-04-31        | - | -                     | DATE_INVALID |
        2020-04-01/00                | - | -                     | DATE_INVALID |
        2020-04-01/                  | - | -                     | PERIOD_OPEN |
        /2020-04-01                  | - | -                     | PERIOD_OPEN |
        2020-04-01/P14D              | - | 2020-04-01/2020-04-14 |   |
        2020-04-01/2020-04-02/2020-04-03 | - | -                 | DATE_INVALID |
        # day and month
        3-4-2021                     | d | 2021-04-03            |   |
        3-4-2021                     | m | 2021-03-04            |   |
        3-4-2021                     | - | -                     | DATE_AMBIGUOUS |
        03/04/2021                   | - | -                     | DATE_AMBIGUOUS |
        4-4-2021                     | - | 2021-04-04            |   |
        13-4-2021                    | - | 2021-04-13            |   |
        4/13/2021                    | - | 2021-04-13            |   |
        4/13/2021                    | d | -                     | DATE_INVALID |
        13-14-2021                   | - | -                     | DATE_INVALID |
        31-4-2021                    | - | -                     | DATE_INVALID |
        3-4-21                       | d | -                     | DATE_AMBIGUOUS |
        120578                       | d | -                     | DATE_AMBIGUOUS |
        04-2021                      | - | 2021-04               |   |
        4/2021                       | - | 2021-04               |   |
        21.12.1978                   | - | 1978-12-21            |   |
        03-04-2021 10:15             | d | 2021-04-03T10:15      |   |
        # names of months
        3 april 2021                 | - | 2021-04-03            |   |
        apr 2021                     | - | 2021-04               |   |
        3 mrt 2021                   | - | 2021-03-03            |   |
        3 Mrz. 2021                  | - | 2021-03-03            |   |
        3. März 2021                 | - | 2021-03-03            |   |
        za 3 april 2021              | - | 2021-04-03            |   |
        zaterdag 3 april 2021 10:15  | - | 2021-04-03T10:15      |   |
        March 3rd, 2018              | - | 2018-03-03            |   |
        2018, March 1st              | - | 2018-03-01            |   |
        2nd jan. 2018                | - | 2018-01-02            |   |
        3e mei 2018                  | - | 2018-05-03            |   |
        3-apr-2021                   | - | 2021-04-03            |   |
        12-VII-1932                  | - | 1932-07-12            |   |
        3april2021                   | - | 2021-04-03            |   |
        3 april 21                   | - | -                     | DATE_AMBIGUOUS |
        3 aprl 2021                  | - | -                     | DATE_INVALID |
        30 februari 2021             | - | -                     | DATE_INVALID |
        april                        | - | -                     | DATE_INVALID |
        voorjaar 2021                | - | -                     | DATE_INVALID |
        # absent
                                     | - | -                     |   |
        -                            | - | -                     |   |
        ?                            | - | -                     |   |
        NULL                         | - | -                     |   |
        # midnight as "no time"
        2016-04-30T00:00:00          | - | 2016-04-30T00:00:00   |   | c
        2016-04-30T00:00:00          | M | 2016-04-30            |   |
        2016-04-30T00:00:00Z         | M | 2016-04-30            |   |
        2016-04-30 00:00             | M | 2016-04-30            |   |
        2016-04-30T00:00:01          | M | 2016-04-30T00:00:01   |   | c
        2016-04-30T00:00:00/2016-05-01T00:00:00 | M | 2016-04-30/2016-05-01 |   |
        # Excel
        44000                        | X | 2020-06-18            |   |
        44000.5                      | X | 2020-06-18T12:00:00   |   |
        44000,25                     | X | 2020-06-18T06:00:00   |   |
        44000.999999                 | X | 2020-06-19            |   |
        44000                        | - | -                     | DATE_INVALID |
        """

    @Test(arguments: rows(table))
    func period(_ row: [String]) throws {
        var options = PeriodInterpreter.Options()
        switch row[1] {
        case "d": options.order = .dayMonthYear
        case "m": options.order = .monthDayYear
        case "M": options.midnightIsDay = true
        case "X": options.excelSerials = true
        default: break
        }
        let interpreter = PeriodInterpreter(options)
        let reading = row[0].bytes { interpreter.interpret($0) }
        #expect(reading.period.map(PeriodText.text) ?? "-" == row[2])
        #expect(reading.issue?.rawValue ?? "" == row[3])
        #expect(reading.isCanonical == (row.last == "c"))
    }

    @Test func blanksAroundAreNoMatter() {
        let reading = " 2021-04-03\u{A0}\r".bytes { PeriodInterpreter().interpret($0) }
        #expect(reading.period.map(PeriodText.text) == "2021-04-03")
        #expect(!reading.isCanonical)
    }

    /// Whatever is written for a period is read as the same period.
    @Test func writtenPeriodsAreReadBack() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let day =
                Int64(CivilDate.days(year: 1600, month: 1, day: 1)) + Int64.random(in: 0..<200_000, using: &generator)
            // Not in the hours of the night that a change of the clock leaves out or repeats; dates.tsv has those.
            let second = Int64.random(in: 14_400..<86_400, using: &generator)
            let text = PeriodText.text(
                Period(
                    start: day * CivilDate.microsecondsPerDay + second * 1_000_000, stop: 0,
                    precision: [.year, .month, .day, .hour, .minute, .second].randomElement(using: &generator) ?? .day))
            let reading = text.bytes { PeriodInterpreter().interpret($0) }
            let period = try #require(reading.period)
            #expect(reading.isCanonical && PeriodText.text(period) == text)
            let longer = Period(
                start: period.start, stop: period.stop + 3 * CivilDate.microsecondsPerDay, precision: .interval)
            #expect(
                PeriodText.text(longer).bytes { PeriodInterpreter().interpret($0) }
                    == PeriodReading(longer, isCanonical: true))
        }
    }

    /// No bytes make the interpreter stop or read beyond its text.
    @Test func anyBytesAreRead() {
        let alphabet = Array("0123456789-/.:T Z+aprilmei,u\u{2212}é".utf8) + [0, 0xFF, 0xC2, 0xA0]
        let readers = DayMonthOrder.allCases.map {
            PeriodInterpreter(PeriodInterpreter.Options(order: $0, midnightIsDay: true, excelSerials: true))
        }
        for length in 0..<24 {
            for _ in 0..<2_000 {
                let bytes = (0..<length).map { _ in alphabet.randomElement() ?? 0 }
                for reader in readers {
                    let reading = bytes.withUnsafeBytes { reader.interpret($0) }
                    if let period = reading.period { #expect(!PeriodText.text(period).isEmpty) }
                }
            }
        }
    }
}

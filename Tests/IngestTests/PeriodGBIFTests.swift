import Foundation
import Ingest
import Observations
import Outside
import Testing

/// GBIF's own date cases (gbif/parsers). Where we say something else, the reason stands beside it.
@Suite(.enabled(if: Outside.shared("samples/gbif_parsers_dates/date") != nil, "the GBIF samples are not here"))
struct PeriodGBIFTests {
    /// Texts that GBIF reads and we read otherwise or refuse.
    static let differences: [String: String] = [
        "21121978": "eight digits are year, month, day (ISO 8601 basic format) and nothing else",
        "12211978": "eight digits are year, month, day (ISO 8601 basic format) and nothing else",
        "1.11.1879":
            "day and month cannot be told apart without a declared order; GBIF takes dots for Dutch and German",
        "1. Jand. 1913": "no month; GBIF's case is about splitting the text only",
    ]

    static func cases(_ name: String) throws -> [[String]] {
        guard let file = Outside.shared("samples/gbif_parsers_dates/date/\(name)") else { return [] }
        return try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).map {
            $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        }.filter { $0.count > 1 && !$0[0].hasPrefix("#") && $0[0] != "raw" || $0.count == 1 && $0[0] != "raw" }
            .filter { !$0[0].hasPrefix("#") }
    }

    func start(_ row: [String], withTime: Bool) -> Int64? {
        let numbers = row.dropFirst().map { Int($0) }
        guard numbers.count >= 3, let year = numbers[0], let month = numbers[1], let day = numbers[2] else {
            return nil
        }
        var moment = Int64(CivilDate.days(year: year, month: month, day: day)) * CivilDate.microsecondsPerDay
        if withTime, numbers.count >= 6, let hour = numbers[3], let minute = numbers[4], let second = numbers[5] {
            moment += Int64(hour * 3600 + minute * 60 + second) * 1_000_000
        }
        return moment
    }

    @Test func dates() throws {
        let interpreter = PeriodInterpreter()
        let table = try Self.cases("threeten_localdate_tests.txt")
        #expect(table.count > 20)
        for row in table {
            let period = row[0].bytes { interpreter.interpret($0) }.period
            if Self.differences[row[0]] != nil {
                #expect(period == nil, "\(row[0])")
            } else {
                #expect(period?.start == start(row, withTime: false) && period?.precision == .day, "\(row[0])")
            }
        }
    }

    /// GBIF's table gives the time as written and leaves offsets out; we turn it into Dutch time.
    @Test func moments() throws {
        let interpreter = PeriodInterpreter()
        let table = try Self.cases("threeten_localdatetime_tests.txt")
        #expect(table.count > 60)
        for row in table {
            let reading = row[0].bytes { interpreter.interpret($0) }
            let written = try #require(start(row, withTime: true))
            let period = try #require(reading.period, "\(row[0])")
            let shift = Double(period.start - written) / 3.6e9
            // Summer or winter in the Netherlands, less the offset of −7 … +12 hours in the text.
            let hasOffset = row[0].dropFirst(11).contains { "Z+-−G".contains($0) }
            #expect(
                hasOffset ? (-11...9).contains(shift) && (shift * 2).rounded() == shift * 2 : shift == 0, "\(row[0])")
        }
    }

    @Test func momentsWithOffset() throws {
        let interpreter = PeriodInterpreter()
        for row in try Self.cases("local_datetime_tz_tests.txt") {
            let written = try #require(start(row, withTime: true))
            let period = try #require(row[0].bytes { interpreter.interpret($0) }.period, "\(row[0])")
            // All these dates lie in winter: UTC+1.
            let offset = Int64(row[8].replacingOccurrences(of: "Z", with: "0")) ?? 0
            #expect(period.start == written - (offset - 1) * 3_600_000_000, "\(row[0])")
        }
    }

    @Test func monthNames() throws {
        let interpreter = PeriodInterpreter()
        let table = try Self.cases("textual_month_date_tokenizer_tests.txt")
        #expect(table.count == 5)
        for row in table {
            if Self.differences[row[0]] != nil {
                #expect(row[0].bytes { interpreter.interpret($0) } == PeriodReading(issue: .dateInvalid), "\(row[0])")
                continue
            }
            let day = try #require(row.dropFirst().compactMap { Int($0) }.first { $0 < 32 })
            let period = try #require(row[0].bytes { interpreter.interpret($0) }.period, "\(row[0])")
            #expect(CivilDate.date(days: CivilDate.split(period.start).day).day == day, "\(row[0])")
        }
    }

    @Test func badDates() throws {
        let table = try Self.cases("threeten_bad_date_tests.txt")
        #expect(table.count >= 10)
        for row in table {
            let reading = row[0].bytes { PeriodInterpreter().interpret($0) }
            #expect(reading.period == nil && reading.issue != nil, "\(row[0])")
        }
    }
}

import Foundation
import Ingest
import Observations
import Outside
import Testing

struct DateTableTests {
    @Test(arguments: TableFile("dates").cases)
    func date(_ row: [String]) throws {
        let keys = TableFile.optional(row[1]).map { $0.hasPrefix("{") ? $0 : "{ \($0) }" } ?? "{}"
        let profile = try SupplierProfile(yaml: "name: a\nversion: 1\ndates: \(keys)", file: "a.yaml")
        let reading = row[0].bytes { PeriodInterpreter(profile.dates).interpret($0) }
        #expect(reading.period.map(PeriodText.text) ?? "-" == row[2])
        #expect(reading.issue?.rawValue ?? "-" == row[3])
        // What is called canonical is not kept as delivered, so it must say the whole of the period.
        if reading.isCanonical { #expect(row[0] == row[2]) }
    }

    /// However a vague date is spelled, no bytes make the interpreter stop.
    @Test func anyBytesAreRead() {
        var options = PeriodInterpreter.Options(order: .dayMonthYear)
        options.pivotYear = 1930
        options.weeks = true
        options.decades = true
        options.seasons = .astronomical
        options.clock = LocalClock("UTC") ?? .amsterdam
        let interpreter = PeriodInterpreter(options)
        let parts = [
            "week", "wk", "5", "2021", "W", "-", "/", " ", "winter", "zomer", "jaren", "90", "199", "x", "eeuw", "19", "de",
            "P", "T", "1", "D", "H", "99999999999999999999", "..", "T02:30", "\u{200B}", "\u{FEFF}", "é", "\0", "’",
        ]
        for _ in 0..<40_000 {
            let text = (0..<Int.random(in: 0..<8)).map { _ in parts.randomElement() ?? "" }.joined()
            let reading = text.bytes { interpreter.interpret($0) }
            if let period = reading.period { #expect(!PeriodText.text(period).isEmpty, "\(text)") }
        }
    }
}

/// Local times of other zones, with Python's time zone database as the judge.
@Suite(.enabled(if: Outside.hasPython, "no Python: set NDFF_PYTHON"))
struct ZoneTests {
    @Test(arguments: [
        "Europe/Brussels", "Europe/Luxembourg", "Europe/Berlin", "Europe/Paris", "UTC", "America/Kralendijk",
        "America/Curacao", "America/Aruba",
    ])
    func localTimeIsThatOfTheTimeZoneDatabase(_ zone: String) throws {
        let program = """
            import random
            from datetime import datetime, timedelta, timezone
            from zoneinfo import ZoneInfo
            random.seed(2)
            zone, ours = ZoneInfo('\(zone)'), ZoneInfo('Europe/Amsterdam')
            first = datetime(1981, 1, 1, tzinfo=timezone.utc)
            for _ in range(5000):
                m = first + timedelta(seconds=random.randrange(56 * 365 * 86400))
                there = m.astimezone(zone)
                if there.replace(fold=1).utcoffset() == there.replace(fold=0).utcoffset():
                    print(there.strftime('%Y-%m-%dT%H:%M:%S'), m.astimezone(ours).strftime('%Y-%m-%dT%H:%M:%S'))
            """
        var options = PeriodInterpreter.Options()
        options.clock = try #require(LocalClock(zone))
        let interpreter = PeriodInterpreter(options)
        let lines = try Outside.python(program).split(separator: "\n")
        #expect(lines.count > 4_900)
        for line in lines {
            let parts = line.split(separator: " ")
            let period = String(parts[0]).bytes { interpreter.interpret($0) }.period
            #expect(period.map(PeriodText.text) == String(parts[1]))
        }
    }
}

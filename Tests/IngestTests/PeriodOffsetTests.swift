import Foundation
import Ingest
import Observations
import Outside
import Testing

/// Dutch local time of moments with an offset, with Python's time zone database as the judge.
@Suite(.enabled(if: Outside.hasPython, "no Python: set NDFF_PYTHON"))
struct PeriodOffsetTests {
    @Test func localTimeIsThatOfTheTimeZoneDatabase() throws {
        let program = """
            import random
            from datetime import datetime, timedelta, timezone
            from zoneinfo import ZoneInfo
            random.seed(1)
            zone = ZoneInfo('Europe/Amsterdam')
            first = datetime(1981, 1, 1, tzinfo=timezone.utc)
            changes = [datetime(y, m, d, 1, tzinfo=timezone.utc) for y in range(1981, 2037) for m in (3, 9, 10) for d in range(24, 31)]
            moments = [first + timedelta(seconds=random.randrange(56 * 365 * 86400)) for _ in range(20000)]
            moments += [c + timedelta(seconds=s) for c in changes for s in (-1, 0)]
            for m in moments:
                local = m.astimezone(zone)
                print(m.strftime('%Y-%m-%dT%H:%M:%SZ'), local.strftime('%Y-%m-%dT%H:%M:%S'))
            """
        let lines = try Outside.python(program).split(separator: "\n")
        #expect(lines.count > 20_000)
        for line in lines {
            let parts = line.split(separator: " ")
            let period = String(parts[0]).bytes { PeriodInterpreter().interpret($0) }.period
            #expect(period.map(PeriodText.text) == String(parts[1]))
        }
    }
}

import Observations
import Testing

@Suite struct CivilDateTests {
    /// Day after day from 1 March of year 0 on, where another way of reckoning begins, past leap years of all kinds.
    @Test func daysFollowEachOther() {
        var (year, month, day) = (-1, 12, 30)
        for days in CivilDate.days(year: -1, month: 12, day: 31)...CivilDate.days(year: 2500, month: 1, day: 1) {
            day += 1
            if day > CivilDate.daysInMonth(year: year, month: month) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
            let date = CivilDate.date(days: days)
            guard date == (year, month, day) else {
                Issue.record("day \(days): \(date) for \(year)-\(month)-\(day)")
                return
            }
        }
    }

    @Test(arguments: [Int64.min, -1_000_000_000, -719_469, -719_468, 0, 729_999_999, 730_000_000, 1_000_000_000_000])
    func isTheDayItCameFrom(_ days: Int64) {
        let days = Int(max(days, -4_000_000_000_000))
        let date = CivilDate.date(days: days)
        #expect((1...12).contains(date.month) && (1...31).contains(date.day))
        #expect(CivilDate.days(year: date.year, month: date.month, day: date.day) == days)
    }
}

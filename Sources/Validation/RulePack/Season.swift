import Observations

/// A stretch of the year, both ends included; it runs over New Year when it starts later in the year than it ends
/// (within one month as well). A day that a year does not have (29 February) is the day before it.
public struct Season: Sendable, Equatable, CustomStringConvertible {
    public var startMonth: Int
    public var startDay: Int
    public var endMonth: Int
    public var endDay: Int

    /// `nil` for a day that no year has.
    public init?(startMonth: Int, startDay: Int, endMonth: Int, endDay: Int) {
        guard Season.exists(month: startMonth, day: startDay), Season.exists(month: endMonth, day: endDay) else {
            return nil
        }
        self.startMonth = startMonth
        self.startDay = startDay
        self.endMonth = endMonth
        self.endDay = endDay
    }

    /// Whether some year has this day; 2000 was a leap year.
    static func exists(month: Int, day: Int) -> Bool {
        day >= 1 && day <= CivilDate.daysInMonth(year: 2000, month: month)
    }

    /// `04-01..06-30`, month and day.
    public var description: String {
        let parts = [startMonth, startDay, endMonth, endDay].map { VerbatimText.padded($0, 2) }
        return "\(parts[0])-\(parts[1])..\(parts[2])-\(parts[3])"
    }

    var runsOverNewYear: Bool { (startMonth, startDay) > (endMonth, endDay) }

    /// Whether some day of the period lies in the season or at most `tolerance` days from it. Days since 1970-01-01.
    public func admits(_ days: ClosedRange<Int>, tolerance: Int) -> Bool {
        // Most records lie within: their month and day say so without any counting of days.
        let first = CivilDate.date(days: days.lowerBound)
        let afterStart = (first.month, first.day) >= (startMonth, startDay)
        let beforeEnd = (first.month, first.day) <= (endMonth, endDay)
        if runsOverNewYear ? afterStart || beforeEnd : afterStart && beforeEnd { return true }
        return distance(to: days) <= tolerance
    }

    /// Whether every day of the period lies in the season. Days since 1970-01-01.
    public func holds(_ days: ClosedRange<Int>) -> Bool {
        if (startMonth, startDay) == (1, 1), (endMonth, endDay) == (12, 31) { return true }
        let firstYear = CivilDate.date(days: days.lowerBound).year - 1
        return (firstYear...firstYear + 1).contains { year in
            let start = Season.day(year: year, month: startMonth, day: startDay)
            let end = Season.day(year: runsOverNewYear ? year + 1 : year, month: endMonth, day: endDay)
            return start <= days.lowerBound && days.upperBound <= end
        }
    }

    /// Days between the period and the nearest season; 0 when they touch or overlap.
    public func distance(to days: ClosedRange<Int>) -> Int {
        // 365 days hold every day of the year.
        if days.upperBound - days.lowerBound >= 364 { return 0 }
        let firstYear = CivilDate.date(days: days.lowerBound).year - 1
        let lastYear = CivilDate.date(days: days.upperBound).year + 1
        var nearest = Int.max
        for year in firstYear...lastYear {
            let start = Season.day(year: year, month: startMonth, day: startDay)
            let end = Season.day(year: runsOverNewYear ? year + 1 : year, month: endMonth, day: endDay)
            nearest = min(nearest, max(0, start - days.upperBound, days.lowerBound - end))
        }
        return nearest
    }

    private static func day(year: Int, month: Int, day: Int) -> Int {
        CivilDate.days(year: year, month: month, day: min(day, CivilDate.daysInMonth(year: year, month: month)))
    }
}

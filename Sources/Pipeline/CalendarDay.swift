import Observations

/// Days for callers that do not know the model.
public enum CalendarDay {
    /// Days since 1970-01-01; `nil` for a day that does not exist.
    public static func days(year: Int, month: Int, day: Int) -> Int? {
        guard (1...max(1, CivilDate.daysInMonth(year: year, month: month))).contains(day),
            CivilDate.daysInMonth(year: year, month: month) > 0
        else { return nil }
        return CivilDate.days(year: year, month: month, day: day)
    }
}

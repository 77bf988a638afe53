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

    /// The day of a moment in microseconds since 1970, as `2024-06-15`.
    static func text(_ microseconds: Int64) -> String {
        let (year, month, day) = CivilDate.date(days: Int(CivilDate.split(microseconds).day))
        func padded(_ number: some BinaryInteger, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

import Observations

/// A day of the Gregorian calendar, also before it was in use (ISO 8601).
public struct CalendarDate: Sendable, Hashable, Comparable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// `nil` when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.daysInMonth(month, of: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The date so many days after 1970-01-01.
    init(dayNumber: Int) { (year, month, day) = CivilDate.date(days: dayNumber) }

    static func isLeap(_ year: Int) -> Bool { daysInMonth(2, of: year) == 29 }

    static func daysInMonth(_ month: Int, of year: Int) -> Int { CivilDate.daysInMonth(year: year, month: month) }

    /// Days since 1970-01-01.
    var dayNumber: Int { CivilDate.days(year: year, month: month, day: day) }

    /// From 1.
    var dayOfYear: Int { dayNumber - CalendarDate.firstOf(year) + 1 }

    private static func firstOf(_ year: Int) -> Int { CalendarDate(year: year, month: 1, day: 1)?.dayNumber ?? 0 }

    static func on(dayOfYear: Int, of year: Int) -> CalendarDate? {
        guard dayOfYear >= 1, dayOfYear <= (isLeap(year) ? 366 : 365), (0...9999).contains(year) else { return nil }
        return CalendarDate(dayNumber: firstOf(year) + dayOfYear - 1)
    }

    /// `YYYY-MM-DD`.
    public var text: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    public static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.dayNumber < right.dayNumber }
}

/// Digits with zeros in front.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

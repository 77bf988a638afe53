/// A stretch of time in local time of the Netherlands; both ends belong to it.
public struct Period: Sendable, Equatable {
    /// Microseconds from 1970-01-01T00:00:00 to the first moment.
    public var start: Int64
    /// Microseconds from 1970-01-01T00:00:00 to the last moment; a day ends at 23:59:59.999999.
    public var stop: Int64
    public var precision: PeriodPrecision

    public init(start: Int64, stop: Int64, precision: PeriodPrecision) {
        self.start = start
        self.stop = stop
        self.precision = precision
    }
}

/// Days and civil dates (proleptic Gregorian calendar); after Howard Hinnant, "chrono-compatible low-level date algorithms".
public enum CivilDate {
    public static let microsecondsPerDay: Int64 = 86_400_000_000

    /// Days from 1970-01-01 to the date; month 1…12, day 1…31.
    @inlinable public static func days(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The date that lies `days` after 1970-01-01.
    @inlinable public static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        // From 1 March of year 0 on, for two million years, in 32 bits: asked for every record, several times. After
        // Cassio Neri and Lorenz Schneider, "Euclidean affine functions and their application to calendar algorithms" (2022).
        if days >= -719_468, days < 730_000_000 {
            let first = 4 &* UInt32(truncatingIfNeeded: days &+ 719_468) &+ 3
            let century = first / 146_097
            let second = UInt64(first % 146_097 | 3) &* 2_939_745
            let yearOfCentury = UInt32(truncatingIfNeeded: second >> 32)
            let dayOfYear = UInt32(truncatingIfNeeded: second) / 2_939_745 / 4
            let third = 2141 &* dayOfYear &+ 197_913
            let isNextYear = dayOfYear >= 306
            let month = Int(third >> 16)
            return (
                Int(100 &* century &+ yearOfCentury) + (isNextYear ? 1 : 0), isNextYear ? month - 12 : month,
                Int(third & 0xFFFF) / 2141 + 1
            )
        }
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// The number of days in a month, 0 for a month that does not exist.
    @inlinable public static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 1, 3, 5, 7, 8, 10, 12: 31
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 0
        }
    }

    /// Splits a moment into whole days since 1970-01-01 and the microseconds of that day.
    @inlinable public static func split(_ microseconds: Int64) -> (day: Int, microsecond: Int64) {
        var day = microseconds / microsecondsPerDay
        var rest = microseconds % microsecondsPerDay
        if rest < 0 {
            day -= 1
            rest += microsecondsPerDay
        }
        return (Int(day), rest)
    }
}

import Observations

/// A date and time as far as they were given, not yet checked against the calendar.
struct DateTimeParts: Equatable {
    var year = 0
    /// 0 when not given.
    var month = 0
    /// 0 when not given.
    var day = 0
    /// −1 when not given.
    var hour = -1
    var minute = -1
    var second = -1
    /// Minutes east of UTC, `nil` for local time.
    var offset: Int?
    /// A number was given for the month or the day and it was 0.
    var hasZero = false

    var precision: PeriodPrecision {
        if hour >= 0 { return second >= 0 ? .second : minute >= 0 ? .minute : .hour }
        return day > 0 ? .day : month > 0 ? .month : .year
    }

    var isMidnight: Bool { hour == 0 && minute <= 0 && second <= 0 }

    mutating func removeTime() {
        (hour, minute, second, offset) = (-1, -1, -1, nil)
    }

    /// The stretch of time that the parts name, `nil` when the calendar or the clock has no such moment.
    ///
    /// 24:00 is 00:00 of the next day. A time with an offset, or on a clock of its own, is turned into Dutch local time;
    /// one that Dutch clocks leave out in spring is an hour later.
    func period(_ clock: LocalClock = .amsterdam) -> Period? {
        guard year >= 1, year <= 9999, !hasZero, month <= 12 else { return nil }
        if month > 0, day > CivilDate.daysInMonth(year: year, month: month) { return nil }
        var start =
            Int64(CivilDate.days(year: year, month: max(month, 1), day: max(day, 1)))
            * CivilDate.microsecondsPerDay
        let length: Int64
        switch precision {
        case .year:
            length = Int64(CivilDate.daysInMonth(year: year, month: 2) + 337) * CivilDate.microsecondsPerDay
        case .month:
            length = Int64(CivilDate.daysInMonth(year: year, month: month)) * CivilDate.microsecondsPerDay
        case .day, .interval: length = CivilDate.microsecondsPerDay
        case .hour: length = 3_600_000_000
        case .minute: length = 60_000_000
        case .second: length = 1_000_000
        }
        if hour >= 0 {
            guard let time = secondOfDay else { return nil }
            start += Int64(time) * 1_000_000
            if let offset {
                start = LocalClock.amsterdam.local(utc: start - Int64(offset) * 60_000_000)
            } else if clock != .amsterdam {
                switch clock.reading(local: start) {
                case .moment(let utc), .leftOut(let utc), .twice(let utc): start = LocalClock.amsterdam.local(utc: utc)
                }
            } else if mayBeAtChange, case .leftOut(let utc) = clock.reading(local: start) {
                start = clock.local(utc: utc)
            }
        }
        return Period(start: start, stop: start + length - 1, precision: precision)
    }

    /// What the clock makes of the time: `TIME_LEFT_OUT`, `TIME_TWICE` or nothing.
    func clockIssue(_ clock: LocalClock) -> InterpretationIssue? {
        guard offset == nil, mayBeAtChange, let time = secondOfDay, year >= 1, (1...31).contains(day) else {
            return nil
        }
        let local =
            Int64(CivilDate.days(year: year, month: month, day: day)) * CivilDate.microsecondsPerDay + Int64(time)
            * 1_000_000
        switch clock.reading(local: local) {
        case .moment: return nil
        case .leftOut: return .timeLeftOut
        case .twice: return .timeTwice
        }
    }

    /// Clocks that have summer time change between two and three, late in March, September or October.
    private var mayBeAtChange: Bool { hour == 2 && day >= 24 && (month == 3 || month == 9 || month == 10) }

    /// Second of the day, `nil` for a time that no clock shows.
    private var secondOfDay: Int? {
        guard day > 0, hour >= 0, hour <= 24, minute < 60, second < 60 else { return nil }
        let seconds = hour * 3600 + max(minute, 0) * 60 + max(second, 0)
        return seconds <= 86_400 ? seconds : nil
    }
}

/// Why a text is no date.
enum DateProblem: Error {
    /// No known form, or no such date.
    case invalid
    /// Day and month, or the century, cannot be told apart.
    case ambiguous
    /// An interval without beginning or end.
    case open
}

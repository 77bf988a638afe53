import Observations

/// A moment of an `OpenBatch` as date and time of day, Dutch local time.
public struct LocalMoment: Sendable, Equatable {
    public var year: Int
    public var month: Int
    public var day: Int
    /// Microseconds from midnight.
    public var timeOfDay: Int64

    /// - Parameter microseconds: since 1970-01-01T00:00:00 local time.
    @inlinable public init(microseconds: Int64) {
        let (days, rest) = CivilDate.split(microseconds)
        (year, month, day) = CivilDate.date(days: days)
        timeOfDay = rest
    }

    /// Both ends of a period, which mostly lie on one day.
    @inlinable public static func ends(start: Int64, stop: Int64) -> (start: LocalMoment, stop: LocalMoment) {
        let first = LocalMoment(microseconds: start)
        let sinceMidnight = (stop &- start).addingReportingOverflow(first.timeOfDay)
        guard !sinceMidnight.overflow, stop >= start, sinceMidnight.partialValue < CivilDate.microsecondsPerDay else {
            return (first, LocalMoment(microseconds: stop))
        }
        var last = first
        last.timeOfDay = sinceMidnight.partialValue
        return (first, last)
    }
}

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
}

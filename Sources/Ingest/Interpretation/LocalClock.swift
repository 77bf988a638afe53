import Observations

/// The clock by which times without an offset were written down.
///
/// Zones are rules and no database, so that a delivery is read the same on every machine. Where the European rule
/// holds, summer time is UTC+1 more: since 1981 from the last Sunday of March to the last Sunday of September, and since
/// 1996 to the last Sunday of October, changing at 01:00 UTC (directives 80/737/EEC … 2000/84/EC). Before 1981 standard
/// time is used throughout: the summer times of those years differed from country to country and are not followed.
public struct LocalClock: Sendable, Equatable {
    /// Minutes east of UTC, without summer time.
    var standard: Int
    var hasEuropeanSummer: Bool

    /// Legal time in the Netherlands; all periods are kept in it.
    public static let amsterdam = LocalClock(standard: 60, hasEuropeanSummer: true)

    init(standard: Int, hasEuropeanSummer: Bool) {
        self.standard = standard
        self.hasEuropeanSummer = hasEuropeanSummer
    }

    /// The zones that a profile can name, beside offsets such as `+02:00`. Those with the Dutch rule are the neighbours
    /// that have had it since 1981; the islands of the Kingdom have no summer time.
    static let names: [String: LocalClock] = [
        "Europe/Amsterdam": .amsterdam, "Europe/Brussels": .amsterdam, "Europe/Luxembourg": .amsterdam,
        "Europe/Berlin": .amsterdam, "Europe/Paris": .amsterdam,
        "UTC": LocalClock(standard: 0, hasEuropeanSummer: false),
        "America/Kralendijk": LocalClock(standard: -240, hasEuropeanSummer: false),
        "America/Curacao": LocalClock(standard: -240, hasEuropeanSummer: false),
        "America/Aruba": LocalClock(standard: -240, hasEuropeanSummer: false),
    ]

    /// The clock of a zone's name or an offset (`+02:00`); `nil` for any other text.
    public init?(_ text: String) {
        if let named = Self.names[text] {
            self = named
            return
        }
        let bytes = Array(text.utf8)
        guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
            bytes[3] == UInt8(ascii: ":"), [1, 2, 4, 5].allSatisfy({ bytes[$0].isDigit })
        else { return nil }
        let (hours, minutes) = (bytes[1].digit * 10 + bytes[2].digit, bytes[4].digit * 10 + bytes[5].digit)
        guard hours <= 14, minutes < 60 else { return nil }
        self.init(
            standard: (hours * 60 + minutes) * (bytes[0] == UInt8(ascii: "-") ? -1 : 1), hasEuropeanSummer: false)
    }

    private static let minute: Int64 = 60_000_000
    private static let hour: Int64 = 3_600_000_000

    /// Local time of a moment in UTC, both in microseconds from 1970-01-01T00:00:00.
    func local(utc: Int64) -> Int64 {
        utc + Int64(standard) * Self.minute + (isSummer(utc: utc) ? Self.hour : 0)
    }

    /// What a local time is on this clock.
    enum Reading: Equatable {
        /// A moment in UTC.
        case moment(Int64)
        /// The hour that is left out in spring; the moment is that of a clock that was not yet put forward.
        case leftOut(Int64)
        /// The hour that comes twice in autumn; the moment is the first of the two, in summer time.
        case twice(Int64)
    }

    /// The moment that a local time is.
    func reading(local: Int64) -> Reading {
        let inStandard = local - Int64(standard) * Self.minute
        guard hasEuropeanSummer else { return .moment(inStandard) }
        let inSummer = inStandard - Self.hour
        switch (isSummer(utc: inStandard), isSummer(utc: inSummer)) {
        case (true, true): return .moment(inSummer)
        case (false, false): return .moment(inStandard)
        case (true, false): return .leftOut(inStandard)
        case (false, true): return .twice(inSummer)
        }
    }

    private func isSummer(utc: Int64) -> Bool {
        guard hasEuropeanSummer else { return false }
        let year = CivilDate.date(days: CivilDate.split(utc).day).year
        guard year >= 1981 else { return false }
        let begin = Int64(Self.lastSunday(year: year, month: 3)) * CivilDate.microsecondsPerDay + Self.hour
        let end =
            Int64(Self.lastSunday(year: year, month: year < 1996 ? 9 : 10)) * CivilDate.microsecondsPerDay + Self.hour
        return utc >= begin && utc < end
    }

    /// Day number of the last Sunday of a month (of 30 or 31 days).
    private static func lastSunday(year: Int, month: Int) -> Int {
        let last = CivilDate.days(year: year, month: month, day: CivilDate.daysInMonth(year: year, month: month))
        // 1970-01-01 was a Thursday; years here are after it.
        return last - (last + 4) % 7
    }
}

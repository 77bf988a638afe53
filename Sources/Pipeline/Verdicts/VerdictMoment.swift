import Foundation
import Observations

/// Moments of judging as people write them.
enum VerdictMoment {
    /// A moment in UTC, `2026-11-21T13:05:00Z`, so that texts sort as moments do; `nil` when it cannot be read.
    ///
    /// Read are `2026-11-21T14:05`, with seconds, with a blank for the `T`, and with `Z` or an offset such as `+01:00`;
    /// without one it is Dutch time. Of a day alone it is the beginning: whoever judges twice a day has to give times.
    static func utc(_ text: String) -> String? {
        seconds(text).map(Self.text)
    }

    /// The text of seconds since 1970-01-01T00:00:00Z.
    static func text(_ seconds: Int) -> String {
        let (day, rest) = CivilDate.split(Int64(seconds) * 1_000_000)
        let date = CivilDate.date(days: day)
        let second = Int(rest / 1_000_000)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(date.year)-\(two(date.month))-\(two(date.day))T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }

    private static func seconds(_ text: String) -> Int? {
        guard
            let match = text.wholeMatch(
                of: /(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?/),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3), year >= 1900,
            day >= 1, day <= CivilDate.daysInMonth(year: year, month: month)
        else { return nil }
        let hour = match.4.flatMap { Int($0) } ?? 0
        let minute = match.5.flatMap { Int($0) } ?? 0
        let second = match.6.flatMap { Int($0) } ?? 0
        guard hour < 24, minute < 60, second < 60 else { return nil }
        let local = CivilDate.days(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second
        guard let zone = match.7 else { return local - dutchOffset(local) }
        if zone == "Z" { return local }
        let digits = zone.filter(\.isNumber)
        guard let hours = Int(digits.prefix(2)), let minutes = Int(digits.suffix(2)), hours < 15, minutes < 60 else {
            return nil
        }
        return local - (zone.hasPrefix("-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    /// Seconds by which Dutch time is ahead of UTC at a local moment.
    private static func dutchOffset(_ local: Int) -> Int {
        let zone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        let first = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local)))
        return zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local - first)))
    }
}

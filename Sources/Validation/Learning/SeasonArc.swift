import Observations

/// Days of the year on which something was seen, in a year of 366 days: 29 February is day 59, 1 March day 60.
public struct DayCounts: Sendable, Equatable {
    public private(set) var counts = [Int](repeating: 0, count: 366)
    public private(set) var total = 0

    public init() {}

    /// - Parameters: month 1–12 and day of the month; others are not counted.
    public mutating func add(month: Int, day: Int, _ number: Int = 1) {
        guard let place = Self.place(month: month, day: day) else { return }
        counts[place] += number
        total += number
    }

    public static func += (sum: inout DayCounts, other: DayCounts) {
        for place in sum.counts.indices { sum.counts[place] += other.counts[place] }
        sum.total += other.total
    }

    /// The shortest stretch of days, over New Year where that is shorter, that holds at least this share of what was seen.
    /// Of stretches of one length that which holds more, then the one that begins first.
    ///
    /// Quantiles of the day number would cut a season that runs over New Year in two; on a circle the shortest arc is the
    /// counterpart of the shortest interval (the "shorth" of robust statistics).
    /// - Parameter share: above 0, up to 1.
    /// - Returns: `nil` where nothing was seen.
    public func shortestSeason(holding share: Double) -> SeasonArc? {
        guard total > 0, share > 0 else { return nil }
        let wanted = min(total, max(1, Int((share * Double(total)).rounded(.up))))
        var best: (start: Int, length: Int, held: Int)?
        var end = 0
        var held = 0
        for start in 0..<366 {
            while held < wanted, end - start < 366 {
                held += counts[end % 366]
                end += 1
            }
            let length = end - start
            if held >= wanted, best.map({ (length, -held) < ($0.length, -$0.held) }) ?? true {
                best = (start, length, held)
            }
            held -= counts[start]
        }
        return best.map { best in
            let first = Self.date(best.start)
            let last = Self.date((best.start + best.length - 1) % 366)
            return SeasonArc(
                startMonth: first.month, startDay: first.day, endMonth: last.month, endDay: last.day, days: best.length,
                records: best.held)
        }
    }

    private static func place(month: Int, day: Int) -> Int? {
        guard (1...12).contains(month), day >= 1, day <= CivilDate.daysInMonth(year: 2000, month: month) else { return nil }
        return CivilDate.days(year: 2000, month: month, day: day) - CivilDate.days(year: 2000, month: 1, day: 1)
    }

    private static func date(_ place: Int) -> (month: Int, day: Int) {
        let date = CivilDate.date(days: CivilDate.days(year: 2000, month: 1, day: 1) + place)
        return (date.month, date.day)
    }
}

/// A season by its first and last day, both in it.
public struct SeasonArc: Sendable, Equatable {
    public var startMonth: Int
    public var startDay: Int
    public var endMonth: Int
    public var endDay: Int
    /// Length, 1–366.
    public var days: Int
    /// Records in it.
    public var records: Int
}

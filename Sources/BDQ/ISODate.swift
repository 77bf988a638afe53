/// A date, a date with time, or an interval of them, in a form that ISO 8601-1:2019 allows.
///
/// Read are calendar dates (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `YYYYMMDD`), ordinal dates (`YYYY-DDD`), week dates
/// (`YYYY-Www`, `YYYY-Www-D`), times to hour, minute or second with decimals, zones, and intervals of two of these, of one
/// and a duration, or with the parts of the end left out that are as in the start (`1880-05-08/10`). Hour 24 went out
/// with the edition of 2019.
struct ISODate: Sendable, Equatable {
    enum Precision: Int, Sendable, Comparable {
        case year, month, week, day, hour, minute, second

        static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
    }

    /// One end: the days it can be on and, when it has a time, the seconds since midnight.
    struct Point: Sendable, Equatable {
        var firstDay: Int
        var lastDay: Int
        var precision: Precision
        var seconds = 0
        /// East of Greenwich; `nil` without a zone.
        var offsetMinutes: Int?

        /// First moment, in seconds since 1970 UTC (local time taken as such when there is no zone).
        var beginning: Int { firstDay * 86_400 + seconds - (offsetMinutes ?? 0) * 60 }

        /// The moment behind it.
        var end: Int {
            switch precision {
            case .hour: beginning + 3600
            case .minute: beginning + 60
            case .second: beginning + 1
            default: (lastDay + 1) * 86_400 - (offsetMinutes ?? 0) * 60
            }
        }
    }

    var start: Point
    var finish: Point
    var isInterval: Bool

    var first: CalendarDate { CalendarDate(dayNumber: start.firstDay) }
    var last: CalendarDate { CalendarDate(dayNumber: finish.lastDay) }
    /// Of the coarser end.
    var precision: Precision { min(start.precision, finish.precision) }
    var isWithinOneYear: Bool { first.year == last.year }
    var isWithinOneMonth: Bool { precision >= .month && isWithinOneYear && first.month == last.month }
    var isWithinOneDay: Bool { precision >= .day && first == last }

    /// Seconds, days of 86 400. The ends of an interval are moments when they have a time, whole days otherwise.
    var duration: Int {
        let end = isInterval && finish.precision > .day ? finish.beginning : finish.end
        return end - start.beginning
    }

    /// `nil` when the text is no valid date; blanks around it make it invalid.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1:
            guard let point = ISODate.point(parts[0]) else { return nil }
            self.init(start: point, finish: point, isInterval: false)
        case 2:
            if parts[0].hasPrefix("P") {
                guard let end = ISODate.point(parts[1]), let begin = ISODate.shifted(end, by: parts[0], sign: -1) else {
                    return nil
                }
                self.init(start: begin, finish: end, isInterval: true)
            } else {
                guard let begin = ISODate.point(parts[0]) else { return nil }
                let end =
                    parts[1].hasPrefix("P")
                    ? ISODate.shifted(begin, by: parts[1], sign: 1)
                    : ISODate.point(parts[1]) ?? ISODate.abbreviatedEnd(parts[1], after: parts[0])
                guard let end, end.end > begin.beginning else { return nil }
                self.init(start: begin, finish: end, isInterval: true)
            }
            if start.beginning > finish.end { return nil }
        default: return nil
        }
    }

    private init(start: Point, finish: Point, isInterval: Bool) {
        self.start = start
        self.finish = finish
        self.isInterval = isInterval
    }

    // MARK: one end

    private static func point(_ text: String) -> Point? {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard var point = date(parts[0]) else { return nil }
        if parts.count == 2 {
            guard point.precision == .day, readTime(parts[1], into: &point) else { return nil }
        }
        return point
    }

    private static func number(_ text: Substring, _ width: Int) -> Int? {
        guard text.utf8.count == width, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int(text)
    }

    private static func date(_ text: String) -> Point? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        if parts.count == 1, text.utf8.count == 8 {
            guard let year = number(text.prefix(4), 4), let month = number(text.dropFirst(4).prefix(2), 2),
                let day = number(text.suffix(2), 2), let date = CalendarDate(year: year, month: month, day: day)
            else { return nil }
            return Point(firstDay: date.dayNumber, lastDay: date.dayNumber, precision: .day)
        }
        guard let first = parts.first, let year = number(first, 4) else { return nil }
        switch parts.count {
        case 1:
            guard let begin = CalendarDate(year: year, month: 1, day: 1),
                let end = CalendarDate(year: year, month: 12, day: 31)
            else { return nil }
            return Point(firstDay: begin.dayNumber, lastDay: end.dayNumber, precision: .year)
        case 2:
            if let ordinal = number(parts[1], 3) {
                guard let date = CalendarDate.on(dayOfYear: ordinal, of: year) else { return nil }
                return Point(firstDay: date.dayNumber, lastDay: date.dayNumber, precision: .day)
            }
            if parts[1].hasPrefix("W") { return week(year, parts[1], day: nil) }
            guard let month = number(parts[1], 2), let begin = CalendarDate(year: year, month: month, day: 1) else {
                return nil
            }
            let days = CalendarDate.daysInMonth(month, of: year)
            return Point(firstDay: begin.dayNumber, lastDay: begin.dayNumber + days - 1, precision: .month)
        case 3:
            if parts[1].hasPrefix("W") {
                return week(year, parts[1], day: number(parts[2], 1)).flatMap { $0.precision == .day ? $0 : nil }
            }
            guard let month = number(parts[1], 2), let day = number(parts[2], 2),
                let date = CalendarDate(year: year, month: month, day: day)
            else { return nil }
            return Point(firstDay: date.dayNumber, lastDay: date.dayNumber, precision: .day)
        default: return nil
        }
    }

    private static func week(_ year: Int, _ text: Substring, day: Int?) -> Point? {
        guard let week = number(text.dropFirst(), 2), week >= 1, week <= 53,
            let fourth = CalendarDate(year: year, month: 1, day: 4)?.dayNumber
        else { return nil }
        // The first week holds 4 January; 1970-01-01 was a Thursday.
        let monday = fourth - ((fourth + 3) % 7 + 7) % 7 + (week - 1) * 7
        // The week belongs to the year of its Thursday.
        guard CalendarDate(dayNumber: monday + 3).year == year else { return nil }
        guard let day else { return Point(firstDay: monday, lastDay: monday + 6, precision: .week) }
        guard (1...7).contains(day) else { return nil }
        return Point(firstDay: monday + day - 1, lastDay: monday + day - 1, precision: .day)
    }

    private static func readTime(_ text: String, into point: inout Point) -> Bool {
        var clock = text[...]
        if clock.hasSuffix("Z") {
            clock = clock.dropLast()
            point.offsetMinutes = 0
        } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            let zone = clock[clock.index(after: sign)...].filter { $0 != ":" }
            guard zone.count == 2 || zone.count == 4, let hours = number(zone.prefix(2)[...], 2), hours <= 23,
                let minutes = zone.count == 2 ? 0 : number(zone.suffix(2)[...], 2), minutes <= 59
            else { return false }
            point.offsetMinutes = (hours * 60 + minutes) * (clock[sign] == "-" ? -1 : 1)
            clock = clock[..<sign]
        }
        var fraction: Substring?
        if let mark = clock.firstIndex(where: { $0 == "." || $0 == "," }) {
            fraction = clock[clock.index(after: mark)...]
            clock = clock[..<mark]
        }
        if let fraction, fraction.isEmpty || !fraction.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return false }
        var parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 1, clock.count == 4 || clock.count == 6 {
            parts = stride(from: 0, to: clock.count, by: 2).map { clock.dropFirst($0).prefix(2) }
        }
        guard (1...3).contains(parts.count), let hour = number(parts[0], 2), hour <= 23 else { return false }
        point.seconds = hour * 3600
        point.precision = .hour
        if parts.count > 1 {
            guard let minute = number(parts[1], 2), minute <= 59 else { return false }
            point.seconds += minute * 60
            point.precision = .minute
        }
        if parts.count > 2 {
            // 60 is the leap second.
            guard let second = number(parts[2], 2), second <= 60 else { return false }
            point.seconds += second
            point.precision = .second
        }
        return true
    }

    // MARK: ends that lean on the start

    /// The end of an interval with its leading parts left out, which are then those of the start.
    private static func abbreviatedEnd(_ end: String, after start: String) -> Point? {
        guard !end.isEmpty, end.utf8.count < start.utf8.count else { return nil }
        // An abbreviated date behind a start with a time would be taken for a time.
        if start.contains("T"), !end.contains(":"), !end.contains("T") { return nil }
        let core = start.split(separator: "T").first.map(String.init) ?? start
        let head = end.contains(":") && !end.contains("T") ? core + "T" : ""
        if !head.isEmpty { return point(head + end) }
        let dayPart = end.split(separator: "T").first.map(String.init) ?? end
        guard dayPart.utf8.count == 2 || dayPart.utf8.count == 5, dayPart.utf8.count < core.utf8.count else {
            return nil
        }
        return point(String(core.dropLast(dayPart.count)) + end)
    }

    private static func shifted(_ from: Point, by duration: String, sign: Int) -> Point? {
        var months = 0
        var days = 0
        var seconds = 0
        var digits = ""
        var isTime = false
        var sawUnit = false
        for character in duration.dropFirst() {
            if character == "T" {
                isTime = true
                continue
            }
            if character.isASCII, character.isNumber {
                digits.append(character)
                continue
            }
            guard let amount = Int(digits), digits.count <= 6 else { return nil }
            digits = ""
            sawUnit = true
            switch (character, isTime) {
            case ("Y", false): months += amount * 12
            case ("M", false): months += amount
            case ("W", false): days += amount * 7
            case ("D", false): days += amount
            case ("H", true): seconds += amount * 3600
            case ("M", true): seconds += amount * 60
            case ("S", true): seconds += amount
            default: return nil
            }
        }
        guard sawUnit, digits.isEmpty else { return nil }
        // A duration is counted from a moment: the first one of its start, and back from its end, which takes in a whole
        // day, month or year.
        let anchor = sign > 0 || from.precision > .day ? from.beginning : from.end
        var date = CalendarDate(dayNumber: Int((Double(anchor) / 86_400).rounded(.down)))
        let clock = anchor - date.dayNumber * 86_400
        let month = date.year * 12 + date.month - 1 + sign * months
        let year = month / 12
        guard month >= 0,
            let moved = CalendarDate(
                year: year, month: month % 12 + 1,
                day: min(date.day, CalendarDate.daysInMonth(month % 12 + 1, of: year)))
        else { return nil }
        date = moved
        let moment = (date.dayNumber + sign * days) * 86_400 + clock + sign * seconds
        if seconds == 0, from.precision <= .day {
            let day = sign > 0 ? moment / 86_400 - 1 : moment / 86_400
            return Point(firstDay: day, lastDay: day, precision: .day)
        }
        let day = Int((Double(moment) / 86_400).rounded(.down))
        return Point(firstDay: day, lastDay: day, precision: .second, seconds: moment - day * 86_400)
    }
}

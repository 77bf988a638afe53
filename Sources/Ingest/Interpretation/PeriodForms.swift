import Observations

extension PeriodInterpreter {
    // MARK: first and last moment

    /// First and last part of a stretch of time; the same for a single date or moment.
    struct Span {
        var first: DateTimeParts
        var last: DateTimeParts

        /// Both ends together, `nil` when the calendar does not know one of them.
        func period(_ clock: LocalClock) -> Period? {
            guard let begin = first.period(clock), let end = last.period(clock) else { return nil }
            if begin == end { return begin }
            return Period(start: begin.start, stop: end.stop, precision: .interval)
        }

        /// What the clock makes of the times of both ends.
        func clockIssue(_ clock: LocalClock) -> InterpretationIssue? {
            first.clockIssue(clock) ?? last.clockIssue(clock)
        }
    }

    /// Reads a text that is not absent and has no blanks around it.
    func span(_ text: UnsafeRawBufferPointer) throws(DateProblem) -> Span {
        // Before the text is cut in two: `winter 2020/2021` is no interval.
        if let vague = try VagueDate(options: options).span(text) { return vague }
        guard let gap = IntervalSeparator.find(text) else { return try stretch(text) }
        let start = text.part(0..<gap.lowerBound).trimmed
        let end = text.part(gap.upperBound..<text.count).trimmed
        if Self.isOpen(start) || Self.isOpen(end) { throw .open }
        if start[0] == UInt8(ascii: "P"), let duration = DateDuration(start) {
            let last = try stretch(end).last
            guard let first = duration.end(from: last, sign: -1, clock: options.clock) else { throw .invalid }
            return Span(first: first, last: last)
        }
        let first = try stretch(start).first
        if end[0] == UInt8(ascii: "P"), let duration = DateDuration(end) {
            guard let last = duration.end(from: first, sign: 1, clock: options.clock) else { throw .invalid }
            return Span(first: first, last: last)
        }
        return Span(first: first, last: try last(end, after: first))
    }

    /// ISO 8601-2 writes `..` for an end that is not there yet, and nothing for one that is not known.
    private static func isOpen(_ end: UnsafeRawBufferPointer) -> Bool { end.isEmpty || end.matches("..") }

    /// A single date or moment, or what has a name of its own: a week, a season, a decade.
    private func stretch(_ text: UnsafeRawBufferPointer) throws(DateProblem) -> Span {
        if let week = try ISOWeek.span(text) { return week }
        do throws(DateProblem) {
            let parts = try single(text)
            return Span(first: parts, last: parts)
        } catch {
            if let vague = try VagueDate(options: options).span(text) { return vague }
            throw error
        }
    }

    private func single(_ text: UnsafeRawBufferPointer) throws(DateProblem) -> DateTimeParts {
        if options.excelSerials, let parts = ExcelSerial.parts(text, from1904: options.excel1904) {
            return withoutMidnight(parts)
        }
        var cursor = DateCursor(text, order: options.order, pivotYear: options.pivotYear)
        var parts = try cursor.date()
        try cursor.timeBehindDate(into: &parts)
        if parts.hour < 0, parts.day > 0 { cursor.skipZoneOfDay() }
        guard cursor.isAtEnd else { throw .invalid }
        return withoutMidnight(parts)
    }

    func withoutMidnight(_ parts: DateTimeParts) -> DateTimeParts {
        guard options.midnightIsDay, parts.isMidnight else { return parts }
        var parts = parts
        parts.removeTime()
        return parts
    }

    /// The end of an interval, which may leave out what it has in common with the beginning.
    private func last(_ text: UnsafeRawBufferPointer, after first: DateTimeParts) throws(DateProblem) -> DateTimeParts {
        var cursor = DateCursor(text, order: options.order, pivotYear: options.pivotYear)
        var parts = first
        let isTime = cursor.skip(UInt8(ascii: "T"))
        let (value, digits) = cursor.number()
        let follower = cursor.next
        if isTime || (digits >= 1 && digits <= 2 && follower == UInt8(ascii: ":")) {
            parts.removeTime()
            cursor.at = isTime ? 1 : 0
            try cursor.time(into: &parts)
            guard first.day > 0, cursor.isAtEnd else { throw .invalid }
        } else if digits == 2, cursor.isAtEnd {
            switch first.precision {
            case .month: parts.month = value
            case .day: parts.day = value
            case .hour: parts.hour = value
            default: throw .invalid
            }
        } else if digits == 2, first.day > 0, follower == UInt8(ascii: "T") {
            parts.removeTime()
            parts.day = value
            try cursor.timeBehindDate(into: &parts)
            guard cursor.isAtEnd else { throw .invalid }
        } else if digits == 2, text.count <= 5 || text[5] == UInt8(ascii: "T"), follower == UInt8(ascii: "-"),
            first.day > 0
        {
            cursor.at += 1
            parts.removeTime()
            (parts.month, parts.day) = (value, cursor.number().value)
            try cursor.timeBehindDate(into: &parts)
            guard cursor.isAtEnd else { throw .invalid }
        } else {
            parts = try stretch(text).last
        }
        parts.hasZero = parts.hasZero || (first.month > 0 && parts.month == 0) || (first.day > 0 && parts.day == 0)
        // ISO 8601: an offset given for the beginning only counts for both ends.
        if parts.hour >= 0, parts.offset == nil { parts.offset = first.offset }
        return withoutMidnight(parts)
    }
}

/// Where an interval is cut in two.
enum IntervalSeparator {
    /// The bytes between both ends, `nil` for a text that is a single date.
    static func find(_ text: UnsafeRawBufferPointer) -> Range<Int>? {
        var slash: Int?
        var slashes = 0
        var hasBlank = false
        for index in 0..<text.count {
            if text[index] == UInt8(ascii: "/") {
                slash = index
                slashes += 1
            } else if text[index] == 0x20 {
                hasBlank = true
            }
        }
        if hasBlank, let gap = findWord(text) { return gap }
        // `1990-1999`: two years.
        if text.count == 9, text[4] == UInt8(ascii: "-"), text.part(0..<4).allSatisfy(\.isDigit),
            text.part(5..<9).allSatisfy(\.isDigit)
        {
            return 4..<5
        }
        guard let slash, slashes == 1 else { return nil }
        let left = text.part(0..<slash)
        let right = text.part(slash + 1..<text.count)
        // Open ends, and durations in front and behind.
        if left.isEmpty || right.isEmpty || left.matches("..") || right.matches("..") || left[0] == UInt8(ascii: "P")
            || right[0] == UInt8(ascii: "P")
        {
            return slash..<slash + 1
        }
        guard slash >= 4 else { return nil }
        // `2020-04-01/…`, `20200401/…` and `2018/2020` are intervals; `2020/04` is a month and `4/2021` too.
        let isInterval =
            left.contains(UInt8(ascii: "-")) || left.count >= 7
            || (left.count == 4 && text.count >= slash + 5 && text[slash + 1..<slash + 5].allSatisfy(\.isDigit))
        return isInterval ? slash..<slash + 1 : nil
    }

    private static let words: [StaticString] = [
        " - ", " – ", " / ", " t/m ", " tot en met ", " tot ", " to ", " until ", " bis ",
    ]

    private static func findWord(_ text: UnsafeRawBufferPointer) -> Range<Int>? {
        for index in 0..<text.count where text[index] == 0x20 {
            let rest = text.part(index..<text.count)
            for word in words where rest.begins(with: word) { return index..<index + word.utf8CodeUnitCount }
        }
        return nil
    }
}

/// Day numbers of Excel, counted from 1900 or 1904. Only five digits are read, so that no year is taken for one; where
/// Excel miscounts (before March 1900) is far below.
enum ExcelSerial {
    static func parts(_ text: UnsafeRawBufferPointer, from1904: Bool = false) -> DateTimeParts? {
        guard text.count >= 5, text[0..<5].allSatisfy(\.isDigit), text.count == 5 || !text[5].isDigit,
            let number = NumberReader().double(text) ?? NumberReader(decimalComma: true).double(text)
        else { return nil }
        let day = Int(number)
        let second = Int(((number - Double(day)) * 86_400).rounded())
        let zero =
            from1904
            ? CivilDate.days(year: 1904, month: 1, day: 1) : CivilDate.days(year: 1899, month: 12, day: 30)
        let date = CivilDate.date(days: zero + day + second / 86_400)
        var parts = DateTimeParts(year: date.year, month: date.month, day: date.day)
        if second % 86_400 != 0 {
            (parts.hour, parts.minute, parts.second) = (second / 3600, second / 60 % 60, second % 60)
        }
        return parts
    }
}

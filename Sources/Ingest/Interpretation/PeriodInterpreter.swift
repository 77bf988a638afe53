import Columns
import Observations

/// Which of two small numbers in a date is the day. A source declares it; it is never guessed.
public enum DayMonthOrder: String, CaseIterable, Sendable {
    case dayMonthYear, monthDayYear
    /// Only dates that can be read in one way are read.
    case unknown
}

/// The period that a text says, and what is wrong with it.
public struct PeriodReading: Sendable, Equatable {
    /// `nil` for an absent or unreadable text. A reversed interval is given as delivered: `start > stop`.
    public var period: Period?
    public var issue: InterpretationIssue?
    /// The text is what `PeriodText` writes for the period, so that nothing is lost without it.
    public var isCanonical: Bool

    public init(_ period: Period? = nil, issue: InterpretationIssue? = nil, isCanonical: Bool = false) {
        self.period = period
        self.issue = issue
        self.isCanonical = isCanonical
    }
}

/// Reads dates, times and intervals.
///
/// ISO 8601 in calendar, ordinal and basic form with all reduced precisions, intervals with an abbreviated end, dates
/// written with a month name (Dutch, German, English, Roman numerals), day and month in the declared order, and
/// Excel's day numbers where declared. Years have four digits. Times with an offset become Dutch local time.
public struct PeriodInterpreter: Sendable, Equatable {
    public struct Options: Sendable, Equatable {
        public var order: DayMonthOrder
        /// A time of exactly 00:00 says only that there was no time: such a moment is a day. For sources that write
        /// dates as timestamps. The day is taken as written, whatever offset follows.
        public var midnightIsDay: Bool
        /// A number of five digits is a day number of Excel's 1900 date system (44000 = 2020-06-18).
        public var excelSerials: Bool
        /// A period from one New Year's Day to the next is the year between them: how the NDFF writes what it has
        /// blurred to a year.
        public var newYearEndsYear: Bool

        public init(
            order: DayMonthOrder = .unknown, midnightIsDay: Bool = false, excelSerials: Bool = false,
            newYearEndsYear: Bool = false
        ) {
            self.order = order
            self.midnightIsDay = midnightIsDay
            self.excelSerials = excelSerials
            self.newYearEndsYear = newYearEndsYear
        }
    }

    public var options: Options

    public init(_ options: Options = Options()) {
        self.options = options
    }

    /// Reads a date, moment or interval. An absent text gives neither period nor issue.
    public func interpret(_ text: UnsafeRawBufferPointer) -> PeriodReading {
        if let reading = frequentForm(text) { return reading }
        if AbsentText.isAbsent(text) { return PeriodReading() }
        do {
            let span = try span(text.trimmed)
            guard let period = span.period() else { return PeriodReading(issue: .dateInvalid) }
            if period.start > period.stop { return PeriodReading(period, issue: .periodReversed) }
            return PeriodReading(period, isCanonical: isText(text, of: period))
        } catch {
            return PeriodReading(issue: error == .ambiguous ? .dateAmbiguous : .dateInvalid)
        }
    }

    /// Reads what nearly all sources deliver; `nil` leaves a text to the forms that take longer.
    private func frequentForm(_ text: UnsafeRawBufferPointer) -> PeriodReading? {
        if let day = ISOForms.day(text) { return PeriodReading(day, isCanonical: true) }
        if let moment = ISOForms.moment(text) {
            let parts = withoutMidnight(moment)
            guard let period = parts.period() else { return PeriodReading(issue: .dateInvalid) }
            let isCanonical = text[10] != 0x20 && parts.hour >= 0 && parts.hour < 24 && parts.offset == nil
            return PeriodReading(period, isCanonical: isCanonical)
        }
        guard text.count == 21, text[10] == UInt8(ascii: "/") else { return nil }
        var reading = days(text.part(0..<10), text.part(11..<21))
        // A day written twice is written once by us.
        if reading?.period?.precision == .day { reading?.isCanonical = false }
        return reading
    }

    /// A stretch from one ISO day to another; `nil` when they are not.
    func days(_ first: UnsafeRawBufferPointer, _ last: UnsafeRawBufferPointer) -> PeriodReading? {
        guard let period = ISOForms.days(first, last) else { return nil }
        return period.start > period.stop
            ? PeriodReading(period, issue: .periodReversed)
            : PeriodReading(period, isCanonical: true)
    }

    /// Whether `text` is byte for byte what would be written for `period`.
    func isText(_ text: UnsafeRawBufferPointer, of period: Period) -> Bool {
        guard text.count <= PeriodText.maximumLength else { return false }
        return withUnsafeTemporaryAllocation(byteCount: PeriodText.maximumLength, alignment: 1) { scratch in
            let length = PeriodText.write(period, into: scratch)
            return sameBytes(UnsafeRawBufferPointer(rebasing: scratch[..<length]), text)
        }
    }

    // MARK: first and last moment

    /// First and last part of a stretch of time; the same for a single date or moment.
    struct Span {
        var first: DateTimeParts
        var last: DateTimeParts

        /// Both ends together, `nil` when the calendar does not know one of them.
        func period() -> Period? {
            guard let begin = first.period(), let end = last.period() else { return nil }
            if begin == end { return begin }
            return Period(start: begin.start, stop: end.stop, precision: .interval)
        }
    }

    /// Reads a text that is not absent and has no blanks around it.
    func span(_ text: UnsafeRawBufferPointer) throws(DateProblem) -> Span {
        guard let gap = IntervalSeparator.find(text) else {
            let parts = try single(text)
            return Span(first: parts, last: parts)
        }
        let first = try single(text.part(0..<gap.lowerBound).trimmed)
        let end = text.part(gap.upperBound..<text.count).trimmed
        return Span(first: first, last: try last(end, after: first))
    }

    private func single(_ text: UnsafeRawBufferPointer) throws(DateProblem) -> DateTimeParts {
        if options.excelSerials, let parts = ExcelSerial.parts(text) { return withoutMidnight(parts) }
        var cursor = DateCursor(text, order: options.order)
        var parts = try cursor.date()
        try cursor.timeBehindDate(into: &parts)
        guard cursor.isAtEnd else { throw .invalid }
        return withoutMidnight(parts)
    }

    private func withoutMidnight(_ parts: DateTimeParts) -> DateTimeParts {
        guard options.midnightIsDay, parts.isMidnight else { return parts }
        var parts = parts
        parts.removeTime()
        return parts
    }

    /// The end of an interval, which may leave out what it has in common with the beginning.
    private func last(_ text: UnsafeRawBufferPointer, after first: DateTimeParts) throws(DateProblem) -> DateTimeParts {
        var cursor = DateCursor(text, order: options.order)
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
            parts = try single(text)
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
        guard let slash, slashes == 1, slash >= 4 else { return nil }
        let left = text.part(0..<slash)
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

/// Day numbers of Excel's 1900 date system. Numbers below 61 (before March 1900), where Excel miscounts, are refused.
enum ExcelSerial {
    static func parts(_ text: UnsafeRawBufferPointer) -> DateTimeParts? {
        guard text.count >= 5, text[0..<5].allSatisfy(\.isDigit), text.count == 5 || !text[5].isDigit,
            let number = NumberReader().double(text) ?? NumberReader(decimalComma: true).double(text)
        else { return nil }
        let day = Int(number)
        let second = Int(((number - Double(day)) * 86_400).rounded())
        let date = CivilDate.date(days: CivilDate.days(year: 1899, month: 12, day: 30) + day + second / 86_400)
        var parts = DateTimeParts(year: date.year, month: date.month, day: date.day)
        if second % 86_400 != 0 {
            (parts.hour, parts.minute, parts.second) = (second / 3600, second / 60 % 60, second % 60)
        }
        return parts
    }
}

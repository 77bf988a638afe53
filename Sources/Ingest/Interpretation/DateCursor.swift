/// Reads dates and times from bytes, from left to right.
struct DateCursor {
    let bytes: UnsafeRawBufferPointer
    var at = 0
    let order: DayMonthOrder
    /// The first of the hundred years that two digits may mean; `nil`: years have four digits.
    let pivotYear: Int?

    init(_ bytes: UnsafeRawBufferPointer, order: DayMonthOrder, pivotYear: Int? = nil) {
        self.bytes = bytes
        self.order = order
        self.pivotYear = pivotYear
    }

    var isAtEnd: Bool { at >= bytes.count }
    /// The next byte, 0 at the end.
    var next: UInt8 { at < bytes.count ? bytes[at] : 0 }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte, !isAtEnd else { return false }
        at += 1
        return true
    }

    mutating func skipBlanks() {
        while next == 0x20 || next == 0x09 { at += 1 }
    }

    /// Skips what may stand between the parts of a date written out: blanks, commas, dots, dashes.
    mutating func skipPunctuation() {
        while !isAtEnd {
            switch next {
            case 0x20, 0x09, UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "/"):
                at += 1
            default: return
            }
        }
    }

    /// Up to nine digits; `digits` is 0 when there are none and 10 when there are more than nine.
    mutating func number() -> (value: Int, digits: Int) {
        var value = 0
        var digits = 0
        while next.isDigit {
            if digits < 10 { digits += 1 }
            if digits < 10 { value = value * 10 + next.digit }
            at += 1
        }
        return (value, digits)
    }

    mutating func word() -> UnsafeRawBufferPointer {
        let first = at
        while !isAtEnd, next.isLetter { at += 1 }
        return bytes.part(first..<at)
    }

    // MARK: dates

    /// Reads a date; the cursor is left behind it.
    mutating func date() throws(DateProblem) -> DateTimeParts {
        skipBlanks()
        if next.isLetter {
            let begin = at
            if MonthName.isWeekday(word()) {
                skipPunctuation()
            } else {
                at = begin
            }
        }
        if next.isLetter { return try monthFirst() }
        let (value, digits) = number()
        var parts = DateTimeParts()
        switch digits {
        case 4:
            parts.year = value
            try afterYear(&parts)
        case 8:
            parts.year = value / 10_000
            parts.month = value / 100 % 100
            parts.day = value % 100
            parts.hasZero = parts.month == 0 || parts.day == 0
        case 7:
            parts.year = value / 1000
            try setOrdinal(value % 1000, &parts)
        case 1, 2: try afterSmallNumber(value, &parts)
        case 6: throw .ambiguous
        default: throw .invalid
        }
        return parts
    }

    /// `March 3rd 2018`, `mrt 2018`.
    private mutating func monthFirst() throws(DateProblem) -> DateTimeParts {
        var parts = DateTimeParts()
        guard let month = MonthName.month(word()) else { throw .invalid }
        parts.month = month
        skipPunctuation()
        var (value, digits) = number()
        if digits == 1 || digits == 2 {
            parts.day = value
            parts.hasZero = value == 0
            skipOrdinalSuffix()
            skipPunctuation()
            (value, digits) = number()
        }
        parts.year = try year(value, digits)
        return parts
    }

    private mutating func afterYear(_ parts: inout DateTimeParts) throws(DateProblem) {
        let separator = next
        guard isDateSeparator(separator) || separator == UInt8(ascii: ",") else { return }
        let behindYear = at
        at += 1
        skipBlanks()
        if next.isLetter {
            guard let month = MonthName.month(word()) else {
                at = behindYear
                return
            }
            parts.month = month
            let behindMonth = at
            skipPunctuation()
            let (day, digits) = number()
            guard digits == 1 || digits == 2 else {
                at = behindMonth
                return
            }
            parts.day = day
            parts.hasZero = day == 0
            skipOrdinalSuffix()
            return
        }
        let (value, digits) = number()
        if digits == 3, separator == UInt8(ascii: "-") { return try setOrdinal(value, &parts) }
        guard digits == 1 || digits == 2 else { throw .invalid }
        parts.month = value
        guard next == separator, separator != 0x20 || (at + 1 < bytes.count && bytes[at + 1].isDigit) else {
            parts.hasZero = value == 0
            return
        }
        at += 1
        let (day, dayDigits) = number()
        guard dayDigits == 1 || dayDigits == 2 else { throw .invalid }
        parts.day = day
        parts.hasZero = value == 0 || day == 0
    }

    /// Day first, or month first, or month and year: `3-4-2021`, `3 april 2021`, `04-2021`.
    private mutating func afterSmallNumber(_ first: Int, _ parts: inout DateTimeParts) throws(DateProblem) {
        let behindFirst = at
        skipOrdinalSuffix()
        skipPunctuation()
        if next.isLetter {
            guard let month = MonthName.month(word()) else { throw .invalid }
            skipPunctuation()
            let (value, digits) = number()
            parts.year = try year(value, digits)
            parts.month = month
            parts.day = first
            parts.hasZero = first == 0
            return
        }
        at = behindFirst
        let separator = next
        guard isDateSeparator(separator) else { throw .invalid }
        at += 1
        let (second, digits) = number()
        if digits == 4 {
            (parts.year, parts.month, parts.hasZero) = (second, first, first == 0)
            return
        }
        guard digits == 1 || digits == 2, skip(separator) else { throw .invalid }
        let (value, yearDigits) = number()
        parts.year = try year(value, yearDigits)
        (parts.day, parts.month) = try dayAndMonth(first, second)
        parts.hasZero = first == 0 || second == 0
    }

    private func dayAndMonth(_ first: Int, _ second: Int) throws(DateProblem) -> (day: Int, month: Int) {
        switch order {
        case .dayMonthYear: return (first, second)
        case .monthDayYear: return (second, first)
        case .unknown:
            if first == second || (first > 12 && second <= 12) { return (first, second) }
            if second > 12, first <= 12 { return (second, first) }
            throw first > 12 ? .invalid : .ambiguous
        }
    }

    /// Years have four digits; of two digits nobody can tell the century, unless the source declares it. It must then
    /// declare the order too, as `03` may be a year as well as a day.
    private func year(_ value: Int, _ digits: Int) throws(DateProblem) -> Int {
        if digits == 4 { return value }
        guard digits == 2 else { throw .invalid }
        guard let pivotYear, order != .unknown else { throw .ambiguous }
        let year = pivotYear / 100 * 100 + value
        return year < pivotYear ? year + 100 : year
    }

    private func setOrdinal(_ dayOfYear: Int, _ parts: inout DateTimeParts) throws(DateProblem) {
        let year = parts.year
        guard year >= 1, dayOfYear >= 1, dayOfYear <= CivilDateLength.ofYear(year) else { throw .invalid }
        (parts.month, parts.day) = CivilDateLength.monthAndDay(dayOfYear: dayOfYear, year: year)
    }

    /// `1st`, `2nd`, `3e`, `1ste`, `4de`, `1.`; only where letters follow the number at once.
    private mutating func skipOrdinalSuffix() {
        let begin = at
        let suffix = word()
        if !suffix.isEmpty, !suffix.matches(anyOf: ["st", "nd", "rd", "th", "e", "ste", "de", "er"]) { at = begin }
    }

    private func isDateSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "\\"), 0x20:
            true
        default: false
        }
    }
}

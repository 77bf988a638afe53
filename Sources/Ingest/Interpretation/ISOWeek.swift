import Observations

/// Weeks of ISO 8601: they begin on Monday, and the first of a year is the one with its first Thursday.
enum ISOWeek {
    /// Reads `2021-W05`, `2021W05`, `2021-W05-3` and `2021W053`; `nil` for a text of another form.
    /// - Throws: `invalid` for a week that the year does not have.
    static func span(_ text: UnsafeRawBufferPointer) throws(DateProblem) -> PeriodInterpreter.Span? {
        guard text.count >= 7, text.count <= 10, text.part(0..<4).allSatisfy(\.isDigit) else { return nil }
        let isExtended = text[4] == UInt8(ascii: "-")
        let mark = isExtended ? 5 : 4
        guard text[mark] | 0x20 == UInt8(ascii: "w"), text.count >= mark + 3, text[mark + 1].isDigit,
            text[mark + 2].isDigit
        else { return nil }
        let year = text[0].digit * 1000 + text[1].digit * 100 + text[2].digit * 10 + text[3].digit
        let week = text[mark + 1].digit * 10 + text[mark + 2].digit
        switch (text.count - mark - 3, isExtended) {
        case (0, _): return try span(year: year, week: week)
        case (1, false), (2, true):
            let last = text[text.count - 1]
            guard !isExtended || text[mark + 3] == UInt8(ascii: "-"), last.isDigit, (1...7).contains(last.digit) else {
                throw .invalid
            }
            let monday = try monday(year: year, week: week)
            let day = parts(monday + last.digit - 1)
            return PeriodInterpreter.Span(first: day, last: day)
        default: throw .invalid
        }
    }

    /// Monday to Sunday.
    static func span(year: Int, week: Int) throws(DateProblem) -> PeriodInterpreter.Span {
        let monday = try monday(year: year, week: week)
        return PeriodInterpreter.Span(first: parts(monday), last: parts(monday + 6))
    }

    private static func monday(year: Int, week: Int) throws(DateProblem) -> Int {
        guard (1...9998).contains(year), week >= 1 else { throw .invalid }
        let monday = firstMonday(year) + (week - 1) * 7
        guard monday < firstMonday(year + 1) else { throw .invalid }
        return monday
    }

    /// The Monday of the week with 4 January in it.
    private static func firstMonday(_ year: Int) -> Int {
        let fourth = CivilDate.days(year: year, month: 1, day: 4)
        // 1970-01-01 was a Thursday.
        let weekday = ((fourth + 3) % 7 + 7) % 7
        return fourth - weekday
    }

    private static func parts(_ day: Int) -> DateTimeParts {
        let date = CivilDate.date(days: day)
        return DateTimeParts(year: date.year, month: date.month, day: date.day)
    }
}

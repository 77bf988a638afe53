/// Dates as people write them: read only when they can mean one day, month, year or range and nothing else.
enum DateText {
    /// The ISO 8601 date that the text means, in the precision it has; `nil` when it means none or several.
    static func isoText(_ text: String) -> String? {
        let text = text.withoutOuterBlanks
        if ISODate(text) != nil, !isBareNumber(text) { return text }
        if let both = pair(text) { return both }
        guard let (rest, time) = withoutTime(text), let tokens = tokens(rest) else { return nil }
        if let single = single(tokens) { return single.isoText.map { $0 + (single.day == nil ? "" : time) } }
        return time.isEmpty ? range(tokens) : nil
    }

    /// Two dates with a word or a mark between them, each of which is clear alone.
    private static func pair(_ text: String) -> String? {
        let parts = text.split(separator: /\s+(?:-|–|—|\/|to|till|until|through|tot|bis|au|al)\s+/)
        guard parts.count == 2, let from = isoText(String(parts[0])), let to = isoText(String(parts[1])),
            ISODate(from)?.precision == ISODate(to)?.precision, ISODate("\(from)/\(to)") != nil
        else { return nil }
        return "\(from)/\(to)"
    }

    /// A year stands alone only when it looks like one; "0377" can be anything.
    private static func isBareNumber(_ text: String) -> Bool {
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return false }
        return text.utf8.count != 4 || !(text.hasPrefix("1") || text.hasPrefix("20"))
    }

    private enum Token: Equatable {
        case number(Int, digits: Int, isOrdinal: Bool)
        case month(Int)
        /// Roman numerals I to XII, months in the notation of many collectors.
        case roman(Int)
        case dash
    }

    private struct Parts {
        var year: Int?
        var month: Int?
        var day: Int?

        var isoText: String? {
            guard let year else { return nil }
            guard let month else { return day == nil ? padded(year, 4) : nil }
            guard let day else { return (1...12).contains(month) ? "\(padded(year, 4))-\(padded(month, 2))" : nil }
            return CalendarDate(year: year, month: month, day: day)?.text
        }
    }

    // MARK: tokens

    /// The text without a time of day, and the time as ISO writes it (`T10:30`); `nil` for a time that does not exist.
    private static func withoutTime(_ text: String) -> (String, String)? {
        guard let match = text.firstMatch(of: /[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?$/) else { return (text, "") }
        guard let hour = Int(match.1), hour <= 23, let minute = Int(match.2), minute <= 59 else { return nil }
        var time = "T\(padded(hour, 2)):\(padded(minute, 2))"
        if let text = match.3 {
            guard let second = Int(text), second <= 59 else { return nil }
            time += ":\(padded(second, 2))"
        }
        return (String(text[..<match.range.lowerBound]), time)
    }

    private static func tokens(_ text: String) -> [Token]? {
        var tokens: [Token] = []
        var rest = text[...]
        while let character = rest.first {
            if character.isASCII, character.isNumber {
                let digits = rest.prefix { $0.isASCII && $0.isNumber }
                rest = rest.dropFirst(digits.count)
                guard digits.count <= 4, let number = Int(digits) else { return nil }
                var isOrdinal = false
                for suffix in ["st", "nd", "rd", "th", "er", "º", "ª", "°"] where rest.lowercased().hasPrefix(suffix) {
                    let behind = rest.dropFirst(suffix.count)
                    if behind.first.map({ $0.isLetter }) != true {
                        rest = behind
                        isOrdinal = true
                        break
                    }
                }
                // Year, month and day of Chinese and Japanese dates stand in their order already.
                if let mark = rest.first, "年月日".contains(mark) { rest = rest.dropFirst() }
                tokens.append(.number(number, digits: digits.count, isOrdinal: isOrdinal))
            } else if character.isLetter {
                let word = rest.prefix { $0.isLetter }
                rest = rest.dropFirst(word.count)
                let folded = MonthNames.folded(String(word))
                if let month = MonthNames.month(folded) {
                    tokens.append(.month(month))
                } else if let roman = MonthNames.roman(String(word)) {
                    tokens.append(.roman(roman))
                } else if ["to", "bis", "tot", "till", "until", "through", "au", "and", "al"].contains(folded) {
                    tokens.append(.dash)
                } else if !MonthNames.fillers.contains(folded) {
                    return nil
                }
            } else {
                rest = rest.dropFirst()
                switch character {
                case "-", "–", "—":
                    // Only a dash that is no separator inside one date is kept as one; that is sorted out later.
                    tokens.append(.dash)
                case " ", "\t", ".", ",", "/", "_", "(", ")", "'", "’", "\u{A0}", "&", ":": break
                default: return nil
                }
            }
        }
        return tokens
    }

    // MARK: one date

    private static func single(_ tokens: [Token]) -> Parts? {
        let parts = tokens.filter { $0 != .dash }
        guard let parsed = date(parts), parsed.year != nil else { return nil }
        return parsed
    }

    /// A date whose year, or year and month, may be missing.
    private static func date(_ tokens: [Token]) -> Parts? {
        func year(_ token: Token) -> Int? {
            if case .number(let number, digits: 4, isOrdinal: false) = token, number >= 1000 { return number }
            return nil
        }
        func day(_ token: Token) -> Int? {
            if case .number(let number, digits: 1...2, _) = token, (1...31).contains(number) { return number }
            return nil
        }
        /// A number that can be a month: "5th" cannot.
        func monthNumber(_ token: Token) -> Int? {
            if case .number(let number, digits: 1...2, isOrdinal: false) = token, (1...12).contains(number) {
                return number
            }
            return nil
        }
        func month(_ token: Token) -> Int? {
            switch token {
            case .month(let month), .roman(let month): month
            default: nil
            }
        }
        switch tokens.count {
        case 1:
            if let year = year(tokens[0]) { return Parts(year: year) }
            if let month = month(tokens[0]) { return Parts(month: month) }
            return day(tokens[0]).map { Parts(day: $0) }
        case 2:
            if let month = month(tokens[0]) {
                if let year = year(tokens[1]) { return Parts(year: year, month: month) }
                return day(tokens[1]).map { Parts(month: month, day: $0) }
            }
            if let month = month(tokens[1]) {
                if let year = year(tokens[0]) { return Parts(year: year, month: month) }
                return day(tokens[0]).map { Parts(month: month, day: $0) }
            }
            // 2021-4, but not 4-2021 and 10-28 alike: the year must be clear.
            if let year = year(tokens[0]), let month = monthNumber(tokens[1]) { return Parts(year: year, month: month) }
            if let year = year(tokens[1]), let month = monthNumber(tokens[0]) { return Parts(year: year, month: month) }
            return nil
        case 3:
            for (monthIndex, others) in [(1, [0, 2]), (0, [1, 2]), (2, [0, 1])] {
                guard let month = month(tokens[monthIndex]) else { continue }
                if let year = year(tokens[others[1]]), let day = day(tokens[others[0]]) {
                    return Parts(year: year, month: month, day: day)
                }
                if let year = year(tokens[others[0]]), let day = day(tokens[others[1]]) {
                    return Parts(year: year, month: month, day: day)
                }
                return nil
            }
            if let year = year(tokens[0]), let second = day(tokens[1]), let third = day(tokens[2]) {
                // Year first is month before day, unless that is no month.
                return second <= 12
                    ? Parts(year: year, month: second, day: third)
                    : third <= 12 ? Parts(year: year, month: third, day: second) : nil
            }
            if let year = year(tokens[2]), let first = day(tokens[0]), let second = day(tokens[1]) {
                if first > 12, second <= 12 { return Parts(year: year, month: second, day: first) }
                if second > 12, first <= 12 { return Parts(year: year, month: first, day: second) }
                return first == second ? Parts(year: year, month: first, day: first) : nil
            }
            return nil
        default: return nil
        }
    }

    // MARK: ranges

    /// Two dates around one dash; the first takes what it lacks from the second.
    private static func range(_ tokens: [Token]) -> String? {
        let dashes = tokens.indices.filter { tokens[$0] == .dash }
        guard dashes.count == 1, let dash = dashes.first, var begin = date(Array(tokens[..<dash])) else { return nil }
        var tail = Array(tokens[(dash + 1)...])
        // "May 5-10, 1990": the month stands before the first day.
        if let month = begin.month, begin.day != nil, begin.year == nil, tail.count == 2,
            !tail.contains(where: { if case .month = $0 { true } else if case .roman = $0 { true } else { false } })
        {
            tail.insert(.month(month), at: 0)
        }
        guard let end = date(tail), let endYear = end.year else { return nil }
        if begin.year == nil {
            begin.year = endYear
            if begin.month == nil {
                guard begin.day != nil, end.day != nil else { return nil }
                begin.month = end.month
            }
        }
        guard (begin.day == nil) == (end.day == nil), (begin.month == nil) == (end.month == nil),
            let from = begin.isoText,
            let to = end.isoText, ISODate("\(from)/\(to)") != nil
        else { return nil }
        return "\(from)/\(to)"
    }
}

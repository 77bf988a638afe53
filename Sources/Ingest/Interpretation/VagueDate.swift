import Observations

/// When a season begins and ends.
public enum SeasonCalendar: String, CaseIterable, Sendable {
    /// From the first of March, June, September and December.
    case meteorological
    /// From the equinoxes and solstices. They move between two days or three; a season has all days that may belong to it.
    case astronomical
}

/// Stretches of time in words, which count as dates only where a profile says so: weeks (`week 5 2021`), seasons
/// (`voorjaar 2020`), decades (`199x`, `jaren 90`) and centuries (`19de eeuw`).
struct VagueDate {
    let options: PeriodInterpreter.Options

    /// A number or a word of the text; what stands between them is left out.
    private enum Token {
        case number(Int, digits: Int)
        case word(UnsafeRawBufferPointer)
    }

    /// `nil` for any other text.
    /// - Throws: `ambiguous` where the year or the century stays open, `invalid` for a week that does not exist.
    func span(_ text: UnsafeRawBufferPointer) throws(DateProblem) -> PeriodInterpreter.Span? {
        guard options.weeks || options.decades || options.seasons != nil, text.count <= 60,
            let tokens = Self.tokens(text)
        else { return nil }
        if options.weeks, let span = try week(tokens) { return span }
        if let calendar = options.seasons, let span = try season(tokens, calendar) { return span }
        if options.decades { return try decade(tokens) ?? century(tokens) }
        return nil
    }

    // MARK: weeks

    private func week(_ tokens: [Token]) throws(DateProblem) -> PeriodInterpreter.Span? {
        let isNamed = tokens.contains { if case .word(let word) = $0 { word.matches(anyOf: Self.weeks) } else { false } }
        guard isNamed, let numbers = Self.numbers(tokens, besides: Self.weeks + Self.links), numbers.count == 2 else {
            return nil
        }
        let year = numbers.first { $0.digits == 4 }
        let week = numbers.first { $0.digits <= 2 }
        guard let year, let week else { return nil }
        return try ISOWeek.span(year: year.value, week: week.value)
    }

    private static let weeks: [StaticString] = [
        "week", "wk", "weeknr", "weeknummer", "kw", "woche", "kalenderwoche", "semaine",
    ]
    private static let links: [StaticString] = ["van", "of", "in", "de", "het", "the", "der", "des", "du", "nr"]

    // MARK: seasons

    private func season(
        _ tokens: [Token], _ calendar: SeasonCalendar
    ) throws(DateProblem) -> PeriodInterpreter.Span? {
        var found: Int?
        for case .word(let word) in tokens {
            if let season = Self.seasons.firstIndex(where: { word.matches(anyOf: $0) }) {
                guard found == nil else { return nil }
                found = season
            }
        }
        guard let season = found, let numbers = Self.numbers(tokens, besides: Self.seasons[season] + Self.links),
            let year = numbers.first, year.digits == 4, numbers.count <= 2
        else { return nil }
        let isWinter = season == 3
        if numbers.count == 2 {
            let next = numbers[1].digits == 4 ? numbers[1].value : year.value / 100 * 100 + numbers[1].value
            let follows = next == year.value + 1 || (numbers[1].digits == 2 && next + 100 == year.value + 1)
            guard isWinter, numbers[1].digits == 4 || numbers[1].digits == 2, follows else { return nil }
        } else if isWinter {
            // The winter of 2020 began in 2019, or in 2020.
            throw .ambiguous
        }
        let bounds = calendar == .meteorological ? Self.meteorological[season] : Self.astronomical[season]
        let lastYear = isWinter ? year.value + 1 : year.value
        let lastDay = bounds.lastDay == 0 ? CivilDate.daysInMonth(year: lastYear, month: bounds.lastMonth) : bounds.lastDay
        return PeriodInterpreter.Span(
            first: DateTimeParts(year: year.value, month: bounds.month, day: bounds.day),
            last: DateTimeParts(year: lastYear, month: bounds.lastMonth, day: lastDay))
    }

    private static let seasons: [[StaticString]] = [
        ["voorjaar", "lente", "spring", "frühjahr", "frühling", "printemps"],
        ["zomer", "summer", "sommer", "été"],
        ["najaar", "herfst", "autumn", "fall", "herbst", "automne"],
        ["winter", "hiver"],
    ]
    /// First day and last day; day 0 is the last of the month.
    private typealias Bounds = (month: Int, day: Int, lastMonth: Int, lastDay: Int)
    private static let meteorological: [Bounds] = [(3, 1, 5, 31), (6, 1, 8, 31), (9, 1, 11, 30), (12, 1, 2, 0)]
    private static let astronomical: [Bounds] = [(3, 19, 6, 21), (6, 20, 9, 23), (9, 22, 12, 22), (12, 21, 3, 21)]

    // MARK: decades and centuries

    private func decade(_ tokens: [Token]) throws(DateProblem) -> PeriodInterpreter.Span? {
        switch tokens.count {
        case 2:
            // `199x` and `19xx`, `1990s`, `90er`, `jaren 90`
            if case .number(let value, let digits) = tokens[0], case .word(let word) = tokens[1] {
                if digits == 3, word.matches("x") { return Self.years(value * 10, 10) }
                if digits == 2, word.matches("xx") { return Self.years(value * 100, 100) }
                if word.matches(anyOf: ["s", "er"]) { return try decade(value, digits) }
            }
            guard case .word(let word) = tokens[0], word.matches(anyOf: Self.decadeWords) else { return nil }
            switch tokens[1] {
            case .number(let value, let digits): return try decade(value, digits)
            case .word(let name):
                guard let tens = Self.tens.firstIndex(where: { name.matches($0) }) else { return nil }
                return try decade((tens + 1) * 10, 2)
            }
        case 3:
            // `de jaren 90`, `1990er Jahre`
            if case .word(let word) = tokens[0], word.matches(anyOf: ["de", "the", "les"]) {
                return try decade(Array(tokens.dropFirst()))
            }
            guard case .word(let last) = tokens[2], last.matches("jahre") else { return nil }
            return try decade(Array(tokens.dropLast()))
        default: return nil
        }
    }

    /// Two digits say a decade where the profile says which hundred years they count in.
    private func decade(_ value: Int, _ digits: Int) throws(DateProblem) -> PeriodInterpreter.Span? {
        guard value % 10 == 0 else { return nil }
        if digits == 4 { return Self.years(value, 10) }
        guard digits == 2 else { return nil }
        guard let pivot = options.pivotYear else { throw .ambiguous }
        let year = pivot / 100 * 100 + value
        return Self.years(year + 9 < pivot ? year + 100 : year, 10)
    }

    private static let decadeWords: [StaticString] = ["jaren", "années"]
    private static let tens: [StaticString] = [
        "tien", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig",
    ]

    private func century(_ tokens: [Token]) -> PeriodInterpreter.Span? {
        guard tokens.count >= 2, case .word(let last) = tokens[tokens.count - 1],
            last.matches(anyOf: ["eeuw", "century", "jahrhundert", "jh", "siècle"])
        else { return nil }
        switch (tokens.count, tokens[0]) {
        case (2, .number(let value, let digits)) where digits <= 2: return Self.century(value)
        case (3, .number(let value, let digits)) where digits <= 2:
            guard case .word(let suffix) = tokens[1],
                suffix.matches(anyOf: ["e", "de", "ste", "th", "st", "nd", "rd", "ème", "eme"])
            else { return nil }
            return Self.century(value)
        case (2, .word(let word)):
            let ordinal = Self.ordinals.firstIndex { word.matches(anyOf: $0) }
            return ordinal.flatMap { Self.century($0 + 15) }
        default: return nil
        }
    }

    /// The nineteenth century is 1801 to 1900.
    private static func century(_ number: Int) -> PeriodInterpreter.Span? {
        (1...30).contains(number) ? years((number - 1) * 100 + 1, 100) : nil
    }

    private static let ordinals: [[StaticString]] = [
        ["vijftiende", "xv", "xve"], ["zestiende", "xvi", "xvie"], ["zeventiende", "xvii", "xviie"],
        ["achttiende", "xviii", "xviiie"], ["negentiende", "xix", "xixe"], ["twintigste", "xx", "xxe"],
        ["eenentwintigste", "xxi", "xxie"],
    ]

    private static func years(_ first: Int, _ count: Int) -> PeriodInterpreter.Span? {
        guard first >= 1, first + count <= 10_000 else { return nil }
        return PeriodInterpreter.Span(first: DateTimeParts(year: first), last: DateTimeParts(year: first + count - 1))
    }

    // MARK: tokens

    /// `nil` for a text with more than six parts, or with signs that no date has.
    private static func tokens(_ text: UnsafeRawBufferPointer) -> [Token]? {
        var cursor = DateCursor(text, order: .unknown)
        var tokens: [Token] = []
        while !cursor.isAtEnd {
            if cursor.next.isDigit {
                let (value, digits) = cursor.number()
                tokens.append(.number(value, digits: digits))
            } else if cursor.skipApostrophe() {
                continue
            } else if cursor.next.isLetter {
                tokens.append(.word(cursor.word()))
            } else {
                let begin = cursor.at
                cursor.skipPunctuation()
                if cursor.at == begin { return nil }
            }
            if tokens.count > 6 { return nil }
        }
        return tokens
    }

    /// The numbers among the tokens, `nil` when there are words besides the known ones.
    private static func numbers(_ tokens: [Token], besides known: [StaticString]) -> [(value: Int, digits: Int)]? {
        var numbers: [(value: Int, digits: Int)] = []
        for token in tokens {
            switch token {
            case .number(let value, let digits): numbers.append((value, digits))
            case .word(let word): if !word.matches(anyOf: known) { return nil }
            }
        }
        return numbers
    }
}

extension DateCursor {
    /// Skips `'` and `’`, as in `jaren ’90`.
    fileprivate mutating func skipApostrophe() -> Bool {
        if skip(UInt8(ascii: "'")) { return true }
        // U+2018 and U+2019
        guard at + 2 < bytes.count, bytes[at] == 0xE2, bytes[at + 1] == 0x80, bytes[at + 2] | 1 == 0x99 else {
            return false
        }
        at += 3
        return true
    }
}

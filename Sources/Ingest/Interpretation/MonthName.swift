/// Names of months and weekdays in Dutch, German and English, and months in Roman numerals as on old labels.
enum MonthName {
    /// 1…12, or `nil` for a word that is no month.
    static func month(_ word: UnsafeRawBufferPointer) -> Int? {
        names.firstIndex { word.matches(anyOf: $0) }.map { $0 + 1 }
    }

    static func isWeekday(_ word: UnsafeRawBufferPointer) -> Bool {
        word.matches(anyOf: weekdays)
    }

    private static let names: [[StaticString]] = [
        ["jan", "januari", "january", "januar", "i"],
        ["feb", "februari", "february", "februar", "febr", "ii"],
        ["mrt", "maart", "mar", "march", "märz", "mär", "mrz", "iii"],
        ["apr", "april", "iv"],
        ["mei", "may", "mai", "v"],
        ["jun", "juni", "june", "vi"],
        ["jul", "juli", "july", "vii"],
        ["aug", "augustus", "august", "viii"],
        ["sep", "sept", "september", "ix"],
        ["okt", "oktober", "oct", "october", "x"],
        ["nov", "november", "xi"],
        ["dec", "december", "dez", "dezember", "xii"],
    ]

    private static let weekdays: [StaticString] = [
        "ma", "di", "wo", "do", "vr", "za", "zo", "mo", "mi", "fr", "sa", "so", "maandag", "dinsdag", "woensdag",
        "donderdag", "vrijdag", "zaterdag", "zondag", "montag", "dienstag", "mittwoch", "donnerstag", "freitag",
        "samstag", "sonntag", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "monday",
        "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
}

/// Names of months and weekdays in Dutch, German, English and French, and months in Roman numerals as on old labels.
enum MonthName {
    /// 1…12, or `nil` for a word that is no month.
    static func month(_ word: UnsafeRawBufferPointer) -> Int? {
        names.firstIndex { word.matches(anyOf: $0) }.map { $0 + 1 }
    }

    static func isWeekday(_ word: UnsafeRawBufferPointer) -> Bool {
        word.matches(anyOf: weekdays)
    }

    private static let names: [[StaticString]] = [
        ["jan", "januari", "january", "januar", "jän", "jänner", "janvier", "janv", "januarij", "i"],
        [
            "feb", "februari", "february", "februar", "febr", "feber", "février", "fÉvrier", "fevrier", "févr",
            "fév", "februarij", "ii",
        ],
        ["mrt", "maart", "mar", "march", "märz", "mÄrz", "mär", "mrz", "mars", "iii"],
        ["apr", "april", "avril", "avr", "iv"],
        ["mei", "may", "mai", "v"],
        ["jun", "juni", "june", "juin", "junij", "vi"],
        ["jul", "juli", "july", "juillet", "juil", "julij", "vii"],
        ["aug", "augustus", "august", "août", "aoÛt", "aout", "viii"],
        ["sep", "sept", "september", "septembre", "ix"],
        ["okt", "oktober", "oct", "october", "octobre", "x"],
        ["nov", "november", "novembre", "xi"],
        ["dec", "december", "dez", "dezember", "décembre", "dÉcembre", "decembre", "déc", "xii"],
    ]

    private static let weekdays: [StaticString] = [
        "ma", "di", "wo", "do", "vr", "za", "zo", "mo", "mi", "fr", "sa", "so", "maandag", "dinsdag", "woensdag",
        "donderdag", "vrijdag", "zaterdag", "zondag", "montag", "dienstag", "mittwoch", "donnerstag", "freitag",
        "samstag", "sonntag", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "monday",
        "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "lundi", "mardi", "mercredi", "jeudi",
        "vendredi", "samedi", "dimanche",
    ]
}

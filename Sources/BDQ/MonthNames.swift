/// Names and abbreviations of months in languages of museum labels, and the words around them.
enum MonthNames {
    /// Names a month in English, Dutch, German, French, Spanish, Portuguese, Italian, Danish, Norwegian, Swedish, Latin.
    private static let names: [[String]] = [
        [
            "january", "januari", "januar", "janner", "janvier", "enero", "janeiro", "gennaio", "ianuarius", "jan",
            "janv", "ene", "gen",
        ],
        [
            "february", "februari", "februar", "fevrier", "febrero", "fevereiro", "febbraio", "februarius", "feb",
            "febr", "fev", "fevr",
        ],
        ["march", "maart", "marz", "maerz", "mars", "marzo", "marco", "marts", "martius", "mar", "mrt"],
        ["april", "avril", "abril", "aprile", "aprilis", "apr", "avr", "abr"],
        ["may", "mei", "mai", "mayo", "maio", "maggio", "maj", "maius", "mag"],
        ["june", "juni", "juin", "junio", "junho", "giugno", "iunius", "jun", "giu"],
        ["july", "juli", "juillet", "julio", "julho", "luglio", "iulius", "jul", "juil", "lug"],
        ["august", "augustus", "aout", "agosto", "augusti", "aug", "ago"],
        ["september", "septembre", "septiembre", "setembro", "settembre", "sept", "sep", "setiembre"],
        ["october", "oktober", "octobre", "octubre", "outubro", "ottobre", "oct", "okt", "ott"],
        ["november", "novembre", "noviembre", "novembro", "nov"],
        [
            "december", "dezember", "decembre", "diciembre", "dezembro", "dicembre", "desember", "dec", "dez", "dic",
            "des",
        ],
    ]

    private static let byName: [String: Int] = {
        var months: [String: Int] = [:]
        for (index, names) in names.enumerated() {
            for name in names { months[name] = index + 1 }
        }
        return months
    }()

    /// Words in a date that do not change it: days of the week, articles.
    static let fillers: Set<String> = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed",
        "thu",
        "thur", "thurs", "fri", "sat", "sun", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag",
        "zondag",
        "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi", "mercredi",
        "jeudi", "vendredi", "samedi", "dimanche", "lunes", "martes", "miercoles", "jueves", "viernes", "sabado",
        "domingo",
        "of", "the", "de", "den", "del", "le", "el", "on", "year", "anno",
    ]

    /// Without capitals and without the marks over letters of western languages.
    static func folded(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.lowercased().unicodeScalars.map { scalar in
                    switch scalar {
                    case "à", "á", "â", "ã", "ä", "å": "a"
                    case "è", "é", "ê", "ë": "e"
                    case "ì", "í", "î", "ï": "i"
                    case "ò", "ó", "ô", "õ", "ö": "o"
                    case "ù", "ú", "û", "ü": "u"
                    case "ç": "c"
                    case "ñ": "n"
                    default: scalar
                    }
                }))
    }

    /// The month of a folded name or abbreviation. A beginning that fits several ("Ma") is none of them.
    static func month(_ folded: String) -> Int? { byName[folded] }

    static func roman(_ text: String) -> Int? {
        let numerals = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
        return numerals.firstIndex(of: text.uppercased()).map { $0 + 1 }
    }

    /// A value of dwc:month read as a month: a number, a name, or Roman numerals.
    static func interpreted(_ text: String) -> Int? {
        if let number = NumberText.integer(text) { return (1...12).contains(number) ? number : nil }
        let text = text.withoutOuterBlanks
        let word = text.hasSuffix(".") ? String(text.dropLast()) : text
        return month(folded(word)) ?? roman(word)
    }
}

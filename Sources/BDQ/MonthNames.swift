/// Names and abbreviations of months in languages of museum labels, and the words around them.
enum MonthNames {
    /// A month a paragraph: names and abbreviations, folded, in English, Dutch, German, French, Spanish, Portuguese, Italian,
    /// Danish, Norwegian, Swedish, Latin, Romanian, Polish, Czech, Hungarian, Turkish, Finnish, Greek, Russian, Ukrainian and
    /// Bulgarian; with the genitive where a date has it. "Listopad" is November to some and October to others.
    private static let names = """
        january jan januari januar janner janvier janv enero ene janeiro gennaio gen ianuarius ianuarie ian styczen
        stycznia leden ledna ocak tammikuu tammikuuta tammikuun ιανουαριοσ ιανουαριου январь января янв січень січня
        януари

        february feb febr februari februar fevrier fevr fev febrero fevereiro febbraio februarius februarie luty
        lutego unor unora subat helmikuu helmikuuta helmikuun φεβρουαριοσ φεβρουαριου февраль февраля фев лютий
        лютого февруари

        march mar maart mrt marz maerz mars marzo marco marts martius martie marzec marca brezen brezna marcius marc
        mart maaliskuu maaliskuuta maaliskuun μαρτιοσ μαρτιου март марта мар березень березня

        april apr avril avr abril abr aprile aprilis aprilie kwiecien kwietnia duben dubna nisan huhtikuu huhtikuuta
        huhtikuun απριλιοσ απριλιου апрель апреля апр квітень квітня април

        may mei mai mayo maio maggio mag maj maius maja kveten kvetna majus mayis toukokuu toukokuuta toukokuun
        μαιοσ μαιου май мая травень травня

        june jun juni juin junio junho giugno giu iunius iunie iun czerwiec czerwca cerven cervna junius haziran
        kesakuu kesakuuta kesakuun ιουνιοσ ιουνιου июнь июня июн червень червня юни

        july jul juli juillet juil julio julho luglio lug iulius iulie iul lipiec lipca cervenec cervence julius
        temmuz heinakuu heinakuuta heinakuun ιουλιοσ ιουλιου июль июля июл липень липня юли

        august aug augustus aout agosto ago augusti sierpien sierpnia srpen srpna augusztus agustos elokuu elokuuta
        elokuun αυγουστοσ αυγουστου август августа авг серпень серпня

        september sept sep septembre septiembre setiembre setembro set settembre septembrie wrzesien wrzesnia zari
        szeptember szept eylul syyskuu syyskuuta syyskuun σεπτεμβριοσ σεπτεμβριου сентябрь сентября сен сент
        вересень вересня септември

        october oct oktober okt octobre octubre outubro out ottobre ott octombrie pazdziernik pazdziernika rijen
        rijna ekim lokakuu lokakuuta lokakuun οκτωβριοσ οκτωβριου октябрь октября окт жовтень жовтня октомври

        november nov novembre noviembre novembro noiembrie noi listopadu kasim marraskuu marraskuuta marraskuun
        νοεμβριοσ νοεμβριου ноябрь ноября ноя листопад листопада ноември

        december dec dezember dez decembre diciembre dic dezembro dicembre desember des decembrie grudzien grudnia
        prosinec prosince aralik joulukuu joulukuuta joulukuun δεκεμβριοσ δεκεμβριου декабрь декабря дек грудень
        грудня декември
        """

    private static let byName: [String: Int] = {
        var months: [String: Int] = [:]
        for (index, month) in names.split(separator: "\n\n").enumerated() {
            for name in month.split(whereSeparator: \.isWhitespace) { months[String(name)] = index + 1 }
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
        "il", "r", "roku", "г", "год", "года", "р", "року",
    ]

    /// Without capitals and without the marks over letters of European languages.
    static func folded(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.lowercased().unicodeScalars.map { scalar in
                    switch scalar {
                    case "à", "á", "â", "ã", "ä", "å", "ă", "ą": "a"
                    case "è", "é", "ê", "ë", "ě", "ę": "e"
                    case "ì", "í", "î", "ï", "ı": "i"
                    case "ò", "ó", "ô", "õ", "ö", "ő": "o"
                    case "ù", "ú", "û", "ü", "ű", "ů": "u"
                    case "ý": "y"
                    case "ç", "č", "ć": "c"
                    case "ď": "d"
                    case "ğ": "g"
                    case "ł": "l"
                    case "ñ", "ň", "ń": "n"
                    case "ř": "r"
                    case "š", "ś", "ş", "ș": "s"
                    case "ť", "ț": "t"
                    case "ž", "ź", "ż": "z"
                    case "ά": "α"
                    case "έ": "ε"
                    case "ή": "η"
                    case "ί", "ϊ", "ΐ": "ι"
                    case "ό": "ο"
                    case "ύ": "υ"
                    case "ώ": "ω"
                    case "ς": "σ"
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

/// Codes and names of countries (ISO 3166-1), with names in use besides those of the standard.
enum Countries {
    private static let rows: [[String]] = CountryTable.rows.split(separator: "\n").map { line in
        line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    }

    /// Codes of countries, and the two of ISO's user-assigned codes that Darwin Core uses: high seas and unknown.
    static let codes = Set(rows.compactMap(\.first) + ["XZ", "ZZ"])

    private static let byAlpha3 = Dictionary(
        rows.filter { $0.count > 1 && !$0[1].isEmpty }.map { ($0[1], $0[0]) }, uniquingKeysWith: { first, _ in first })

    private static let byName: [String: String] = {
        var names: [String: String] = [:]
        for row in rows {
            for name in row.dropFirst(2) { names[key(name)] = row[0] }
        }
        for line in otherNames.split(separator: "\n") {
            let fields = line.split(separator: "|").map(String.init)
            for name in fields.dropFirst() { names[key(name)] = fields[0] }
        }
        return names
    }()

    /// Territories that have a code and are no nations of their own.
    private static let dependencies = Set(
        """
        AS AI AQ AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU PF PM PN
        PR RE SH SJ SX TC TF TK UM VG VI WF YT
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    private static func key(_ name: String) -> String {
        let words = MonthNames.folded(name).split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return (words.first == "the" ? Array(words.dropFirst()) : words).joined(separator: " ")
    }

    static func code(named name: String) -> String? { byName[key(name)] }

    /// Whether a name is that of a nation, as against a territory or a part of one.
    static func isNation(_ name: String) -> Bool {
        code(named: name).map { !dependencies.contains($0) } ?? false
    }

    /// The code that a code of three letters, a name, or a code in small letters can only mean.
    static func interpretation(of text: String) -> String? {
        let text = text.withoutOuterBlanks
        let upper = text.uppercased()
        if codes.contains(upper) { return upper }
        return byAlpha3[upper] ?? code(named: text)
    }

    /// Names of today and of yesterday for the same country, in English and in the country's own languages.
    private static let otherNames = """
        AE|UAE|Emirates
        AL|Shqipëria
        AM|Hayastan
        AR|República Argentina|Argentine Republic
        AT|Österreich|Oostenrijk
        AU|Commonwealth of Australia
        BA|Bosnia|Bosna i Hercegovina
        BE|België|Belgique|Belgien
        BF|Upper Volta
        BG|Bulgariya
        BJ|Dahomey
        BN|Brunei
        BO|Bolivia|Plurinational State of Bolivia
        BR|Brasil
        BW|Bechuanaland
        BY|Belarus|Byelorussia
        BZ|British Honduras
        CD|Democratic Republic of the Congo|DR Congo|Zaire|Congo-Kinshasa
        CF|Central African Republic
        CG|Republic of the Congo|Congo-Brazzaville
        CH|Schweiz|Suisse|Svizzera|Zwitserland
        CI|Ivory Coast|Côte d'Ivoire|Cote d'Ivoire
        CM|Cameroun
        CN|China|People's Republic of China|PRC
        CV|Cape Verde|Cabo Verde
        CZ|Czechia|Czech Republic|Česko|Česká republika
        DE|Deutschland|Duitsland|Federal Republic of Germany
        DK|Danmark|Denemarken
        DZ|Algérie
        EE|Eesti
        ES|España|Spanje
        ET|Abyssinia
        FI|Suomi
        FM|Micronesia|Federated States of Micronesia
        FR|République française|Frankrijk
        GB|United Kingdom|UK|Great Britain|United Kingdom of Great Britain and Northern Ireland|Verenigd Koninkrijk
        GH|Gold Coast
        GM|The Gambia
        GR|Hellas|Ellada
        GY|British Guiana
        HR|Hrvatska
        HU|Magyarország
        IE|Éire|Republic of Ireland
        IR|Iran|Islamic Republic of Iran|Persia
        IS|Ísland
        IT|Italia|Italië
        JP|Nippon|Nihon
        KH|Kampuchea
        KP|North Korea|Democratic People's Republic of Korea
        KR|South Korea|Republic of Korea
        LA|Laos|Lao PDR
        LK|Ceylon
        LT|Lietuva
        LU|Luxemburg
        LV|Latvija
        LY|Libya
        MA|Maroc
        MD|Moldova|Republic of Moldova
        MK|North Macedonia|Macedonia|FYROM
        MM|Burma|Myanmar
        MR|Mauritanie
        MW|Nyasaland
        MX|México|Estados Unidos Mexicanos
        MZ|Moçambique
        NL|Nederland|Holland|The Netherlands|Netherlands|Pays-Bas|Niederlande
        NO|Norge|Noreg
        NZ|Aotearoa
        PE|Perú
        PH|Philippines|Pilipinas
        PL|Polska
        PS|Palestine|State of Palestine
        PT|República Portuguesa
        RO|România|Rumania
        RS|Srbija
        RU|Russia|Russian Federation|Rossiya
        SE|Sverige
        SI|Slovenija
        SK|Slovensko|Slovak Republic
        SR|Dutch Guiana
        ST|São Tomé and Príncipe
        SY|Syria
        SZ|Eswatini|Swaziland|Kingdom of Eswatini
        TH|Siam
        TL|East Timor|Timor-Leste
        TR|Turkey|Türkiye|Turkiye
        TW|Taiwan
        TZ|Tanzania|United Republic of Tanzania
        UA|Ukrayina
        US|United States of America|USA|U.S.A.|U.S.|United States|Estados Unidos de América
        VA|Vatican City|Holy See
        VE|Venezuela|Bolivarian Republic of Venezuela
        VN|Vietnam|Viet Nam
        ZM|Northern Rhodesia
        ZW|Rhodesia|Southern Rhodesia
        """
}

/// A controlled vocabulary held here: which values are terms of it, and which term a value can only mean.
struct Vocabulary: Sendable {
    private struct Name: Sendable {
        var term: String
        var words: [String]
    }

    let terms: Set<String>
    /// Terms by key of a term, label or synonym.
    private var byKey: [String: Set<String>] = [:]
    private var names: [Name] = []

    /// - Parameters:
    ///   - table: a term a line, with its labels behind it, separated by bars.
    ///   - synonyms: further ways in which a term is written, by term.
    ///   - spelling: how the authority writes its terms where the table does it otherwise.
    init(_ table: String, synonyms: [String: [String]] = [:], spelling: (String) -> String = { $0 }) {
        var terms: Set<String> = []
        for line in table.split(separator: "\n") {
            let fields = line.split(separator: "|").map(String.init)
            guard let first = fields.first else { continue }
            let term = spelling(first)
            terms.insert(term)
            for name in [term] + fields.dropFirst() + (synonyms[term] ?? []) {
                byKey[Self.key(name), default: []].insert(term)
                names.append(Name(term: term, words: Self.words(name)))
                // "introduced (alien, exotic)" is "introduced" as well.
                if let bracket = name.firstIndex(of: "("), bracket > name.startIndex {
                    byKey[Self.key(String(name[..<bracket])), default: []].insert(term)
                }
            }
        }
        self.terms = terms
    }

    func contains(_ value: String) -> Bool { terms.contains(value) }

    /// The one term that the value can mean; `nil` for none or several.
    func interpretation(of value: String) -> String? {
        var text = value.withoutOuterBlanks
        if terms.contains(text) { return text }
        // The last step of an address of the term, or its local name.
        if let mark = text.lastIndex(where: { $0 == "/" || $0 == "#" }), text.lowercased().hasPrefix("http") {
            text = String(text[text.index(after: mark)...])
            if terms.contains(text) { return text }
        } else if text.hasPrefix("dwc:") {
            text = String(text.dropFirst(4))
        }
        let key = Self.key(text)
        // Doubt means nothing for certain, and "-1" is no 1.
        if key.isEmpty || text.contains("?") || (key.allSatisfy(\.isNumber) && key != text) { return nil }
        if let found = byKey[key] { return found.count == 1 ? found.first : nil }
        return abbreviated(text) ?? misspelt(key)
    }

    /// "Human obs", "capt.": every word begins a word of the name, in the same order.
    private func abbreviated(_ text: String) -> String? {
        let words = Self.words(text)
        let isMarked = text.hasSuffix(".")
        guard let first = words.first, first.count >= (isMarked ? 2 : 3) else { return nil }
        let found = Set(
            names.filter { name in
                name.words.count == words.count && zip(words, name.words).allSatisfy { $1.hasPrefix($0) }
            }.map(\.term))
        // Part of a single word counts only when it is marked as one.
        guard isMarked || words.count > 1 else { return nil }
        return found.count == 1 ? found.first : nil
    }

    /// One letter left out, put in, or exchanged with its neighbour. A letter that is another one is not forgiven.
    private func misspelt(_ key: String) -> String? {
        guard key.count >= 4 else { return nil }
        let found = Set(terms.filter { Self.differByOneSlip(key, Self.key($0)) })
        return found.count == 1 ? found.first : nil
    }

    private static func differByOneSlip(_ left: String, _ right: String) -> Bool {
        let a = Array(left)
        let b = Array(right)
        guard a.first == b.first, abs(a.count - b.count) <= 1 else { return false }
        let same = zip(a, b).prefix { $0 == $1 }.count
        if a.count == b.count {
            guard same + 1 < a.count, a[same] == b[same + 1], a[same + 1] == b[same] else { return false }
            return a[(same + 2)...] == b[(same + 2)...]
        }
        let (long, short) = a.count > b.count ? (a, b) : (b, a)
        return Array(long[(same + 1)...]) == Array(short[same...])
    }

    private static func key(_ text: String) -> String {
        MonthNames.folded(text).filter { $0.isLetter || $0.isNumber || $0.isSymbol }
    }

    /// Words, also those that only a capital sets apart.
    private static func words(_ text: String) -> [String] {
        var spaced = ""
        var previous: Character = " "
        for character in text {
            if character.isUppercase, previous.isLowercase { spaced.append(" ") }
            spaced.append(character)
            previous = character
        }
        return MonthNames.folded(spaced).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}

/// The vocabularies that tests take as their source authority by default, as local copies.
enum Vocabularies {
    /// Names of Darwin Core classes besides those of rs.gbif.org's list (dwc.tdwg.org/terms, 2023-09-18): the standard
    /// takes any of them for basisOfRecord.
    private static let otherClasses = """
        Taxon
        Event
        Location
        Identification
        Organism
        GeologicalContext
        MeasurementOrFact
        ResourceRelationship
        ChronometricAge
        """

    static let basisOfRecord = Vocabulary(VocabularyTables.basisOfRecord + "\n" + otherClasses)
    static let establishmentMeans = Vocabulary(VocabularyTables.establishmentMeans)
    /// The standard's validation data take "spreading" as well, which is no term of the list of 2025-07-10.
    static let degreeOfEstablishment = Vocabulary(VocabularyTables.degreeOfEstablishment + "\nspreading")
    static let pathway = Vocabulary(VocabularyTables.pathway)
    /// GBIF's service writes the terms with a capital where its older list (2021-01-18) does not.
    static let typeStatus = Vocabulary(
        VocabularyTables.typeStatus,
        synonyms: [
            "Paratype": ["para", "paratypes"], "Isotype": ["iso", "isotypes"], "Syntype": ["syn", "syntypes"],
            "Holotype": ["holo", "ht", "holotypes"], "Type": ["types"], "Lectotype": ["lecto"], "Neotype": ["neo"],
            "Paralectotype": ["paralecto", "paralectotypes"], "Topotype": ["topo"], "Allotype": ["allo"],
        ]
    ) { $0.prefix(1).uppercased() + $0.dropFirst() }
    static let taxonRank = Vocabulary(
        VocabularyTables.taxonRank,
        synonyms: [
            "species": ["sp", "spec", "spp"], "subspecies": ["ssp", "subsp", "subspec"], "variety": ["var"],
            "genus": ["gen"], "family": ["fam"], "order": ["ord"], "phylum": ["phyl"], "cultivar": ["cv"],
            "form": ["fo"],
        ])
    /// GBIF's vocabulary of sexes (api.gbif.org/v1/vocabularies/Sex).
    static let sex = Vocabulary(
        """
        Female|female|♀|f|fem|females|weiblich|vrouwelijk|hembra|femelle
        Male|male|♂|m|males|männlich|mannelijk|macho|mâle
        Hermaphrodite|hermaphrodite|⚥|zwitter|hermaphroditic
        Mixed|mixed
        Indeterminate|undetermined|unbestimmt|indet
        """)
    static let occurrenceStatus = Vocabulary(
        """
        present|1|presence|aanwezig
        absent|0|absence|afwezig
        """)
    /// DCMI Type Vocabulary (dublincore.org, 2010-10-11).
    static let dcmiType = Vocabulary(
        """
        Collection
        Dataset
        Event
        Image
        InteractiveResource
        MovingImage
        PhysicalObject
        Service
        Software
        Sound
        StillImage
        Text
        """)
}

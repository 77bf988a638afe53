/// The taxa of one table. Which entry holds for a record, the first that there is:
///
/// 1. that of the taxon itself, by its URI and then by its name;
/// 2. that of the species it belongs to;
/// 3. that of its genus (`Vanessa *`);
/// 4. that of its soortgroep (`soortgroep:Dagvlinders`), of several groups the first that has one;
/// 5. that of all taxa (`*`).
///
/// The rows of that entry alone are looked at: a species with rows of its own is an exception to its genus.
struct TaxonIndex: Sendable {
    /// By code of the pack's vocabulary: the entry, -1 where there is none.
    private var byKey: [Int] = []
    private var byName: [Int] = []
    private var byGenus: [Int] = []
    private var byGroup: [Int] = []
    private var any = -1
    /// By entry: the name it was given in the table.
    private(set) var labels: [String] = []
    private var keyOfEntry: [String] = []
    /// The entry of the row before; a taxon's rows mostly stand together.
    private var latest = -1

    var count: Int { labels.count }

    /// The entry that holds for a taxon; -1 when the table has none.
    func entry(_ trail: TaxonTrail) -> Int {
        guard trail.isRecognised else { return -1 }
        var found = Self.entry(byKey, trail.key)
        if found < 0 { found = Self.entry(byName, trail.name) }
        if found < 0 { found = Self.entry(byKey, trail.speciesKey) }
        if found < 0 { found = Self.entry(byName, trail.speciesName) }
        if found < 0 { found = Self.entry(byGenus, trail.genus) }
        if found >= 0 { return found }
        for group in trail.groups {
            let found = Self.entry(byGroup, group)
            if found >= 0 { return found }
        }
        return any
    }

    /// The entries for the taxa of a batch, by their number.
    func entries(_ taxa: DistinctTaxa) -> [Int] { taxa.trails.map(entry) }

    private static func entry(_ entries: [Int], _ code: UInt32) -> Int {
        code == 0 || Int(code) >= entries.count ? -1 : entries[Int(code)]
    }

    /// The entry that a row of the table is about, made when it is the first row about it. `nil` when the row was
    /// refused or is left out.
    mutating func entry(of row: RuleTable.Row, _ reader: inout TableReader) -> Int? {
        let name = row["taxon"]
        let key = row["organism_key"]
        if name.text.isEmpty {
            reader.refuse(name, "taxon is empty; give its accepted scientific name")
            return nil
        }
        if latest >= 0, labels[latest] == name.text, keyOfEntry[latest] == key.text { return latest }
        if let wildcard = TaxonWildcard(name.text) {
            return entry(of: wildcard, name, key, &reader)
        }
        if name.text.utf8.contains(UInt8(ascii: "*")) || Self.beginsLikeSoortgroep(name.text) {
            reader.refuse(
                name, "'\(name.text)' is no wildcard; write 'Genus *', 'soortgroep:Naam' or '*'")
            return nil
        }
        guard reader.accepts(name, key: key) else { return nil }
        let code = Int(reader.vocabulary.name(name.text))
        let known = Self.entry(byName, UInt32(truncatingIfNeeded: code))
        if known >= 0 {
            if keyOfEntry[known] != key.text {
                let reason = "organism_key of '\(name.text)' differs from an earlier row ('\(keyOfEntry[known])')"
                reader.refuse(key, reason)
            } else {
                latest = known
            }
            return known
        }
        let entry = add(name.text, key: key.text)
        Self.set(&byName, code, entry)
        latest = entry
        if !key.text.isEmpty {
            let keyCode = Int(reader.vocabulary.key(key.text))
            if Self.entry(byKey, UInt32(truncatingIfNeeded: keyCode)) >= 0 {
                reader.refuse(key, "organism_key '\(key.text)' belongs to another taxon already")
            } else {
                Self.set(&byKey, keyCode, entry)
            }
        }
        return entry
    }

    private mutating func entry(
        of wildcard: TaxonWildcard, _ name: RuleTable.Field, _ key: RuleTable.Field, _ reader: inout TableReader
    ) -> Int? {
        guard key.text.isEmpty else {
            reader.refuse(key, "organism_key belongs to a taxon; leave it empty for '\(name.text)'")
            return nil
        }
        switch wildcard {
        case .all:
            if any < 0 { any = add(name.text, key: "") }
            return any
        case .genus(let genus):
            guard reader.acceptsGenus(genus, name) else { return nil }
            let code = Int(reader.vocabulary.genus(genus))
            let known = Self.entry(byGenus, UInt32(truncatingIfNeeded: code))
            if known >= 0 { return known }
            let entry = add(name.text, key: "")
            Self.set(&byGenus, code, entry)
            return entry
        case .soortgroep(let group):
            guard MaximumCount.soortgroepen.contains(group) else {
                let hint = Suggestion.text(for: group, among: MaximumCount.soortgroepen)
                reader.refuse(name, "unknown soortgroep '\(group)'\(hint)")
                return nil
            }
            let code = Int(reader.vocabulary.group(group))
            let known = Self.entry(byGroup, UInt32(truncatingIfNeeded: code))
            if known >= 0 { return known }
            let entry = add(name.text, key: "")
            Self.set(&byGroup, code, entry)
            return entry
        }
    }

    private static func beginsLikeSoortgroep(_ name: String) -> Bool {
        // Names are many, and few begin with this letter.
        guard let first = name.utf8.first, first | 0x20 == UInt8(ascii: "s") else { return false }
        return name.lowercased().hasPrefix("soortgroep")
    }

    private mutating func add(_ label: String, key: String) -> Int {
        labels.append(label)
        keyOfEntry.append(key)
        return labels.count - 1
    }

    private static func set(_ entries: inout [Int], _ code: Int, _ entry: Int) {
        while entries.count <= code { entries.append(-1) }
        entries[code] = entry
    }
}

/// A row that is about more than one taxon.
enum TaxonWildcard: Equatable {
    /// `*`
    case all
    /// `Vanessa *`: the genus and all that belongs to it.
    case genus(String)
    /// `soortgroep:Dagvlinders`
    case soortgroep(String)

    init?(_ text: String) {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: ":") }) else { return nil }
        if text == "*" {
            self = .all
            return
        }
        let words = text.split(separator: " ")
        if words.count == 2, words[1] == "*", !words[0].contains("*") {
            self = .genus(String(words[0]))
            return
        }
        let sides = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2, String(sides[0]).trimmingBlanks().lowercased() == "soortgroep" else { return nil }
        self = .soortgroep(String(sides[1]).trimmingBlanks())
    }
}

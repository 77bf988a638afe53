import Columns

/// Everything that the tables of a pack call taxa by, over all tables: a taxon of a batch is looked up here once, and
/// then in every table by number.
struct TaxonVocabulary: Sendable {
    /// Taxon URIs.
    private(set) var keys = TextDictionary()
    /// Accepted scientific names.
    private(set) var names = TextDictionary()
    /// Genera of which a table has a wildcard.
    private(set) var genera = TextDictionary()
    /// Soortgroepen of which a table has a wildcard.
    private(set) var groups = TextDictionary()

    mutating func key(_ text: String) -> UInt32 { keys.intern(text) }
    mutating func name(_ text: String) -> UInt32 { names.intern(text) }
    mutating func genus(_ text: String) -> UInt32 { genera.intern(text) }
    mutating func group(_ text: String) -> UInt32 { groups.intern(text) }

    /// Looks a taxon up by everything it may be called by.
    func trail(
        taxonID: (dictionary: TextDictionary, code: UInt32)?, scientificName: (dictionary: TextDictionary, code: UInt32)?,
        speciesID: (dictionary: TextDictionary, code: UInt32)?, soortgroepen: String?
    ) -> TaxonTrail {
        var trail = TaxonTrail()
        trail.isRecognised = taxonID != nil || scientificName != nil
        guard trail.isRecognised else { return trail }
        func code(_ dictionary: TextDictionary, _ text: (dictionary: TextDictionary, code: UInt32)?) -> UInt32 {
            guard let text, dictionary.count > 0 else { return 0 }
            return text.dictionary.withBytes(text.code) { dictionary.code(of: $0) } ?? 0
        }
        trail.key = code(keys, taxonID)
        trail.name = code(names, scientificName)
        trail.speciesKey = code(keys, speciesID)
        if let scientificName {
            scientificName.dictionary.withBytes(scientificName.code) { bytes in
                let blank = UInt8(ascii: " ")
                let genusEnd = bytes.firstIndex(of: blank) ?? bytes.count
                trail.genus = genera.code(of: UnsafeRawBufferPointer(rebasing: bytes[..<genusEnd])) ?? 0
                // Below a species the first two words are the species; a species with more words is its own.
                guard let speciesID, taxonID.map({ !Self.isEqual($0, speciesID) }) ?? true, genusEnd < bytes.count,
                    let end = bytes[(genusEnd + 1)...].firstIndex(of: blank)
                else { return }
                trail.speciesName = names.code(of: UnsafeRawBufferPointer(rebasing: bytes[..<end])) ?? 0
            }
        }
        if groups.count > 0, let soortgroepen {
            trail.groups = soortgroepen.split(separator: "|").compactMap { groups.code(ofText: String($0)) }
        }
        return trail
    }

    private static func isEqual(
        _ a: (dictionary: TextDictionary, code: UInt32), _ b: (dictionary: TextDictionary, code: UInt32)
    ) -> Bool {
        a.dictionary.withBytes(a.code) { b.dictionary.isEqual(b.code, $0) }
    }
}

/// What the vocabulary of a pack knows of one taxon: codes, 0 where it has none.
struct TaxonTrail: Sendable {
    /// False for a name that the taxon register does not have; no rule of the tables says anything then.
    var isRecognised = false
    var key: UInt32 = 0
    var name: UInt32 = 0
    var speciesKey: UInt32 = 0
    var speciesName: UInt32 = 0
    var genus: UInt32 = 0
    /// In the order in which the record has them.
    var groups: [UInt32] = []
}

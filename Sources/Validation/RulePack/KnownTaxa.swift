import Reference

/// What a taxon register says about the taxa that a pack names.
public struct KnownTaxa: Sendable {
    private let isTaxon: @Sendable (_ key: String?, _ name: String) -> Bool
    private let isGenus: @Sendable (_ name: String) -> Bool

    /// - Parameters:
    ///   - isTaxon: whether there is a taxon with this URI (where the table gives one) and this accepted name.
    ///   - isGenus: whether there is a taxon in this genus.
    public init(
        isTaxon: @escaping @Sendable (_ key: String?, _ name: String) -> Bool,
        isGenus: @escaping @Sendable (_ name: String) -> Bool
    ) {
        self.isTaxon = isTaxon
        self.isGenus = isGenus
    }

    /// The accepted names of a register.
    public init(_ register: TaxonRegister) {
        var keys: [String: String] = [:]
        var genera: Set<String> = []
        for taxon in register.taxa where taxon.isAccepted {
            keys[taxon.scientificName] = taxon.id
            if let genus = taxon.scientificName.split(separator: " ").first { genera.insert(String(genus)) }
        }
        let (keyOfName, generaOfNames) = (keys, genera)
        self.init(
            isTaxon: { key, name in
                guard let known = keyOfName[name] else { return false }
                return key == nil || key == known
            }, isGenus: { generaOfNames.contains($0) })
    }

    func hasTaxon(key: String?, name: String) -> Bool { isTaxon(key, name) }

    func hasGenus(_ name: String) -> Bool { isGenus(name) }
}

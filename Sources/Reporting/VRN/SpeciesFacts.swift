import Reference

/// What the register and the list of sensitive species say of a species, for table 4.
struct SpeciesFacts {
    var scientificName: String
    var dutchName: String
    /// Category on the Red List; `nil` when it is not on it.
    var redList: String?
    /// `Habitatrichtlijn`, `Vogelrichtlijn` or both, separated by `|`.
    var directives: String?
    /// The strictest rule, whatever the behaviour; `nil` for a species that is not sensitive.
    var blur: SensitiveSpecies.Blur?

    private static let redListLabel = "Rode Lijst: "

    init(uri: String, taxon: Taxon?, rules: [SensitiveSpecies.Rule]) {
        scientificName = taxon?.scientificName ?? uri
        dutchName = taxon?.dutchName ?? ""
        let policies = taxon?.policies ?? []
        redList = policies.first { $0.hasPrefix(Self.redListLabel) }.map {
            String($0.dropFirst(Self.redListLabel.count))
        }
        let directives = policies.filter { $0 == "Habitatrichtlijn" || $0 == "Vogelrichtlijn" }.sorted()
        self.directives = directives.isEmpty ? nil : directives.joined(separator: "|")
        blur = rules.map(\.blur).max()
    }
}

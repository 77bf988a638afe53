/// Ranks a register may use, highest first.
public enum TaxonRank: String, Sendable, CaseIterable, Comparable {
    case kingdom, phylum, `class`, order, family, tribe, genus, section
    /// Several species that are recorded under one name (agg.).
    case aggregate
    case species, subspecies, variety, form, cultivar

    public static func < (a: TaxonRank, b: TaxonRank) -> Bool {
        (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }

    /// Below species.
    public var isInfraspecific: Bool { self > .species }
}

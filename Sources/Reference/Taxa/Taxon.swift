/// A row of the taxon register: an accepted name or a synonym.
public struct Taxon: Sendable {
    /// URI in NDFF's form: `http://ndff-ecogrid.nl/taxonomy/taxa/` and the name in lower case without blanks.
    public var id: String
    /// Without authorship.
    public var scientificName: String
    public var authorship: String
    public var rank: TaxonRank
    public var isAccepted: Bool
    /// Row of the accepted name; its own row when it is accepted.
    public var acceptedIndex: Int32
    /// The first Dutch name; empty when there is none.
    public var dutchName: String
    /// Further Dutch names.
    public var otherDutchNames: [String]
    public var groups: [SpeciesGroup]
    /// Policy labels (Beleidsstatus), as NDFF writes them.
    public var policies: [String]
    /// The row of the species that this taxon counts for: its own for a species, the parent's below it, `nil` above it.
    public var speciesIndex: Int32?
}

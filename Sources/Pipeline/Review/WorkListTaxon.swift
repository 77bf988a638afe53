/// The taxon of a waiting record, by everything that tables may call it by.
struct WorkListTaxon: Hashable, Sendable {
    var taxonID: String?
    var scientificName: String?
    var speciesID: String?
    var soortgroep: String?

    /// URI of the species, and of the taxon itself where it has none.
    var species: String? { speciesID ?? taxonID }
}

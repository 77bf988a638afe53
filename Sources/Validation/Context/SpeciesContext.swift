/// What the approved records of a store say of every species: where, when and in what numbers it is seen. Made from one
/// snapshot by `SpeciesContextBuilder`; the same snapshot and rule pack give the same context.
public struct SpeciesContext: Sendable {
    /// By taxon URI of the species, its place among the profiles.
    let places: [String: Int32]
    let profiles: [SpeciesProfile]
    /// Approved records with a place in a province, of all species.
    let inProvinces: Int
    let observers: ObserverDays
    /// Differs when what the rules read in it does; does not depend on the order of the records. 16 hexadecimal digits.
    public let fingerprint: String

    /// Species of which there is at least one approved record.
    public var speciesCount: Int { profiles.count }
}

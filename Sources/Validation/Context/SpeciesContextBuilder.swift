import Columns

/// Gathers a context, group by group. Memory is one profile a species, whatever the number of records.
public struct SpeciesContextBuilder {
    private var places: [String: Int32] = [:]
    private var hashes: [UInt64] = []
    private var profiles: [SpeciesProfile] = []
    private var inProvinces = 0
    private var fingerprint: UInt64 = 0
    private var observers: ObserverDays

    /// - Parameter limit: people's days that are kept apart; of later ones nothing is kept.
    public init(observerDays limit: Int = ObserverDays.usualLimit) { observers = ObserverDays(limit: limit) }

    /// Adds what the records of a group say. Groups are to come in the order of the store: only then the limit of people's
    /// days falls at the same place each time.
    public mutating func add(_ contribution: ContextContribution) {
        let own = contribution.species.map { name -> Int32 in
            if let place = places[name] { return place }
            let place = Int32(profiles.count)
            places[name] = place
            profiles.append(SpeciesProfile())
            var name = name
            hashes.append(name.withUTF8 { xxh3(UnsafeRawBufferPointer($0)) })
            return place
        }
        for (number, row) in zip(contribution.numbers, contribution.rows) {
            let place = Int(own[Int(number)])
            profiles[place].add(row)
            if row.province != 0 { inProvinces += 1 }
            fingerprint &+= row.hash(species: hashes[place])
        }
        for stay in contribution.stays { observers.add(stay) }
    }

    /// What was gathered.
    public func finish() -> SpeciesContext {
        let digits = String(fingerprint &+ observers.fingerprint, radix: 16)
        return SpeciesContext(
            places: places, profiles: profiles, inProvinces: inProvinces, observers: observers,
            fingerprint: String(repeating: "0", count: 16 - digits.count) + digits)
    }
}

/// What the approved records of one group say, on its way to the builder.
public struct ContextContribution: Sendable {
    /// Taxon URIs.
    var species: [String] = []
    /// By record: the place of its species in `species`.
    var numbers: [Int32] = []
    /// By record: what it says.
    var rows: [ContextRow] = []
    /// Where people were, on which day; of records whether approved or not.
    var stays: [ObserverStay] = []
}

/// Numbers that rules of a pack use; what a manifest leaves out has the value given here.
public struct RulePackParameters: Sendable, Equatable {
    /// First year of which observations are believed.
    public var earliestYear = 1600
    public var maximumCount = MaximumCount()
    /// Days that a record may lie outside its season without drawing attention.
    public var phenologyToleranceDays = 3
    /// Rings of squares around the known ones in which a record draws no attention.
    public var distributionToleranceSquares = 1
    /// By code of `difficulty_codes.csv`: the kinds of evidence of which a record needs one; none for an easy taxon. A
    /// code that is not in it says nothing about evidence.
    public var difficultyEvidence: [String: [String]] = [:]
    /// Largest uncertainty, in metres, that draws no attention.
    public var allowedUncertaintyMetres = 10_000.0

    /// Fewest other approved records of a species with which a record is compared.
    public var contextMinimumRecords = 100
    /// Fewest approved records of all species together by which a species can be told to be new for the country.
    public var contextMinimumStore = 10_000
    /// Kilometres to the nearest square with another approved record that draw no attention.
    public var contextDistanceKilometres = 50
    /// Days around a date in which other approved records are looked for.
    public var contextSeasonDays = 20
    /// Thousandths of the other approved records around a date, up to which the date draws attention.
    public var contextSeasonPermille = 1
    /// Thousandths of the other approved records whose counts are the usual ones.
    public var contextCountPermille = 990
    /// How many times the usual count draws no attention.
    public var contextCountFactor = 10
    /// Kilometres between places of one person on one day that draw no attention.
    public var contextObserverKilometres = 150

    public init() {}
}

/// Largest count that draws no attention, by soortgroep.
public struct MaximumCount: Sendable, Equatable {
    public var other: Int64 = 1_000_000
    public var bySoortgroep: [String: Int64] = [:]

    public init() {}

    /// The limit for a taxon: of its groups, separated by `|`, the most generous one.
    func limit(soortgroepen: String?) -> Int64 {
        let limits = (soortgroepen ?? "").split(separator: "|").map { bySoortgroep[String($0)] ?? other }
        return limits.max() ?? other
    }

    /// The 27 groups of the NDFF (domain: NDFF §3.2); a limit for a group misspelt would never apply.
    static let soortgroepen = [
        "Amfibieën", "Dagvlinders", "Eencelligen", "Geleedpotigen (overig)", "Insecten (overig)", "Kevers",
        "Korstmossen", "Kranswieren, wieren en algen", "Kreeftachtigen", "Libellen", "Microvlinders", "Mossen",
        "Nachtvlinders", "Ongewervelden (overig)", "Reptielen", "Schimmels", "Snavelinsecten", "Spinachtigen",
        "Sprinkhanen en krekels", "Vaatplanten", "Vissen", "Vleermuizen", "Vliegen en muggen", "Vliesvleugeligen",
        "Vogels", "Weekdieren", "Zoogdieren (overig)",
    ]
}

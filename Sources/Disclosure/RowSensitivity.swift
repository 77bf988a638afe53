import Columns
import Observations
import Reference

/// What the list of sensitive species asks for a record by itself; later is stricter.
enum Protection: Int32, Comparable {
    case none = 0
    case oneKilometre = 1
    case fiveKilometres = 5
    case tenKilometres = 10
    case hidden = 1000
    /// The taxon is not in the register, so nobody can tell whether it is sensitive.
    case unknownTaxon = 1001

    init(_ blur: SensitiveSpecies.Blur?) {
        self = blur.flatMap { Protection(rawValue: $0.rawValue) } ?? .none
    }

    var level: BlurLevel? { BlurLevel(rawValue: rawValue) }

    static func < (a: Protection, b: Protection) -> Bool { a.rawValue < b.rawValue }
}

/// The protection of the rows of one batch. Lists are consulted once for every distinct taxon and behaviour.
struct RowSensitivity {
    /// Of a taxon code.
    private enum Taxon {
        case notSensitive
        case unknown
        /// Which of the batch's sensitive taxa.
        case sensitive(Int)
    }

    private let policy: DisclosurePolicy
    private let taxon: CodedText
    private let species: CodedText
    private let taxa: [Taxon]
    private let speciesTaxa: [Taxon]
    /// The columns that can show a nest, foraging or a territory.
    private let behaviours: [CodedText]
    /// Rows of the register of the batch's sensitive taxa.
    private let sensitive: [Int32]
    /// By sensitive taxon and column, of every word of the column; a list is made when its taxon is first met.
    private var known: [[[Protection?]]]

    init(_ facts: FactColumns, policy: DisclosurePolicy) throws(DisclosureError) {
        self.policy = policy
        taxon = try facts.coded(.taxonID)
        species = try facts.coded(.speciesID)
        behaviours = [
            try facts.coded(.activity), try facts.coded(.dwelling), try facts.coded(.subjectType),
        ]
        var sensitive: [Int32] = []
        func resolve(_ text: String) -> Taxon {
            guard let row = policy.taxonRows[text] else { return .unknown }
            if policy.sensitiveSpecies.rules(taxon: row).isEmpty { return .notSensitive }
            sensitive.append(row)
            return .sensitive(sensitive.count - 1)
        }
        taxa = taxon.dictionary.mapCodes(absent: .unknown, resolve)
        speciesTaxa = species.dictionary.mapCodes(absent: .notSensitive, resolve)
        self.sensitive = sensitive
        known = Array(repeating: [], count: sensitive.count)
    }

    /// The protection of a row.
    mutating func protection(_ row: Int) -> Protection {
        let own = taxa[Int(taxon.codes[row])]
        let parent = speciesTaxa[Int(species.codes[row])]
        if case .notSensitive = own, case .notSensitive = parent { return .none }
        return max(protection(own, row), protection(parent, row))
    }

    private mutating func protection(_ taxon: Taxon, _ row: Int) -> Protection {
        switch taxon {
        case .notSensitive: return .none
        case .unknown: return .unknownTaxon
        case .sensitive(let number):
            if known[number].isEmpty {
                known[number] = behaviours.map { Array(repeating: nil, count: $0.dictionary.count + 1) }
            }
            var strictest = Protection.none
            for column in behaviours.indices {
                let code = behaviours[column].codes[row]
                if let found = known[number][column][Int(code)] {
                    strictest = max(strictest, found)
                    continue
                }
                let word = behaviours[column].dictionary[code] ?? ""
                let found = Protection(
                    policy.sensitiveSpecies.blur(taxon: sensitive[number], behaviour: word, day: policy.publicationDay))
                known[number][column][Int(code)] = found
                strictest = max(strictest, found)
            }
            return strictest
        }
    }
}

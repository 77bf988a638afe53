import ObservationStore
import Observations
import Validation

/// How many records of a species went from one status to another on account of one rule.
public struct SpeciesChange: Sendable, Codable, Equatable {
    /// A rule whose outcome changed; see `StatusChanges.Count`.
    public var rule: String
    /// Accepted scientific name, or the name as delivered where it was not recognised.
    public var species: String
    public var dutchName: String?
    public var from: String
    public var to: String
    public var records: Int
    /// Identities of the first ones.
    public var examples: [String]
}

/// What `validate` writes besides its report.
public struct ValidationOutput: Sendable, Equatable {
    /// A CSV with every record whose status changes.
    public var changes: String?
    /// The summary by rule, species and statuses: a page when the name ends in `.html`, else CSV.
    public var report: String?

    public init(changes: String? = nil, report: String? = nil) {
        self.changes = changes
        self.report = report
    }
}

/// Sums what changes, group by group; memory grows with the number of species that change, not with that of records.
final class ChangeTally {
    /// Identities shown of every kind of change.
    static let examples = 3

    private struct StatusPair: Hashable {
        var rule: String
        var from: String
        var to: String
    }

    private struct SpeciesPair: Hashable {
        var pair: StatusPair
        var species: String
    }

    private let list: ChangeList?
    private let reportPath: String?
    private let countsSpecies: Bool
    private let identities: IdentityLookup
    private var totals: [StatusPair: Int] = [:]
    private var species: [SpeciesPair: SpeciesChange] = [:]

    /// - Parameter reader: the snapshot whose groups are added.
    init(_ output: ValidationOutput, countsSpecies: Bool, reader: SnapshotReader) throws {
        list = try output.changes.map { try ChangeList(path: $0) }
        reportPath = output.report
        identities = IdentityLookup(reader)
        self.countsSpecies = countsSpecies || output.report != nil
    }

    func add(_ judged: JudgedGroup, to report: inout ValidationReport) throws {
        report.otherOutcomesOnly += judged.otherOutcomesOnly
        for change in judged.changes {
            report.changed += 1
            for rule in change.rules {
                let pair = StatusPair(rule: rule, from: change.old, to: change.new)
                totals[pair, default: 0] += 1
                if countsSpecies { try count(pair, change.row, judged) }
            }
            try list?.append(change, identity: identities.identity(change.row, of: judged))
        }
    }

    private func count(_ pair: StatusPair, _ row: Int, _ judged: JudgedGroup) throws {
        func text(_ column: ObservationColumn) -> String? { judged.group.observations[column.rawValue]?.text(row) }
        let name = text(.scientificName) ?? text(.verbatimName) ?? "-"
        let key = SpeciesPair(pair: pair, species: name)
        var change =
            species[key]
            ?? SpeciesChange(
                rule: pair.rule, species: name, dutchName: text(.dutchName), from: pair.from, to: pair.to, records: 0,
                examples: [])
        change.records += 1
        if change.examples.count < Self.examples, let identity = try identities.identity(row, of: judged) {
            change.examples.append(identity)
        }
        species[key] = change
    }

    /// Fills in the sums and writes the files.
    func finish(_ report: inout ValidationReport) throws {
        report.changes = totals.map {
            ValidationReport.Change(rule: $0.key.rule, from: $0.key.from, to: $0.key.to, records: $0.value)
        }.sorted { ($0.rule, $0.from, $0.to) < ($1.rule, $1.from, $1.to) }
        if countsSpecies {
            report.bySpecies = species.values.sorted {
                ($0.rule, $0.species, $0.from, $0.to) < ($1.rule, $1.species, $1.from, $1.to)
            }
        }
        try list?.close()
        if let reportPath { try ValidationSummary(report).write(to: reportPath) }
    }
}

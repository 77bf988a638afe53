import Columns
import ObservationStore
import Observations

/// A record that waits for a person, as the work list has it. People's names and remarks are no part of it.
struct WorkListRow: Sendable {
    /// The columns of the list. The last ones are for the person to fill in; those of `VerdictColumn` go back with
    /// `ndff verdict`.
    static let columns: [String] =
        [
            "identity", "version", "content_hash", "rule_pack", "priority", "failing_rules", "findings", "last_verdicts",
        ] + facts.map(\.rawValue) + VerdictColumn.filledIn.map(\.rawValue)

    /// Facts shown as they are stored.
    static let facts: [ObservationColumn] = [
        .scientificName, .dutchName, .soortgroep, .beleidsstatus, .periodStart, .periodStop, .verbatimPeriod,
        .abundanceSchema, .abundanceValue, .lifeStage, .sex, .x, .y, .uncertainty, .kmhok, .province, .source, .deliveryID,
        .line, .determinationMethod, .supplierStatus, .evidence,
    ]

    static let read: [ObservationColumn] = [.identity, .payloadKey, .taxonID, .speciesID] + facts

    var observationID: Int64
    var identity: String
    var contentHash: String
    var rulePack: String
    var taxon: WorkListTaxon
    /// Rules that failed, by their ids.
    var failing: [String]
    var facts: [String?]
    var place: (x: Double, y: Double)?
    var findings: [String] = []
    var warnings = 0
    var verdicts: [String] = []
    var hasEarlierVerdict = false

    var priority: Int {
        func has(_ column: ObservationColumn) -> Bool {
            Self.facts.firstIndex(of: column).flatMap { facts[$0] }.map { !$0.isEmpty } ?? false
        }
        return JudgingPriority.points(
            warnings: warnings, hasPolicy: has(.beleidsstatus), hasEarlierVerdict: hasEarlierVerdict,
            hasEvidence: has(.evidence))
    }

    /// In the order of `columns`.
    var cells: [String?] {
        [
            identity, String(observationID), contentHash, rulePack, String(priority), failing.joined(separator: " "),
            findings.joined(separator: " | "), verdicts.joined(separator: " | "),
        ] + facts + VerdictColumn.filledIn.map { _ in nil }
    }

    /// The records of a group that wait for a person; assessments with all columns.
    static func waiting(in group: ObservationGroup) -> [WorkListRow] {
        guard case .coded(let statuses)? = group.assessments[AssessmentColumn.status.rawValue],
            case .int64(let payloads)? = group.observations[ObservationColumn.payloadKey.rawValue]
        else { return [] }
        let isWaiting = (0...statuses.dictionary.count).map {
            statuses.dictionary[UInt32($0)] == AssessmentStatus.toBeJudged.rawValue
        }
        return group.live.indices.filter { group.live[$0] && isWaiting[Int(statuses.codes[$0])] }.map { row in
            func number(_ column: ObservationColumn) -> Double? {
                guard case .double(let values)? = group.observations[column.rawValue] else { return nil }
                return values[row]
            }
            func text(_ column: ObservationColumn) -> String? { group.observations[column.rawValue]?.text(row) }
            let outcomes = group.assessments[AssessmentColumn.outcomes.rawValue]?.text(row) ?? ""
            let failed = ":" + RuleOutcome.fail.rawValue
            return WorkListRow(
                observationID: group.firstObservationID + Int64(row),
                identity: group.observations[ObservationColumn.identity.rawValue]?.text(row) ?? "",
                contentHash: KnownVersion.content(UInt64(bitPattern: payloads.values[row])),
                rulePack: group.assessments[AssessmentColumn.rulePack.rawValue]?.text(row) ?? "",
                taxon: WorkListTaxon(
                    taxonID: text(.taxonID), scientificName: text(.scientificName), speciesID: text(.speciesID),
                    soortgroep: text(.soortgroep)),
                failing: outcomes.split(separator: " ").filter { $0.hasSuffix(failed) }.map {
                    String($0.dropLast(failed.count))
                },
                facts: facts.map { column in group.observations[column.rawValue].flatMap { CellText.text($0, row) } },
                place: number(.x).flatMap { x in number(.y).map { (x, $0) } })
        }
    }
}

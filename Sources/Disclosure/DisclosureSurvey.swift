import Columns
import Observations

/// The first pass over a snapshot: where and on what visits sensitive species were recorded. A sensitive record is
/// given away by what was seen on the same visit, or at the same spot and minute, so the gate blurs those records
/// with it.
///
/// Memory: sixteen to thirty-two bytes for every visit and spot with a sensitive record.
public struct DisclosureSurvey: Sendable {
    /// The columns to read for `note`.
    public static let columns: [ObservationColumn] = [
        .source, .taxonID, .speciesID, .periodStart, .periodStop, .x, .y, .uncertainty, .activity, .subjectType,
        .dwelling, .visitID,
    ]

    private let policy: DisclosurePolicy
    var keys = SensitiveKeys()

    public init(policy: DisclosurePolicy) {
        self.policy = policy
    }

    /// Notes the visits and spots of a batch's sensitive records. All live records count that are published or may
    /// yet be: not canonical, under embargo or still to be judged too. Rejected ones do not, nor do hidden
    /// species: nothing is published of those that company could give away.
    /// - Parameter live: rows that are in the snapshot; `nil` for all.
    public mutating func note(
        _ observations: ColumnBatch, assessments: ColumnBatch, live: [Bool]? = nil
    ) throws(DisclosureError) {
        let rows = observations.rowCount
        try check(mask: live, "mask of live rows", rows: rows)
        let facts = FactColumns(batch: observations)
        let statuses = try statusColumn(of: assessments, rows: rows)
        let counts = statuses.dictionary.mapCodes(absent: true) { text in
            switch AssessmentStatus(rawValue: text) {
            case .rejected, .formallyRefused: false
            default: true
            }
        }
        var sensitivity = try RowSensitivity(facts, policy: policy)
        guard sensitivity.concernsBatch else { return }
        let visits = try VisitKeys(facts)
        let uncertainty = try facts.double(.uncertainty)
        for row in 0..<rows {
            guard let level = sensitivity.protection(row).level, live?[row] ?? true, counts[Int(statuses.codes[row])]
            else {
                continue
            }
            if let visit = visits.visitKey(row) { keys.note(visit, level) }
            // A place as coarse as the square gives nothing away.
            if (uncertainty[row] ?? 0) < level.radiusInMetres, let spot = visits.spotKey(row) { keys.note(spot, level) }
        }
    }

    /// Adds what another survey under the same policy noted; the order does not matter.
    public mutating func merge(_ other: DisclosureSurvey) {
        keys.merge(other.keys)
    }
}

import Columns
import ObservationStore
import Observations
import Validation

/// How often every combination of outcomes came up, by soortgroep and by what people said. Combinations are few, so memory
/// does not grow with the store.
struct BacktestTally: Sendable {
    /// What a person said of a record.
    enum Verdict: Sendable {
        case none, approved, rejected
        /// Cannot be judged, or to be looked at again.
        case undecided

        init(_ status: AssessmentStatus?) {
            switch status {
            case nil: self = .none
            case .approvedByExpert, .approvedOnEvidence: self = .approved
            case .rejected: self = .rejected
            default: self = .undecided
            }
        }
    }

    struct Key: Hashable, Sendable {
        var outcomes: String
        var status: String
        var soortgroep: String
        var verdict: Verdict
    }

    private(set) var counts: [Key: Int] = [:]

    /// Counts the live rows of a group by what the rules make of them, before any person's word.
    mutating func add(
        _ group: ObservationGroup, _ assessment: ColumnBatch, verdicts: [Int64: AssessmentStatus]
    ) {
        guard case .coded(let outcomes)? = assessment[AssessmentColumn.outcomes.rawValue],
            case .coded(let statuses)? = assessment[AssessmentColumn.status.rawValue],
            case .coded(let groups)? = group.observations[ObservationColumn.soortgroep.rawValue]
        else { return }
        struct Codes: Hashable {
            var outcomes: UInt32
            var status: UInt32
            var soortgroep: UInt32
            var verdict: Verdict
        }
        var coded: [Codes: Int] = [:]
        for row in group.live.indices where group.live[row] {
            let verdict =
                verdicts.isEmpty ? Verdict.none : Verdict(verdicts[group.firstObservationID + Int64(row)])
            coded[
                Codes(
                    outcomes: outcomes.codes[row], status: statuses.codes[row], soortgroep: groups.codes[row],
                    verdict: verdict), default: 0] += 1
        }
        for (codes, count) in coded {
            let key = Key(
                outcomes: outcomes.dictionary[codes.outcomes] ?? "", status: statuses.dictionary[codes.status] ?? "",
                soortgroep: groups.dictionary[codes.soortgroep] ?? "", verdict: codes.verdict)
            counts[key, default: 0] += count
        }
    }

    mutating func merge(_ other: BacktestTally) { counts.merge(other.counts, uniquingKeysWith: +) }
}

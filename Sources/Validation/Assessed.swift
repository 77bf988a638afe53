import Columns
import Observations

/// What the rules made of one batch.
public struct Assessed: Sendable {
    /// One row a row of the batch, in its order; columns of `AssessmentColumn`.
    public var assessment: ColumnBatch
    /// One row a failed rule, by row of the batch and then in the pack's order; columns of `FindingColumn`.
    public var findings: ColumnBatch
    public var counts: AssessmentCounts
}

/// How many records got which status, and how often every rule gave which outcome.
public struct AssessmentCounts: Sendable, Equatable {
    public struct RuleCount: Sendable, Equatable {
        public var rule: String
        public var pass = 0
        public var fail = 0
        public var notApplicable = 0
    }

    public var records = 0
    public var byStatus: [AssessmentStatus: Int] = [:]
    /// In the pack's order.
    public var byRule: [RuleCount] = []

    public init() {}

    /// Adds the counts of another batch under the same pack.
    public static func += (total: inout Self, other: Self) {
        total.records += other.records
        total.byStatus.merge(other.byStatus, uniquingKeysWith: +)
        for count in other.byRule {
            if let index = total.byRule.firstIndex(where: { $0.rule == count.rule }) {
                total.byRule[index].pass += count.pass
                total.byRule[index].fail += count.fail
                total.byRule[index].notApplicable += count.notApplicable
            } else {
                total.byRule.append(count)
            }
        }
    }
}

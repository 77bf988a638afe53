import Columns
import Observations

/// What a re-run of the rules changes: old assessments held against new ones, row by row.
public struct StatusChanges: Sendable {
    /// How many records went from one status to another on account of one rule.
    public struct Count: Sendable, Equatable {
        /// A rule that begins or ceases to fail; where there is none, one whose outcome changed otherwise. Where the
        /// outcomes are the same and only a severity changed, a rule that fails. `-` where no rule explains it (a
        /// person's verdict among the old statuses).
        public var rule: String
        public var old: String
        public var new: String
        public var records: Int
    }

    /// A record whose status changed.
    public struct Change: Sendable, Equatable {
        public var row: Int
        public var observationID: Int64
        public var old: String
        public var new: String
        /// See `Count.rule`. A record changed by several rules counts under each.
        public var rules: [String]
    }

    /// Ordered by rule, old and new status.
    public private(set) var counts: [Count] = []
    /// In the order of the rows.
    public private(set) var changes: [Change] = []
    /// Records with the same status and other outcomes.
    public private(set) var otherOutcomesOnly = 0

    /// - Parameters:
    ///   - old, new: two batches with the columns of `AssessmentColumn`, of the same observations in the same order.
    ///   - live: the rows that count; `nil` for all.
    /// - Throws: `BatchError` when columns are missing or the batches do not stand row for row beside each other.
    public init(old: ColumnBatch, new: ColumnBatch, live: [Bool]? = nil) throws(BatchError) {
        let before = try AssessmentFacts(old)
        let after = try AssessmentFacts(new)
        guard old.rowCount == new.rowCount else { throw .notAligned(row: min(old.rowCount, new.rowCount)) }
        // Rows share few pairs: what becomes of a pair is worked out once. Most rows repeat the pair that was last met with
        // the same old outcomes.
        var known: [Pair: Int] = [:]
        var kinds: [(kind: Kind, records: Int)] = []
        var latest = [(pair: Pair, number: Int)?](repeating: nil, count: before.outcomes.dictionary.count + 1)
        for row in 0..<old.rowCount {
            guard before.observationID[row] == after.observationID[row] else { throw .notAligned(row: row) }
            if let live, !live[row] { continue }
            let pair = Pair(
                oldStatus: before.status.codes[row], newStatus: after.status.codes[row],
                oldOutcomes: before.outcomes.codes[row], newOutcomes: after.outcomes.codes[row])
            let number: Int
            if let last = latest[Int(pair.oldOutcomes)], last.pair == pair {
                number = last.number
            } else {
                if let found = known[pair] {
                    number = found
                } else {
                    number = kinds.count
                    known[pair] = number
                    kinds.append((Kind(before, after, row), 0))
                }
                latest[Int(pair.oldOutcomes)] = (pair, number)
            }
            kinds[number].records += 1
            guard kinds[number].kind.isChange else { continue }
            let kind = kinds[number].kind
            changes.append(
                Change(
                    row: row, observationID: before.observationID[row], old: kind.old, new: kind.new,
                    rules: kind.rules))
        }
        for (kind, records) in kinds {
            if kind.isChange {
                for rule in kind.rules { add(Count(rule: rule, old: kind.old, new: kind.new, records: records)) }
            } else if !kind.rules.isEmpty {
                otherOutcomesOnly += records
            }
        }
        sort()
    }

    /// Adds the counts of another stretch of rows; its changes are left to the caller, who knows its rows.
    public mutating func addCounts(of other: StatusChanges) {
        for count in other.counts { add(count) }
        otherOutcomesOnly += other.otherOutcomesOnly
        sort()
    }

    private mutating func add(_ count: Count) {
        if let index = counts.firstIndex(where: { ($0.rule, $0.old, $0.new) == (count.rule, count.old, count.new) }) {
            counts[index].records += count.records
        } else {
            counts.append(count)
        }
    }

    private mutating func sort() { counts.sort { ($0.rule, $0.old, $0.new) < ($1.rule, $1.old, $1.new) } }

    /// Statuses and outcomes of a row, by the codes of the two batches.
    private struct Pair: Hashable {
        var oldStatus: UInt32
        var newStatus: UInt32
        var oldOutcomes: UInt32
        var newOutcomes: UInt32
    }

    private struct Kind {
        var old: String
        var new: String
        var rules: [String]
        /// Whether the status is another one.
        let isChange: Bool

        init(_ before: AssessmentFacts, _ after: AssessmentFacts, _ row: Int) {
            old = before.status[row] ?? ""
            new = after.status[row] ?? ""
            let first = Self.outcomes(before.outcomes[row])
            let second = Self.outcomes(after.outcomes[row])
            let ids = second.map(\.rule) + first.map(\.rule).filter { id in !second.contains { $0.rule == id } }
            func outcome(_ list: [(rule: String, outcome: String)], _ id: String) -> String? {
                list.first { $0.rule == id }?.outcome
            }
            func isFail(_ outcome: String?) -> Bool { outcome == RuleOutcome.fail.rawValue }
            rules = ids.filter { outcome(first, $0) != outcome(second, $0) }
            isChange = old != new
            guard isChange else { return }
            // A rule that came to apply and passes explains no other status.
            let explaining = rules.filter { isFail(outcome(first, $0)) != isFail(outcome(second, $0)) }
            if !explaining.isEmpty { rules = explaining }
            if rules.isEmpty {
                rules = second.filter { $0.outcome == RuleOutcome.fail.rawValue }.map(\.rule)
                if rules.isEmpty { rules = ["-"] }
            }
        }

        private static func outcomes(_ text: String?) -> [(rule: String, outcome: String)] {
            (text ?? "").split(separator: " ").map { part in
                let sides = part.split(separator: ":", maxSplits: 1)
                return (String(sides.first ?? ""), String(sides.last ?? ""))
            }
        }
    }
}

/// The columns of assessments that a comparison needs.
private struct AssessmentFacts {
    let observationID: [Int64]
    let status: CodedText
    let outcomes: CodedText

    init(_ batch: ColumnBatch) throws(BatchError) {
        guard case .int64(let ids) = try Self.data(batch, .observationID),
            case .coded(let status) = try Self.data(batch, .status),
            case .coded(let outcomes) = try Self.data(batch, .outcomes)
        else { throw .wrongKind(column: "observation_id, status or outcomes", expected: "int64, coded and coded") }
        observationID = ids.values
        self.status = status
        self.outcomes = outcomes
    }

    private static func data(_ batch: ColumnBatch, _ column: AssessmentColumn) throws(BatchError) -> ColumnData {
        guard let data = batch[column.rawValue] else { throw .missingColumn(column.rawValue) }
        guard data.count == batch.rowCount else {
            throw .wrongLength(column: column.rawValue, expected: batch.rowCount)
        }
        return data
    }
}

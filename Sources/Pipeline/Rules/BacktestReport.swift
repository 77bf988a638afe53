import Observations
import Validation

/// How a rule pack does on the records of the store and beside what people said of them; printed as JSON.
public struct BacktestReport: Sendable, Codable, Equatable {
    /// Figures of one rule, or of all rules together, for some records. Judged are those that a person approved or rejected.
    public struct Figures: Sendable, Codable, Equatable {
        /// Records to which the rule applies.
        public var applicable = 0
        /// Records that it draws attention to.
        public var flagged = 0
        /// Of the applicable ones.
        public var approved = 0
        public var rejected = 0
        /// Judged otherwise: cannot be judged, or to be looked at again.
        public var undecided = 0
        /// Of the flagged ones.
        public var approvedFlagged = 0
        public var rejectedFlagged = 0

        public init() {}

        /// Share of the applicable records that are flagged.
        public var share: Double? { Self.ratio(flagged, applicable) }
        /// Share of the flagged and judged records that people rejected.
        public var precision: Double? { Self.ratio(rejectedFlagged, approvedFlagged + rejectedFlagged) }
        /// Share of the rejected records that were flagged.
        public var recall: Double? { Self.ratio(rejectedFlagged, rejected) }
        public var precisionInterval: WilsonInterval? {
            WilsonInterval(hits: rejectedFlagged, of: approvedFlagged + rejectedFlagged)
        }
        public var recallInterval: WilsonInterval? { WilsonInterval(hits: rejectedFlagged, of: rejected) }

        private static func ratio(_ part: Int, _ whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }

        mutating func add(_ count: Int, isFlagged: Bool, _ verdict: BacktestTally.Verdict) {
            applicable += count
            if isFlagged { flagged += count }
            switch verdict {
            case .none: break
            case .undecided: undecided += count
            case .approved:
                approved += count
                if isFlagged { approvedFlagged += count }
            case .rejected:
                rejected += count
                if isFlagged { rejectedFlagged += count }
            }
        }

        private enum CodingKeys: String, CodingKey {
            case applicable, flagged, approved, rejected, undecided, approvedFlagged, rejectedFlagged, share, precision,
                recall, precisionLow, precisionHigh, recallLow, recallHigh
        }

        public init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            applicable = try values.decode(Int.self, forKey: .applicable)
            flagged = try values.decode(Int.self, forKey: .flagged)
            approved = try values.decode(Int.self, forKey: .approved)
            rejected = try values.decode(Int.self, forKey: .rejected)
            undecided = try values.decode(Int.self, forKey: .undecided)
            approvedFlagged = try values.decode(Int.self, forKey: .approvedFlagged)
            rejectedFlagged = try values.decode(Int.self, forKey: .rejectedFlagged)
        }

        public func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(applicable, forKey: .applicable)
            try values.encode(flagged, forKey: .flagged)
            try values.encode(approved, forKey: .approved)
            try values.encode(rejected, forKey: .rejected)
            try values.encode(undecided, forKey: .undecided)
            try values.encode(approvedFlagged, forKey: .approvedFlagged)
            try values.encode(rejectedFlagged, forKey: .rejectedFlagged)
            try values.encodeIfPresent(share, forKey: .share)
            try values.encodeIfPresent(precision, forKey: .precision)
            try values.encodeIfPresent(recall, forKey: .recall)
            try values.encodeIfPresent(precisionInterval?.low, forKey: .precisionLow)
            try values.encodeIfPresent(precisionInterval?.high, forKey: .precisionHigh)
            try values.encodeIfPresent(recallInterval?.low, forKey: .recallLow)
            try values.encodeIfPresent(recallInterval?.high, forKey: .recallHigh)
        }
    }

    public struct Row: Sendable, Codable, Equatable {
        /// Id of a rule; `-` for all together: records that the pack would not approve by itself.
        public var rule: String
        /// Empty for taxa without one; `nil` for all.
        public var soortgroep: String?
        public var figures: Figures
    }

    public var pack: String
    public var example: Bool
    public var snapshot: Int64
    /// Live records looked at.
    public var records: Int
    /// Of them, records that a person approved or rejected.
    public var judged: Int
    /// All rules together, then rule by rule in the pack's order.
    public var rules: [Row]
    /// The same by soortgroep; rules that apply to none of its records are left out.
    public var groups: [Row]

    /// Stands for all rules together.
    public static let allRules = "-"

    init(_ tally: BacktestTally, pack: RulePack, snapshot: Int64) {
        let order = [Self.allRules] + pack.rules.map(\.id)
        var overall: [String: Figures] = [:]
        var byGroup: [String: [String: Figures]] = [:]
        records = 0
        for (key, count) in tally.counts {
            records += count
            func add(_ rule: String, isFlagged: Bool) {
                overall[rule, default: Figures()].add(count, isFlagged: isFlagged, key.verdict)
                byGroup[key.soortgroep, default: [:]][rule, default: Figures()].add(
                    count, isFlagged: isFlagged, key.verdict)
            }
            add(Self.allRules, isFlagged: AssessmentStatus(rawValue: key.status)?.isPublished != true)
            for part in key.outcomes.split(separator: " ") {
                let sides = part.split(separator: ":", maxSplits: 1)
                guard sides.count == 2, sides[1] != RuleOutcome.notApplicable.rawValue else { continue }
                add(String(sides[0]), isFlagged: sides[1] == RuleOutcome.fail.rawValue)
            }
        }
        self.pack = pack.identifier
        example = pack.isExample
        self.snapshot = snapshot
        rules = order.map { Row(rule: $0, soortgroep: nil, figures: overall[$0] ?? Figures()) }
        judged = overall[Self.allRules].map { $0.approved + $0.rejected } ?? 0
        groups = byGroup.sorted { $0.key < $1.key }.flatMap { group, figures in
            order.compactMap { rule in figures[rule].map { Row(rule: rule, soortgroep: group, figures: $0) } }
        }
    }
}

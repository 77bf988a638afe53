import Columns
import Observations

/// The outcomes of all rules for one row: bit n belongs to the n-th rule of the pack. A rule with neither bit is not
/// applicable.
struct Outcomes: Equatable {
    var passed: UInt64 = 0
    var failed: UInt64 = 0

    @inline(__always) mutating func set(_ mark: RuleMark, bit: UInt64) {
        passed |= UInt64(mark.rawValue & 1) &<< bit
        failed |= UInt64(mark.rawValue &>> 1) &<< bit
    }
}

/// The distinct combinations of outcomes of a batch. They are few, so status and text are made once for each.
struct OutcomeTable {
    private struct Combination {
        var outcomes: Outcomes
        var status: UInt32
        var text: UInt32
        var count = 0
    }

    private(set) var statuses = TextDictionary()
    private(set) var texts = TextDictionary()
    private let rules: [(id: String, severity: FindingSeverity)]
    private var combinations: [Combination] = []
    /// Places of combinations by their hash, -1 where there is none; at most half is filled.
    private var slots = [Int32](repeating: -1, count: 256)
    /// Place of the combination that the row before had: most rows have the same.
    private var latest = 0

    init(rules: [(id: String, severity: FindingSeverity)]) { self.rules = rules }

    /// Counts a row and gives the codes of its status and its outcomes.
    @inline(__always) mutating func add(_ outcomes: Outcomes) -> (status: UInt32, text: UInt32) {
        if combinations.isEmpty || combinations[latest].outcomes != outcomes { latest = place(of: outcomes) }
        combinations[latest].count += 1
        return (combinations[latest].status, combinations[latest].text)
    }

    private mutating func place(of outcomes: Outcomes) -> Int {
        var slot = slot(of: outcomes)
        while slots[slot] >= 0 {
            let place = Int(slots[slot])
            if combinations[place].outcomes == outcomes { return place }
            slot = (slot + 1) & (slots.count - 1)
        }
        let status = Statuses.status(heaviest: heaviest(outcomes))
        combinations.append(
            Combination(
                outcomes: outcomes, status: statuses.intern(status.rawValue), text: texts.intern(text(outcomes))))
        slots[slot] = Int32(combinations.count - 1)
        if 2 * combinations.count > slots.count { grow() }
        return combinations.count - 1
    }

    private func slot(of outcomes: Outcomes) -> Int {
        // Most rules pass or are not applicable: what differs is a few bits anywhere in two words.
        let mixed = (outcomes.passed ^ (outcomes.failed &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 32) & (slots.count - 1)
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: 2 * slots.count)
        for place in combinations.indices {
            var slot = slot(of: combinations[place].outcomes)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(place)
        }
    }

    private func outcome(_ outcomes: Outcomes, _ rule: Int) -> RuleOutcome {
        let bit: UInt64 = 1 &<< UInt64(rule)
        return outcomes.failed & bit != 0 ? .fail : outcomes.passed & bit != 0 ? .pass : .notApplicable
    }

    private func text(_ outcomes: Outcomes) -> String {
        rules.indices.map { "\(rules[$0].id):\(outcome(outcomes, $0).rawValue)" }.joined(separator: " ")
    }

    private func heaviest(_ outcomes: Outcomes) -> FindingSeverity? {
        let severities = rules.indices.filter { outcome(outcomes, $0) == .fail }.map { rules[$0].severity }
        return [.error, .warning, .info].first(where: severities.contains)
    }

    func counts() -> AssessmentCounts {
        var counts = AssessmentCounts()
        counts.byRule = rules.map { AssessmentCounts.RuleCount(rule: $0.id) }
        for combination in combinations {
            counts.records += combination.count
            if let status = statuses[combination.status].flatMap(AssessmentStatus.init) {
                counts.byStatus[status, default: 0] += combination.count
            }
            for rule in rules.indices {
                switch outcome(combination.outcomes, rule) {
                case .pass: counts.byRule[rule].pass += combination.count
                case .fail: counts.byRule[rule].fail += combination.count
                case .notApplicable: counts.byRule[rule].notApplicable += combination.count
                }
            }
        }
        return counts
    }
}

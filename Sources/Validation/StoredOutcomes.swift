import Observations

/// Reads outcomes as they are stored, `rule:outcome` with blanks between. By bytes: every row group has some hundreds of
/// different texts.
struct StoredOutcomes {
    /// UTF-8 of the rules, in the order of the bits.
    private let rules: [[UInt8]]

    private static let pass = Array(RuleOutcome.pass.rawValue.utf8)
    private static let fail = Array(RuleOutcome.fail.rawValue.utf8)

    init(rules: [String]) { self.rules = rules.map { Array($0.utf8) } }

    /// The outcomes of the rules that are known here; of the others nothing is said.
    func read(_ text: UnsafeRawBufferPointer) -> Outcomes {
        var outcomes = Outcomes()
        var expected = 0
        for part in text.split(separator: UInt8(ascii: " ")) {
            guard let colon = part.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let (rule, outcome) = (part[..<colon], part[(colon + 1)...])
            // They were written in the order of the pack, which is mostly still the same.
            if expected >= rules.count || !rule.elementsEqual(rules[expected]) {
                guard let found = rules.firstIndex(where: { rule.elementsEqual($0) }) else { continue }
                expected = found
            }
            if outcome.elementsEqual(Self.pass) {
                outcomes.replace(.pass, bit: UInt64(expected))
            } else if outcome.elementsEqual(Self.fail) {
                outcomes.replace(.fail, bit: UInt64(expected))
            }
            expected += 1
        }
        return outcomes
    }
}

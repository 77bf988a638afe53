import Observations

/// Outcome of a rule for one row, as the engine keeps it: one byte.
enum RuleMark: UInt8 {
    case notApplicable = 0
    case pass = 1
    case fail = 2

    @inline(__always) init(passing: Bool) { self = passing ? .pass : .fail }
}

/// What rules are made from: the pack, the day of the run and the working area.
struct RuleSetting {
    var pack: RulePack
    /// Days since 1970-01-01.
    var today: Int
    var area: any AreaTest
}

/// Why a rule failed for a row, kept compactly; `FindingText` makes a sentence of it.
struct Evidence {
    var verbatim: String?
    /// `key=value` pairs, see `FindingDetail`.
    var detail: String?
}

/// One check. A rule decides for a whole batch at a time; it knows nothing of statuses or other rules.
protocol Rule: Sendable {
    static var definition: RuleDefinition { get }

    init(_ setting: RuleSetting)

    /// Writes the outcome of every row. `marks` holds one place a row and starts as `notApplicable` everywhere.
    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>)

    /// The value concerned and what was expected, for a row that failed.
    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence

    /// The sentence for a finding of this rule. It draws attention and passes no verdict.
    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText
}

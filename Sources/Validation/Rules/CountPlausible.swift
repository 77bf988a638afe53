import Observations

/// The count is not above what the pack allows for the species group. A taxon of several groups gets the largest limit.
struct CountPlausible: Rule {
    static let definition = RuleDefinition(
        id: "count_plausible", kind: .knowledge, severity: .warning, terms: ["individualCount", "organismQuantity"],
        columns: [.occurrenceStatus, .soortgroep, .abundanceValue, .countMinimum, .countMaximum],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Aantal aannemelijk.", "Count plausible."),
        explanation: BilingualText(
            "Het aantal is niet groter dan het regelpakket voor de soortgroep toelaat (`maximumCount`). Niet van "
                + "toepassing zonder aantal en bij gemelde afwezigheid.",
            "The count is not larger than the rule pack allows for the species group (`maximumCount`). Not applicable "
                + "without a count and for records of absence."))

    private let limits: MaximumCount

    init(_ setting: RuleSetting) { limits = setting.pack.parameters.maximumCount }

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        var memo = CodeMemo<Int64>(facts.soortgroep)
        for row in marks.indices where !facts.isAbsence[row] {
            let largest = facts.largestCount(row)
            guard largest != ObservationFacts.absent else { continue }
            let code = facts.soortgroep.codes[row]
            let limit = memo.value(of: code) { limits.limit(soortgroepen: facts.soortgroep.dictionary[code]) }
            marks[row] = RuleMark(passing: largest <= limit)
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        let group = facts.soortgroep[row]
        var detail = FindingDetail.text(["allowed": String(limits.limit(soortgroepen: group))])
        if let group { detail += " " + FindingDetail.text(["group": group]) }
        return Evidence(verbatim: VerbatimText.count(facts, row), detail: detail)
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        let allowed = detail["allowed"]
        let group = detail.has("group") ? " (\(detail["group"]))" : ""
        return BilingualText(
            "Het aantal \(verbatim) is hoger dan te verwachten is\(group): tot \(allowed).",
            "The count \(verbatim) is higher than to be expected\(group): up to \(allowed).")
    }
}

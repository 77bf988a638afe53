import Observations

/// An observation of presence counts at least one: the NDFF knows no counts of zero (domain: NDFF §1.2).
struct CountPositive: Rule {
    static let definition = RuleDefinition(
        id: "count_positive", kind: .formal, severity: .error, terms: ["individualCount", "organismQuantity"],
        columns: [.occurrenceStatus, .abundanceValue, .countMinimum, .countMaximum],
        bdqTests: [], gbifIssues: ["INDIVIDUAL_COUNT_CONFLICTS_WITH_OCCURRENCE_STATUS"],
        title: BilingualText("Aantal groter dan nul.", "Count above zero."),
        explanation: BilingualText(
            "Het aantal is groter dan nul; van een bereik het maximum, en het minimum is niet negatief. Niet van "
                + "toepassing zonder aantal en bij gemelde afwezigheid.",
            "The count is above zero; of a range the maximum, and the minimum is not negative. Not applicable without a "
                + "count and for records of absence."))

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices where !facts.isAbsence[row] {
            let largest = facts.largestCount(row)
            guard largest != ObservationFacts.absent else { continue }
            let minimum = facts.countMinimum[row]
            marks[row] = RuleMark(passing: largest > 0 && (minimum >= 0 || minimum == ObservationFacts.absent))
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        Evidence(verbatim: VerbatimText.count(facts, row), detail: nil)
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "Het aantal \(verbatim) is niet groter dan nul.", "The count \(verbatim) is not above zero.")
    }
}

import Observations

/// A record of absence counts nothing. A record of presence that counts zero is the business of `CountPositive`.
struct OccurrenceStatusConsistent: Rule {
    static let definition = RuleDefinition(
        id: "occurrence_status_consistent", kind: .formal, severity: .error,
        terms: ["occurrenceStatus", "individualCount"],
        columns: [.occurrenceStatus, .abundanceValue, .countMinimum, .countMaximum],
        bdqTests: [], gbifIssues: ["INDIVIDUAL_COUNT_CONFLICTS_WITH_OCCURRENCE_STATUS"],
        title: BilingualText("Afwezigheid zonder aantal.", "Absence without a count."),
        explanation: BilingualText(
            "Wie afwezigheid meldt, telt niets. Alleen van toepassing bij gemelde afwezigheid.",
            "A record of absence counts nothing. Applicable to records of absence only."))

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices where facts.isAbsence[row] {
            marks[row] = RuleMark(passing: facts.largestCount(row) <= 0)
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        Evidence(verbatim: VerbatimText.count(facts, row), detail: nil)
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "De soort is als afwezig gemeld, maar het aantal is \(verbatim).",
            "The taxon was reported absent, but the count is \(verbatim).")
    }
}

import Observations

/// The period does not end before it begins; equal is allowed (domain: NDFF §1.3).
struct PeriodOrder: Rule {
    static let definition = RuleDefinition(
        id: "period_order", kind: .formal, severity: .error, terms: ["eventDate"],
        columns: [.periodStart, .periodStop, .periodPrecision, .verbatimPeriod],
        bdqTests: ["VALIDATION_EVENTDATE_STANDARD"], gbifIssues: ["RECORDED_DATE_INVALID"],
        title: BilingualText("Begin niet na einde.", "Start not after end."),
        explanation: BilingualText(
            "De periode eindigt niet vóór zij begint; gelijk mag.",
            "The period does not end before it starts; equal is allowed."))

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices {
            let start = facts.periodStart[row]
            let stop = facts.periodStop[row]
            let known = start != ObservationFacts.absent && stop != ObservationFacts.absent
            marks[row] = known ? RuleMark(passing: start <= stop) : .notApplicable
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        Evidence(verbatim: VerbatimText.period(facts, row), detail: nil)
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "Het einde van de periode \(verbatim) ligt vóór het begin.",
            "The period \(verbatim) ends before it starts.")
    }
}

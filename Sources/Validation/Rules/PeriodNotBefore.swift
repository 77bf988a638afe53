import Observations

/// The observation does not begin before the earliest year of the pack.
struct PeriodNotBefore: Rule {
    static let definition = RuleDefinition(
        id: "period_not_before", kind: .formal, severity: .error, terms: ["eventDate"],
        columns: [.periodStart, .periodStop, .periodPrecision, .verbatimPeriod],
        bdqTests: ["VALIDATION_EVENTDATE_INRANGE"], gbifIssues: ["RECORDED_DATE_UNLIKELY"],
        title: BilingualText("Niet te vroeg.", "Not too early."),
        explanation: BilingualText(
            "De periode begint niet vóór het vroegste jaar van het regelpakket (`earliestYear`).",
            "The period does not start before the earliest year of the rule pack (`earliestYear`)."))

    private let year: Int

    init(_ setting: RuleSetting) { year = setting.pack.parameters.earliestYear }

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        let first = Int64(CivilDate.days(year: year, month: 1, day: 1)) * CivilDate.microsecondsPerDay
        for row in marks.indices {
            let start = facts.periodStart[row]
            guard start != ObservationFacts.absent else { continue }
            marks[row] = RuleMark(passing: start >= first)
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        Evidence(
            verbatim: VerbatimText.period(facts, row), detail: FindingDetail.text(["earliest": String(year)]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "De datum \(verbatim) ligt vóór het jaar \(detail["earliest"]).",
            "The date \(verbatim) lies before the year \(detail["earliest"]).")
    }
}

import Observations

/// The observation was not made after the day of the run. A period known to the year or month only is judged by its
/// first day, since the rest of it may still come; all others by their last day.
struct PeriodNotFuture: Rule {
    static let definition = RuleDefinition(
        id: "period_not_future", kind: .formal, severity: .error, terms: ["eventDate"],
        columns: [.periodStart, .periodStop, .periodPrecision, .verbatimPeriod],
        bdqTests: ["VALIDATION_EVENTDATE_INRANGE"], gbifIssues: ["RECORDED_DATE_UNLIKELY"],
        title: BilingualText("Niet in de toekomst.", "Not in the future."),
        explanation: BilingualText(
            "De periode eindigt uiterlijk op de dag van de controle. Van een jaar of maand telt de eerste dag.",
            "The period ends on the day of the check at the latest. For a year or month the first day counts."))

    private let today: Int

    init(_ setting: RuleSetting) { today = setting.today }

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        let vague = [PeriodPrecision.year, .month].map { facts.periodPrecision.dictionary.code(ofText: $0.rawValue) }
        for row in marks.indices {
            let precision = facts.periodPrecision.codes[row]
            let byStart = precision != 0 && (precision == vague[0] || precision == vague[1])
            let moment = byStart ? facts.periodStart[row] : facts.periodStop[row]
            guard moment != ObservationFacts.absent else { continue }
            marks[row] = RuleMark(passing: CivilDate.split(moment).day <= today)
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        Evidence(
            verbatim: VerbatimText.period(facts, row),
            detail: FindingDetail.text(["checked": VerbatimText.isoDate(days: today)]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "De datum \(verbatim) ligt na de dag van de controle (\(detail["checked"])).",
            "The date \(verbatim) lies after the day of the check (\(detail["checked"])).")
    }
}

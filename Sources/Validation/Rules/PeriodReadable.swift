import Observations

/// There is a period, and it could be read.
struct PeriodReadable: Rule {
    static let definition = RuleDefinition(
        id: "period_readable", kind: .formal, severity: .error, terms: ["eventDate"],
        columns: [.periodStart, .periodStop, .periodPrecision, .verbatimPeriod],
        bdqTests: ["VALIDATION_EVENTDATE_NOTEMPTY", "VALIDATION_EVENTDATE_STANDARD"],
        gbifIssues: ["RECORDED_DATE_INVALID"],
        title: BilingualText("Periode leesbaar.", "Period readable."),
        explanation: BilingualText(
            "De waarneming heeft een datum of periode, en die is een bestaande datum in een bekende schrijfwijze.",
            "The observation has a date or period, and it is an existing date in a known notation."))

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices {
            let readable =
                facts.periodStart[row] != ObservationFacts.absent
                && facts.periodStop[row] != ObservationFacts.absent
            marks[row] = RuleMark(passing: readable)
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        let verbatim = VerbatimText.period(facts, row)
        return Evidence(
            verbatim: verbatim, detail: FindingDetail.text(["period": verbatim == nil ? "missing" : "unreadable"]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        detail["period"] == "missing"
            ? BilingualText("Er is geen datum geleverd.", "No date was delivered.")
            : BilingualText(
                "De datum \(verbatim) kon niet worden gelezen.", "The date \(verbatim) could not be read.")
    }
}

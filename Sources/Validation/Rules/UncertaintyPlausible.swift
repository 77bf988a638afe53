import Observations

/// The uncertainty is not larger than the pack allows.
struct UncertaintyPlausible: Rule {
    static let definition = RuleDefinition(
        id: "uncertainty_plausible", kind: .formal, severity: .warning, terms: ["coordinateUncertaintyInMeters"],
        columns: [.uncertainty],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Onnauwkeurigheid aannemelijk.", "Uncertainty plausible."),
        explanation: BilingualText(
            "De onnauwkeurigheid is niet groter dan het regelpakket toelaat (`allowedUncertaintyMetres`).",
            "The uncertainty is not larger than the rule pack allows (`allowedUncertaintyMetres`)."))

    private let limit: Double

    init(_ setting: RuleSetting) { limit = setting.pack.parameters.allowedUncertaintyMetres }

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices {
            let metres = facts.uncertainty[row]
            if metres.isNaN { continue }
            marks[row] = RuleMark(passing: metres <= limit)
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        Evidence(
            verbatim: VerbatimText.metres(facts.uncertainty[row]),
            detail: FindingDetail.text(["allowed": VerbatimText.metres(limit) ?? "?"]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "De onnauwkeurigheid \(verbatim) m is groter dan gebruikelijk (tot \(detail["allowed"]) m).",
            "The uncertainty \(verbatim) m is larger than usual (up to \(detail["allowed"]) m).")
    }
}

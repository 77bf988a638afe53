import Observations

/// The uncertainty is a possible distance on Earth. Zero is left to `BufferRule`, since a polygon may have it.
struct UncertaintyInRange: Rule {
    static let definition = RuleDefinition(
        id: "uncertainty_in_range", kind: .formal, severity: .error, terms: ["coordinateUncertaintyInMeters"],
        columns: [.uncertainty],
        bdqTests: ["VALIDATION_COORDINATEUNCERTAINTY_INRANGE"],
        gbifIssues: ["COORDINATE_UNCERTAINTY_METERS_INVALID"],
        title: BilingualText("Onnauwkeurigheid mogelijk.", "Uncertainty possible."),
        explanation: BilingualText(
            "De onnauwkeurigheid is niet negatief en kleiner dan 20 037 509 m, de halve omtrek van de aarde.",
            "The uncertainty is not negative and below 20,037,509 m, half the circumference of the Earth."))

    /// Half the circumference of the Earth in metres (BDQ Core, VALIDATION_COORDINATEUNCERTAINTY_INRANGE).
    static let limit = 20_037_509.0

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices {
            let metres = facts.uncertainty[row]
            if metres.isNaN { continue }
            marks[row] = RuleMark(passing: metres >= 0 && metres < Self.limit)
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        Evidence(verbatim: VerbatimText.metres(facts.uncertainty[row]), detail: nil)
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "De onnauwkeurigheid \(verbatim) m is geen mogelijke afstand.",
            "The uncertainty \(verbatim) m is no possible distance.")
    }
}

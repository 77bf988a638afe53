import Observations

/// A point or line has a buffer above zero, a polygon none (domain: NDFF §1.3). A square may have either.
struct BufferRule: Rule {
    static let definition = RuleDefinition(
        id: "buffer_rule", kind: .formal, severity: .error, terms: ["coordinateUncertaintyInMeters"],
        columns: [.locationType, .uncertainty],
        bdqTests: [], gbifIssues: ["COORDINATE_UNCERTAINTY_METERS_INVALID"],
        title: BilingualText("Buffer past bij de vorm.", "Buffer fits the shape."),
        explanation: BilingualText(
            "Van een punt of lijn is de buffer groter dan nul, als hij gegeven is; van een vlak is hij nul of leeg. "
                + "Zonder buffer niet van toepassing.",
            "The buffer of a point or line is above zero where it is given; that of a polygon is zero or absent. Not "
                + "applicable without a buffer."))

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        let types = facts.locationType
        let polygon = types.dictionary.code(ofText: LocationType.polygon.rawValue)
        let square = types.dictionary.code(ofText: LocationType.square.rawValue)
        for row in marks.indices {
            let metres = facts.uncertainty[row]
            if metres.isNaN { continue }
            let type = types.codes[row]
            if type != 0, type == polygon {
                marks[row] = RuleMark(passing: metres == 0)
            } else if type != 0, type == square {
                marks[row] = RuleMark(passing: metres >= 0)
            } else {
                marks[row] = RuleMark(passing: metres > 0)
            }
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        Evidence(
            verbatim: VerbatimText.metres(facts.uncertainty[row]),
            detail: FindingDetail.text(["type": facts.locationType[row] ?? LocationType.point.rawValue]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        switch LocationType(rawValue: detail["type"]) {
        case .polygon:
            BilingualText(
                "De buffer \(verbatim) m hoort bij een vlak nul of leeg te zijn.",
                "The buffer \(verbatim) m of a polygon should be zero or absent.")
        case .line:
            BilingualText(
                "De buffer \(verbatim) m van een lijn hoort groter dan nul te zijn.",
                "The buffer \(verbatim) m of a line should be above zero.")
        case .square:
            BilingualText(
                "De buffer \(verbatim) m van een hok hoort niet negatief te zijn.",
                "The buffer \(verbatim) m of a square should not be negative.")
        case .point, nil:
            BilingualText(
                "De buffer \(verbatim) m van een punt hoort groter dan nul te zijn.",
                "The buffer \(verbatim) m of a point should be above zero.")
        }
    }
}

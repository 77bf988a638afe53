import Observations

/// A place was delivered, readable or not.
struct LocationPresent: Rule {
    static let definition = RuleDefinition(
        id: "location_present", kind: .formal, severity: .error, terms: ["decimalLatitude", "decimalLongitude"],
        columns: [.x, .y, .latitude, .longitude, .verbatimCoordinates],
        bdqTests: ["VALIDATION_LOCATION_NOTEMPTY"], gbifIssues: [],
        title: BilingualText("Locatie aanwezig.", "Location present."),
        explanation: BilingualText(
            "De waarneming heeft een locatie: coördinaten, een geometrie of een hok.",
            "The observation has a location: coordinates, a geometry or a grid square."))

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices {
            marks[row] = RuleMark(passing: facts.isLocated(row) || facts.verbatimCoordinates.codes[row] != 0)
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence { Evidence() }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText("Er is geen locatie geleverd.", "No location was delivered.")
    }
}

import Observations

/// The delivered place could be turned into a position.
struct LocationReadable: Rule {
    static let definition = RuleDefinition(
        id: "location_readable", kind: .formal, severity: .error, terms: ["decimalLatitude", "decimalLongitude"],
        columns: [.x, .y, .latitude, .longitude, .verbatimCoordinates],
        bdqTests: [], gbifIssues: ["COORDINATE_INVALID"],
        title: BilingualText("Locatie leesbaar.", "Location readable."),
        explanation: BilingualText(
            "De geleverde locatie kon worden omgezet in een punt, lijn of vlak. Zonder locatie niet van toepassing.",
            "The delivered location could be turned into a point, line or polygon. Not applicable without a location."))

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices {
            if facts.isLocated(row) {
                marks[row] = .pass
            } else if facts.verbatimCoordinates.codes[row] != 0 {
                marks[row] = .fail
            }
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        Evidence(verbatim: VerbatimText.coordinates(facts, row), detail: nil)
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "De locatie \(verbatim) kon niet worden gelezen.", "The location \(verbatim) could not be read.")
    }
}

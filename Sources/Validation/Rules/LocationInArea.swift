import Observations

/// The position lies in the working area.
struct LocationInArea: Rule {
    static let definition = RuleDefinition(
        id: "location_in_area", kind: .formal, severity: .error, terms: ["decimalLatitude", "decimalLongitude"],
        columns: [.x, .y, .latitude, .longitude, .sourceCRS, .verbatimCoordinates],
        bdqTests: ["VALIDATION_COORDINATESCOUNTRYCODE_CONSISTENT"], gbifIssues: ["COUNTRY_COORDINATE_MISMATCH"],
        title: BilingualText("Locatie in het werkgebied.", "Location in the working area."),
        explanation: BilingualText(
            "De locatie (van een lijn of vlak het zwaartepunt) ligt in het ingestelde gebied: standaard Nederland met de "
                + "territoriale zee.",
            "The location (of a line or polygon its centroid) lies in the configured area: by default the Netherlands "
                + "with its territorial sea."))

    private let area: any AreaTest

    init(_ setting: RuleSetting) { area = setting.area }

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        withUnsafeTemporaryAllocation(of: Bool.self, capacity: max(1, marks.count)) { space in
            space.initialize(repeating: false)
            let inside = UnsafeMutableBufferPointer(rebasing: space[..<marks.count])
            area.mark(facts.places, inside: inside)
            for row in marks.indices where facts.isLocated(row) { marks[row] = RuleMark(passing: inside[row]) }
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        Evidence(verbatim: VerbatimText.coordinates(facts, row), detail: FindingDetail.text(["area": area.name]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "De locatie \(verbatim) ligt buiten het werkgebied (\(detail["area"])).",
            "The location \(verbatim) lies outside the working area (\(detail["area"])).")
    }
}

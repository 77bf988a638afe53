import Observations
import Reference

/// The place is not far from all other approved places of the species.
struct ContextSpace: ContextRule {
    static let definition = RuleDefinition(
        id: "context_space", kind: .context, severity: .warning, terms: ["decimalLatitude", "decimalLongitude"],
        columns: [
            .speciesID, .occurrenceStatus, .x, .y, .latitude, .longitude, .uncertainty, .sourceCRS, .verbatimCoordinates,
        ],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Plaats naast goedgekeurde waarnemingen.", "Place beside approved observations."),
        explanation: BilingualText(
            "Het uurhok ligt niet verder dan `contextDistanceKilometres` van het dichtstbijzijnde uurhok met een andere "
                + "goedgekeurde waarneming van de soort. Van toepassing vanaf `contextMinimumRecords` andere goedgekeurde "
                + "waarnemingen met een plaats; niet bij gemelde afwezigheid of een onnauwkeurigheid boven 5 km.",
            "The 5 km square lies no further than `contextDistanceKilometres` from the nearest one with another approved "
                + "observation of the species. Applicable from `contextMinimumRecords` other approved observations with a "
                + "place on; not for records of absence or an uncertainty above 5 km."))

    private let minimum: Int
    private let limit: Double

    init(_ setting: RuleSetting) {
        minimum = setting.pack.parameters.contextMinimumRecords
        limit = Double(setting.pack.parameters.contextDistanceKilometres)
    }

    func judge(_ facts: ObservationFacts, _ context: ContextRows, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices {
            guard let found = found(context, row) else { continue }
            marks[row] = RuleMark(passing: found.distance <= limit)
        }
    }

    private func found(_ context: ContextRows, _ row: Int) -> (distance: Double, records: Int)? {
        let square = context.rows[row].square
        guard square != 0, let profile = context.profile(row) else { return nil }
        let own = context.own(row)
        let others = profile.placed - (own.map { $0.square != 0 } == true ? 1 : 0)
        guard others >= minimum, let distance = profile.distance(from: square, without: own) else { return nil }
        return (distance, others)
    }

    func evidence(_ facts: ObservationFacts, _ context: ContextRows, _ row: Int) -> Evidence {
        guard let found = found(context, row) else { return Evidence() }
        return Evidence(
            verbatim: VerbatimText.coordinates(facts, row),
            detail: FindingDetail.text([
                "square": RijksdriehoekGrid.label(code: context.rows[row].square), "off": String(Int(found.distance)),
                "allowed": String(Int(limit)), "records": String(found.records),
            ]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "De plaats \(verbatim) (uurhok \(detail["square"])) ligt \(detail["off"]) km van het dichtstbijzijnde uurhok "
                + "met een andere van de \(detail["records"]) goedgekeurde waarnemingen van de soort (speling "
                + "\(detail["allowed"]) km).",
            "The place \(verbatim) (5 km square \(detail["square"])) lies \(detail["off"]) km from the nearest square with "
                + "another of the \(detail["records"]) approved observations of the species (tolerance "
                + "\(detail["allowed"]) km).")
    }
}

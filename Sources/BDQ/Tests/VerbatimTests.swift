/// Amendments that fill in numbers from what was written down: depth, elevation, coordinates.
enum VerbatimTests {
    static let all: [BDQTest] = [
        metres("MINDEPTHMAXDEPTH", "c5658b83-4471-4f57-9d94-bf7d0a96900c", "Depth", floor: 0),
        metres("MINELEVATIONMAXELEVATION", "2d638c8b-4c62-44a0-a14d-fa147bf9823d", "Elevation", floor: nil),
        coordinates,
    ]

    private static func metres(_ subject: String, _ guid: String, _ name: String, floor: Double?) -> BDQTest {
        let low = "dwc:minimum\(name)InMeters"
        let high = "dwc:maximum\(name)InMeters"
        let verbatim = "dwc:verbatim\(name)"
        return BDQTest("AMENDMENT_\(subject)_FROM_VERBATIM", guid, actedUpon: [low, high], consulted: [verbatim]) {
            input in
            if input.record.hasAny([low, high]) { return .internalPrerequisites("\(low) or \(high) has a value") }
            if input.isEmpty(verbatim) { return .internalPrerequisites("\(verbatim) is empty") }
            guard let range = MeasuredText.metres(input[verbatim]),
                floor.map({ (NumberText.decimal(range.low) ?? -1) >= $0 }) ?? true
            else { return .notAmended("\(verbatim) can mean no range in a known unit, or several") }
            return .filledIn(
                [ProposedChange(low, range.low), ProposedChange(high, range.high)],
                "\(verbatim) can mean one range only")
        }
    }

    private static let coordinates = BDQTest(
        "AMENDMENT_COORDINATES_FROM_VERBATIM", "3c2590c7-af8a-4eb4-af57-5f73ba9d1f8e",
        actedUpon: ["dwc:decimalLatitude", "dwc:decimalLongitude", "dwc:geodeticDatum"],
        consulted: [
            "dwc:verbatimCoordinates", "dwc:verbatimLatitude", "dwc:verbatimLongitude", "dwc:verbatimCoordinateSystem",
            "dwc:verbatimSRS",
        ]
    ) { input in
        if input.record.hasAny(["dwc:decimalLatitude", "dwc:decimalLongitude"]) {
            return .internalPrerequisites("a decimal coordinate has a value")
        }
        let hasBoth = !input.isEmpty("dwc:verbatimLatitude") && !input.isEmpty("dwc:verbatimLongitude")
        if input.isEmpty("dwc:verbatimCoordinates"), !hasBoth {
            return .internalPrerequisites("there are no verbatim coordinates")
        }
        let datum = input["dwc:verbatimSRS"].withoutOuterBlanks
        // Coordinates of a projection are no degrees.
        if !datum.isEmpty, !ReferenceSystems.isStandard(datum), ReferenceSystems.interpretation(of: datum) == nil {
            return .notAmended("dwc:verbatimSRS names no geographic reference system that is known here")
        }
        let apart =
            hasBoth
            ? CoordinateText.pair(latitude: input["dwc:verbatimLatitude"], longitude: input["dwc:verbatimLongitude"])
            : nil
        let isOneGiven = !input.isEmpty("dwc:verbatimCoordinates")
        let together = isOneGiven ? CoordinateText.pair(input["dwc:verbatimCoordinates"], near: apart) : nil
        // The three fields must agree, and what cannot be read agrees with nothing.
        if hasBoth, isOneGiven, !(apart.flatMap { apart in together.map(apart.isNear) } ?? false) {
            return .notAmended(
                "dwc:verbatimCoordinates are not where dwc:verbatimLatitude and dwc:verbatimLongitude are")
        }
        guard let found = apart ?? together else {
            return .notAmended("the verbatim coordinates can mean no geographic coordinates, or several")
        }
        var changes = [
            ProposedChange("dwc:decimalLatitude", found.latitude),
            ProposedChange("dwc:decimalLongitude", found.longitude),
        ]
        if !datum.isEmpty { changes.append(ProposedChange("dwc:geodeticDatum", datum)) }
        return .filledIn(changes, "the verbatim coordinates can mean one place only")
    }
}

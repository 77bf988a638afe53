/// Tests of dwc:geodeticDatum.
enum DatumTests {
    static let all: [BDQTest] = [standard, standardised, assumed]
    private static let term = "dwc:geodeticDatum"

    private static let standard = BDQTest(
        "VALIDATION_GEODETICDATUM_STANDARD", "7e0c0418-fe16-4a39-98bd-80e19d95b9d1", actedUpon: [term]
    ) { input in
        if let refusal = input.unavailableAuthority(unless: ["epsg"]) { return refusal }
        if input.isEmpty(term) { return .internalPrerequisites("\(term) is empty") }
        // Darwin Core's own word for a datum that nobody wrote down.
        let isStandard = input[term] == "not recorded" || ReferenceSystems.isStandard(input[term])
        return .judged(
            isStandard, "\(term) is \(isStandard ? "a" : "no") code of EPSG for a horizontal reference in degrees")
    }

    private static let standardised = BDQTest(
        "AMENDMENT_GEODETICDATUM_STANDARDIZED", "0345b325-836d-4235-96d0-3b5caf150fc0", actedUpon: [term]
    ) { input in
        if let refusal = input.unavailableAuthority(unless: ["epsg"]) { return refusal }
        let value = input[term]
        if value.isBDQEmpty { return .internalPrerequisites("\(term) is empty") }
        if value == "not recorded" || ReferenceSystems.isStandard(value) { return .notAmended("\(term) is in order") }
        guard let code = ReferenceSystems.interpretation(of: value) else {
            return .notAmended("\(term) can mean no code of EPSG, or several")
        }
        return .amended([ProposedChange(term, code)], "\(term) \"\(value)\" can mean one code only")
    }

    private static let assumed = BDQTest(
        "AMENDMENT_GEODETICDATUM_ASSUMEDDEFAULT", "7498ca76-c4d4-42e2-8103-acacccbdffa7",
        actedUpon: [term, "dwc:coordinateUncertaintyInMeters"],
        consulted: ["dwc:decimalLatitude", "dwc:decimalLongitude"],
        parameters: [BDQTest.Parameter("bdqval:defaultGeodeticDatum", "EPSG:4326")]
    ) { input in
        if !input.isEmpty(term) { return .notAmended("\(term) has a value") }
        let datum = input.parameter("bdqval:defaultGeodeticDatum")
        let change = ProposedChange(term, datum)
        // An uncertainty that is no valid one is not made a valid one by adding to it.
        guard let uncertainty = ExactDecimal(input["dwc:coordinateUncertaintyInMeters"].withoutOuterBlanks),
            uncertainty.value >= 1, uncertainty.value <= 20_037_509,
            let latitude = NumberText.decimal(input["dwc:decimalLatitude"]), abs(latitude) <= 90,
            let longitude = NumberText.decimal(input["dwc:decimalLongitude"]), abs(longitude) <= 180
        else { return .filledIn([change], "\(term) is empty; assumed \(datum)") }
        guard datum == "EPSG:4326" else {
            return .notAmended("how far other datums are from \(datum) is known here for EPSG:4326 only")
        }
        let shift = DatumShifts.largest(latitude: latitude, longitude: longitude)
        guard let widened = uncertainty.adding(shift) else {
            return .filledIn([change], "\(term) is empty; assumed \(datum)")
        }
        return .amended(
            [change, ProposedChange("dwc:coordinateUncertaintyInMeters", widened.text)],
            "\(term) is empty; assumed \(datum), which can be \(shift) m off")
    }
}

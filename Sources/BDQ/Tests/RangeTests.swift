/// Tests of numbers against limits and against each other: coordinates, depths, elevations, uncertainty.
enum RangeTests {
    static let all: [BDQTest] = [
        degrees("DECIMALLATITUDE", "b6ecda2a-ce36-437a-b515-3ae94948fe83", "dwc:decimalLatitude", 90),
        degrees("DECIMALLONGITUDE", "0949110d-c06b-450e-9649-7c1374d940d1", "dwc:decimalLongitude", 180),
        notZero, uncertainty,
        limits("MAXDEPTH", "3f1db29a-bfa5-40db-9fd1-fde020d81939", "dwc:maximumDepthInMeters", depthLimits, floor: 0),
        limits("MINDEPTH", "04b2c8f3-c71b-4e95-8e43-f70374c5fb92", "dwc:minimumDepthInMeters", depthLimits, floor: 0),
        limits("MAXELEVATION", "c971fe3f-84c1-4636-9f44-b1ec31fd63c7", "dwc:maximumElevationInMeters", elevationLimits),
        limits("MINELEVATION", "0bb8297d-8f8a-42d2-80c1-558f29efe798", "dwc:minimumElevationInMeters", elevationLimits),
        order("DEPTH", "8f1e6e58-544b-4365-a569-fb781341644e", "Depth", floor: 0),
        order("ELEVATION", "d708526b-6561-438e-aa1a-82cd80b06396", "Elevation"),
    ]

    private static let depthLimits = [
        BDQTest.Parameter("bdqval:minimumValidDepthInMeters", "0"),
        BDQTest.Parameter("bdqval:maximumValidDepthInMeters", "11000"),
    ]
    private static let elevationLimits = [
        BDQTest.Parameter("bdqval:minimumValidElevationInMeters", "-430"),
        BDQTest.Parameter("bdqval:maximumValidElevationInMeters", "8850"),
    ]

    private static func degrees(_ subject: String, _ guid: String, _ term: String, _ limit: Double) -> BDQTest {
        BDQTest("VALIDATION_\(subject)_INRANGE", guid, actedUpon: [term]) { input in
            guard let value = NumberText.decimal(input[term]) else {
                return .internalPrerequisites("\(term) is no number")
            }
            return .judged(abs(value) <= limit, "\(term) is \(value)")
        }
    }

    private static let notZero = BDQTest(
        "VALIDATION_COORDINATES_NOTZERO", "1bf0e210-6792-4128-b8cc-ab6828aa4871",
        actedUpon: ["dwc:decimalLatitude", "dwc:decimalLongitude"]
    ) { input in
        guard let latitude = NumberText.decimal(input["dwc:decimalLatitude"]),
            let longitude = NumberText.decimal(input["dwc:decimalLongitude"])
        else { return .internalPrerequisites("a coordinate is no number") }
        let isZero = latitude == 0 && longitude == 0
        return .judged(!isZero, isZero ? "both coordinates are zero" : "the coordinates are not both zero")
    }

    /// Half the circumference of the earth at the equator is the most that a place can be off. The validation data
    /// hold a value that is no number for a prerequisite that is not met.
    private static let uncertainty = BDQTest(
        "VALIDATION_COORDINATEUNCERTAINTY_INRANGE", "c6adf2ea-3051-4498-97f4-4b2f8a105f57",
        actedUpon: ["dwc:coordinateUncertaintyInMeters"]
    ) { input in
        let term = "dwc:coordinateUncertaintyInMeters"
        guard let value = NumberText.decimal(input[term]) else { return .internalPrerequisites("\(term) is no number") }
        return .judged(value >= 1 && value <= 20_037_509, "\(term) is \(value)")
    }

    private static func limits(
        _ subject: String, _ guid: String, _ term: String, _ parameters: [BDQTest.Parameter], floor: Double? = nil
    ) -> BDQTest {
        BDQTest("VALIDATION_\(subject)_INRANGE", guid, actedUpon: [term], parameters: parameters) { input in
            guard let value = NumberText.decimal(input[term]), floor.map({ value >= $0 }) ?? true else {
                return .internalPrerequisites("\(term) is no number\(floor == nil ? "" : " of zero or more")")
            }
            guard let low = NumberText.decimal(input.parameter(parameters[0].name)),
                let high = NumberText.decimal(input.parameter(parameters[1].name))
            else { return .externalPrerequisites("a limit that was given is no number") }
            return .judged(value >= low && value <= high, "\(term) is \(value), the range \(low) to \(high)")
        }
    }

    private static func order(_ subject: String, _ guid: String, _ name: String, floor: Double? = nil) -> BDQTest {
        let terms = ["dwc:minimum\(name)InMeters", "dwc:maximum\(name)InMeters"]
        return BDQTest("VALIDATION_MIN\(subject)_LESSTHAN_MAX\(subject)", guid, actedUpon: terms) { input in
            guard let low = NumberText.decimal(input[terms[0]]), let high = NumberText.decimal(input[terms[1]]),
                floor.map({ low >= $0 && high >= $0 }) ?? true
            else {
                return .internalPrerequisites(
                    "\(terms[0]) or \(terms[1]) is no number\(floor == nil ? "" : " of zero or more")")
            }
            return .judged(low <= high, "\(terms[0]) is \(low), \(terms[1]) is \(high)")
        }
    }
}

/// Tests that hold coordinates and names of divisions against places. See `CountryGeography` for what is held here in
/// place of the standard's authorities, and where that is not enough.
enum PlaceTests {
    static let all: [BDQTest] = [
        countryConsistent, transposed, codeFromCoordinates, centreOfCountry, stateConsistent, stateFound,
        stateUnambiguous,
        terrestrialOrMarine,
    ]

    private static let latitude = "dwc:decimalLatitude"
    private static let longitude = "dwc:decimalLongitude"
    private static let code = "dwc:countryCode"
    private static let state = "dwc:stateProvince"
    private static let boundaries = ["admin-1 boundaries", "naturalearthdata.com", "marineregions.org"]
    private static let centroids = ["Country Centroid", "catalogue-of-centroids"]
    private static let getty = ["Getty", "TGN", "getty.edu"]
    private static let tooCoarse = Response.externalPrerequisites(
        "the bdqval:sourceAuthority is not held here, and the coarse outlines that are cannot tell")

    private static func parameters(_ authority: String, buffer: String? = nil) -> [BDQTest.Parameter] {
        [BDQTest.Parameter("bdqval:sourceAuthority", authority)]
            + (buffer.map { [BDQTest.Parameter("bdqval:spatialBufferInMeters", $0)] } ?? [])
    }
    private static let union = "10m-admin-1 boundaries UNION with Exclusive Economic Zones"

    /// Both coordinates, when they are numbers that can be coordinates.
    private static func point(_ input: BDQInput) -> CountryGeography.Point? {
        guard let north = NumberText.decimal(input[latitude]), abs(north) <= 90,
            let east = NumberText.decimal(input[longitude]), abs(east) <= 180
        else { return nil }
        return CountryGeography.Point(latitude: north, longitude: east)
    }

    private static func buffer(_ input: BDQInput) -> Double {
        (NumberText.decimal(input.parameter("bdqval:spatialBufferInMeters")) ?? 3000) / 1000
    }

    private static let countryConsistent = BDQTest(
        "VALIDATION_COORDINATESCOUNTRYCODE_CONSISTENT", "adb27d29-9f0d-4d52-b760-a77ba57a69c9",
        actedUpon: [code, latitude, longitude], parameters: parameters(union, buffer: "3000")
    ) { input in
        if let refusal = input.unavailableAuthority(unless: boundaries) { return refusal }
        guard let point = point(input), Countries.codes.contains(input[code]), input[code] != "ZZ" else {
            return .internalPrerequisites("a coordinate or \(code) is empty or not valid")
        }
        switch CountryGeography.verdict(input[code], at: point, buffer: buffer(input)) {
        case .yes: return .judged(true, "the coordinates lie in the country or its waters")
        case .no: return .judged(false, "the coordinates do not lie in the country or its waters")
        case .uncertain: return tooCoarse
        }
    }

    private static let transposed = BDQTest(
        "AMENDMENT_COORDINATES_TRANSPOSED", "f2b4a50a-6b2f-4930-b9df-da87b6a21082", actedUpon: [latitude, longitude],
        consulted: [code], parameters: parameters(union)
    ) { input in
        if let refusal = input.unavailableAuthority(unless: boundaries) { return refusal }
        for term in [latitude, longitude, code] where input.isEmpty(term) {
            return .internalPrerequisites("\(term) is empty")
        }
        // A latitude beyond 90 may be the longitude.
        let numbers = [latitude, longitude].compactMap { NumberText.decimal(input[$0]) }
        guard numbers.count == 2, numbers.allSatisfy({ abs($0) <= 180 }),
            CountryGeography.centres[input[code]] != nil
        else { return .notAmended("a coordinate or \(code) is not valid") }
        switch point(input).map({ CountryGeography.verdict(input[code], at: $0, buffer: 3) }) ?? .no {
        case .yes: return .notAmended("the coordinates lie in the country already")
        case .uncertain: return tooCoarse
        case .no: break
        }
        let north = input[latitude].withoutOuterBlanks
        let east = input[longitude].withoutOuterBlanks
        let attempts = [
            (negated(north), east), (north, negated(east)), (negated(north), negated(east)), (east, north),
            (negated(east), north), (east, negated(north)), (negated(east), negated(north)),
        ]
        var fitting: [(String, String)] = []
        for (first, second) in attempts {
            guard let value = NumberText.decimal(first), abs(value) <= 90, let other = NumberText.decimal(second) else {
                continue
            }
            let point = CountryGeography.Point(latitude: value, longitude: other)
            if CountryGeography.verdict(input[code], at: point, buffer: 3) == .yes { fitting.append((first, second)) }
        }
        guard let (first, second) = fitting.first else {
            return .notAmended("no exchange of signs or places leads into the country")
        }
        return .amended(
            [ProposedChange(latitude, first), ProposedChange(longitude, second)],
            "with signs or places exchanged the coordinates lie in the country")
    }

    private static func negated(_ number: String) -> String {
        number.hasPrefix("-")
            ? String(number.dropFirst()) : "-" + (number.hasPrefix("+") ? String(number.dropFirst()) : number)
    }

    private static let codeFromCoordinates = BDQTest(
        "AMENDMENT_COUNTRYCODE_FROM_COORDINATES", "8c5fe9c9-4ba9-49ef-b15a-9ccd0424e6ae", actedUpon: [code],
        consulted: [latitude, longitude], parameters: parameters(union)
    ) { input in
        if let refusal = input.unavailableAuthority(unless: boundaries) { return refusal }
        for term in [latitude, longitude] where input.isEmpty(term) {
            return .internalPrerequisites("\(term) is empty")
        }
        if !input.isEmpty(code) { return .internalPrerequisites("\(code) has a value") }
        guard let point = point(input) else { return .notAmended("a coordinate is not valid") }
        guard let found = CountryGeography.code(at: point) else { return tooCoarse }
        return .filledIn(
            [ProposedChange(code, found)], "the coordinates lie in the country or its waters, XZ is the high seas")
    }

    private static let centreOfCountry = BDQTest(
        "ISSUE_COORDINATES_CENTEROFCOUNTRY", "256e51b3-1e08-4349-bb7e-5186631c3f8e",
        actedUpon: [code, latitude, longitude], consulted: ["dwc:coordinateUncertaintyInMeters"],
        parameters: parameters("GBIF Catalogue of Country Centroides", buffer: "5000")
    ) { input in
        if let refusal = input.unavailableAuthority(unless: centroids) { return refusal }
        for term in [code, latitude, longitude] where input.isEmpty(term) {
            return .internalPrerequisites("\(term) is empty")
        }
        guard let point = point(input) else { return .internalPrerequisites("a coordinate is not valid") }
        guard let centre = CountryGeography.centres[input[code]] else {
            return .issue(false, "no centre of \(input[code]) is known")
        }
        let isNear = centre.points.contains { CountryGeography.distance($0, point) <= buffer(input) }
        // Who is uncertain about half the country knows that the place stands for all of it.
        let uncertainty = NumberText.decimal(input["dwc:coordinateUncertaintyInMeters"])
        let isCovered = centre.area.map { area in (uncertainty ?? 0) >= area.squareRoot() * 1000 / 2 } ?? false
        return .issue(
            isNear && !isCovered,
            isNear
                ? "the coordinates lie at a centre of the country"
                : "the coordinates lie away from the centres of the country")
    }

    private static let stateConsistent = BDQTest(
        "VALIDATION_COORDINATESSTATEPROVINCE_CONSISTENT", "f18a470b-3fe1-4aae-9c65-a6d3db6b550c",
        actedUpon: [state, latitude, longitude], parameters: parameters("10m-admin-1 boundaries", buffer: "3000")
    ) { input in
        if let refusal = input.unavailableAuthority(unless: boundaries) { return refusal }
        guard let point = point(input) else { return .internalPrerequisites("a coordinate is empty or not valid") }
        if input.isEmpty(state) { return .internalPrerequisites("\(state) is empty") }
        let divisions = StateProvinces.named(input[state])
        if divisions.isEmpty { return .internalPrerequisites("no division is named \(state)") }
        // Only centre and area are held: far beyond what the area can span is outside, at the very centre is inside.
        let reach = divisions.map { division in
            CountryGeography.distance(division.centre, point) / ((division.area ?? 1e6) / Double.pi).squareRoot()
        }
        if reach.allSatisfy({ $0 > 4 }) { return .judged(false, "the coordinates lie far from the division") }
        if reach.contains(where: { $0 < 0.1 }) {
            return .judged(true, "the coordinates lie at the centre of the division")
        }
        return tooCoarse
    }

    private static let stateFound = BDQTest(
        "VALIDATION_STATEPROVINCE_FOUND", "4daa7986-d9b0-4dd5-ad17-2d7a771ea71a", actedUpon: [state],
        parameters: parameters("The Getty Thesaurus of Geographic Names (TGN)")
    ) { input in
        if let refusal = input.unavailableAuthority(unless: getty) { return refusal }
        if input.isEmpty(state) { return .internalPrerequisites("\(state) is empty") }
        let isFound = !StateProvinces.named(input[state]).isEmpty
        return .judged(isFound, "\(isFound ? "a" : "no") first-level division has that name")
    }

    /// A country alone is unambiguous too: the validation data hold it for compliant, whatever the note says.
    private static let stateUnambiguous = BDQTest(
        "VALIDATION_COUNTRYSTATEPROVINCE_UNAMBIGUOUS", "d257eb98-27cb-48e5-8d3c-ab9fca4edd11",
        actedUpon: ["dwc:country", state], parameters: parameters("The Getty Thesaurus of Geographic Names (TGN)")
    ) { input in
        if let refusal = input.unavailableAuthority(unless: getty) { return refusal }
        guard input.record.hasAny(["dwc:country", state]) else { return .internalPrerequisites("both terms are empty") }
        let country = Countries.code(named: input["dwc:country"])
        if !input.isEmpty("dwc:country"), country == nil {
            return .judged(false, "dwc:country is no name of a country")
        }
        if input.isEmpty(state) { return .judged(true, "dwc:country is the name of one country") }
        let divisions = StateProvinces.named(input[state]).filter { country == nil || $0.country == country }
        return .judged(divisions.count == 1, "\(divisions.count) divisions fit")
    }

    /// The World Register of Marine Species is not held here, so whether a taxon lives in the sea is known of none.
    private static let terrestrialOrMarine = BDQTest(
        "VALIDATION_COORDINATESTERRESTRIALMARINE_CONSISTENT", "b9c184ce-a859-410c-9d12-71a338200380",
        actedUpon: [latitude, longitude], consulted: ["dwc:scientificName"],
        parameters: [
            BDQTest.Parameter("bdqval:taxonIsMarine", "World Register of Marine Species (WoRMS)"),
            BDQTest.Parameter(
                "bdqval:geospatialLand", "Union of NaturalEarth 10m-physical-vectors for Land and Minor Islands"),
            BDQTest.Parameter("bdqval:spatialBufferInMeters", "3000"),
            BDQTest.Parameter("bdqval:assumptionOnUnknownBiome", "noassumption"),
        ]
    ) { input in
        for term in ["dwc:scientificName", latitude, longitude] where input.isEmpty(term) {
            return .internalPrerequisites("\(term) is empty")
        }
        let register = input.parameter("bdqval:taxonIsMarine")
        if input.parameter("bdqval:assumptionOnUnknownBiome") == "noassumption",
            ["WoRMS", "World Register of Marine Species", "marinespecies.org"].contains(where: register.contains),
            !HigherTaxa.canBeScientificName(input["dwc:scientificName"]),
            // The register has vernacular names as well.
            !input["dwc:scientificName"].contains(" ")
        {
            return .internalPrerequisites("no register tells where a taxon of that name lives")
        }
        return .externalPrerequisites("the World Register of Marine Species is not held here")
    }
}

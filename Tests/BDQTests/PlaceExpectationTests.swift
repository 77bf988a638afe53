import BDQ
import Testing

/// Rows of our own after the expected responses of the standard: coordinates, and names of countries and their parts.
struct PlaceExpectationTests {
    @Test(
        arguments: [
            ("135.87", "-25.46", #"{"dwc:decimalLatitude":"-25.46","dwc:decimalLongitude":"135.87"}"#),
            ("135.87", "25.46", #"{"dwc:decimalLatitude":"-25.46","dwc:decimalLongitude":"135.87"}"#),
            ("25.46", "135.87", #"{"dwc:decimalLatitude":"-25.46","dwc:decimalLongitude":"135.87"}"#),
            ("25.46", "185.87", nil), ("185.87", "25.46", nil), ("135.87", "x", nil), ("-25.46", "135.87", nil),
        ] as [(String, String, String?)])
    func transposedCoordinates(_ latitude: String, _ longitude: String, _ result: String?) throws {
        try Expectation(
            "AMENDMENT_COORDINATES_TRANSPOSED",
            ["dwc:countryCode": "AU", "dwc:decimalLatitude": latitude, "dwc:decimalLongitude": longitude],
            result == nil ? .notAmended : .amended, result ?? ""
        ).check()
    }

    /// Latitude, longitude, both in one text, and what comes of them.
    @Test(
        arguments: [
            ("-41.0525925872862", "-71.5310546742521", "", ("-41.0525925872862", "-71.5310546742521")),
            ("-23.712", "139.92", "-23.712, 139.92", ("-23.712", "139.92")),
            ("12.5", "4.9", "12.5, 4.9", ("12.5", "4.9")), ("12.5", "4.9", "4.9 12.5", ("12.5", "4.9")),
            ("-23.712", "139.92", "-23.712, 139.93", nil), ("-23.712", "139.92", "x", nil),
            ("-23.712", "139.92", "139 degrees 55.38 minutes east", nil),
            ("-23.712", "139.92", "54K 0390210 7377243", nil), ("x", "139.92", "-23.712, 139.92", nil),
            ("23 42 43.2 S", "139 55 22.8 E", "", ("-23.712", "139.923")),
            ("", "", "23 42 43.2 S 139 55 22.8 E", ("-23.712", "139.923")),
            ("", "", "N 52 22 E 4 54", nil), ("", "", "52.5 4.9 E", nil), ("", "", "12.5, 4.9", nil),
        ] as [(String, String, String, (latitude: String, longitude: String)?)])
    func verbatimCoordinates(
        _ latitude: String, _ longitude: String, _ both: String, _ result: (latitude: String, longitude: String)?
    ) throws {
        try Expectation(
            "AMENDMENT_COORDINATES_FROM_VERBATIM",
            ["dwc:verbatimLatitude": latitude, "dwc:verbatimLongitude": longitude, "dwc:verbatimCoordinates": both],
            result == nil ? .notAmended : .filledIn,
            result.map { #"{"dwc:decimalLatitude":"\#($0.latitude)","dwc:decimalLongitude":"\#($0.longitude)"}"# } ?? ""
        ).check()
    }

    /// The shift of the nearest point of the calculator's grid, halves up.
    @Test(arguments: [("-30.123", "130.321", "2836"), ("-32.4", "127.5", "2836"), ("-30.00", "130.00", "2836")])
    func assumedDatum(_ latitude: String, _ longitude: String, _ uncertainty: String) throws {
        try Expectation(
            "AMENDMENT_GEODETICDATUM_ASSUMEDDEFAULT",
            [
                "dwc:decimalLatitude": latitude, "dwc:decimalLongitude": longitude,
                "dwc:coordinateUncertaintyInMeters": "50",
            ], .amended, #"{"dwc:geodeticDatum":"EPSG:4326","dwc:coordinateUncertaintyInMeters":"\#(uncertainty)"}"#
        ).check()
    }

    /// Names must be as the authority has them, but for capitals.
    @Test(arguments: ["\u{A0}", "\u{7F}", "\u{85}", "\u{200B}", "\u{FEFF}", " ", "?", ";", "|", "("])
    func namesWithMoreAroundThem(_ more: String) throws {
        for (country, state) in [("Australia\(more)", "Tasmania\(more)"), ("\(more)Australia", "\(more)Tasmania")] {
            try Expectation("VALIDATION_COUNTRY_FOUND", "dwc:country", country, false).check()
            try Expectation("VALIDATION_STATEPROVINCE_FOUND", "dwc:stateProvince", state, false).check()
            for values in [
                ["dwc:country": country], ["dwc:country": "Australia", "dwc:stateProvince": state],
            ] {
                try Expectation(
                    "VALIDATION_COUNTRYSTATEPROVINCE_UNAMBIGUOUS", values, .runHasResult, "NOT_COMPLIANT"
                ).check()
            }
            try Expectation(
                "VALIDATION_COUNTRYCOUNTRYCODE_CONSISTENT", ["dwc:country": country, "dwc:countryCode": "AU"],
                .runHasResult, "NOT_COMPLIANT"
            ).check()
        }
    }

    @Test(arguments: [
        ("Australia", "AU", true), ("日本", "JP", true), ("Россия", "RU", true), ("中国", "CN", true),
        ("UNITED KINGDOM", "GB", true), ("United States Minor Outlying Islands", "UM", false),
        ("Australia", "AT", false),
    ])
    func countriesWithCodes(_ country: String, _ code: String, _ isConsistent: Bool) throws {
        try Expectation(
            "VALIDATION_COUNTRYCOUNTRYCODE_CONSISTENT", ["dwc:country": country, "dwc:countryCode": code],
            .runHasResult, isConsistent ? "COMPLIANT" : "NOT_COMPLIANT"
        ).check()
    }

    @Test(arguments: [
        ("Argentina", "Buenos Aires", false), ("Argentina", "Ciudad Autónoma de Buenos Aires", true),
        ("Argentina", "Rio Negro", true), ("Australia", "Victoria", true), ("Australia", "State of Victoria", true),
    ])
    func divisions(_ country: String, _ state: String, _ isUnambiguous: Bool) throws {
        try Expectation(
            "VALIDATION_COUNTRYSTATEPROVINCE_UNAMBIGUOUS", ["dwc:country": country, "dwc:stateProvince": state],
            .runHasResult, isUnambiguous ? "COMPLIANT" : "NOT_COMPLIANT"
        ).check()
    }
}

import Observations

/// The numbers fit the coordinate system that was delivered with them (ranges: domain NDFF §1.3, §4.1).
struct CRSPlausible: Rule {
    static let definition = RuleDefinition(
        id: "crs_plausible", kind: .formal, severity: .error,
        terms: ["geodeticDatum", "decimalLatitude", "decimalLongitude"],
        columns: [.x, .y, .latitude, .longitude, .sourceCRS, .verbatimCoordinates],
        bdqTests: [
            "VALIDATION_COORDINATES_NOTZERO", "VALIDATION_DECIMALLATITUDE_INRANGE",
            "VALIDATION_DECIMALLONGITUDE_INRANGE",
        ],
        gbifIssues: ["ZERO_COORDINATE", "COORDINATE_OUT_OF_RANGE", "PRESUMED_SWAPPED_COORDINATE"],
        title: BilingualText("Coördinatenstelsel aannemelijk.", "Coordinate system plausible."),
        explanation: BilingualText(
            "De getallen passen bij het opgegeven stelsel: graden binnen hun bereik, niet verwisseld en niet 0,0; "
                + "RD-meters tussen 0 en 640 000 (x op zee vanaf -30 000), met y groter dan x.",
            "The numbers fit the stated system: degrees within range, not swapped and not 0,0; RD metres between 0 and "
                + "640,000 (x at sea from -30,000), with y greater than x."))

    /// What does not fit; the raw value is stored in the finding's detail.
    enum Doubt: String {
        case zero, swapped, range, degrees
    }

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        var memo = CodeMemo<CoordinateSystemKind?>(facts.sourceCRS)
        for row in marks.indices where facts.isLocated(row) {
            let code = facts.sourceCRS.codes[row]
            let kind = memo.value(of: code) { facts.sourceCRS.dictionary[code].map(CoordinateSystemKind.init) }
            guard let kind else { continue }
            marks[row] = RuleMark(passing: Self.doubt(facts.places, row, kind) == nil)
        }
    }

    private static func doubt(_ places: Places, _ row: Int, _ kind: CoordinateSystemKind) -> Doubt? {
        let latitude = places.latitude[row]
        let longitude = places.longitude[row]
        switch kind {
        case .rijksdriehoek:
            let x = places.x[row]
            let y = places.y[row]
            if x == 0, y == 0 { return .zero }
            if abs(x) < 180, abs(y) < 180 { return .degrees }
            // Everywhere in the Netherlands y > x: 300 km lie between the two ranges at the least.
            if x > y, (300_000...640_000).contains(x) { return .swapped }
            // The territorial sea off Zeeland lies west of the origin.
            if x.isFinite, y.isFinite, !(-30_000..<640_000).contains(x) || !(0..<640_000).contains(y) { return .range }
            return nil
        case .geographic:
            if latitude == 0, longitude == 0 { return .zero }
            if abs(latitude) > 90 || abs(longitude) > 180 { return .range }
            // The Low Countries with their axes exchanged: a spot in the Indian Ocean.
            if (2...8).contains(latitude), (49...56).contains(longitude) { return .swapped }
            return nil
        case .other:
            return abs(latitude) > 90 || abs(longitude) > 180 ? .range : nil
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        let system = facts.sourceCRS[row] ?? "?"
        let doubt = Self.doubt(facts.places, row, CoordinateSystemKind(system)) ?? .range
        return Evidence(
            verbatim: VerbatimText.coordinates(facts, row),
            detail: FindingDetail.text(["crs": system, "doubt": doubt.rawValue]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        let why: BilingualText =
            switch Doubt(rawValue: detail["doubt"]) {
            case .zero: BilingualText("beide zijn nul", "both are zero")
            case .swapped: BilingualText("ze lijken verwisseld", "they seem to be swapped")
            case .degrees: BilingualText("het lijken graden", "they look like degrees")
            case .range, nil: BilingualText("ze vallen buiten het bereik", "they are out of range")
            }
        return BilingualText(
            "De coördinaten \(verbatim) passen niet bij \(detail["crs"]): \(why.dutch).",
            "The coordinates \(verbatim) do not fit \(detail["crs"]): \(why.english).")
    }
}

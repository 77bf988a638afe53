import Observations

/// The geometry is of a kind that the NDFF takes and that fits the stated kind of place (domain: NDFF §1.3).
struct GeometryKind: Rule {
    static let definition = RuleDefinition(
        id: "geometry_kind", kind: .formal, severity: .error, terms: ["footprintWKT"],
        columns: [.locationType, .geometry],
        bdqTests: [], gbifIssues: ["FOOTPRINT_WKT_INVALID"],
        title: BilingualText("Soort geometrie toegestaan.", "Kind of geometry allowed."),
        explanation: BilingualText(
            "De geometrie is een punt, lijn, meervoudige lijn, vlak of meervoudig vlak in twee dimensies, en past bij de soort "
                + "plaats. Zonder geometrie niet van toepassing.",
            "The geometry is a point, line, multiple line, polygon or multiple polygon in two dimensions, and fits the "
                + "kind of place. Not applicable without a geometry."))

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        guard !facts.geometry.bytes.isEmpty else { return }
        for row in marks.indices {
            guard let kind = Self.kind(facts, row) else { continue }
            marks[row] = RuleMark(passing: Self.fits(kind, facts.locationType[row]))
        }
    }

    /// Words of the WKT before its coordinates: `MULTIPOLYGON`, `POINT Z`; `nil` without a geometry.
    private static func kind(_ facts: ObservationFacts, _ row: Int) -> String? {
        let range = facts.geometry.range(row)
        guard facts.geometry.isPresent(row), !range.isEmpty else { return nil }
        let words = facts.geometry.bytes[range].prefix(40).prefix { $0 != UInt8(ascii: "(") }
        return String(decoding: words, as: UTF8.self).trimmingBlanks().uppercased()
    }

    private static func fits(_ kind: String, _ type: String?) -> Bool {
        let expected: LocationType
        switch kind {
        case "POINT": expected = .point
        case "LINESTRING", "MULTILINESTRING": expected = .line
        case "POLYGON", "MULTIPOLYGON": expected = .polygon
        default: return false
        }
        guard let type = type.flatMap(LocationType.init) else { return true }
        return type == expected || (type == .square && expected == .polygon)
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        Evidence(
            verbatim: Self.kind(facts, row), detail: FindingDetail.text(["type": facts.locationType[row] ?? "-"]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "Een geometrie \(verbatim) is niet toegestaan of past niet bij de soort plaats (\(detail["type"])).",
            "A geometry \(verbatim) is not allowed or does not fit the kind of place (\(detail["type"])).")
    }
}

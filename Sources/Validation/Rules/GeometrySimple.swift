import Observations

/// The rings of a polygon neither cross nor touch themselves along the way (domain: NDFF §1.3).
struct GeometrySimple: Rule {
    static let definition = RuleDefinition(
        id: "geometry_simple", kind: .formal, severity: .error, terms: ["footprintWKT"],
        columns: [.geometry],
        bdqTests: [], gbifIssues: ["FOOTPRINT_WKT_INVALID"],
        title: BilingualText("Vlak kruist zichzelf niet.", "Polygon does not cross itself."),
        explanation: BilingualText(
            "De rand van een vlak kruist zichzelf niet. Niet van toepassing zonder vlak en bij meer dan "
                + "\(SelfCrossing.largestRing) punten in een ring.",
            "The outline of a polygon does not cross itself. Not applicable without a polygon and to rings of more than "
                + "\(SelfCrossing.largestRing) points."))

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        guard !facts.geometry.bytes.isEmpty else { return }
        facts.geometry.bytes.withUnsafeBufferPointer { bytes in
            for row in marks.indices {
                let range = facts.geometry.range(row)
                guard facts.geometry.isPresent(row), !range.isEmpty else { continue }
                switch SelfCrossing.find(UnsafeBufferPointer(rebasing: bytes[range])) {
                case .notLooked: break
                case .none: marks[row] = .pass
                case .at: marks[row] = .fail
                }
            }
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        let bytes = Array(facts.geometry.bytes[facts.geometry.range(row)])
        guard case .at(let x, let y) = bytes.withUnsafeBufferPointer({ SelfCrossing.find($0) }) else { return Evidence() }
        let place = "\(VerbatimText.metres(x) ?? "?"),\(VerbatimText.metres(y) ?? "?")"
        return Evidence(verbatim: facts.geometry[row], detail: FindingDetail.text(["near": place]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "De rand van het vlak kruist zichzelf bij \(detail["near"]) (RD).",
            "The outline of the polygon crosses itself near \(detail["near"]) (RD).")
    }
}

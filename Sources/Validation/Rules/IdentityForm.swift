import Observations

/// The identity is a URI as the NDFF asks for (domain: NDFF §1.2).
struct IdentityForm: Rule {
    static let definition = RuleDefinition(
        id: "identity_form", kind: .formal, severity: .info, terms: ["occurrenceID"],
        columns: [.identity],
        bdqTests: ["VALIDATION_OCCURRENCEID_NOTEMPTY"], gbifIssues: [],
        title: BilingualText("Identiteit is een URI.", "Identity is a URI."),
        explanation: BilingualText(
            "De identiteit begint met http:// of https:// in kleine letters, heeft een host met een punt, geen spatie of "
                + "stuurteken, en eindigt niet op een punt. Andere identiteiten zijn bruikbaar, maar niet om aan de NDFF te "
                + "leveren.",
            "The identity begins with http:// or https:// in lower case, has a host with a dot, no blank or control "
                + "character, and does not end in a dot. Other identities can be used, but not for delivery to the NDFF."))

    /// What is the matter; the raw value is stored in the finding's detail.
    enum Doubt: String {
        case scheme, host, blank, end
    }

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        facts.identity.bytes.withUnsafeBufferPointer { bytes in
            for row in marks.indices {
                let range = facts.identity.range(row)
                marks[row] = RuleMark(passing: Self.doubt(UnsafeBufferPointer(rebasing: bytes[range])) == nil)
            }
        }
    }

    private static func doubt(_ text: UnsafeBufferPointer<UInt8>) -> Doubt? {
        guard let last = text.last else { return .scheme }
        for byte in text where byte <= 0x20 || byte == 0x7F { return .blank }
        if last == UInt8(ascii: ".") { return .end }
        let scheme: StaticString = "http"
        guard text.count > 8, (0..<4).allSatisfy({ text[$0] == scheme.utf8Start[$0] }) else { return .scheme }
        var at = 4
        if text[at] == UInt8(ascii: "s") { at += 1 }
        guard text[at] == UInt8(ascii: ":"), text[at + 1] == UInt8(ascii: "/"), text[at + 2] == UInt8(ascii: "/") else {
            return .scheme
        }
        at += 3
        // A dot within the host, not at either end of it.
        let start = at
        var hasDot = false
        while at < text.count, text[at] != UInt8(ascii: "/"), text[at] != UInt8(ascii: "?"), text[at] != UInt8(ascii: "#") {
            if text[at] == UInt8(ascii: "."), at > start { hasDot = true }
            at += 1
        }
        return hasDot && text[at - 1] != UInt8(ascii: ".") ? nil : .host
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        let bytes = Array(facts.identity.bytes[facts.identity.range(row)])
        let doubt = bytes.withUnsafeBufferPointer { Self.doubt($0) }
        return Evidence(
            verbatim: facts.identity[row], detail: FindingDetail.text(["doubt": (doubt ?? .scheme).rawValue]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        let why: BilingualText =
            switch Doubt(rawValue: detail["doubt"]) {
            case .host: BilingualText("de host heeft geen punt", "its host has no dot")
            case .blank: BilingualText("er staat een spatie of stuurteken in", "it holds a blank or control character")
            case .end: BilingualText("zij eindigt op een punt", "it ends in a dot")
            case .scheme, nil:
                BilingualText("zij begint niet met http:// of https://", "it does not begin with http:// or https://")
            }
        return BilingualText(
            "De identiteit \(verbatim) heeft niet de vorm die de NDFF vraagt: \(why.dutch).",
            "The identity \(verbatim) does not have the form that the NDFF asks for: \(why.english).")
    }
}

/// The values of one record, by term with prefix (`dwc:eventDate`, `dc:type`, `dcterms:license`), and the parameters
/// given with it (`bdqval:sourceAuthority`).
public struct BDQRecord: Sendable {
    private var values: [String: String]

    public init(_ values: [String: String] = [:]) {
        self.values = [:]
        for (term, value) in values { self.values[Self.key(term)] = value }
    }

    /// The value of a term as it was given; empty when the record has no such term.
    public subscript(term: String) -> String { values[Self.key(term)] ?? "" }

    /// bdqval:Empty: no characters but U+0000 to U+0020. "null", "?" and "-" are values.
    public func isEmpty(_ term: String) -> Bool { self[term].isBDQEmpty }

    func hasAny(_ terms: [String]) -> Bool { terms.contains { !isEmpty($0) } }

    /// Parameters changed their prefix from bdq: to bdqval: between drafts of the standard, and one its capitals.
    private static func key(_ term: String) -> String {
        guard term.hasPrefix("bdq") else { return term }
        let key = term.lowercased()
        return key.hasPrefix("bdq:") ? "bdqval:" + key.dropFirst(4) : key
    }
}

extension StringProtocol {
    /// bdqval:Empty of the standard's vocabulary.
    var isBDQEmpty: Bool { unicodeScalars.allSatisfy { $0.value <= 0x20 } }

    /// Without anything at both ends that prints nothing, also what the standard does not count as empty.
    var withoutOuterNonPrinting: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isNonPrinting }),
            let last = scalars.lastIndex(where: { !$0.isNonPrinting })
        else { return "" }
        return String(self[first...last])
    }

    /// With characters that cannot be seen, and may end a line or a text for others, written as `\u0000`.
    var withVisibleControls: String {
        unicodeScalars.reduce(into: "") { out, scalar in
            guard scalar.isNonPrinting, scalar.properties.generalCategory != .spaceSeparator else {
                return out.unicodeScalars.append(scalar)
            }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            out += "\\u" + String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
        }
    }

    /// Without the characters at both ends that the standard counts as nothing.
    var withoutOuterBlanks: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { $0.value > 0x20 }),
            let last = scalars.lastIndex(where: { $0.value > 0x20 })
        else { return "" }
        return String(self[first...last])
    }
}

extension Unicode.Scalar {
    var isNonPrinting: Bool {
        switch properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

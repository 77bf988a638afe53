/// The root element of an XML document: enough to say what the document is.
public struct XMLRoot: Sendable, Equatable {
    /// Local name.
    public let name: String
    /// The namespaces that it declares, and other values of its attributes.
    public let attributeValues: [String]

    /// Reads up to the root element.
    /// - Parameter source: the document in UTF-8.
    /// - Throws: `XMLParseError`.
    public init(_ source: any ByteSource, path: String) throws {
        let scanner = XMLScanner(source, path: path)
        while try scanner.next() != .start {}
        name = scanner.nameText
        attributeValues = scanner.attributes.map { String(decoding: scanner.rawValue($0), as: UTF8.self) }
    }

    /// The encoding that an XML declaration names; `nil` when there is no declaration or none in it.
    public static func declaredEncoding(_ head: [UInt8]) -> String? {
        // UTF-16 interleaves NULs.
        let text = head.prefix(400).filter { $0 != 0 }
        guard let begin = text.firstRange(of: Array("<?xml".utf8)), let end = text.firstRange(of: Array("?>".utf8)),
            begin.upperBound < end.lowerBound
        else { return nil }
        let declaration = String(decoding: text[begin.upperBound..<end.lowerBound], as: UTF8.self)
        guard let label = declaration.firstRange(of: "encoding") else { return nil }
        let rest = declaration[label.upperBound...].drop { $0 == " " || $0 == "=" || $0 == "\"" || $0 == "'" }
        let name = rest.prefix { $0 != "\"" && $0 != "'" && $0 != " " }
        return name.isEmpty ? nil : String(name)
    }
}

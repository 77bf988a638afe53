import Foundation

/// The code URIs of NDFF by field, as far as public clients show them. The list is not complete: a URI that is not in it
/// is not wrong.
public struct CodeLists: Sendable {
    public struct Entry: Sendable, Equatable {
        /// The NDFF field: `lifestage`, `sex`, `activity`, …
        public var field: String
        public var uri: String
        /// In Dutch.
        public var meaning: String
    }

    public let description: ReferenceDescription
    public let entries: [Entry]
    private let byURI: [String: Int]

    /// Reads a CSV with columns field, uri, meaning, source.
    public init(url: URL) throws(ReferenceFileError) {
        description = try ReferenceDescription.beside(url)
        let table = try ReferenceTable(url: url, required: ["field", "uri", "meaning"], optional: ["source"])
        var entries: [Entry] = []
        var byURI: [String: Int] = [:]
        for row in table.rows {
            let uri = table.text(row, "uri")
            guard uri.hasPrefix("http://") || uri.hasPrefix("https://") else {
                throw table.invalid(row, "uri", expected: "a URI that begins with http:// or https://")
            }
            guard byURI.updateValue(entries.count, forKey: uri) == nil else {
                throw ReferenceFileError(file: table.file, line: row.line, reason: .duplicate(uri))
            }
            entries.append(Entry(field: table.text(row, "field"), uri: uri, meaning: table.text(row, "meaning")))
        }
        self.entries = entries
        self.byURI = byURI
    }

    /// What a URI stands for; `nil` when the list does not hold it.
    public func entry(uri: String) -> Entry? { byURI[uri].map { entries[$0] } }

    /// All known codes of a field.
    public func entries(field: String) -> [Entry] { entries.filter { $0.field == field } }

    /// The code of a field by the last part of its URI: (`sex`, `undefined`). Case does not matter.
    public func uri(field: String, code: String) -> String? {
        let wanted = "/" + code.lowercased()
        return entries.first { $0.field == field && $0.uri.lowercased().hasSuffix(wanted) }?.uri
    }
}

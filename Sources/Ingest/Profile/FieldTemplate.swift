/// Text with the values of columns in it: `https://waarneming.example/{id}`.
public struct FieldTemplate: Sendable, Equatable {
    public enum Part: Sendable, Equatable {
        case text(String)
        case column(String)
        /// The number of the record in the delivery, from 1: `{#record}`. For files in which nothing else tells records
        /// apart: it is an identity only as long as records keep their places.
        case recordNumber
    }

    public var parts: [Part]

    private static let recordNumberName = "#record"

    /// As it stands in a profile.
    public var text: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .column(let name): "{\(name)}"
            case .recordNumber: "{\(Self.recordNumberName)}"
            }
        }.joined()
    }

    /// Whether the number of the record is in it.
    public var namesRecordNumber: Bool { parts.contains(.recordNumber) }

    public init(parts: [Part]) {
        self.parts = parts
    }

    public var columnNames: [String] {
        parts.compactMap { if case .column(let name) = $0 { name } else { nil } }
    }

    /// Reads a template; the error says what is wrong with its braces.
    public init(_ text: String) throws(TemplateError) {
        var parts: [Part] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{" else { throw TemplateError(reason: "a } without {") }
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            let inside = rest[rest.index(after: open)...]
            guard let close = inside.firstIndex(of: "}") else { throw TemplateError(reason: "a { without }") }
            let name = String(inside[..<close])
            guard !name.isEmpty, !name.contains("{") else { throw TemplateError(reason: "no column between { and }") }
            parts.append(name == Self.recordNumberName ? .recordNumber : .column(name))
            rest = inside[inside.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        guard parts.contains(where: { if case .text = $0 { false } else { true } }) else {
            throw TemplateError(reason: "it names no column; use constant for fixed text")
        }
        self.parts = parts
    }
}

/// What is wrong with a template.
public struct TemplateError: Error, Sendable, Equatable {
    public var reason: String
}

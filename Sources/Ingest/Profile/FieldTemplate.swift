/// Text with the values of columns in it: `https://waarneming.example/{id}`.
public struct FieldTemplate: Sendable, Equatable {
    public enum Part: Sendable, Equatable {
        case text(String)
        case column(String)
    }

    public var parts: [Part]

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
            parts.append(.column(name))
            rest = inside[inside.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        guard parts.contains(where: { if case .column = $0 { true } else { false } }) else {
            throw TemplateError(reason: "it names no column; use constant for fixed text")
        }
        self.parts = parts
    }
}

/// What is wrong with a template.
public struct TemplateError: Error, Sendable, Equatable {
    public var reason: String
}

/// What a delivery's metadata say that matters here: what it is and under which licence. Works for EML of any version.
public struct EMLSummary: Sendable, Equatable {
    /// First title of the dataset, blanks collapsed.
    public var title: String?
    /// Address of the licence, from `licensed` or a link in `intellectualRights`.
    public var licenseURL: String?
    /// All text of `intellectualRights`, blanks collapsed.
    public var intellectualRights: String?

    /// Reads an EML document.
    /// - Parameter path: the file, for errors.
    /// - Throws: `XMLParseError`, also for XML whose root is not `eml`.
    public static func read(_ bytes: [UInt8], path: String) throws -> EMLSummary {
        let reader = EMLSummaryReader(path: path)
        try XMLEventParser(path: path, handler: reader).parse(bytes)
        return reader.summary
    }
}

private final class EMLSummaryReader: XMLEventHandler {
    private(set) var summary = EMLSummary()
    private let path: String
    private var openElements: [String] = []
    private var collected: [UInt8] = []

    init(path: String) {
        self.path = path
    }

    func startElement(_ element: XMLElementStart) throws {
        let name = element.name
        if openElements.isEmpty, name != "eml" {
            throw XMLParseError(
                path: path, line: element.line, column: 1, message: "the root element is '\(name)', not 'eml'")
        }
        openElements.append(name)
        if name == "ulink", isWithin("intellectualRights"), summary.licenseURL == nil {
            summary.licenseURL = element.attribute("url").flatMap { $0.isEmpty ? nil : $0 }
        }
        if isTarget { collected = [] }
    }

    func endElement(name: UnsafeBufferPointer<UInt8>, namespace: UnsafeBufferPointer<UInt8>) throws {
        if isTarget {
            let text = String(decoding: collected, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(
                separator: " ")
            let value = text.isEmpty ? nil : text
            switch openElements.last {
            case "title": summary.title = summary.title ?? value
            case "intellectualRights": summary.intellectualRights = summary.intellectualRights ?? value
            case "url": summary.licenseURL = value ?? summary.licenseURL
            default: break
            }
        } else if isWithin("intellectualRights") {
            // Paragraphs end words.
            collected.append(UInt8(ascii: " "))
        }
        openElements.removeLast()
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        collected.append(contentsOf: bytes)
    }

    private func isWithin(_ name: String) -> Bool {
        openElements.starts(with: ["eml", "dataset", name])
    }

    private var isTarget: Bool {
        switch openElements {
        case ["eml", "dataset", "title"], ["eml", "dataset", "intellectualRights"],
            ["eml", "dataset", "licensed", "url"]:
            true
        default: false
        }
    }
}

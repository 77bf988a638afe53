/// The parts of an Office package and how they refer to one another.
struct WorkbookPackage {
    struct Relationship {
        var id: String
        /// Last part of the type's URI, the same for transitional and strict: `worksheet`, `styles`.
        var kind: String
        /// Name of the part in the container.
        var part: String
    }

    private let container: any FileContainer
    private let path: String
    /// Names as they are in the container, by their plain form: some writers use backslashes or another case.
    private let names: [String: String]

    init(_ container: any FileContainer, path: String) {
        self.container = container
        self.path = path
        names = Dictionary(container.entryNames.map { (Self.plain($0), $0) }) { first, _ in first }
    }

    private static func plain(_ name: String) -> String {
        let slashes = String(name.lowercased().map { $0 == "\\" ? "/" : $0 })
        return slashes.hasPrefix("/") ? String(slashes.dropFirst()) : slashes
    }

    func has(_ part: String) -> Bool { names[Self.plain(part)] != nil }

    func open(_ part: String) throws -> any ByteSource {
        guard let name = names[Self.plain(part)] else {
            throw WorkbookError(path: path, part: part, message: "the workbook refers to it, but it is not there")
        }
        return try container.open(name)
    }

    /// Reads a small part.
    func parse(_ part: String, _ handler: some XMLEventHandler) throws {
        try XMLEventParser(path: "\(path)/\(part)", handler: handler).parse(try open(part))
    }

    /// A scanner of a large part.
    func scanner(_ part: String) throws -> XMLScanner { XMLScanner(try source(part), path: "\(path)/\(part)") }

    /// The text of a part; one in UTF-16 is turned into UTF-8.
    func source(_ part: String) throws -> any ByteSource {
        let source = PeekableSource(try open(part))
        let head = try source.peek(4)
        var text: any ByteSource = source
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0x3C, 0x00]) {
            text = TranscodingSource(source, encoding: .utf16LittleEndian)
        } else if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0x00, 0x3C]) {
            text = TranscodingSource(source, encoding: .utf16BigEndian)
        }
        return text
    }

    /// The part that is the workbook.
    func workbookPart() throws -> String {
        if has("_rels/.rels"), let found = try relationships(of: "").first(where: { $0.kind == "officeDocument" }) {
            return found.part
        }
        let usual = "xl/workbook.xml"
        return has(usual) ? usual : names.keys.filter { $0.split(separator: "/").last == "workbook.xml" }.min() ?? usual
    }

    /// What a part refers to; nothing where it has no relationships.
    func relationships(of part: String) throws -> [Relationship] {
        let slash = part.lastIndex(of: "/")
        let folder = slash.map { String(part[..<$0]) } ?? ""
        let file = slash.map { String(part[part.index(after: $0)...]) } ?? part
        let name = "\(folder.isEmpty ? "" : "\(folder)/")_rels/\(file).rels"
        guard has(name) else { return [] }
        let list = RelationshipList()
        try parse(name, list)
        return list.found.compactMap { entry in
            guard let target = Self.resolve(entry.target, in: folder) else { return nil }
            let kind = entry.type.split(separator: "/").last.map(String.init) ?? ""
            return Relationship(id: entry.id, kind: kind, part: target)
        }
    }

    /// A target relative to the folder of the part that names it, or to the package when it begins with a slash;
    /// `nil` for one that leads out of the package.
    static func resolve(_ target: String, in folder: String) -> String? {
        guard !target.contains("://") else { return nil }
        let target = String(target.map { $0 == "\\" ? "/" : $0 })
        var parts = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
        for part in target.split(separator: "/") where part != "." {
            if part == ".." {
                guard parts.popLast() != nil else { return nil }
            } else {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }
}

/// The entries of a `.rels` part.
private final class RelationshipList: XMLEventHandler {
    private(set) var found: [(id: String, type: String, target: String)] = []

    func startElement(_ element: XMLElementStart) throws {
        guard element.isNamed("Relationship"), element.attribute("TargetMode") != "External" else { return }
        found.append(
            (element.attribute("Id") ?? "", element.attribute("Type") ?? "", element.attribute("Target") ?? ""))
    }

    func endElement(name: UnsafeBufferPointer<UInt8>, namespace: UnsafeBufferPointer<UInt8>) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

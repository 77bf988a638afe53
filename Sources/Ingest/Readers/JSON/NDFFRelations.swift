import Formats

/// What a bulk set says of folders and persons, to which its observations refer by their URI.
struct NDFFRelations {
    struct Dataset {
        var parent: [UInt8]
        var protocolCode: [UInt8]
        var description: [UInt8]
    }

    private var datasets: [[UInt8]: Dataset] = [:]
    private(set) var persons: [[UInt8]: [UInt8]] = [:]

    private static let datasetKind = 0
    private static let personKind = 1

    /// Of a text that has none.
    init() {}

    /// Reads them wherever in the text they stand.
    init(_ cursor: JSONCursor) throws {
        let walk = Self.walk(cursor)
        let tape = JSONTape()
        var size = 0
        while let kind = try walk.next(into: tape) {
            guard let identity = tape.text("identity") else { continue }
            size += identity.count + 128
            if kind == Self.personKind {
                guard let name = tape.personName else { continue }
                size += name.count
                persons[identity] = name
            } else {
                let dataset = Dataset(
                    parent: tape.text("parent") ?? [], protocolCode: tape.text("protocol") ?? [],
                    description: tape.text("description") ?? [])
                size += dataset.parent.count + dataset.protocolCode.count + dataset.description.count
                datasets[identity] = dataset
            }
            guard size <= Self.mostBytes else {
                throw cursor.error(
                    "more than \(Self.mostBytes >> 20) MB of datasets and persons: deliver it in parts, each with those it needs")
            }
        }
    }

    /// The kinds of records in `walk`, by the name of the list in which they are.
    static let kinds = [(kind: datasetKind, name: "datasets"), (kind: personKind, name: "persons")]

    /// Goes to the folders and persons, and to nothing else.
    static func walk(_ cursor: JSONCursor) -> JSONRecordWalk {
        JSONRecordWalk(cursor) { path, byte in
            guard let last = path.last else { return .descend }
            if path.count <= 2, let (kind, _) = kinds.first(where: { $0.name == last }) { return .records(kind) }
            return path.count == 1 && JSONShape.verbs[last] != nil && byte == UInt8(ascii: "{") ? .descend : .skip
        }
    }

    /// They are held in memory, all of them.
    private static let mostBytes = 128 << 20

    var hasDatasets: Bool { !datasets.isEmpty }

    /// Protocol and description of a folder, or of the nearest one around it that has them.
    func dataset(_ identity: [UInt8]) -> (protocolCode: [UInt8], description: [UInt8]) {
        var found = (protocolCode: [UInt8](), description: [UInt8]())
        var next = identity
        // Folders that lie in one another in a circle end it too.
        for _ in 0..<64 {
            guard let dataset = datasets[next] else { break }
            if found.protocolCode.isEmpty { found.protocolCode = dataset.protocolCode }
            if found.description.isEmpty { found.description = dataset.description }
            if !found.protocolCode.isEmpty, !found.description.isEmpty { break }
            next = dataset.parent
        }
        return found
    }
}

extension JSONTape {
    /// The text of a member of the whole value, `nil` where it has none.
    fileprivate func text(_ name: StaticString) -> [UInt8]? {
        guard let value = member(name, of: 0), self[value].kind.isString || self[value].kind == .number else { return nil }
        var text: [UInt8] = []
        JSONText.append(bytes(value), to: &text)
        return text.isEmpty ? nil : text
    }

    /// What a person is called: a name as a whole, or its parts.
    fileprivate var personName: [UInt8]? {
        if let name = ["name", "fullName", "fullname", "full_name"].lazy.compactMap({ self.text($0) }).first { return name }
        let parts: [[StaticString]] = [
            ["firstName", "first_name", "initials"], ["prefix", "infix", "tussenvoegsel"], ["lastName", "last_name", "surname"],
        ]
        let name = parts.compactMap { names in names.lazy.compactMap { self.text($0) }.first }
        return name.isEmpty ? nil : Array(name.joined(separator: " ".utf8))
    }
}

/// Builds a descriptor from the events of a meta.xml.
final class ArchiveDescriptorReader: XMLEventHandler {
    private struct Draft {
        var table = ArchiveDescriptor.Table(rowType: "", locations: [], fields: [])
        let isCore: Bool
        let line: Int
        var usedIndexes = Set<Int>()
        var usedTerms = Set<String>()
        /// Some descriptors say with the id which term it is, instead of giving the column a field too.
        var idTerm: String?
    }

    private let path: String
    private var openElements: [String] = []
    private var metadata: String?
    private var core: (table: ArchiveDescriptor.Table, line: Int)?
    private var extensions: [ArchiveDescriptor.Table] = []
    private var warnings: [ArchiveDescriptorWarning] = []
    private var draft: Draft?
    private var location: (text: [UInt8], line: Int)?
    private var rootLine = 1

    init(path: String) {
        self.path = path
    }

    func result() throws -> ArchiveDescriptor {
        guard let core else { throw failure(.noCore, rootLine) }
        if core.table.idIndex == nil, !extensions.isEmpty { warn(.coreWithoutID, core.line) }
        var descriptor = ArchiveDescriptor(metadata: metadata, core: core.table, extensions: extensions)
        descriptor.warnings = warnings
        return descriptor
    }

    func startElement(_ element: XMLElementStart) throws {
        let name = element.name
        defer { openElements.append(name) }
        switch (openElements.last, name) {
        case (nil, "archive"), (nil, "starArchive"):
            rootLine = element.line
            let namespace = element.namespace
            if namespace != ArchiveDescriptor.namespace { warn(.unusualNamespace(namespace), element.line) }
            metadata = element.attribute("metadata").map(trimmed).flatMap { $0.isEmpty ? nil : $0 }
        case (nil, _): throw failure(.notADescriptor(root: name), element.line)
        case ("archive", "core"), ("starArchive", "core"):
            guard core == nil else { throw failure(.severalCores, element.line) }
            draft = try table(element, isCore: true)
        case ("archive", "extension"), ("starArchive", "extension"): draft = try table(element, isCore: false)
        case (_, "files") where draft != nil: break
        case (_, "location") where draft != nil: location = ([], element.line)
        // Some write `id` in extensions too; what is meant is plain.
        case (_, "id") where draft != nil, (_, "coreid") where draft?.isCore == false:
            draft?.table.idIndex = try number(element, "index")
            draft?.idTerm = element.attribute("term").map(trimmed)
        case (_, "field") where draft != nil: try field(element)
        default: warn(.unknownElement(name), element.line)
        }
    }

    func endElement(name: UnsafeBufferPointer<UInt8>, namespace: UnsafeBufferPointer<UInt8>) throws {
        let name = openElements.popLast()
        switch name {
        case "location": try endLocation()
        case "core", "extension":
            // A table within another element was not begun; only the one that was is ended.
            if openElements.count == 1 { try endTable() }
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        location?.text.append(contentsOf: bytes)
    }

    private func failure(_ reason: ArchiveDescriptorError.Reason, _ line: Int) -> ArchiveDescriptorError {
        ArchiveDescriptorError(reason: reason, path: path, line: line)
    }

    private func warn(_ kind: ArchiveDescriptorWarning.Kind, _ line: Int) {
        warnings.append(ArchiveDescriptorWarning(kind: kind, line: line))
    }

    private func trimmed(_ text: String) -> String {
        let isBlank: (Character) -> Bool = { $0.isWhitespace }
        return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }

    // MARK: tables

    private func table(_ element: XMLElementStart, isCore: Bool) throws -> Draft {
        var draft = Draft(isCore: isCore, line: element.line)
        // The draft of the guide ("starArchive") had the file's name here.
        if let name = element.attribute("location").map(trimmed), !name.isEmpty {
            draft.table.locations.append(try checkedLocation(name, element.line))
        }
        draft.table.rowType = trimmed(element.attribute("rowType") ?? "")
        if draft.table.rowType.isEmpty { warn(.missingRowType, element.line) }
        if let text = element.attribute("encoding").map(trimmed), !text.isEmpty { draft.table.encoding = text }
        if let text = element.attribute("dateFormat").map(trimmed), !text.isEmpty { draft.table.dateFormat = text }
        draft.table.ignoreHeaderLines = try number(element, "ignoreHeaderLines") ?? 0
        if let text = element.attribute("fieldsTerminatedBy") {
            let separator = Self.unescaped(text)
            guard !separator.isEmpty else {
                throw failure(.emptySeparator(attribute: "fieldsTerminatedBy"), element.line)
            }
            draft.table.fieldsTerminatedBy = separator
        }
        if let text = element.attribute("linesTerminatedBy") {
            let end = Self.unescaped(text)
            // A line feed written plainly in an attribute reaches every XML reader as a blank.
            if end.allSatisfy({ $0 == " " }) {
                warn(.separatorReplaced(attribute: "linesTerminatedBy", used: "\n"), element.line)
            } else {
                draft.table.linesTerminatedBy = end
            }
        }
        if let text = element.attribute("fieldsEnclosedBy") {
            let quote = Self.unescaped(text)
            draft.table.fieldsEnclosedBy = quote.first.map(String.init) ?? ""
            if quote.count > 1 {
                warn(
                    .separatorReplaced(attribute: "fieldsEnclosedBy", used: draft.table.fieldsEnclosedBy), element.line)
            }
        }
        return draft
    }

    private func endTable() throws {
        guard var draft else { return }
        self.draft = nil
        if let term = draft.idTerm, !term.isEmpty, let index = draft.table.idIndex, !draft.usedTerms.contains(term) {
            draft.table.fields.insert(ArchiveDescriptor.Field(term: term, index: index), at: 0)
        }
        if draft.table.locations.isEmpty {
            if draft.isCore { throw failure(.noLocation, draft.line) }
            warn(.extensionWithoutLocation(draft.table.rowType), draft.line)
            return
        }
        if draft.table.fields.isEmpty { warn(.noFields, draft.line) }
        if draft.isCore {
            core = (draft.table, draft.line)
        } else {
            if draft.table.idIndex == nil { warn(.extensionWithoutCoreID, draft.line) }
            extensions.append(draft.table)
        }
    }

    private func endLocation() throws {
        guard let location else { return }
        self.location = nil
        let name = trimmed(String(decoding: location.text, as: UTF8.self))
        if name.isEmpty { return }
        draft?.table.locations.append(try checkedLocation(name, location.line))
    }

    private func checkedLocation(_ name: String, _ line: Int) throws -> String {
        guard DarwinCoreArchiveLayout.normalised(name) != nil else { throw failure(.unsafeLocation(name), line) }
        return name
    }

    // MARK: fields

    private func field(_ element: XMLElementStart) throws {
        let term = trimmed(element.attribute("term") ?? "")
        let field = ArchiveDescriptor.Field(
            term: term, index: try number(element, "index"), defaultValue: element.attribute("default"),
            vocabulary: element.attribute("vocabulary").map(trimmed),
            delimitedBy: element.attribute("delimitedBy").map(Self.unescaped))
        guard !term.isEmpty, field.index != nil || field.defaultValue != nil else {
            warn(.uselessField(term), element.line)
            return
        }
        if draft?.usedTerms.insert(term).inserted == false {
            warn(.duplicateTerm(term), element.line)
            return
        }
        if let index = field.index, draft?.usedIndexes.insert(index).inserted == false {
            warn(.duplicateIndex(index), element.line)
        }
        draft?.table.fields.append(field)
    }

    /// A whole number from 0; `nil` when the attribute is missing or, with a warning for header lines, empty.
    private func number(_ element: XMLElementStart, _ attribute: String) throws -> Int? {
        guard let text = element.attribute(attribute).map(trimmed) else { return nil }
        if text.isEmpty {
            if attribute == "ignoreHeaderLines" { warn(.emptyNumber(attribute), element.line) }
            return nil
        }
        guard let value = Int(text) else {
            throw failure(.notANumber(attribute: attribute, value: text), element.line)
        }
        guard (0...ArchiveDescriptor.largestIndex).contains(value) else {
            throw failure(.outOfRange(attribute: attribute, value: value), element.line)
        }
        return value
    }

    /// Resolves `\t`, `\n`, `\r`, `\f`, `\\`, `\"`, `\'` and `\uXXXX`, also when the backslash itself was doubled.
    static func unescaped(_ text: String) -> String {
        var rest = Array(text.replacing("\\\\", with: "\\").unicodeScalars)[...]
        var result = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            guard scalar == "\\", let next = rest.first else {
                result.append(scalar)
                continue
            }
            rest = rest.dropFirst()
            switch next {
            case "t": result.append("\t")
            case "n": result.append("\n")
            case "r": result.append("\r")
            case "f": result.append("\u{0C}")
            case "\"", "'", "|", ",", ";": result.append(next)
            case "u":
                let digits = String(String.UnicodeScalarView(rest.prefix(4)))
                guard digits.count == 4, let code = UInt32(digits, radix: 16), let value = Unicode.Scalar(code) else {
                    fallthrough
                }
                result.append(value)
                rest = rest.dropFirst(4)
            default:
                result.append(scalar)
                result.append(next)
            }
        }
        return String(result)
    }
}

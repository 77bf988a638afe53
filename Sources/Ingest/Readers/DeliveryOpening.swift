import Formats

/// What is declared about a delivery's text; what is not declared is detected.
public struct DeclaredText: Sendable, Equatable {
    public var delimiter: UInt8?
    /// `.some(nil)`: declared to have no quotes.
    public var quote: UInt8??
    public var comment: UInt8?
    public var encoding: TextEncoding?
    public var hasHeader: Bool
    public var skippedLines: Int
    /// Column names of a text without header.
    public var columns: [String] = []

    public init(
        delimiter: UInt8? = nil, quote: UInt8?? = nil, comment: UInt8? = nil, encoding: TextEncoding? = nil,
        hasHeader: Bool = true, skippedLines: Int = 0
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.comment = comment
        self.encoding = encoding
        self.hasHeader = hasHeader
        self.skippedLines = skippedLines
    }
}

extension OpenedDelivery {
    /// Bytes looked at to detect encoding and dialect.
    private static let headBytes = 1 << 18

    /// Opens a file (plain, gzipped, zipped, in a tar) or an unpacked archive.
    /// - Throws: `DeliveryError` for what is not a delivery of a format read here.
    public static func open(path: String, declared: DeclaredText = DeclaredText()) throws -> OpenedDelivery {
        do {
            let container = try openContainer(path: path)
            if let single = container as? SingleFileContainer {
                return try openTable(path, entry: single.name, in: single, declared: declared, notes: [])
            }
            if let document = FormatDetection.unreadDocument(entryNames: container.entryNames) {
                throw notRead(path, document)
            }
            let layout = try DarwinCoreArchiveLayout.locate(entryNames: container.entryNames, path: path)
            if let descriptor = layout.descriptor {
                return try openArchive(path, descriptor: descriptor, layout: layout, in: container)
            }
            return try openTable(
                path, entry: try tableToRead(layout.dataFiles, path: path), in: container, declared: declared,
                notes: ["no meta.xml: read as a plain table"])
        } catch {
            throw DeliveryError(unreadable: path, because: error)
        }
    }

    private static func notRead(_ path: String, _ format: String) -> DeliveryError {
        DeliveryError(
            .formatNotRead, path: path,
            message: "\(format) is not read yet; deliver CSV, TSV or a Darwin Core Archive")
    }

    /// Of several tables without a descriptor, the one that its name says holds the occurrences.
    private static func tableToRead(_ names: [String], path: String) throws -> String {
        if names.count == 1, let only = names.first { return only }
        let occurrences = names.filter {
            ($0.split(separator: "/").last ?? "").lowercased().contains("occurrence")
        }
        guard occurrences.count == 1, let table = occurrences.first else {
            throw DeliveryError(
                .unreadable, path: path,
                message: "holds \(names.count) tables and no meta.xml that says which are observations "
                    + "(\(names.prefix(5).joined(separator: ", "))); deliver them one by one")
        }
        return table
    }

    // MARK: plain tables

    private static func openTable(
        _ path: String, entry: String, in container: any FileContainer, declared: DeclaredText, notes: [String]
    ) throws -> OpenedDelivery {
        let head = try PeekableSource(container.open(entry)).peek(headBytes)
        guard !head.isEmpty else { throw DeliveryError(.empty, path: path, message: "the file is empty") }
        if let format = FormatDetection.unreadFormat(head) { throw notRead(path, format) }
        let isWhole = head.count < headBytes
        let detection = EncodingDetection.detect(head, isWhole: isWhole)
        // A byte order mark is a fact; it beats what the profile says.
        let encoding = detection.byteOrderMarkLength > 0 ? detection.encoding : declared.encoding ?? detection.encoding
        let guessed = declared.encoding == nil && !detection.certain

        let text = try TranscodingSource(MemorySource(head), encoding: encoding).readAll()
        if text.prefix(4096).lazy.filter({ $0 == 0 }).count > 8 {
            throw DeliveryError(.unreadable, path: path, message: "the file is binary, not text")
        }
        var dialect = DelimitedDialect.detect(text)
        if let delimiter = declared.delimiter { dialect.delimiter = delimiter }
        if let quote = declared.quote { dialect.quote = quote }
        if let comment = declared.comment { dialect.comment = comment }

        let byteOrderMark = detection.byteOrderMarkLength
        func reader() throws -> DelimitedReader {
            let source = TranscodingSource(try container.open(entry), encoding: encoding)
            return DelimitedReader(
                source: source, dialect: dialect, offset: encoding == .utf8 ? Int64(byteOrderMark) : 0)
        }
        let columns = try headerColumns(path, reader: reader(), declared: declared)
        let skipped = declared.skippedLines + (declared.hasHeader ? 1 : 0)
        return OpenedDelivery(
            path: path, format: .csv, columns: columns, fileColumnCount: columns.count, encoding: encoding,
            encodingIsGuess: guessed, dialect: dialect, notes: notes,
            parts: [{ try skipping(skipped, reader()) }])
    }

    private static func headerColumns(
        _ path: String, reader: DelimitedReader, declared: DeclaredText
    ) throws -> [String] {
        let block = RecordBlock()
        for _ in 0...declared.skippedLines {
            guard try reader.nextBlock(into: block, maximumRecords: 1) else {
                throw DeliveryError(.empty, path: path, message: "there is no header line")
            }
        }
        let scratch = FieldScratch()
        let names: [String] = block.withView { view in
            (0..<view.fieldCount(0)).map { column -> String in
                guard let bytes = view.value(record: 0, column: column, scratch: scratch) else { return "" }
                return String(decoding: bytes, as: UTF8.self).trimmingHeaderText()
            }
        }
        guard declared.hasHeader else {
            return names.indices.map { declared.columns.indices.contains($0) ? declared.columns[$0] : "column\($0 + 1)" }
        }
        guard names.contains(where: { !$0.isEmpty }) else {
            throw DeliveryError(.empty, path: path, line: 1, message: "the header line has no column names")
        }
        return names
    }

    /// Reads header lines off, so that the first record is data.
    private static func skipping(_ lines: Int, _ reader: DelimitedReader) throws -> DelimitedReader {
        let block = RecordBlock()
        for _ in 0..<lines {
            guard try reader.nextBlock(into: block, maximumRecords: 1) else { break }
        }
        return reader
    }

    // MARK: Darwin Core Archives

    private static func openArchive(
        _ path: String, descriptor name: String, layout: DarwinCoreArchiveLayout, in container: any FileContainer
    ) throws -> OpenedDelivery {
        let bytes = try container.open(name).readAll(limit: 4 << 20, name: name)
        let descriptor = try ArchiveDescriptor.read(bytes, path: "\(path)/\(name)")
        let core = descriptor.core
        try requireOccurrences(descriptor, path: path)

        var notes = descriptor.warnings.map { "\(name): \($0)" }
        if !descriptor.extensions.isEmpty {
            notes.append("extensions not read: " + descriptor.extensions.map(\.rowType).joined(separator: ", "))
        }
        let (columns, defaults, width) = columns(of: core)
        var entries: [String] = []
        for location in core.locations {
            guard let entry = layout.entry(forLocation: location) else {
                throw DeliveryError(
                    .unreadable, path: path, message: "\(name) names the file '\(location)', which is not there")
            }
            entries.append(entry)
        }
        guard let first = entries.first else {
            throw DeliveryError(.unreadable, path: path, message: "\(name) names no file for the core")
        }
        let head = try PeekableSource(container.open(first)).peek(headBytes)
        let detection = EncodingDetection.detect(head, isWhole: head.count < headBytes)
        let declared = TextEncoding(label: core.encoding)
        if declared == nil { notes.append("\(name): unknown encoding '\(core.encoding)', read as \(detection.encoding.rawValue)") }
        var encoding = detection.byteOrderMarkLength > 0 ? detection.encoding : declared ?? detection.encoding
        if encoding == .utf8, detection.encoding != .utf8 {
            encoding = detection.encoding
            notes.append("\(name) says UTF-8, but '\(first)' is not: read as \(encoding.rawValue)")
        }
        var dialect = try dialect(of: core, path: "\(path)/\(name)")
        if width > 1, !head.contains(dialect.delimiter) {
            let seen = DelimitedDialect.detect(
                try TranscodingSource(MemorySource(head), encoding: encoding).readAll())
            if head.contains(seen.delimiter) {
                dialect = seen
                notes.append(
                    "\(name) says that '\(core.fieldsTerminatedBy)' separates the columns, which does not occur: "
                        + "read with '\(Character(UnicodeScalar(seen.delimiter)))'")
            }
        }
        let title = descriptor.metadata.flatMap { layout.entry(forLocation: $0) }.flatMap { entry in
            // Metadata that cannot be read say nothing about the records.
            try? EMLSummary.read(container.open(entry).readAll(limit: 16 << 20, name: entry), path: entry).title
        }
        // As for plain tables: offsets count from the beginning of the file.
        let byteOrderMark = encoding == .utf8 ? Int64(detection.byteOrderMarkLength) : 0
        let reader = { [dialect, encoding] (entry: String) in
            DelimitedReader(
                source: TranscodingSource(try container.open(entry), encoding: encoding), dialect: dialect,
                offset: entry == first ? byteOrderMark : 0)
        }
        let (headers, headerNote) = try HeaderLines.count(
            declared: core.ignoreHeaderLines, columns: columns, reader: reader(first))
        if let headerNote { notes.append("\(first): \(headerNote)") }
        return OpenedDelivery(
            path: path, format: .darwinCoreArchive, columns: columns, defaults: defaults, fileColumnCount: width,
            encoding: encoding, encodingIsGuess: false, dialect: dialect, notes: notes, title: title,
            parts: entries.map { entry in
                { try skipping(headers, reader(entry)) }
            })
    }

    private static func kind(_ rowType: String) -> String {
        (rowType.split(whereSeparator: { $0 == "/" || $0 == "#" }).last.map(String.init) ?? rowType).lowercased()
    }

    private static func requireOccurrences(_ descriptor: ArchiveDescriptor, path: String) throws {
        func refusal(_ code: DeliveryError.Code, _ message: String) -> DeliveryError {
            DeliveryError(code, path: path, message: message)
        }
        let core = descriptor.core
        let inExtension = descriptor.extensions.contains { kind($0.rowType) == "occurrence" }
        switch kind(core.rowType) {
        case "occurrence", "simpledarwinrecord": return
        // The old name of any record; what it holds shows by its terms.
        case "darwinrecord", "darwincore", "":
            let terms = Set(core.fields.map { kind($0.term) })
            if terms.contains("occurrenceid") || terms.contains("basisofrecord") { return }
            throw refusal(
                .notObservations,
                "the core (rowType '\(core.rowType)') has neither occurrenceID nor basisOfRecord: it holds no observations")
        case "event":
            throw refusal(
                .formatNotRead,
                "the core holds sampling events\(inExtension ? ", the observations are in an extension" : ""); archives "
                    + "with an event core are not read yet. Deliver the observations as an occurrence core with date and "
                    + "place in every record")
        case "taxon" where inExtension:
            throw refusal(
                .formatNotRead,
                "the core holds taxa, the observations are in an extension; such archives are not read yet. Deliver the "
                    + "observations as an occurrence core with the name in every record")
        case "taxon": throw refusal(.notObservations, "the core holds taxa: this is a checklist, not observations")
        default: throw refusal(.notObservations, "the core holds rows of type '\(core.rowType)', not occurrences")
        }
    }

    /// Names by place: terms by their last part, the way profiles name them, or whole where two terms end alike. A
    /// place that meta.xml does not name is called after its number.
    private static func columns(of core: ArchiveDescriptor.Table) -> ([String], [Int: String], Int) {
        let width = (core.fields.compactMap(\.index) + [core.idIndex].compactMap { $0 }).max().map { $0 + 1 } ?? 0
        var columns = (0..<width).map { "column\($0 + 1)" }
        if let id = core.idIndex { columns[id] = "id" }
        var defaults: [Int: String] = [:]
        var taken = Set<String>()
        for field in core.fields {
            let short = field.term.split(whereSeparator: { $0 == "/" || $0 == "#" }).last.map(String.init) ?? field.term
            let name = taken.insert(short).inserted ? short : field.term
            if let index = field.index {
                columns[index] = name
                defaults[index] = field.defaultValue
            } else if let value = field.defaultValue {
                defaults[columns.count] = value
                columns.append(name)
            }
        }
        return (columns, defaults, width)
    }

    private static func dialect(of core: ArchiveDescriptor.Table, path: String) throws -> DelimitedDialect {
        func single(_ text: String, _ what: String) throws -> UInt8 {
            guard text.utf8.count == 1, let byte = text.utf8.first else {
                throw DeliveryError(
                    .unreadable, path: path, message: "\(what) '\(text)' is not one ASCII character")
            }
            return byte
        }
        return DelimitedDialect(
            delimiter: try single(core.fieldsTerminatedBy, "fieldsTerminatedBy"),
            quote: core.fieldsEnclosedBy.isEmpty ? nil : try single(core.fieldsEnclosedBy, "fieldsEnclosedBy"))
    }
}

extension String {
    /// A header cell without the blanks and invisible characters around it.
    fileprivate func trimmingHeaderText() -> String {
        let isEdge: (Character) -> Bool = { character in
            character.isWhitespace || character.unicodeScalars.allSatisfy { $0 == "\u{FEFF}" || $0 == "\u{200B}" }
        }
        var text = Substring(self)
        while let first = text.first, isEdge(first) { text.removeFirst() }
        while let last = text.last, isEdge(last) { text.removeLast() }
        return String(text)
    }
}

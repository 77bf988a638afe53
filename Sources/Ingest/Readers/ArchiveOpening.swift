import Formats

extension OpenedDelivery {
    static func openArchive(
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

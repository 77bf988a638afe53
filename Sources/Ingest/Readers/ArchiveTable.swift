import Formats

extension SourceTable {
    /// One table of a Darwin Core Archive as its descriptor says, and as its bytes say where they disagree.
    /// - Parameters:
    ///   - idName: what the column of the id is called where no term is given for it.
    ///   - descriptor: name of the meta.xml.
    init(
        _ table: ArchiveDescriptor.Table, idName: String = "id", descriptor: String, path: String,
        layout: DarwinCoreArchiveLayout, in container: any FileContainer
    ) throws {
        var (columns, defaults, width) = Self.columns(of: table, idName: idName)
        var notes: [String] = []
        var entries: [String] = []
        for location in table.locations {
            guard let entry = layout.entry(forLocation: location) else {
                throw DeliveryError(
                    .unreadable, path: path, message: "\(descriptor) names the file '\(location)', which is not there")
            }
            entries.append(entry)
        }
        guard let first = entries.first else {
            throw DeliveryError(.unreadable, path: path, message: "\(descriptor) names no file for the core")
        }
        let headBytes = OpenedDelivery.headBytes
        let head = try PeekableSource(container.open(first)).peek(headBytes)
        let detection = EncodingDetection.detect(head, isWhole: head.count < headBytes)
        let declared = TextEncoding(label: table.encoding)
        if declared == nil {
            notes.append(
                "\(descriptor): unknown encoding '\(table.encoding)', read as \(detection.encoding.rawValue)")
        }
        var encoding = detection.byteOrderMarkLength > 0 ? detection.encoding : declared ?? detection.encoding
        if encoding == .utf8, detection.encoding != .utf8 {
            encoding = detection.encoding
            notes.append("\(descriptor) says UTF-8, but '\(first)' is not: read as \(encoding.rawValue)")
        }
        var dialect = try Self.dialect(of: table, path: "\(path)/\(descriptor)")
        if width > 1, !head.contains(dialect.delimiter) {
            let seen = DelimitedDialect.detect(
                try TranscodingSource(MemorySource(head), encoding: encoding).readAll())
            if head.contains(seen.delimiter) {
                dialect = seen
                notes.append(
                    "\(descriptor) says that '\(table.fieldsTerminatedBy)' separates the columns, which does not occur: "
                        + "read with '\(Character(UnicodeScalar(seen.delimiter)))'")
            }
        }
        // As for plain tables: offsets count from the beginning of the file.
        let byteOrderMark = encoding == .utf8 ? Int64(detection.byteOrderMarkLength) : 0
        let reader = { [dialect] (entry: String, encoding: TextEncoding) in
            DelimitedReader(
                source: TranscodingSource(try container.open(entry), encoding: encoding), dialect: dialect,
                offset: entry == first ? byteOrderMark : 0)
        }
        // What meta.xml does not name stands behind what it names; constants come behind both.
        let filled = try Self.fieldCount(reader(first, encoding))
        if filled > width { (columns, defaults, width) = Self.columns(of: table, idName: idName, inFile: filled) }
        let (headers, headerNote) = try HeaderLines.count(
            declared: table.ignoreHeaderLines, columns: columns, reader: reader(first, encoding))
        if let headerNote { notes.append("\(first): \(headerNote)") }
        self.init(
            name: first, columns: columns, defaults: defaults, width: width, encoding: encoding, dialect: dialect,
            notes: notes,
            parts: entries.map { entry in
                { encoding in try OpenedDelivery.skippingHeaders(headers, reader(entry, encoding)) }
            })
    }

    /// How many fields the first records have, all of them: some may have too many.
    private static func fieldCount(_ reader: DelimitedReader) throws -> Int {
        let block = RecordBlock()
        guard try reader.nextBlock(into: block, maximumRecords: 50) else { return 0 }
        return block.withView { view in (0..<view.recordCount).map { view.fieldCount($0) }.min() ?? 0 }
    }

    /// Names by place: terms by their last part, the way profiles name them, or whole where two terms end alike. A
    /// place that meta.xml does not name is called after its number.
    /// - Parameter count: how many columns the file has at least.
    private static func columns(
        of table: ArchiveDescriptor.Table, idName: String, inFile count: Int = 0
    ) -> ([String], [Int: String], Int) {
        let named = (table.fields.compactMap(\.index) + [table.idIndex].compactMap { $0 }).max().map { $0 + 1 } ?? 0
        let width = max(named, count)
        var columns = (0..<width).map { "column\($0 + 1)" }
        if let id = table.idIndex { columns[id] = idName }
        var defaults: [Int: String] = [:]
        var taken = Set<String>()
        for field in table.fields {
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

    private static func dialect(of table: ArchiveDescriptor.Table, path: String) throws -> DelimitedDialect {
        func single(_ text: String, _ what: String) throws -> UInt8 {
            guard text.utf8.count == 1, let byte = text.utf8.first else {
                throw DeliveryError(
                    .unreadable, path: path, message: "\(what) '\(text)' is not one ASCII character")
            }
            return byte
        }
        return DelimitedDialect(
            delimiter: try single(table.fieldsTerminatedBy, "fieldsTerminatedBy"),
            quote: table.fieldsEnclosedBy.isEmpty ? nil : try single(table.fieldsEnclosedBy, "fieldsEnclosedBy"))
    }
}

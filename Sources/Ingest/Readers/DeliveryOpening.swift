import Formats

extension OpenedDelivery {
    /// Bytes looked at to detect encoding and dialect.
    static let headBytes = 1 << 18

    /// Opens a file (plain, gzipped, zipped, in a tar) or an unpacked archive.
    /// - Throws: `DeliveryError` for what is not a delivery of a format read here.
    public static func open(path: String, declared: DeclaredForm = DeclaredForm()) throws -> OpenedDelivery {
        do {
            let delivery = try openAsItStands(path: path, declared)
            return try declared.table.wide.map { try delivery.turnedLong($0) } ?? delivery
        } catch {
            throw DeliveryError(unreadable: path, because: error)
        }
    }

    private static func openAsItStands(path: String, _ declared: DeclaredForm) throws -> OpenedDelivery {
        let container = try openContainer(path: path)
        if let single = container as? SingleFileContainer {
            return try open(DeliveryEntry(path: path, name: single.name, container: single), declared)
        }
        return try open(container, path: path, declared)
    }

    /// Opens what the files of a zip, tar or folder make up together.
    static func open(_ container: any FileContainer, path: String, _ declared: DeclaredForm) throws -> OpenedDelivery {
        func entry(_ name: String) -> DeliveryEntry { DeliveryEntry(path: path, name: name, container: container) }
        switch FormatDetection.package(entryNames: container.entryNames) {
        case .unread(let message): throw DeliveryError(.formatNotRead, path: path, message: message)
        case .workbook: return try openWorkbook(path: path, container, declared)
        case .bulkSet(let name): return try openJSON(entry(name), declared)
        case .dataPackage(let name): return try openDataPackage(entry(name), declared)
        case .shapefiles(let names): return try openShapefiles(names, path: path, container, declared)
        case .document(let name): return try open(entry(name), declared)
        case .tables: break
        }
        let layout = try DarwinCoreArchiveLayout.locate(entryNames: container.entryNames, path: path)
        if let descriptor = layout.descriptor {
            return try openArchive(path, descriptor: descriptor, layout: layout, in: container, declared)
        }
        if let joined = try openNamedTables(layout.dataFiles, path: path, in: container, declared) { return joined }
        let table = try tableToRead(layout.dataFiles, path: path)
        return try openTable(entry(table), declared, notes: ["no meta.xml: read as a plain table"])
    }

    /// Opens one file, judged by its first bytes.
    static func open(_ entry: DeliveryEntry, _ declared: DeclaredForm) throws -> OpenedDelivery {
        let head = try entry.head(headBytes)
        guard !head.isEmpty else { throw DeliveryError(.empty, path: entry.path, message: "the file is empty") }
        switch FormatDetection.document(head, name: entry.name) {
        case .unread(let message): throw DeliveryError(.formatNotRead, path: entry.path, message: message)
        case .text:
            // A workbook or an archive inside the zip.
            if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
                let copy = try entry.localFile()
                return try open(try openContainer(path: copy.path), path: entry.path, declared).keeping(copy)
            }
            return try openTable(entry, declared, notes: [])
        case .geoPackage: return try openGeoPackage(entry, declared)
        case .parquet: return try openParquet(entry, declared)
        case .json: return try openJSON(entry, declared)
        case .xml: return try openXML(entry, declared)
        case .shapefile, .dbase: return try openShapefile(entry, declared)
        }
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
        _ file: DeliveryEntry, _ declared: DeclaredForm, notes: [String]
    ) throws -> OpenedDelivery {
        let path = file.path
        let head = try file.head(headBytes)
        let isWhole = head.count < headBytes
        let detection = EncodingDetection.detect(head, isWhole: isWhole)
        let detected = try TranscodingSource(MemorySource(head), encoding: detection.encoding).readAll()
        let detectedDialect = dialect(of: detected, declared)
        let declared = try isCorrection(detected, detectedDialect) ? declared.ofCorrection : declared
        // A byte order mark is a fact; it beats what the profile says.
        let encoding = detection.byteOrderMarkLength > 0 ? detection.encoding : declared.encoding ?? detection.encoding
        let guessed = declared.encoding == nil && !detection.certain

        let isDetected = encoding == detection.encoding
        let text = isDetected ? detected : try TranscodingSource(MemorySource(head), encoding: encoding).readAll()
        if text.prefix(4096).lazy.filter({ $0 == 0 }).count > 8 {
            throw DeliveryError(.unreadable, path: path, message: "the file is binary, not text")
        }
        if let refusal = SpeciesCounts.refusal(path: path, text: text) { throw refusal }
        let dialect = isDetected ? detectedDialect : dialect(of: text, declared)
        let byteOrderMark = detection.byteOrderMarkLength
        func reader() throws -> DelimitedReader {
            let source = TranscodingSource(try file.open(), encoding: encoding)
            return DelimitedReader(
                source: source, dialect: dialect, offset: encoding == .utf8 ? Int64(byteOrderMark) : 0)
        }
        let columns = try headerColumns(path, reader: reader(), declared: declared)
        return OpenedDelivery(
            path: path, format: .csv, columns: columns, fileColumnCount: columns.count, encoding: encoding,
            encodingIsGuess: guessed, dialect: dialect, notes: notes,
            parts: [
                {
                    let reader = try reader()
                    try reader.skipLines(declared.skippedLines)
                    return try declared.hasHeader ? skippingHeaders(1, reader) : reader
                }
            ])
    }

    private static func dialect(of text: [UInt8], _ declared: DeclaredForm) -> DelimitedDialect {
        var dialect = DelimitedDialect.detect(text)
        if let delimiter = declared.delimiter { dialect.delimiter = delimiter }
        if let quote = declared.quote { dialect.quote = quote }
        if let comment = declared.comment { dialect.comment = comment }
        return dialect
    }

    /// Whether a text begins with the header of a file of records that were set aside.
    private static func isCorrection(_ text: [UInt8], _ dialect: DelimitedDialect) throws -> Bool {
        let reader = DelimitedReader(source: MemorySource(text), dialect: dialect)
        let block = RecordBlock()
        guard try reader.nextBlock(into: block, maximumRecords: 1) else { return false }
        return CorrectionColumns.places(among: (0..<block.fieldCount(0)).map { block.text(0, $0) ?? "" }) != nil
    }

    static func headerColumns(
        _ path: String, reader: DelimitedReader, declared: DeclaredForm
    ) throws -> [String] {
        let block = RecordBlock()
        try reader.skipLines(declared.skippedLines)
        guard try reader.nextBlock(into: block, maximumRecords: 1) else {
            throw DeliveryError(.empty, path: path, message: "there is no header line")
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

    /// Reads headers off, so that the first record is data.
    static func skippingHeaders(_ count: Int, _ reader: DelimitedReader) throws -> DelimitedReader {
        let block = RecordBlock()
        for _ in 0..<count {
            guard try reader.nextBlock(into: block, maximumRecords: 1) else { break }
        }
        return reader
    }
}

extension String {
    /// A header cell without the blanks and invisible characters around it.
    func trimmingHeaderText() -> String {
        let isEdge: (Character) -> Bool = { character in
            character.isWhitespace || character.unicodeScalars.allSatisfy { $0 == "\u{FEFF}" || $0 == "\u{200B}" }
        }
        var text = Substring(self)
        while let first = text.first, isEdge(first) { text.removeFirst() }
        while let last = text.last, isEdge(last) { text.removeLast() }
        return String(text)
    }
}

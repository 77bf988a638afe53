/// One page, decompressed. Valid until the next page is asked for.
struct Page {
    var isDictionary: Bool
    /// Rows of a data page (absent values included), values of a dictionary.
    var count: Int
    var encoding: PageEncoding
    /// Which rows have a value.
    var presence: RowPresence
    var values: UnsafeRawBufferPointer
}

/// Goes through the pages of one column chunk. The chunk's memory has to outlive the reader.
struct PageReader {
    private let bytes: UnsafeRawBufferPointer
    private let nullable: Bool
    private let decompressor: PageDecompressor
    private let levels: ParquetBuffer
    private var rowsLeft: Int
    private var next = 0
    /// Where in the chunk the page handed out last begins.
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer, codec: PageCodec, nullable: Bool, rows: Int) throws(ParquetError) {
        self.bytes = bytes
        self.nullable = nullable
        decompressor = try PageDecompressor(codec)
        levels = try ParquetBuffer()
        rowsLeft = rows
    }

    /// The next page, `nil` when all rows have been handed out.
    mutating func page() throws(ParquetError) -> Page? {
        while rowsLeft > 0 {
            position = next
            guard next < bytes.count else { throw .corrupt("the column ends \(rowsLeft) rows too early") }
            let header = try PageHeader(bytes, &next)
            guard header.size <= bytes.count - next else { throw .corrupt("a page is cut short") }
            let content = UnsafeRawBufferPointer(rebasing: bytes[next..<next + header.size])
            next += header.size
            switch header.kind {
            case PageKind.dictionary.rawValue:
                return Page(
                    isDictionary: true, count: header.count, encoding: try header.knownEncoding(),
                    presence: RowPresence(rows: 0),
                    values: try decompressor.decompress(content, size: header.uncompressedSize))
            case PageKind.data.rawValue, PageKind.dataV2.rawValue:
                guard header.count <= rowsLeft else { throw .corrupt("pages hold more rows than the row group") }
                rowsLeft -= header.count
                if header.count == 0 { continue }
                return header.kind == PageKind.data.rawValue
                    ? try dataPage(header, content) : try dataPageV2(header, content)
            default: continue
            }
        }
        return nil
    }

    private func dataPage(_ header: PageHeader, _ content: UnsafeRawBufferPointer) throws(ParquetError) -> Page {
        var values = try decompressor.decompress(content, size: header.uncompressedSize)
        var presence = RowPresence(rows: header.count)
        if nullable {
            guard header.levelEncoding == PageEncoding.runLength.rawValue else {
                throw ParquetError(.unsupported, "levels of the deprecated encoding BIT_PACKED are not read")
            }
            guard values.count >= 4 else { throw .corrupt("a page is too short for its levels") }
            let size = Int(UInt32(littleEndian: values.loadUnaligned(as: UInt32.self)))
            guard size <= values.count - 4 else { throw .corrupt("a page is too short for its levels") }
            presence = try decodePresence(UnsafeRawBufferPointer(rebasing: values[4..<4 + size]), header.count)
            values = UnsafeRawBufferPointer(rebasing: values[(4 + size)...])
        }
        return Page(
            isDictionary: false, count: header.count, encoding: try header.knownEncoding(), presence: presence,
            values: values)
    }

    private func dataPageV2(_ header: PageHeader, _ content: UnsafeRawBufferPointer) throws(ParquetError) -> Page {
        let repetition = header.repetitionSize
        let (before, overflow) = repetition.addingReportingOverflow(header.definitionSize)
        guard !overflow, before <= content.count, before <= header.uncompressedSize else {
            throw .corrupt("a page is too short for its levels")
        }
        var presence = RowPresence(rows: header.count)
        if nullable {
            presence = try decodePresence(UnsafeRawBufferPointer(rebasing: content[repetition..<before]), header.count)
        }
        var values = UnsafeRawBufferPointer(rebasing: content[before...])
        if header.isCompressed, !values.isEmpty {
            values = try decompressor.decompress(values, size: header.uncompressedSize - before)
        }
        return Page(
            isDictionary: false, count: header.count, encoding: try header.knownEncoding(), presence: presence,
            values: values)
    }

    private func decodePresence(_ bytes: UnsafeRawBufferPointer, _ count: Int) throws(ParquetError) -> RowPresence {
        if RunLengthDecoder.isOneRun(bytes, count: count) { return RowPresence(rows: count) }
        levels.count = 0
        let flags = try levels.reserve(count).assumingMemoryBound(to: UInt8.self)
        try RunLengthDecoder.decode(bytes, width: 1, count: count, below: 2, into: flags)
        return RowPresence(flags: flags, rows: count)
    }
}

/// What stands in front of a page.
struct PageHeader {
    private(set) var kind: Int32 = -1
    private(set) var uncompressedSize = -1
    private(set) var size = -1
    private(set) var count = 0
    private(set) var encoding: Int32 = -1
    private(set) var levelEncoding: Int32 = -1
    private(set) var definitionSize = 0
    private(set) var repetitionSize = 0
    private(set) var isCompressed = true

    /// Reads the header at `position`, which is moved behind it.
    init(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) throws(ParquetError) {
        var reader = ThriftReader(bytes, at: position)
        var header = PageHeader()
        try reader.structure { (reader, field) throws(ParquetError) in
            switch field.number {
            case 1: header.kind = try reader.int32(field)
            case 2: header.uncompressedSize = Int(try reader.int32(field))
            case 3: header.size = Int(try reader.int32(field))
            case 5, 7, 8:
                let part = field.number
                try reader.structure(field) { (reader, field) throws(ParquetError) in
                    try header.read(part, &reader, field)
                }
            default: try reader.skip(field)
            }
        }
        guard header.uncompressedSize >= 0, header.size >= 0, header.count >= 0, header.definitionSize >= 0,
            header.repetitionSize >= 0
        else { throw .corrupt("a page header lacks a size or has a negative one") }
        self = header
        position = reader.position
    }

    private init() {}

    /// A field of the part for data pages (5), dictionaries (7) or data pages of version 2 (8).
    private mutating func read(
        _ part: Int16, _ reader: inout ThriftReader, _ field: ThriftReader.Field
    ) throws(ParquetError) {
        switch (part, field.number) {
        case (_, 1): count = Int(try reader.int32(field))
        case (5, 2), (7, 2), (8, 4): encoding = try reader.int32(field)
        case (5, 3): levelEncoding = try reader.int32(field)
        case (8, 5): definitionSize = Int(try reader.int32(field))
        case (8, 6): repetitionSize = Int(try reader.int32(field))
        case (8, 7): isCompressed = try reader.boolean(field)
        default: try reader.skip(field)
        }
    }

    func knownEncoding() throws(ParquetError) -> PageEncoding {
        guard let known = PageEncoding(rawValue: encoding) else {
            throw ParquetError(.unsupported, "encoding \(encoding) is not read")
        }
        return known
    }
}

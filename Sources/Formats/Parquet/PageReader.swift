/// One page, decompressed. Valid until the next page is asked for.
struct Page {
    var isDictionary: Bool
    /// Rows of a data page (absent values included), values of a dictionary.
    var count: Int
    var encoding: PageEncoding
    /// Which rows have a value.
    var presence: RowPresence
    var values: UnsafeRawBufferPointer
    /// Of nested columns, one a value: 0 where a row begins; `nil` when none repeats.
    var repetitions: UnsafePointer<UInt8>?
    /// Of nested columns, one a value: how much of the path to it is there.
    var definitions: UnsafePointer<UInt8>?
}

/// How deep a column lies in its schema.
struct PageDepth: Sendable, Equatable {
    var repetition = 0
    var definition = 0

    /// Bits that a level up to `depth` takes.
    static func width(_ depth: Int) -> Int { Int.bitWidth - depth.leadingZeroBitCount }
}

/// Goes through the pages of one column chunk. The chunk's memory has to outlive the reader.
struct PageReader {
    private let bytes: UnsafeRawBufferPointer
    private let depth: PageDepth
    private let decompressor: PageDecompressor
    private let levels: ParquetBuffer
    private let repetitionLevels: ParquetBuffer
    private let definitionLevels: ParquetBuffer
    private var rowsLeft: Int
    private var next = 0
    /// Bytes that a page may have when it is unpacked.
    var largestPage = Int.max
    /// Where in the chunk the page handed out last begins.
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer, codec: PageCodec, nullable: Bool, rows: Int) throws(ParquetError) {
        try self.init(bytes, codec: codec, depth: PageDepth(definition: nullable ? 1 : 0), values: rows)
    }

    /// - Parameter values: number of values in the chunk, absent ones included; of a flat column the rows.
    init(_ bytes: UnsafeRawBufferPointer, codec: PageCodec, depth: PageDepth, values: Int) throws(ParquetError) {
        self.bytes = bytes
        self.depth = depth
        decompressor = try PageDecompressor(codec)
        levels = try ParquetBuffer(capacity: 64)
        repetitionLevels = try ParquetBuffer(capacity: 64)
        definitionLevels = try ParquetBuffer(capacity: 64)
        rowsLeft = values
    }

    /// The next page, `nil` when all rows have been handed out.
    mutating func page() throws(ParquetError) -> Page? {
        while rowsLeft > 0 {
            position = next
            guard next < bytes.count else { throw .corrupt("the column ends \(rowsLeft) rows too early") }
            let header = try PageHeader(bytes, &next)
            guard header.size <= bytes.count - next else { throw .corrupt("a page is cut short") }
            guard header.uncompressedSize <= largestPage else {
                throw ParquetError(.unsupported, "a page takes \(header.uncompressedSize >> 20) MB; write smaller ones")
            }
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
        var repetitions: UnsafePointer<UInt8>?
        if depth.repetition > 0 {
            repetitions = try decodeLevels(try Self.prefixed(&values), header.count, depth.repetition, repetitionLevels)
        }
        var definitions: UnsafePointer<UInt8>?
        if depth.definition > 0 {
            guard header.levelEncoding == PageEncoding.runLength.rawValue else {
                throw ParquetError(.unsupported, "levels of the deprecated encoding BIT_PACKED are not read")
            }
            (presence, definitions) = try decodePresence(try Self.prefixed(&values), header.count)
        }
        return Page(
            isDictionary: false, count: header.count, encoding: try header.knownEncoding(), presence: presence,
            values: values, repetitions: repetitions, definitions: definitions)
    }

    /// Takes what stands in front of the values, its length first.
    private static func prefixed(_ values: inout UnsafeRawBufferPointer) throws(ParquetError) -> UnsafeRawBufferPointer {
        guard values.count >= 4 else { throw .corrupt("a page is too short for its levels") }
        let size = Int(UInt32(littleEndian: values.loadUnaligned(as: UInt32.self)))
        guard size <= values.count - 4 else { throw .corrupt("a page is too short for its levels") }
        defer { values = UnsafeRawBufferPointer(rebasing: values[(4 + size)...]) }
        return UnsafeRawBufferPointer(rebasing: values[4..<4 + size])
    }

    private func dataPageV2(_ header: PageHeader, _ content: UnsafeRawBufferPointer) throws(ParquetError) -> Page {
        let repetition = header.repetitionSize
        let (before, overflow) = repetition.addingReportingOverflow(header.definitionSize)
        guard !overflow, before <= content.count, before <= header.uncompressedSize else {
            throw .corrupt("a page is too short for its levels")
        }
        var presence = RowPresence(rows: header.count)
        var repetitions: UnsafePointer<UInt8>?
        if depth.repetition > 0 {
            repetitions = try decodeLevels(
                UnsafeRawBufferPointer(rebasing: content[..<repetition]), header.count, depth.repetition,
                repetitionLevels)
        }
        var definitions: UnsafePointer<UInt8>?
        if depth.definition > 0 {
            (presence, definitions) = try decodePresence(
                UnsafeRawBufferPointer(rebasing: content[repetition..<before]), header.count)
        }
        var values = UnsafeRawBufferPointer(rebasing: content[before...])
        if header.isCompressed, !values.isEmpty {
            values = try decompressor.decompress(values, size: header.uncompressedSize - before)
        }
        return Page(
            isDictionary: false, count: header.count, encoding: try header.knownEncoding(), presence: presence,
            values: values, repetitions: repetitions, definitions: definitions)
    }

    /// Which rows have a value; of a nested column also its levels.
    private func decodePresence(
        _ bytes: UnsafeRawBufferPointer, _ count: Int
    ) throws(ParquetError) -> (RowPresence, UnsafePointer<UInt8>?) {
        guard depth.definition == 1 else {
            let definitions = try decodeLevels(bytes, count, depth.definition, definitionLevels)
            levels.count = 0
            let flags = try levels.reserve(count).assumingMemoryBound(to: UInt8.self)
            for index in 0..<count { flags[index] = definitions[index] == depth.definition ? 1 : 0 }
            return (RowPresence(flags: flags, rows: count), definitions)
        }
        if RunLengthDecoder.isOneRun(bytes, count: count) { return (RowPresence(rows: count), nil) }
        levels.count = 0
        let flags = try levels.reserve(count).assumingMemoryBound(to: UInt8.self)
        let present = try RunLengthDecoder.decodeFlags(bytes, count: count, into: flags)
        return (RowPresence(flags: flags, present: present, rows: count), nil)
    }

    private func decodeLevels(
        _ bytes: UnsafeRawBufferPointer, _ count: Int, _ deepest: Int, _ buffer: ParquetBuffer
    ) throws(ParquetError) -> UnsafePointer<UInt8> {
        guard deepest < 255 else { throw ParquetError(.unsupported, "columns nested \(deepest) deep are not read") }
        buffer.count = 0
        let levels = try buffer.reserve(count).assumingMemoryBound(to: UInt8.self)
        try RunLengthDecoder.decode(
            bytes, width: PageDepth.width(deepest), count: count, below: deepest + 1, into: levels)
        return UnsafePointer(levels)
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

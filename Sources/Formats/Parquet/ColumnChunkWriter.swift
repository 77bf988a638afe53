/// Turns levels and values into the pages of one column after the other; the buffers serve all columns of a group.
final class ColumnChunkWriter {
    /// A page is begun anew when its values would take more than this.
    private static let pageLimit = 8 << 20

    /// The values of the page being made, not yet compressed.
    let page: ParquetBuffer
    private let compressed: ParquetBuffer
    /// `nil` when pages are written as they are.
    private let compressor: PageCompressor?
    private(set) var output: [UInt8] = []
    private(set) var chunk: ColumnChunk

    init(_ compression: ParquetCompression) throws(ParquetError) {
        page = try ParquetBuffer()
        compressed = try ParquetBuffer()
        compressor = try PageCompressor(compression)
        chunk = ColumnChunk(physicalType: .boolean, codec: .uncompressed)
    }

    func begin(_ type: PhysicalType, rows: Int, presence: RowPresence) {
        chunk = ColumnChunk(physicalType: type, codec: compressor?.codec ?? .uncompressed)
        chunk.valueCount = Int64(rows)
        chunk.nullCount = Int64(rows - presence.count)
        page.count = 0
    }

    func finish(bounds: ColumnBounds, containsNaN: Bool = false) {
        chunk.bounds = bounds
        chunk.containsNaN = containsNaN
    }

    /// Writes the dictionary whose `count` values are in `page`.
    func writeDictionary(count: Int) throws(ParquetError) {
        chunk.dictionaryPageOffset = Int64(output.count)
        chunk.encodings = [.plain]
        try flush(.dictionary) {
            $0.structure(7) {
                $0.integer(1, Int32(truncatingIfNeeded: count))
                $0.integer(2, PageEncoding.plain.rawValue)
            }
        }
    }

    /// Writes one or more data pages; `values` appends the present values of the given numbers to `page`.
    /// - Parameter size: about the bytes all values take.
    func writeData(
        _ encoding: PageEncoding, rows: Int, presence: RowPresence, nullable: Bool, size: Int,
        values: (Range<Int>) throws(ParquetError) -> Void
    ) throws(ParquetError) {
        chunk.dataPageOffset = Int64(output.count)
        if !chunk.encodings.contains(encoding) { chunk.encodings.append(encoding) }
        if nullable, !chunk.encodings.contains(.runLength) { chunk.encodings.append(.runLength) }
        let pages = size / Self.pageLimit + 1
        let rowsPerPage = (rows + pages - 1) / pages
        var row = 0
        var value = 0
        while row < rows {
            let end = min(rows, row + rowsPerPage)
            let present = presence.count(row..<end)
            if nullable { try appendLevels(presence, row..<end) }
            try values(value..<value + present)
            try flush(.data) {
                $0.structure(5) {
                    $0.integer(1, Int32(truncatingIfNeeded: end - row))
                    $0.integer(2, encoding.rawValue)
                    $0.integer(3, PageEncoding.runLength.rawValue)
                    $0.integer(4, PageEncoding.runLength.rawValue)
                }
            }
            row = end
            value += present
        }
    }

    /// Appends dictionary indices to `page`, their width in front.
    func appendIndices<Index: FixedWidthInteger & UnsignedInteger>(
        _ indices: UnsafePointer<Index>, count: Int, width: Int
    ) throws(ParquetError) {
        try page.reserve(1).storeBytes(of: UInt8(truncatingIfNeeded: width), as: UInt8.self)
        page.count += 1
        try RunLengthEncoding.append(indices, count: count, width: width, to: page)
    }

    /// Definition levels, with their length in front.
    private func appendLevels(_ presence: RowPresence, _ rows: Range<Int>) throws(ParquetError) {
        let start = page.count
        _ = try page.reserve(4)
        page.count += 4
        if let flags = presence.flags {
            try RunLengthEncoding.append(flags + rows.lowerBound, count: rows.count, width: 1, to: page)
        } else {
            try RunLengthEncoding.appendRun(of: 1, count: rows.count, to: page)
        }
        let size = UInt32(truncatingIfNeeded: page.count - start - 4)
        (page.base + start).storeBytes(of: size.littleEndian, as: UInt32.self)
    }

    private func flush(_ kind: PageKind, _ details: (inout ThriftWriter) -> Void) throws(ParquetError) {
        var content = page
        if let compressor, chunk.codec != .uncompressed {
            try compressor.compress(page.bytes, into: compressed)
            content = compressed
            // Coordinates and hashes hardly get smaller, and whoever reads them would take them apart every time. One codec
            // holds for a whole chunk, so its first page decides, where that is of values.
            if kind == .data, chunk.compressedSize == 0, compressed.count > page.count / 10 * 9 {
                chunk.codec = .uncompressed
                content = page
            }
        }
        guard let rawSize = Int32(exactly: page.count), let size = Int32(exactly: content.count) else {
            throw ParquetError(.mismatch, "the values of one page exceed 2 GiB; encode fewer rows at a time")
        }
        var header = ThriftWriter()
        header.structure {
            $0.integer(1, kind.rawValue)
            $0.integer(2, rawSize)
            $0.integer(3, size)
            details(&$0)
        }
        output.append(contentsOf: header.bytes)
        output.append(contentsOf: content.bytes)
        chunk.uncompressedSize += Int64(header.bytes.count) + Int64(rawSize)
        chunk.compressedSize += Int64(header.bytes.count) + Int64(size)
        page.count = 0
    }
}

/// Which rows have a value. Valid while the memory it points into is.
struct RowPresence {
    /// One byte a row, 1 where there is a value; `nil` when every row has one.
    let flags: UnsafePointer<UInt8>?
    /// The number of rows with a value.
    let count: Int

    init(rows: Int) {
        flags = nil
        count = rows
    }

    init(flags: UnsafePointer<UInt8>, rows: Int) {
        self.init(flags: flags, present: Self.sum(flags, 0..<rows), rows: rows)
    }

    /// - Parameter present: how many of the flags are 1.
    init(flags: UnsafePointer<UInt8>, present: Int, rows: Int) {
        count = present
        self.flags = present == rows ? nil : flags
    }

    /// How many of some flags are 1.
    static func sum(_ flags: UnsafePointer<UInt8>, _ rows: Range<Int>) -> Int {
        let bytes = UnsafeRawPointer(flags)
        var present = 0
        var row = rows.lowerBound
        while rows.upperBound - row >= 8 {
            present &+= sum(ofEight: bytes.loadUnaligned(fromByteOffset: row, as: UInt64.self))
            row += 8
        }
        while row < rows.upperBound {
            present &+= Int(flags[row])
            row += 1
        }
        return present
    }

    /// How many of eight flags, a byte each, are 1.
    @inline(__always) static func sum(ofEight flags: UInt64) -> Int {
        // The highest byte of the product is the sum of all.
        Int(truncatingIfNeeded: (flags &* 0x0101_0101_0101_0101) >> 56)
    }

    func count(_ rows: Range<Int>) -> Int {
        flags.map { Self.sum($0, rows) } ?? rows.count
    }
}

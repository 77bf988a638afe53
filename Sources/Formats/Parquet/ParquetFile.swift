import Columns

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A Parquet file opened for reading: own files, and flat columns of what DuckDB, Arrow, Polars and Spark write.
///
/// May be used by several threads at once; it is closed when the last reference goes.
public final class ParquetFile: Sendable {
    /// More rows than any writer puts in one group; keeps a damaged count from asking for all memory.
    private static let largestGroup: Int64 = 1 << 27

    /// All top-level columns; those of type `unsupported` cannot be read.
    public let fields: [ParquetField]
    public let rowCount: Int64
    public let keyValueMetadata: [(String, String)]
    let path: String
    private let file: ReadOnlyFile
    let columns: [StoredColumn]
    let groups: [StoredRowGroup]
    /// Where pages end and the footer begins.
    private let footerStart: Int64

    /// Opens the file and reads its footer.
    public init(path: String) throws(ParquetError) {
        self.path = path
        file = try ReadOnlyFile(path: path)
        let (footer, start) = try Self.footer(file, path)
        footerStart = start
        do throws(ParquetError) {
            columns = try SchemaReader.columns(footer.schema)
            try Self.check(footer)
        } catch {
            throw error.at(file: path, offset: start)
        }
        fields = columns.map(\.field)
        groups = footer.groups
        rowCount = footer.rowCount
        keyValueMetadata = footer.keyValueMetadata
    }

    public var rowGroupCount: Int { groups.count }

    /// Rows of a group, 0..<`rowGroupCount`; 0 for any other number.
    public func rowCount(group: Int) -> Int {
        groups.indices.contains(group) ? Int(groups[group].rowCount) : 0
    }

    /// Reads one row group: the columns of the given names, in that order.
    ///
    /// Text comes as `.coded` where the file has a dictionary for all of it, else as `.plain`.
    /// - Parameter picked: the rows that are wanted, in ascending order; `nil` for all. Few rows cost much less.
    /// - Throws: `ParquetError` with the byte offset of the page that cannot be read.
    public func read(
        group: Int, columns names: [String], picking picked: [Int]? = nil
    ) throws(ParquetError) -> ColumnBatch {
        guard groups.indices.contains(group) else {
            throw ParquetError(.mismatch, "has no row group \(group) but \(groups.count) of them", file: path)
        }
        if let picked {
            let isAscending = zip(picked, picked.dropFirst()).allSatisfy { $0 < $1 }
            guard isAscending, picked.first ?? 0 >= 0, picked.last ?? -1 < rowCount(group: group) else {
                throw ParquetError(.mismatch, "was asked for rows that it does not have, or twice", file: path)
            }
        }
        var data: [ColumnData] = []
        let buffer = try ParquetBuffer()
        for name in names {
            guard let column = columns.first(where: { $0.field.name == name }) else {
                throw ParquetError(.mismatch, "has no such column", file: path, column: name)
            }
            do throws(ParquetError) {
                data.append(try read(column, of: groups[group], picked, buffer))
            } catch {
                throw error.at(file: path, column: name)
            }
        }
        return ColumnBatch(names: names, columns: data, rowCount: picked?.count ?? rowCount(group: group))
    }

    private func read(
        _ column: StoredColumn, of group: StoredRowGroup, _ picked: [Int]?, _ buffer: ParquetBuffer
    ) throws(ParquetError) -> ColumnData {
        if case .unsupported(let what) = column.field.type {
            throw ParquetError(.unsupported, "is \(what), which is not read; only flat columns are")
        }
        guard group.columns.indices.contains(column.chunk) else {
            throw ParquetError(.corrupt, "a row group has fewer columns than the schema", offset: footerStart)
        }
        let chunk = group.columns[column.chunk]
        guard !chunk.isElsewhere, !chunk.isEncrypted else {
            throw ParquetError(.unsupported, "is encrypted or lies in another file, which is not read")
        }
        guard let codec = PageCodec(rawValue: chunk.codec) else {
            throw ParquetError(.unsupported, "compression \(chunk.codec) is not read; use zstd, gzip or snappy")
        }
        // A chunk without rows has no pages, and not every writer gives it an offset.
        let start = group.rowCount == 0 ? footerStart : chunk.start
        guard chunk.valueCount == group.rowCount, chunk.type == column.reading.physicalType?.rawValue, start >= 4,
            chunk.compressedSize >= 0, start <= footerStart,
            group.rowCount == 0 || chunk.compressedSize <= footerStart - start
        else {
            throw ParquetError(.corrupt, "the footer's description of the column is wrong", offset: footerStart)
        }
        try file.read(at: start, count: group.rowCount == 0 ? 0 : Int(chunk.compressedSize), into: buffer)
        let rows = Int(group.rowCount)
        var pages = try PageReader(buffer.bytes, codec: codec, nullable: column.field.nullable, rows: rows)
        do throws(ParquetError) {
            return try withExtendedLifetime(buffer) { () throws(ParquetError) in
                try column.decode(&pages, rows: rows, picking: picked)
            }
        } catch {
            throw error.at(offset: start + Int64(pages.position))
        }
    }

    /// The pages of one leaf in a group, and the codec that they are compressed with.
    func chunk(
        _ leaf: StoredLeaf, group: Int, into buffer: ParquetBuffer
    ) throws(ParquetError) -> (codec: PageCodec, values: Int) {
        guard groups.indices.contains(group), groups[group].columns.indices.contains(leaf.chunk) else {
            throw ParquetError(.corrupt, "a row group has fewer columns than the schema", file: path, offset: footerStart)
        }
        let chunk = groups[group].columns[leaf.chunk]
        guard !chunk.isElsewhere, !chunk.isEncrypted else {
            throw ParquetError(.unsupported, "is encrypted or lies in another file, which is not read", file: path)
        }
        guard let codec = PageCodec(rawValue: chunk.codec) else {
            throw ParquetError(
                .unsupported, "compression \(chunk.codec) is not read; use zstd, gzip or snappy", file: path)
        }
        let rows = groups[group].rowCount
        let isFlat = leaf.depth.repetition == 0
        let start = rows == 0 ? footerStart : chunk.start
        guard isFlat ? chunk.valueCount == rows : chunk.valueCount >= rows, chunk.valueCount <= 1 << 31,
            chunk.type == leaf.reading.physicalType?.rawValue, start >= 4, chunk.compressedSize >= 0,
            start <= footerStart, rows == 0 || chunk.compressedSize <= footerStart - start
        else {
            throw ParquetError(
                .corrupt, "the footer's description of the column is wrong", file: path, offset: footerStart)
        }
        try file.read(at: start, count: rows == 0 ? 0 : Int(chunk.compressedSize), into: buffer)
        return (codec, rows == 0 ? 0 : Int(chunk.valueCount))
    }

    private static func footer(
        _ file: ReadOnlyFile, _ path: String
    ) throws(ParquetError) -> (footer: Footer, start: Int64) {
        let buffer = try ParquetBuffer()
        guard file.size >= 12 else { throw ParquetError(.corrupt, "is too short for a Parquet file", file: path) }
        try file.read(at: 0, count: 4, into: buffer)
        guard buffer.bytes.elementsEqual("PAR1".utf8) else {
            let isEncrypted = buffer.bytes.elementsEqual("PARE".utf8)
            throw ParquetError(
                isEncrypted ? .unsupported : .corrupt, isEncrypted ? "is encrypted" : "is no Parquet file", file: path,
                offset: 0)
        }
        try file.read(at: file.size - 8, count: 8, into: buffer)
        guard buffer.bytes[4...].elementsEqual("PAR1".utf8) else {
            throw ParquetError(.corrupt, "is cut short: it does not end in PAR1", file: path, offset: file.size - 4)
        }
        let size = Int64(UInt32(littleEndian: buffer.bytes.loadUnaligned(as: UInt32.self)))
        guard size <= file.size - 12 else {
            throw ParquetError(.corrupt, "has a footer longer than the file", file: path, offset: file.size - 8)
        }
        let start = file.size - 8 - size
        try file.read(at: start, count: Int(size), into: buffer)
        do throws(ParquetError) {
            return (
                try withExtendedLifetime(buffer) { () throws(ParquetError) in try FooterReader.read(buffer.bytes) },
                start
            )
        } catch {
            throw error.at(file: path, offset: start)
        }
    }

    /// Row counts have to agree: they decide how much memory is asked for.
    private static func check(_ footer: Footer) throws(ParquetError) {
        var total: Int64 = 0
        for group in footer.groups {
            guard group.rowCount >= 0 else { throw .corrupt("a row group has a negative number of rows") }
            guard group.rowCount <= largestGroup else {
                throw ParquetError(.unsupported, "a row group has more than \(largestGroup) rows")
            }
            total += group.rowCount
        }
        guard total == footer.rowCount else { throw .corrupt("the row groups' rows do not add up to the file's") }
    }
}

/// An open file, read at given places.
private final class ReadOnlyFile: Sendable {
    let path: String
    let size: Int64
    private let descriptor: Int32

    init(path: String) throws(ParquetError) {
        let opened = open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw systemError("cannot be opened", path) }
        var status = stat()
        guard fstat(opened, &status) == 0 else {
            let error = systemError("cannot be examined", path)
            close(opened)
            throw error
        }
        self.path = path
        descriptor = opened
        size = Int64(status.st_size)
    }

    deinit { close(descriptor) }

    /// Replaces the buffer's content by `count` bytes of the file; the caller has checked that they are there.
    func read(at offset: Int64, count: Int, into buffer: ParquetBuffer) throws(ParquetError) {
        buffer.count = 0
        let target = try buffer.reserve(count)
        while buffer.count < count {
            let got = pread(
                descriptor, target + buffer.count, count - buffer.count, off_t(offset) + off_t(buffer.count))
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw systemError("cannot be read", path) }
            guard got > 0 else {
                throw ParquetError(.corrupt, "became shorter while it was read", file: path, offset: offset)
            }
            buffer.count += got
        }
    }
}

import Columns

/// Encodes batches into row groups of a Parquet file, apart from the file, so that several threads can encode
/// while one appends. The same batch gives the same bytes, whatever else its text dictionaries hold.
///
/// Text by code becomes a dictionary page of the values used, in the order they are first seen (or plain values
/// where a dictionary would save nothing); plain text stays plain; numbers get a dictionary when few of them differ.
public struct RowGroupEncoder: Sendable {
    public let fields: [ParquetField]
    public let compression: ParquetCompression

    public init(fields: [ParquetField], compression: ParquetCompression = .zstd(level: 1)) {
        self.fields = fields
        self.compression = compression
    }

    /// Encodes the batch's columns that bear the fields' names; other columns are left out.
    /// - Throws: `ParquetError` of kind `mismatch` for a missing column, another type than the field's, an absent
    ///   value where none may be, or text that is no UTF-8.
    public func encode(_ batch: ColumnBatch) throws(ParquetError) -> EncodedRowGroup {
        var group = EncodedRowGroup(rowCount: batch.rowCount, fields: fields)
        guard batch.rowCount > 0 else { return group }
        let writer = try ColumnChunkWriter(compression)
        let numbers = try NumberColumnEncoder(writer: writer)
        var texts = try TextColumnEncoder(writer: writer)
        for field in fields {
            do throws(ParquetError) {
                guard let data = batch[field.name] else {
                    throw ParquetError(.mismatch, "the batch has no such column")
                }
                guard data.count == batch.rowCount else {
                    throw ParquetError(.mismatch, "\(data.count) values in a batch of \(batch.rowCount) rows")
                }
                switch (field.type, data) {
                case (.int32, .int32(let column)), (.date, .date(let column)):
                    try numbers.encode(column, nullable: field.nullable)
                case (.int64, .int64(let column)), (.timestampMicros, .timestamp(let column)):
                    try numbers.encode(column, nullable: field.nullable)
                case (.double, .double(let column)):
                    try numbers.encode(column, nullable: field.nullable)
                case (.boolean, .boolean(let column)):
                    try numbers.encode(column, nullable: field.nullable)
                case (.utf8, .coded(let column)), (.blob, .coded(let column)):
                    try texts.encode(column, nullable: field.nullable, checked: field.type == .utf8)
                case (.utf8, .plain(let column)), (.blob, .plain(let column)):
                    try texts.encode(column, nullable: field.nullable, checked: field.type == .utf8)
                default:
                    throw ParquetError(.mismatch, "a field of type \(field.type) cannot hold the batch's column")
                }
            } catch {
                throw error.at(column: field.name)
            }
            group.chunks.append(writer.chunk)
        }
        group.bytes = writer.output
        return group
    }
}

/// One row group ready to be appended to a file.
public struct EncodedRowGroup: Sendable {
    public let rowCount: Int
    /// The pages of all columns.
    public internal(set) var bytes: [UInt8] = []
    let fields: [ParquetField]
    /// One a field, with offsets from the start of `bytes`; none when there are no rows.
    var chunks: [ColumnChunk] = []

    init(rowCount: Int, fields: [ParquetField]) {
        self.rowCount = rowCount
        self.fields = fields
    }
}

/// The presence of a column's rows, after checking it against what the field allows.
func checkedPresence(
    flags: UnsafePointer<UInt8>?, rows: Int, nullable: Bool
) throws(ParquetError) -> RowPresence {
    guard let flags else { return RowPresence(rows: rows) }
    let presence = RowPresence(flags: flags, rows: rows)
    if !nullable, presence.count < rows {
        let row = (0..<rows).first { flags[$0] == 0 } ?? 0
        throw ParquetError(.mismatch, "row \(row) of the batch has no value, which the field does not allow")
    }
    return presence
}

/// Calls `body` with one byte a row, `nil` when all rows have a value.
func withFlags<Result>(
    _ present: [Bool]?, rows: Int, _ body: (UnsafePointer<UInt8>?) throws(ParquetError) -> Result
) throws(ParquetError) -> Result {
    guard let present else { return try body(nil) }
    guard present.count == rows else {
        throw ParquetError(.mismatch, "\(present.count) presence flags for \(rows) values")
    }
    return try present.withUnsafeBufferPointer { (flags) throws(ParquetError) in
        try body(UnsafeRawPointer(flags.baseAddress)?.assumingMemoryBound(to: UInt8.self))
    }
}

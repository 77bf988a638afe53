/// What a finished file holds, in the terms of DuckLake's `ducklake_data_file` and `ducklake_file_column_stats`.
public struct ParquetFileSummary: Sendable, Equatable {
    public var recordCount: Int64
    public var fileSizeBytes: Int64
    /// The 4-byte length before the closing `PAR1`.
    public var footerSize: Int64
    /// In the order of the fields.
    public var columns: [ParquetColumnSummary]
}

/// One column of a finished file.
public struct ParquetColumnSummary: Sendable, Equatable {
    public var name: String
    public var fieldID: Int32?
    /// Values present; with `nullCount` the number of rows.
    public var valueCount: Int64
    public var nullCount: Int64
    /// Smallest value as DuckLake writes it (`2024-05-31`, `0`/`1` for booleans, UTC times with `+00`);
    /// `nil` when there is none, or none is given: bytes, text over 64 bytes, a not-a-number among the values,
    /// years outside 1…9999.
    public var min: String?
    /// Largest value, likewise.
    public var max: String?
    /// Whether a not-a-number is among the values; `nil` for other columns than doubles.
    public var containsNaN: Bool?
    /// All pages, as compressed.
    public var columnSizeBytes: Int64

    init(field: ParquetField, chunks: [ColumnChunk]) {
        name = field.name
        fieldID = field.fieldID
        nullCount = chunks.reduce(0) { $0 + $1.nullCount }
        valueCount = chunks.reduce(0) { $0 + $1.valueCount } - nullCount
        let bounds = chunks.reduce(ColumnBounds.empty) { $0.union($1.bounds) }.text(as: field.type)
        min = bounds?.min
        max = bounds?.max
        containsNaN = field.type == .double ? chunks.contains { $0.containsNaN } : nil
        columnSizeBytes = chunks.reduce(0) { $0 + $1.compressedSize }
    }
}

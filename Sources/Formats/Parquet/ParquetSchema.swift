/// What a column holds, apart from whether values may be absent.
public enum ParquetType: Sendable, Equatable {
    case boolean, int32, int64, double
    /// UTF-8 text.
    case utf8
    /// Bytes of no stated meaning.
    case blob
    /// Days since 1970-01-01.
    case date
    /// Microseconds since 1970-01-01T00:00:00: of UTC when `utc`, else of an unnamed local clock.
    case timestampMicros(utc: Bool)
    /// A column of somebody else's file that cannot be read here (nested, decimal, …), with what it is. Not writable.
    case unsupported(String)
}

/// One flat column of a Parquet file.
public struct ParquetField: Sendable, Equatable {
    public var name: String
    public var type: ParquetType
    /// Whether a value may be absent.
    public var nullable: Bool
    /// The number by which table formats (DuckLake, Iceberg) know the column.
    public var fieldID: Int32?

    public init(name: String, type: ParquetType, nullable: Bool = true, fieldID: Int32? = nil) {
        self.name = name
        self.type = type
        self.nullable = nullable
        self.fieldID = fieldID
    }
}

/// How the pages of a written file are compressed.
public enum ParquetCompression: Sendable, Equatable {
    case uncompressed
    /// zlib's levels, 1…9.
    case gzip(level: Int32)
    /// Zstandard's levels, 1…22.
    case zstd(level: Int32)
}

/// Names of numbers in Parquet's Thrift definition (parquet-format, `parquet.thrift`).
enum PhysicalType: Int32, Sendable {
    case boolean = 0, int32, int64, int96, float, double, byteArray, fixedLengthByteArray
}

enum PageEncoding: Int32, Sendable {
    case plain = 0, plainDictionary = 2, runLength = 3, bitPacked = 4, deltaBinaryPacked = 5
    case deltaLengthByteArray = 6, deltaByteArray = 7, runLengthDictionary = 8, byteStreamSplit = 9

    var isDictionary: Bool { self == .plainDictionary || self == .runLengthDictionary }
}

enum PageCodec: Int32, Sendable {
    case uncompressed = 0, snappy, gzip, lzo, brotli, lz4, zstd, lz4Raw
}

enum PageKind: Int32, Sendable {
    case data = 0, index, dictionary, dataV2
}

/// How a logical type is told apart from its physical one by older readers.
enum ConvertedType {
    static let utf8: Int32 = 0
    static let date: Int32 = 6
    static let timestampMicros: Int32 = 10
}

/// One column of one row group, with offsets from the start of the file (or of the group while it is being made).
struct ColumnChunk: Sendable {
    var physicalType: PhysicalType
    var encodings: [PageEncoding] = []
    var codec: PageCodec
    var valueCount: Int64 = 0
    /// Sizes of all pages, headers included.
    var uncompressedSize: Int64 = 0
    var compressedSize: Int64 = 0
    var dataPageOffset: Int64 = 0
    var dictionaryPageOffset: Int64?
    var nullCount: Int64 = 0
    var bounds = ColumnBounds.empty
    var containsNaN = false

    var start: Int64 {
        // Some writers put 0 for "no dictionary".
        if let dictionaryPageOffset, dictionaryPageOffset > 0 { return min(dictionaryPageOffset, dataPageOffset) }
        return dataPageOffset
    }
}

struct RowGroup: Sendable {
    var rowCount: Int64
    var columns: [ColumnChunk]
}

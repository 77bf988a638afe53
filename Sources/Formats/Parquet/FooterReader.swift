/// What the footer says, as far as reading needs it; numbers are not yet checked against each other.
struct Footer: Sendable {
    var schema: [SchemaElement] = []
    var rowCount: Int64 = 0
    var groups: [StoredRowGroup] = []
    var keyValueMetadata: [(String, String)] = []
}

struct SchemaElement: Sendable {
    var type: Int32?
    var repetition: Int32 = 0
    var name = ""
    var childCount: Int32 = 0
    var converted: Int32?
    var fieldID: Int32?
    /// Bytes of a value of fixed length.
    var typeLength: Int32?
    /// Digits behind the point of a decimal.
    var scale: Int32?
    var logical: LogicalType?
}

/// The kinds of logical type that are told apart.
enum LogicalType: Sendable, Equatable {
    case string, date, timestamp(utc: Bool, unit: Int16), integer(bits: Int8, signed: Bool), bytes, null
    case decimal(scale: Int32), time(unit: Int16), uuid, halfFloat
    case other(String)
}

struct StoredRowGroup: Sendable {
    var rowCount: Int64 = 0
    var columns: [StoredChunk] = []
}

struct StoredChunk: Sendable {
    var type: Int32 = -1
    var codec: Int32 = -1
    var valueCount: Int64 = -1
    var compressedSize: Int64 = -1
    var dataPageOffset: Int64 = -1
    var dictionaryPageOffset: Int64?
    var isElsewhere = false
    var isEncrypted = false

    /// Where the first page lies. Some writers put 0 for "no dictionary".
    var start: Int64 {
        if let dictionaryPageOffset, dictionaryPageOffset > 0 { return min(dictionaryPageOffset, dataPageOffset) }
        return dataPageOffset
    }
}

enum FooterReader {
    static func read(_ bytes: UnsafeRawBufferPointer) throws(ParquetError) -> Footer {
        var reader = ThriftReader(bytes)
        var footer = Footer()
        try reader.structure { (reader, field) throws(ParquetError) in
            switch field.number {
            case 2:
                try reader.list(field) { (reader, _) throws(ParquetError) in
                    footer.schema.append(try schemaElement(&reader))
                }
            case 3: footer.rowCount = try reader.integer(field)
            case 4:
                try reader.list(field) { (reader, _) throws(ParquetError) in
                    footer.groups.append(try rowGroup(&reader))
                }
            case 5:
                try reader.list(field) { (reader, _) throws(ParquetError) in
                    footer.keyValueMetadata.append(try keyValue(&reader))
                }
            default: try reader.skip(field)
            }
        }
        return footer
    }

    private static func schemaElement(_ reader: inout ThriftReader) throws(ParquetError) -> SchemaElement {
        var element = SchemaElement()
        try reader.structure { (reader, field) throws(ParquetError) in
            switch field.number {
            case 1: element.type = try reader.int32(field)
            case 2: element.typeLength = try reader.int32(field)
            case 3: element.repetition = try reader.int32(field)
            case 4: element.name = try reader.text(field)
            case 5: element.childCount = try reader.int32(field)
            case 6: element.converted = try reader.int32(field)
            case 7: element.scale = try reader.int32(field)
            case 9: element.fieldID = try reader.int32(field)
            case 10:
                try reader.structure(field) { (reader, field) throws(ParquetError) in
                    element.logical = try logicalType(&reader, field)
                }
            default: try reader.skip(field)
            }
        }
        return element
    }

    private static func logicalType(
        _ reader: inout ThriftReader, _ kind: ThriftReader.Field
    ) throws(ParquetError) -> LogicalType {
        switch kind.number {
        case 5:
            var scale: Int32 = 0
            try reader.structure(kind) { (reader, field) throws(ParquetError) in
                if field.number == 1 { scale = try reader.int32(field) } else { try reader.skip(field) }
            }
            return .decimal(scale: scale)
        case 7, 8:
            var utc = false
            var unit: Int16 = 0
            try reader.structure(kind) { (reader, field) throws(ParquetError) in
                switch field.number {
                case 1: utc = try reader.boolean(field)
                case 2:
                    try reader.structure(field) { (reader, field) throws(ParquetError) in
                        unit = field.number
                        try reader.skip(field)
                    }
                default: try reader.skip(field)
                }
            }
            return kind.number == 7 ? .time(unit: unit) : .timestamp(utc: utc, unit: unit)
        case 10:
            var bits: Int8 = 0
            var signed = true
            try reader.structure(kind) { (reader, field) throws(ParquetError) in
                switch field.number {
                case 1: bits = Int8(truncatingIfNeeded: try reader.integer(field))
                case 2: signed = try reader.boolean(field)
                default: try reader.skip(field)
                }
            }
            return .integer(bits: bits, signed: signed)
        default:
            try reader.skip(kind)
        }
        switch kind.number {
        case 1, 4, 12: return .string
        case 6: return .date
        case 11: return .null
        case 13: return .bytes
        case 14: return .uuid
        case 15: return .halfFloat
        case 17, 18: return .bytes
        default: return .other("of logical type \(kind.number)")
        }
    }

    private static func rowGroup(_ reader: inout ThriftReader) throws(ParquetError) -> StoredRowGroup {
        var group = StoredRowGroup()
        try reader.structure { (reader, field) throws(ParquetError) in
            switch field.number {
            case 1:
                try reader.list(field) { (reader, _) throws(ParquetError) in
                    group.columns.append(try chunk(&reader))
                }
            case 3: group.rowCount = try reader.integer(field)
            default: try reader.skip(field)
            }
        }
        return group
    }

    private static func chunk(_ reader: inout ThriftReader) throws(ParquetError) -> StoredChunk {
        var chunk = StoredChunk()
        try reader.structure { (reader, field) throws(ParquetError) in
            switch field.number {
            case 1:
                chunk.isElsewhere = true
                try reader.skip(field)
            case 3:
                try reader.structure(field) { (reader, field) throws(ParquetError) in
                    switch field.number {
                    case 1: chunk.type = try reader.int32(field)
                    case 4: chunk.codec = try reader.int32(field)
                    case 5: chunk.valueCount = try reader.integer(field)
                    case 7: chunk.compressedSize = try reader.integer(field)
                    case 9: chunk.dataPageOffset = try reader.integer(field)
                    case 11: chunk.dictionaryPageOffset = try reader.integer(field)
                    default: try reader.skip(field)
                    }
                }
            case 8:
                chunk.isEncrypted = true
                try reader.skip(field)
            default: try reader.skip(field)
            }
        }
        return chunk
    }

    private static func keyValue(_ reader: inout ThriftReader) throws(ParquetError) -> (String, String) {
        var pair = ("", "")
        try reader.structure { (reader, field) throws(ParquetError) in
            switch field.number {
            case 1: pair.0 = try reader.text(field)
            case 2: pair.1 = try reader.text(field)
            default: try reader.skip(field)
            }
        }
        return pair
    }
}

/// Lays out the footer: schema, row groups, statistics, key-value pairs.
enum FooterWriter {
    static func bytes(
        fields: [ParquetField], groups: [RowGroup], keyValueMetadata: [(String, String)], createdBy: String
    ) -> [UInt8] {
        var thrift = ThriftWriter()
        thrift.structure {
            $0.integer(1, Int32(1))
            $0.list(2, [nil] + fields.map(Optional.some)) { writer, field in
                if let field {
                    schemaElement(field, &writer)
                } else {
                    writer.text(4, "schema")
                    writer.integer(5, Int32(truncatingIfNeeded: fields.count))
                }
            }
            $0.integer(3, groups.reduce(Int64(0)) { $0 + $1.rowCount })
            $0.list(4, Array(groups.enumerated())) { rowGroup($1.element, $1.offset, fields, &$0) }
            if !keyValueMetadata.isEmpty {
                $0.list(5, keyValueMetadata) { writer, pair in
                    writer.text(1, pair.0)
                    writer.text(2, pair.1)
                }
            }
            $0.text(6, createdBy)
            // The order of values is the one their type defines.
            $0.list(7, fields) { writer, _ in writer.structure(1) { _ in } }
        }
        return thrift.bytes
    }

    private static func schemaElement(_ field: ParquetField, _ writer: inout ThriftWriter) {
        writer.integer(1, field.type.physicalType.rawValue)
        writer.integer(3, Int32(field.nullable ? 1 : 0))
        writer.text(4, field.name)
        switch field.type {
        case .utf8: writer.integer(6, ConvertedType.utf8)
        case .date: writer.integer(6, ConvertedType.date)
        // The converted type means UTC; a local time is told by the logical type alone.
        case .timestampMicros(utc: true): writer.integer(6, ConvertedType.timestampMicros)
        default: break
        }
        if let id = field.fieldID { writer.integer(9, id) }
        switch field.type {
        case .utf8: writer.structure(10) { $0.structure(1) { _ in } }
        case .date: writer.structure(10) { $0.structure(6) { _ in } }
        case .timestampMicros(let utc):
            writer.structure(10) {
                $0.structure(8) {
                    $0.boolean(1, utc)
                    $0.structure(2) { $0.structure(2) { _ in } }
                }
            }
        default: break
        }
    }

    private static func rowGroup(
        _ group: RowGroup, _ ordinal: Int, _ fields: [ParquetField], _ writer: inout ThriftWriter
    ) {
        writer.list(1, Array(zip(fields, group.columns))) { writer, column in
            writer.integer(2, column.1.start)
            writer.structure(3) { columnMetadata(column.0, column.1, &$0) }
        }
        writer.integer(2, group.columns.reduce(Int64(0)) { $0 + $1.uncompressedSize })
        writer.integer(3, group.rowCount)
        if let first = group.columns.first { writer.integer(5, first.start) }
        writer.integer(6, group.columns.reduce(Int64(0)) { $0 + $1.compressedSize })
        if let ordinal = Int16(exactly: ordinal) { writer.integer(7, ordinal) }
    }

    private static func columnMetadata(_ field: ParquetField, _ chunk: ColumnChunk, _ writer: inout ThriftWriter) {
        writer.integer(1, chunk.physicalType.rawValue)
        writer.list(2, chunk.encodings.map(\.rawValue))
        writer.list(3, [field.name])
        writer.integer(4, chunk.codec.rawValue)
        writer.integer(5, chunk.valueCount)
        writer.integer(6, chunk.uncompressedSize)
        writer.integer(7, chunk.compressedSize)
        writer.integer(9, chunk.dataPageOffset)
        if let offset = chunk.dictionaryPageOffset { writer.integer(11, offset) }
        writer.structure(12) {
            $0.integer(3, chunk.nullCount)
            if let bounds = chunk.bounds.plain(as: chunk.physicalType) {
                $0.binary(5, bounds.max)
                $0.binary(6, bounds.min)
                $0.boolean(7, true)
                $0.boolean(8, true)
            }
        }
    }
}

extension ParquetType {
    /// How values of the type are written.
    var physicalType: PhysicalType {
        switch self {
        case .boolean: .boolean
        case .int32, .date: .int32
        case .int64, .timestampMicros: .int64
        case .double: .double
        case .utf8, .blob, .unsupported: .byteArray
        }
    }
}

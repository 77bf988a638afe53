/// A top-level column of a file and how its values become those of a batch.
struct StoredColumn: Sendable {
    var field: ParquetField
    /// Which of a row group's chunks is the column's.
    var chunk: Int
    var reading: ColumnReading
    /// What is read of a nested column; `nil` for a flat one, and for those of which nothing is.
    var nested: NestedColumn?

    /// The one leaf of a flat column that can be read.
    var leaf: StoredLeaf? {
        reading == .none
            ? nil
            : StoredLeaf(
                chunk: chunk, depth: PageDepth(definition: field.nullable ? 1 : 0), reading: reading, type: field.type)
    }
}

/// A leaf of the schema: a column of values in the pages.
struct StoredLeaf: Sendable, Equatable {
    /// Which of a row group's chunks is the leaf's.
    var chunk: Int
    var depth: PageDepth
    var reading: ColumnReading
    var type: ParquetType
}

/// The nested columns that are read.
enum NestedColumn: Sendable, Equatable {
    /// A list of texts.
    case texts(StoredLeaf)
    /// GeoParquet's and GeoArrow's points: a struct of x and y.
    case point(x: StoredLeaf, y: StoredLeaf)
}

enum ColumnReading: Sendable, Equatable {
    case boolean, int32, int64, double, float, int96, bytes
    /// Stored in 32 bits without sign.
    case unsigned32
    /// Stored in 64 bits without sign; more than `Int64.max` is an error.
    case unsigned64
    case milliseconds, nanoseconds
    /// Becomes text, and no column of a batch.
    case converted(ConvertedValue)
    case none
}

enum SchemaReader {
    static func columns(_ schema: [SchemaElement]) throws(ParquetError) -> [StoredColumn] {
        guard let root = schema.first else { throw .corrupt("the footer has no schema") }
        var columns: [StoredColumn] = []
        var index = 1
        var chunk = 0
        for _ in 0..<max(0, root.childCount) {
            guard index < schema.count else { throw .corrupt("the schema names more columns than it has") }
            let element = schema[index]
            var (type, reading) = kind(element)
            if element.childCount > 0 || element.type == nil {
                (type, reading) = (.unsupported("a nested column"), .none)
            } else if element.repetition != 0, element.repetition != 1 {
                (type, reading) = (.unsupported("a repeated column"), .none)
            }
            var column =
                StoredColumn(
                    field: ParquetField(
                        name: element.name, type: type, nullable: element.repetition != 0, fieldID: element.fieldID),
                    chunk: chunk, reading: reading)
            let first = index
            let count = try leaves(schema, &index)
            if reading == .none { column.nested = nested(schema[first..<index], chunk: chunk) }
            columns.append(column)
            chunk += count
        }
        guard index == schema.count else { throw .corrupt("the schema has more columns than it names") }
        return columns
    }

    /// The number of leaves in the subtree at `index`, which is moved behind it.
    private static func leaves(_ schema: [SchemaElement], _ index: inout Int) throws(ParquetError) -> Int {
        var pending = 1
        var leaves = 0
        while pending > 0 {
            guard index < schema.count else { throw .corrupt("the schema ends inside a nested column") }
            let children = Int(schema[index].childCount)
            guard children >= 0, children <= schema.count else { throw .corrupt("a column of \(children) parts") }
            pending += children - 1
            if schema[index].type != nil { leaves += 1 }
            index += 1
        }
        return leaves
    }

    /// What is read of the nested column that `elements` are.
    private static func nested(_ elements: ArraySlice<SchemaElement>, chunk: Int) -> NestedColumn? {
        var around: [(left: Int32, depth: PageDepth)] = []
        var leaves: [(name: String, leaf: StoredLeaf)] = []
        for element in elements {
            var depth = around.last?.depth ?? PageDepth()
            if element.repetition != 0 { depth.definition += 1 }
            if element.repetition == 2 { depth.repetition += 1 }
            if element.childCount > 0 {
                around.append((element.childCount, depth))
                continue
            }
            if element.type != nil {
                guard leaves.count < 4 else { return nil }
                let (type, reading) = kind(element)
                let leaf = StoredLeaf(chunk: chunk + leaves.count, depth: depth, reading: reading, type: type)
                leaves.append((element.name, leaf))
            }
            while let last = around.indices.last {
                around[last].left -= 1
                if around[last].left > 0 { break }
                around.removeLast()
            }
        }
        if leaves.count == 1, leaves[0].leaf.depth.repetition == 1, leaves[0].leaf.reading == .bytes {
            return .texts(leaves[0].leaf)
        }
        if leaves.count >= 2, leaves[0].name == "x", leaves[1].name == "y",
            leaves.allSatisfy({ $0.leaf.depth.repetition == 0 && $0.leaf.reading == .double })
        {
            return .point(x: leaves[0].leaf, y: leaves[1].leaf)
        }
        return nil
    }

    private static func kind(_ element: SchemaElement) -> (ParquetType, ColumnReading) {
        let logical = element.logical ?? element.converted.flatMap { logicalType($0, scale: element.scale ?? 0) }
        if case .other(let what) = logical { return (.unsupported(what), .none) }
        if let (what, value) = converted(element, logical) {
            return (.unsupported(what), value.map(ColumnReading.converted) ?? .none)
        }
        switch element.type.flatMap(PhysicalType.init) {
        case .boolean: return (.boolean, .boolean)
        case .int32:
            switch logical {
            case .date: return (.date, .int32)
            case .integer(bits: 32, signed: false): return (.int64, .unsigned32)
            default: return (.int32, .int32)
            }
        case .int64:
            switch logical {
            case .timestamp(let utc, unit: 1): return (.timestampMicros(utc: utc), .milliseconds)
            case .timestamp(let utc, unit: 2): return (.timestampMicros(utc: utc), .int64)
            case .timestamp(let utc, unit: 3): return (.timestampMicros(utc: utc), .nanoseconds)
            case .timestamp: return (.unsupported("a timestamp of unknown unit"), .none)
            case .integer(bits: 64, signed: false): return (.int64, .unsigned64)
            default: return (.int64, .int64)
            }
        case .int96: return (.timestampMicros(utc: false), .int96)
        case .float: return (.double, .float)
        case .double: return (.double, .double)
        case .byteArray: return (logical == .string ? .utf8 : .blob, .bytes)
        case .fixedLengthByteArray: return (.unsupported("an array of unknown length"), .none)
        case nil: return (.unsupported("of an unknown type"), .none)
        }
    }

    /// What a value is called and how it is written, of those that only become text; `nil` for all others.
    private static func converted(_ element: SchemaElement, _ logical: LogicalType?) -> (String, ConvertedValue?)? {
        let storage: ConvertedValue.Storage? =
            switch element.type.flatMap(PhysicalType.init) {
            case .int32: .int32
            case .int64: .int64
            case .byteArray: .bytes
            case .fixedLengthByteArray: element.typeLength.flatMap { (1...1 << 20).contains($0) ? .fixed(Int($0)) : nil }
            default: nil
            }
        func value(_ meaning: ConvertedValue.Meaning, _ fits: Bool) -> ConvertedValue? {
            storage.flatMap { fits ? ConvertedValue(storage: $0, meaning: meaning) : nil }
        }
        switch logical {
        case .decimal(let scale):
            return ("a decimal", value(.decimal(scale: Int(scale)), (0...Int32(ConvertedValue.mostDigits)).contains(scale)))
        case .time(unit: 1): return ("a time of day", value(.timeOfDay(perSecond: 1000), storage == .int32))
        case .time(unit: 2): return ("a time of day", value(.timeOfDay(perSecond: 1_000_000), storage == .int64))
        case .time(unit: 3): return ("a time of day", value(.timeOfDay(perSecond: 1_000_000_000), storage == .int64))
        case .time: return ("a time of day", nil)
        case .uuid: return ("a UUID", value(.uuid, storage == .fixed(16)))
        case .halfFloat: return ("a 16-bit float", value(.halfFloat, storage == .fixed(2)))
        default:
            guard case .fixed? = storage else { return nil }
            return ("an array of fixed length", value(.text, true))
        }
    }

    /// The logical type that an older writer's converted type stands for.
    private static func logicalType(_ converted: Int32, scale: Int32) -> LogicalType? {
        switch converted {
        case 0, 4, 19: .string
        case 5: .decimal(scale: scale)
        case 6: .date
        case 7: .time(unit: 1)
        case 8: .time(unit: 2)
        case 9: .timestamp(utc: true, unit: 1)
        case 10: .timestamp(utc: true, unit: 2)
        case 13: .integer(bits: 32, signed: false)
        case 14: .integer(bits: 64, signed: false)
        case 21: .other("an interval")
        default: nil
        }
    }
}

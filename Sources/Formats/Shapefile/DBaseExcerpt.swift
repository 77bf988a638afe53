/// Makes a dBASE table with some rows of another, and fields of text behind those that it has.
struct DBaseExcerpt: Sendable {
    /// What a row of the excerpt is put together from.
    private enum Piece {
        /// Bytes of the source's row.
        case copied(Range<Int>)
        /// The value of an added field, padded to a width.
        case added(Int, width: Int)
    }

    /// Entries of that many bytes may need the records of a zip for more than 4 GiB.
    static let largeEntry: UInt64 = 0xF000_0000

    private static let text = UInt8(ascii: "C")
    private static let endOfFields: UInt8 = 0x0D
    private static let endOfFile: UInt8 = 0x1A
    private static let widest = 254
    private static let longestName = 10
    /// Versions whose descriptors say where in the row their fields lie.
    private static let foxPro: ClosedRange<UInt8> = 0x30...0x32

    private let table: DBaseTable
    private let pieces: [Piece]
    private let recordLength: Int
    /// The header but for the number of rows.
    private let header: [UInt8]
    /// Values that a row has to have.
    let addedCount: Int

    /// - Throws: `ShapefileError` for fields that a table cannot have, or for which it has no room.
    init(_ table: DBaseTable, _ added: [ShapefileExcerpt.AddedField]) throws {
        try Self.check(added, table)
        let source = try table.file.bytes(at: 0, count: table.headerLength)
        guard source.count == table.headerLength else {
            throw ShapefileError(table.path, "became shorter while it was read")
        }
        // The first byte says whether the row is deleted.
        var pieces = [Piece.copied(0..<1)]
        var descriptors: [UInt8] = []
        var offset = 1
        let tellsOffsets = Self.foxPro.contains(source[0])
        func place(_ descriptor: [UInt8], _ width: Int, _ piece: Piece) {
            let start = descriptors.count
            descriptors += descriptor
            if tellsOffsets { descriptors.replaceLittleEndian(UInt32(clamping: offset), at: start + 12) }
            offset += width
            pieces.append(piece)
        }
        var remaining = Array(added.indices)
        for (index, field) in table.fields.enumerated() {
            var descriptor = Array(source[(32 + 32 * index)..<(64 + 32 * index)])
            guard let found = remaining.firstIndex(where: { added[$0].name.lowercased() == field.name.lowercased() })
            else {
                place(descriptor, field.length, .copied(field.offset..<(field.offset + field.length)))
                continue
            }
            let which = remaining.remove(at: found)
            var width = field.length
            if field.type != Self.text || width < added[which].width {
                width = max(min(width, Self.widest), added[which].width)
                descriptor.replaceSubrange(11..<32, with: Self.descriptor("", width: width)[11..<32])
            }
            place(descriptor, width, .added(which, width: width))
        }
        for which in remaining {
            let width = added[which].width
            place(Self.descriptor(added[which].name, width: width), width, .added(which, width: width))
        }

        // Behind the descriptors stand an end mark and, in some versions, more.
        var rest = Array(source[(32 + 32 * table.fields.count)...])
        if rest.first != Self.endOfFields { rest.insert(Self.endOfFields, at: 0) }
        var header = source[..<32] + descriptors + rest
        guard let headerLength = UInt16(exactly: header.count), let recordLength = UInt16(exactly: offset) else {
            throw ShapefileError(table.path, "has no room for further fields")
        }
        header.replaceLittleEndian(headerLength, at: 8)
        header.replaceLittleEndian(recordLength, at: 10)
        // An index that goes with the source is not taken along.
        header[28] &= ~1
        self.table = table
        self.pieces = Self.joined(pieces)
        self.recordLength = offset
        self.header = Array(header)
        addedCount = added.count
    }

    private static func check(_ added: [ShapefileExcerpt.AddedField], _ table: DBaseTable) throws {
        var names = Set<String>()
        for field in added {
            guard (1...longestName).contains(field.name.utf8.count),
                field.name.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            else { throw ShapefileError(table.path, "no field can be called '\(field.name)'") }
            guard (1...widest).contains(field.width) else {
                throw ShapefileError(table.path, "the field '\(field.name)' cannot be \(field.width) bytes wide")
            }
            guard names.insert(field.name.lowercased()).inserted else {
                throw ShapefileError(table.path, "the field '\(field.name)' is added twice")
            }
        }
    }

    private static func descriptor(_ name: String, width: Int) -> [UInt8] {
        var descriptor = Array(name.utf8) + [UInt8](repeating: 0, count: 32 - name.utf8.count)
        descriptor[11] = text
        descriptor[16] = UInt8(clamping: width)
        return descriptor
    }

    /// Copies of fields that lie behind one another in one piece.
    private static func joined(_ pieces: [Piece]) -> [Piece] {
        var result: [Piece] = []
        for piece in pieces {
            if case .copied(let range) = piece, case .copied(let before)? = result.last,
                before.upperBound == range.lowerBound
            {
                result[result.count - 1] = .copied(before.lowerBound..<range.upperBound)
            } else {
                result.append(piece)
            }
        }
        return result
    }

    /// Writes the table as an entry of a zip.
    /// - Parameter rows: ascending, of rows that are there, with as many values as fields are added.
    func write(_ rows: [ShapefileExcerpt.Row], to name: String, in zip: ZipWriter) throws {
        let bytes = UInt64(header.count) + UInt64(rows.count) * UInt64(recordLength) + 1
        guard let count = UInt32(exactly: rows.count) else { throw ShapefileError(table.path, "has too many rows") }
        try zip.beginEntry(name, mayExceed4GiB: bytes >= Self.largeEntry)
        var pending = header
        pending.replaceLittleEndian(count, at: 4)
        var window = Window(table, last: rows.last?.number ?? 0)
        for row in rows {
            let start = try window.start(of: row.number)
            for piece in pieces {
                switch piece {
                case .copied(let range):
                    pending.append(contentsOf: window.bytes[(start + range.lowerBound)..<(start + range.upperBound)])
                case .added(let which, let width): Self.append(row.values[which], width: width, to: &pending)
                }
            }
            if pending.count >= 1 << 18 {
                try pending.withUnsafeBytes { try zip.write($0) }
                pending.removeAll(keepingCapacity: true)
            }
        }
        pending.append(Self.endOfFile)
        try pending.withUnsafeBytes { try zip.write($0) }
        try zip.endEntry()
    }

    private static func append(_ text: String, width: Int, to row: inout [UInt8]) {
        var room = width
        for scalar in text.unicodeScalars.prefix(width) {
            row.append(scalar.isASCII ? UInt8(truncatingIfNeeded: scalar.value) : UInt8(ascii: "?"))
            room -= 1
        }
        row.append(contentsOf: repeatElement(UInt8(ascii: " "), count: room))
    }

    /// Some rows of the source in memory.
    private struct Window {
        private let table: DBaseTable
        private let last: Int
        private(set) var bytes: [UInt8] = []
        private var rows = 0..<0

        /// - Parameter last: number of the last row that is asked for.
        init(_ table: DBaseTable, last: Int) {
            self.table = table
            self.last = last
        }

        /// Where in `bytes` the row of that number begins, which is there as a whole.
        mutating func start(of number: Int) throws -> Int {
            let length = table.recordLength
            if !rows.contains(number) {
                let count = min(max(1, (1 << 18) / length), last - number + 1)
                bytes = try table.file.bytes(
                    at: UInt64(table.headerLength + (number - 1) * length), count: count * length)
                guard bytes.count == count * length else {
                    throw ShapefileError(table.path, record: number, "the file became shorter while it was read")
                }
                rows = number..<(number + count)
            }
            return (number - rows.lowerBound) * length
        }
    }
}

extension RangeReplaceableCollection<UInt8> where Index == Int {
    /// Writes a number over the bytes that stand at an index.
    fileprivate mutating func replaceLittleEndian(_ value: some FixedWidthInteger, at index: Int) {
        var bytes: [UInt8] = []
        bytes.appendLittleEndian(value)
        replaceSubrange(index..<(index + bytes.count), with: bytes)
    }
}

import Columns

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Encodes columns of text or bytes.
struct TextColumnEncoder {
    /// Bounds are given when they are no longer than this, in bytes.
    private static let longestBound = 64

    let writer: ColumnChunkWriter
    private let flags: ParquetBuffer
    private let indices: ParquetBuffer
    /// Dictionary code → place in the page's dictionary, from 1; all 0 between columns.
    private var places: [UInt32] = []

    init(writer: ColumnChunkWriter) throws(ParquetError) {
        self.writer = writer
        flags = try ParquetBuffer()
        indices = try ParquetBuffer()
    }

    /// - Parameter checked: whether the values have to be UTF-8 and get bounds.
    mutating func encode(_ column: CodedText, nullable: Bool, checked: Bool) throws(ParquetError) {
        let rows = column.count
        let numbered = try number(column)
        let presence = try checkedPresence(
            flags: UnsafePointer(flags.base.assumingMemoryBound(to: UInt8.self)), rows: rows, nullable: nullable)
        writer.begin(.byteArray, rows: rows, presence: presence)
        let index = UnsafePointer(indices.base.assumingMemoryBound(to: UInt32.self))
        let texts = column.dictionary
        var bounds = TextBounds()
        var dictionarySize = 0
        try texts.bytes.withUnsafeBufferPointer { (slab) throws(ParquetError) in
            let slab = UnsafeRawBufferPointer(slab)
            for code in numbered {
                let value = UnsafeRawBufferPointer(rebasing: slab[texts.range(code)])
                dictionarySize += value.count + 4
                if checked {
                    guard isWellFormedUTF8(value) else { throw Self.malformed }
                    bounds.add(value)
                }
            }
            let width = RunLengthEncoding.width(count: numbered.count)
            let indexSize = presence.count * width / 8
            let plainSize =
                numbered.count * 2 <= presence.count
                ? Int.max : (0..<presence.count).reduce(0) { $0 + 4 + texts.range(numbered[Int(index[$1])]).count }
            if presence.count > 0, dictionarySize + indexSize < plainSize - plainSize / 10 {
                for code in numbered {
                    try Self.append(UnsafeRawBufferPointer(rebasing: slab[texts.range(code)]), to: writer.page)
                }
                try writer.writeDictionary(count: numbered.count)
                try writer.writeData(
                    .runLengthDictionary, rows: rows, presence: presence, nullable: nullable, size: indexSize
                ) { (range) throws(ParquetError) in
                    try writer.appendIndices(index + range.lowerBound, count: range.count, width: width)
                }
            } else {
                try writer.writeData(
                    .plain, rows: rows, presence: presence, nullable: nullable,
                    size: presence.count == 0 ? 0 : plainSize
                ) { (range) throws(ParquetError) in
                    for row in range {
                        let value = UnsafeRawBufferPointer(rebasing: slab[texts.range(numbered[Int(index[row])])])
                        try Self.append(value, to: writer.page)
                    }
                }
            }
        }
        writer.finish(bounds: checked ? bounds.bounds(Self.longestBound) : numbered.isEmpty ? .empty : .unknown)
    }

    func encode(_ column: PlainText, nullable: Bool, checked: Bool) throws(ParquetError) {
        let rows = column.count
        try withFlags(column.present, rows: rows) { (flags) throws(ParquetError) in
            let presence = try checkedPresence(flags: flags, rows: rows, nullable: nullable)
            writer.begin(.byteArray, rows: rows, presence: presence)
            var source = PlainTextSource(isChecked: checked, flags: presence.flags)
            try column.bytes.withUnsafeBufferPointer { (slab) throws(ParquetError) in
                let slab = UnsafeRawBufferPointer(slab)
                source.isOneText = checked && isWellFormedUTF8(slab)
                try column.ends.withUnsafeBufferPointer { (ends) throws(ParquetError) in
                    try writer.writeData(
                        .plain, rows: rows, presence: presence, nullable: nullable,
                        size: presence.count == 0 ? 0 : slab.count + presence.count * 4
                    ) { (range) throws(ParquetError) in
                        try source.append(range.count, of: slab, ends: ends, to: writer.page)
                    }
                }
            }
            let bounds = checked ? source.bounds.bounds(Self.longestBound) : presence.count == 0 ? .empty : .unknown
            writer.finish(bounds: bounds)
        }
    }

    fileprivate static var malformed: ParquetError {
        ParquetError(.mismatch, "a value is no UTF-8 text; decode or repair it first")
    }

    @inline(__always)
    fileprivate static func append(_ value: UnsafeRawBufferPointer, to page: ParquetBuffer) throws(ParquetError) {
        let target = try page.reserve(value.count + 4)
        target.storeBytes(of: UInt32(truncatingIfNeeded: value.count).littleEndian, as: UInt32.self)
        if let source = value.baseAddress { (target + 4).copyMemory(from: source, byteCount: value.count) }
        page.count += value.count + 4
    }

    /// Numbers the codes in the order they are first seen: fills `flags` a row and `indices` a present value, and
    /// returns the codes by number.
    private mutating func number(_ column: CodedText) throws(ParquetError) -> [UInt32] {
        let rows = column.count
        let codeCount = column.dictionary.count
        if places.count <= codeCount {
            places.append(contentsOf: repeatElement(0, count: codeCount + 1 - places.count))
        }
        flags.count = 0
        indices.count = 0
        let flag = try flags.reserve(rows).assumingMemoryBound(to: UInt8.self)
        let index = try indices.reserve((rows + 1) * 4).assumingMemoryBound(to: UInt32.self)
        var numbered: [UInt32] = []
        var wrongRow: Int?
        column.codes.withUnsafeBufferPointer { codes in
            places.withUnsafeMutableBufferPointer { places in
                var present = 0
                for row in 0..<rows {
                    let code = Int(codes[row])
                    if code == 0 {
                        flag[row] = 0
                        continue
                    }
                    guard code <= codeCount else {
                        wrongRow = row
                        break
                    }
                    flag[row] = 1
                    if places[code] == 0 {
                        numbered.append(codes[row])
                        places[code] = UInt32(truncatingIfNeeded: numbered.count)
                    }
                    index[present] = places[code] &- 1
                    present &+= 1
                }
                for code in numbered { places[Int(code)] = 0 }
            }
        }
        if let wrongRow {
            throw ParquetError(.mismatch, "the code of row \(wrongRow) of the batch is not in its dictionary")
        }
        return numbered
    }
}

/// Walks over plain text row by row, page after page.
private struct PlainTextSource {
    let isChecked: Bool
    let flags: UnsafePointer<UInt8>?
    /// Whether all bytes together are well-formed.
    var isOneText = false
    var bounds = TextBounds()
    private var row = 0

    init(isChecked: Bool, flags: UnsafePointer<UInt8>?) {
        self.isChecked = isChecked
        self.flags = flags
    }

    /// Appends the next `count` values that are present.
    mutating func append(
        _ count: Int, of slab: UnsafeRawBufferPointer, ends: UnsafeBufferPointer<UInt32>, to page: ParquetBuffer
    ) throws(ParquetError) {
        var left = count
        while left > 0 {
            defer { row += 1 }
            if let flags, flags[row] == 0 { continue }
            left -= 1
            let start = row == 0 ? 0 : Int(ends[row - 1])
            let end = Int(ends[row])
            guard start <= end, end <= slab.count else {
                throw ParquetError(.mismatch, "the ends of row \(row) of the batch lie outside its text")
            }
            let value = UnsafeRawBufferPointer(rebasing: slab[start..<end])
            try TextColumnEncoder.append(value, to: page)
            guard isChecked else { continue }
            // In text that is well-formed as a whole a value is too, unless it begins inside a character.
            let startsWell = value.isEmpty || value[0] & 0xC0 != 0x80
            guard isOneText ? startsWell : isWellFormedUTF8(value) else { throw TextColumnEncoder.malformed }
            bounds.add(value)
        }
    }
}

/// The first and last of byte strings in the order of unsigned bytes. Valid while the memory they lie in is.
private struct TextBounds {
    private var low: UnsafeRawBufferPointer?
    private var high: UnsafeRawBufferPointer?

    mutating func add(_ value: UnsafeRawBufferPointer) {
        guard let low, let high else {
            self.low = value
            self.high = value
            return
        }
        if precedes(value, low) { self.low = value } else if precedes(high, value) { self.high = value }
    }

    func bounds(_ longest: Int) -> ColumnBounds {
        guard let low, let high else { return .empty }
        return low.count <= longest && high.count <= longest ? .bytes(Array(low), Array(high)) : .unknown
    }

    private func precedes(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        let shared = min(a.count, b.count)
        if shared > 0, let left = a.baseAddress, let right = b.baseAddress {
            let order = memcmp(left, right, shared)
            if order != 0 { return order < 0 }
        }
        return a.count < b.count
    }
}

/// Filling a block from a format that is not delimited text: `beginFilling`, then for every record `beginRecord`, one
/// `appendField` for each column, `endRecord`.
///
/// In the block a record stands as comma-separated text would have it (quotes where they are needed, quotes in them
/// doubled), so that what is set aside can be written, corrected and delivered again as a table. Only when `endRecord`
/// is called does a record count; `dropRecord` takes back the one begun.
extension RecordBlock {
    private static let delimiter = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")
    /// Bytes at which a block counts as full.
    private static let fullBytes = 24 << 20
    private static let fullFields = 4 << 20
    /// The longest record, as for delimited text.
    public static let maximumRecordBytes = 16 << 20

    /// Empties the block.
    public func beginFilling() {
        clear(baseOffset: 0, dialect: .commaSeparated)
        slabUsed = 0
        pending = nil
    }

    /// Whether a reader should hand the block out before it begins another record.
    public func isFull(maximumRecords: Int) -> Bool {
        recordCount >= maximumRecords || slabUsed >= Self.fullBytes || fieldTotal >= Self.fullFields
    }

    /// Begins a record.
    /// - Parameters:
    ///   - line: its line in the file, or its number where the format has no lines, from 1.
    ///   - offset: of its first byte in the file (unpacked); 0 where the format does not tell.
    public func beginRecord(line: Int, offset: Int64 = 0) {
        dropRecord()
        pending = PendingRecord(line: line, offset: offset, start: slabUsed, firstField: fieldTotal)
    }

    /// Adds the value of the next column, in UTF-8.
    public func appendField(_ bytes: UnsafeRawBufferPointer) {
        guard pending != nil else { return }
        let needed = 2 * bytes.count + 3
        guard let offset = beginField(room: needed) else { return }
        let start = offset
        var needsQuotes = false
        var quotes = 0
        if Self.mayNeedQuotes(bytes) {
            for byte in bytes {
                if byte == Self.quote { quotes += 1 }
                needsQuotes = needsQuotes || byte == Self.quote || byte == Self.delimiter || byte == 0x0A || byte == 0x0D
            }
        }
        guard needsQuotes, let base = bytes.baseAddress else {
            if let base = bytes.baseAddress {
                (slab + start).update(from: base.assumingMemoryBound(to: UInt8.self), count: bytes.count)
            }
            slabUsed = start + bytes.count
            endField(FieldBounds(start: start, end: slabUsed))
            return
        }
        var position = start
        slab[position] = Self.quote
        position += 1
        let source = base.assumingMemoryBound(to: UInt8.self)
        if quotes == 0 {
            (slab + position).update(from: source, count: bytes.count)
            position += bytes.count
        } else {
            for index in 0..<bytes.count {
                slab[position] = source[index]
                position += 1
                if source[index] == Self.quote {
                    slab[position] = Self.quote
                    position += 1
                }
            }
        }
        slab[position] = Self.quote
        slabUsed = position + 1
        endField(
            FieldBounds(
                start: start + 1, end: position,
                flags: FieldBounds.quoted | (quotes > 0 ? FieldBounds.escaped : 0)))
    }

    /// Whether a comma, quote or line end is among the bytes; eight at a time.
    @inline(__always) private static func mayNeedQuotes(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        let ones: UInt64 = 0x0101_0101_0101_0101
        @inline(__always) func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
        var found: UInt64 = 0
        var at = 0
        while bytes.count - at >= 8 {
            let word = (base + at).loadUnaligned(as: UInt64.self)
            found |= zeros(word ^ (ones &* 0x22)) | zeros(word ^ (ones &* 0x2C)) | zeros(word ^ (ones &* 0x0A))
                | zeros(word ^ (ones &* 0x0D))
            at += 8
        }
        if found & (ones &* 0x80) != 0 { return true }
        while at < bytes.count {
            let byte = bytes[at]
            if byte == quote || byte == delimiter || byte == 0x0A || byte == 0x0D { return true }
            at += 1
        }
        return false
    }

    /// Adds the value of the next column.
    public func appendField(_ text: String) {
        var text = text
        text.withUTF8 { appendField(UnsafeRawBufferPointer($0)) }
    }

    /// Adds the value of the next column.
    public func appendField(_ text: StaticString) {
        appendField(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Adds the value of the next column.
    public func appendField(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { appendField($0) }
    }

    /// Adds columns that the record has no value for.
    public func appendEmptyFields(_ count: Int = 1) {
        guard pending != nil, count > 0 else { return }
        for _ in 0..<count {
            guard let start = beginField(room: 1) else { return }
            endField(FieldBounds(start: start, end: start))
        }
    }

    /// Ends the record begun.
    /// - Parameter flags: what is wrong with it; one with flags is set aside.
    public func endRecord(flags: RecordFlags = []) {
        guard let record = pending else { return }
        pending = nil
        var flags = flags
        if record.isOversized {
            // Cut like a too long record of delimited text: its first bytes, and no fields.
            fieldTotal = record.firstField
            slabUsed = min(slabUsed, record.start + (64 << 10))
            flags.insert(.oversized)
            oversizedLength = Int64(Self.maximumRecordBytes)
        }
        givenOffsets.append(record.offset)
        append(
            RecordBounds(
                firstField: UInt32(truncatingIfNeeded: record.firstField),
                fieldCount: UInt32(truncatingIfNeeded: fieldTotal - record.firstField),
                start: UInt32(truncatingIfNeeded: record.start), end: UInt32(truncatingIfNeeded: slabUsed),
                flags: flags, line: record.line))
    }

    /// Takes back the record begun, if there is one.
    public func dropRecord() {
        guard let record = pending else { return }
        slabUsed = record.start
        fieldTotal = record.firstField
        pending = nil
    }

    /// Makes room for a field and its delimiter; `nil` when the record has grown too long, which `endRecord` then says.
    private func beginField(room: Int) -> Int? {
        guard let record = pending, !record.isOversized else { return nil }
        guard slabUsed - record.start + room <= 3 * Self.maximumRecordBytes else {
            pending?.isOversized = true
            return nil
        }
        reserveSlab(slabUsed + room + 1, used: slabUsed)
        reserveFields(used: fieldTotal, room: 1)
        if fieldTotal > record.firstField {
            slab[slabUsed] = Self.delimiter
            slabUsed += 1
        }
        return slabUsed
    }

    private func endField(_ bounds: FieldBounds) {
        fields[fieldTotal] = bounds
        fieldTotal += 1
    }
}

/// A record that is being filled.
struct PendingRecord {
    var line: Int
    var offset: Int64
    var start: Int
    var firstField: Int
    var isOversized = false
}

import CByteScan

/// Reads delimited text, block by block, with memory that does not grow with the text.
///
/// RFC 4180 and friendlier: line ends may be mixed, the last record needs none, blank lines are skipped (but
/// counted), a field is quoted only when the quote is its first byte, text behind a closing quote is kept. No
/// record is ever dropped: what cannot be split well is flagged (`RecordFlags`) and handed out as it stands.
public final class DelimitedReader {
    public let dialect: DelimitedDialect
    private let source: any ByteSource
    private let splitting: RecordSplitting
    private let maximumRecordBytes: Int
    private let chunkBytes: Int
    private let maximumBlockBytes: Int

    /// Bytes read but not yet handed out; they begin with a record.
    private var carry: [UInt8] = []
    /// Offset in the text of the first byte not yet handed out.
    public private(set) var offset: Int64
    /// Number of the line at `offset`, from 1.
    public private(set) var line = 1
    private var isExhausted = false
    /// What the source threw; thrown on when the records before it have been handed out.
    private var failure: (any Error)?
    /// Records handed out so far.
    public private(set) var recordCount = 0
    /// The first record that is no UTF-8, once one has been handed out: the encoding was not what it seemed.
    public private(set) var firstInvalidUTF8: DelimitedError?

    /// Fields after which a block is closed, lest a text of nothing but delimiters fill the memory.
    private static let maximumBlockFields = 8 << 20
    /// Bytes of an oversized record that are kept.
    private static let oversizedPrefix = 64 << 10

    /// - Parameters:
    ///   - source: the text in UTF-8 (see `TranscodingSource`).
    ///   - maximumRecordBytes: a longer record is flagged `oversized`, cut, and skipped up to the next line end
    ///     behind that many bytes. At most 256 MiB.
    ///   - chunkBytes: how much is read at a time. At most 64 MiB.
    ///   - maximumBlockBytes: a block is closed when it holds this much. At most 256 MiB.
    ///   - recoverUnbalancedQuotes: a quoted field that spans lines and then has text behind its closing quote, or
    ///     grows longer than `maximumQuotedBytes`, or never ends, is read again with its opening quote taken
    ///     literally and the record flagged `strayQuote`, so that one quote swallows no other records.
    ///   - offset: offset in the text of the source's first byte (3 behind a byte order mark, say).
    public init(
        source: any ByteSource, dialect: DelimitedDialect, maximumRecordBytes: Int = 16 << 20,
        chunkBytes: Int = 4 << 20, maximumBlockBytes: Int = 64 << 20, recoverUnbalancedQuotes: Bool = true,
        maximumQuotedBytes: Int = 1 << 20, offset: Int64 = 0
    ) {
        self.source = source
        self.dialect = dialect
        self.maximumRecordBytes = min(max(1, maximumRecordBytes), 256 << 20)
        self.chunkBytes = min(max(1, chunkBytes), 64 << 20)
        self.maximumBlockBytes = min(max(1, maximumBlockBytes), 256 << 20)
        self.offset = offset
        splitting = RecordSplitting(
            dialect: dialect, maximumRecordBytes: self.maximumRecordBytes,
            maximumQuotedBytes: recoverUnbalancedQuotes ? max(1, maximumQuotedBytes) : nil)
    }

    /// Fills `block` with the next records, at most `maximumRecords`; false at the end of the text, when the block
    /// is empty. What the block held before is void. Very small values of `maximumRecords` suit a header line, not
    /// reading on: every call copies what was read too much.
    ///
    /// - Throws: what the source throws; records read before that are handed out first.
    public func nextBlock(into block: RecordBlock, maximumRecords: Int = 65_536) throws -> Bool {
        let maximumRecords = max(1, maximumRecords)
        block.clear(baseOffset: offset, dialect: dialect)
        block.reserveSlab(carry.count, used: 0)
        carry.withUnsafeBufferPointer { kept in
            if let base = kept.baseAddress { block.slab.update(from: base, count: kept.count) }
        }
        var filled = carry.count
        var next = 0
        var checked = 0
        carry.removeAll(keepingCapacity: true)

        while true {
            let outcome = splitting.split(
                block, next: &next, line: &line, end: filled, isFinal: isExhausted, maximumRecords: maximumRecords)
            check(block, from: &checked, to: next)
            if outcome == .oversized {
                skipOversized(block, start: &next, end: &filled)
                break
            }
            if block.recordCount >= maximumRecords || isExhausted || failure != nil { break }
            let isFull = filled >= maximumBlockBytes || block.fieldTotal > DelimitedReader.maximumBlockFields
            if block.recordCount > 0 && isFull { break }
            // No more than the records still wanted are likely to need: what is left over is copied. But a record
            // longer than a chunk is scanned again from its start: read twice as much every time.
            let recordBytes = block.recordCount > 0 ? next / block.recordCount + 1 : 512
            let likely = recordBytes.multipliedReportingOverflow(by: maximumRecords - block.recordCount)
            let wanted = likely.overflow ? chunkBytes : min(chunkBytes, max(likely.partialValue, 64 << 10))
            readMore(block, &filled, count: max(wanted, filled - next))
        }
        carry.append(contentsOf: UnsafeBufferPointer(start: block.slab + next, count: filled - next))
        offset += Int64(next)
        finish(block)
        if block.recordCount == 0, let failure { throw failure }
        return block.recordCount > 0
    }

    /// Passes over lines in front of the records, whatever is in them: blank ones count, and quotes mean nothing.
    /// - Throws: what the source throws.
    public func skipLines(_ count: Int) throws {
        var left = count
        var chunk = [UInt8](repeating: 0, count: left > 0 ? 64 << 10 : 0)
        while left > 0 {
            var position = 0
            while left > 0, let end = lineEnd(from: position) {
                position = end
                left -= 1
                line += 1
            }
            // A carriage return at the end may be half of a line end.
            let mayGoOn = left > 0 && carry.last == UInt8(ascii: "\r") ? 1 : 0
            let passed = left == 0 ? position : max(position, carry.count - mayGoOn)
            carry.removeFirst(passed)
            offset += Int64(passed)
            guard left > 0, !isExhausted else { return }
            let read = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
            if read == 0 { isExhausted = true }
            carry.append(contentsOf: chunk[..<read])
        }
    }

    /// Place behind the line end at or behind a place in `carry`; `nil` when there is none yet.
    private func lineEnd(from start: Int) -> Int? {
        for place in start..<carry.count {
            if carry[place] == UInt8(ascii: "\n") { return place + 1 }
            if carry[place] == UInt8(ascii: "\r"), dialect.recordEnd == .any {
                guard place + 1 < carry.count else { return isExhausted ? place + 1 : nil }
                return carry[place + 1] == UInt8(ascii: "\n") ? place + 2 : place + 1
            }
        }
        return nil
    }

    private func readMore(_ block: RecordBlock, _ filled: inout Int, count: Int) {
        block.reserveSlab(filled + count, used: filled)
        let end = filled + count
        do {
            while filled < end {
                let piece = try source.read(
                    into: UnsafeMutableRawBufferPointer(start: block.slab + filled, count: end - filled))
                if piece == 0 {
                    isExhausted = true
                    return
                }
                filled += piece
            }
        } catch {
            failure = error
        }
    }

    private func finish(_ block: RecordBlock) {
        recordCount += block.recordCount
        guard firstInvalidUTF8 == nil, block.flags.contains(.invalidUTF8) else { return }
        for record in 0..<block.recordCount where block.flags(record).contains(.invalidUTF8) {
            firstInvalidUTF8 = DelimitedError(
                problem: .invalidUTF8, line: block.line(record), offset: block.offset(record),
                length: block.length(record))
            return
        }
    }

    /// Flags the records of a stretch that hold NUL bytes or are no UTF-8. Costs next to nothing for ASCII.
    private func check(_ block: RecordBlock, from: inout Int, to end: Int) {
        var record = -1
        var position = from
        from = max(from, end)
        while position < end {
            position = bytescan_next_irregular(block.slab, position, end)
            if position >= end { return }
            if record < 0 {
                // First record of the stretch that ends behind the position: the records are in order.
                var low = 0
                var high = block.recordCount
                while low < high {
                    let middle = (low + high) / 2
                    if Int(block.records[middle].end) <= position { low = middle + 1 } else { high = middle }
                }
                record = low
            }
            while record < block.recordCount, Int(block.records[record].end) <= position { record += 1 }
            // Comments lie in no record.
            if record < block.recordCount, Int(block.records[record].start) <= position {
                let flag: RecordFlags = block.slab[position] == 0 ? .containsNUL : .invalidUTF8
                block.records[record].flags.insert(flag)
                block.flags.insert(flag)
            }
            position += 1
        }
    }

    /// Puts the first bytes of the record at `start` into the block and moves `start` behind the rest of it, which
    /// is read and dropped. Its length is then not the distance between two places in the slab, so it ends its block.
    private func skipOversized(_ block: RecordBlock, start: inout Int, end: inout Int) {
        let recordStart = start
        let searchStart = recordStart + maximumRecordBytes
        let lineFeed = UInt8(ascii: "\n")
        let carriageReturn = dialect.recordEnd == .any ? UInt8(ascii: "\r") : lineFeed
        var dropped: Int64 = 0
        var found = searchStart
        while true {
            found = bytescan_find2(block.slab, found, end, lineFeed, carriageReturn)
            if isExhausted || failure != nil { break }
            if found == end {
                dropped += Int64(end - searchStart)
                end = searchStart
                found = searchStart
            } else if found + 1 < end || block.slab[found] == lineFeed {
                break
            }
            readMore(block, &end, count: chunkBytes)
        }
        let firstLine = line
        line += lineEnds(block.slab, recordStart, searchStart)
        start = found
        if found < end {
            let splitsPair =
                found == searchStart && dropped == 0 && block.slab[found] == lineFeed
                && block.slab[found - 1] == UInt8(ascii: "\r") && dialect.recordEnd == .any
            if !splitsPair { line += 1 }
            start += block.slab[found] != lineFeed && found + 1 < end && block.slab[found + 1] == lineFeed ? 2 : 1
        }
        block.oversizedLength = Int64(found - recordStart) + dropped
        block.append(
            RecordBounds(
                firstField: UInt32(truncatingIfNeeded: block.fieldTotal), fieldCount: 0,
                start: UInt32(truncatingIfNeeded: recordStart),
                end: UInt32(truncatingIfNeeded: recordStart + min(DelimitedReader.oversizedPrefix, maximumRecordBytes)),
                flags: .oversized, line: firstLine))
        offset += dropped
    }

    private func lineEnds(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        var count = 0
        var previous: UInt8 = 0
        for position in start..<end {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\n") {
                if previous != UInt8(ascii: "\r") || dialect.recordEnd == .lineFeed { count += 1 }
            } else if byte == UInt8(ascii: "\r"), dialect.recordEnd == .any {
                count += 1
            }
            previous = byte
        }
        return count
    }
}

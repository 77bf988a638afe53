import CByteScan

/// Splits bytes into records and fields. It knows nothing of files: it is given a stretch of a block's slab that
/// begins with a record, and stops before the first record that is not there as a whole. A record cut off by the
/// end of the stretch is scanned again from its start when there is more of it, so no state outlives a call.
struct RecordSplitting {
    enum Outcome {
        /// All whole records are in the block, or as many as were asked for.
        case split
        /// The record at `next` is longer than allowed.
        case oversized
    }

    let dialect: DelimitedDialect
    let maximumRecordBytes: Int
    /// A quoted field that spans lines and is longer than this is taken for a quote nobody closed; `nil`: never.
    let maximumQuotedBytes: Int?

    /// - Parameters:
    ///   - next: in: where the first record begins; out: where the first record that was not split begins.
    ///   - line: the number of the line at `next`.
    ///   - end: end of the bytes there are.
    ///   - isFinal: no bytes follow behind `end`.
    func split(
        _ block: RecordBlock, next: inout Int, line: inout Int, end: Int, isFinal: Bool, maximumRecords: Int
    ) -> Outcome {
        if dialect.escape == .backslash {
            return split(block, &next, &line, end, isFinal, maximumRecords, backslash: true)
        }
        let regular = RegularRecords(
            delimiter: dialect.delimiter, quote: dialect.quote ?? dialect.delimiter,
            carriageReturn: dialect.recordEnd == .any ? UInt8(ascii: "\r") : UInt8(ascii: "\n"),
            comment: dialect.comment, maximumRecordBytes: maximumRecordBytes,
            maximumQuotedBytes: maximumQuotedBytes ?? .max)
        while true {
            block.reserveFields(used: block.fieldTotal, room: 4096)
            block.reserveRecords(room: 1024)
            regular.split(block, next: &next, line: &line, end: end, maximumRecords: maximumRecords)
            let recordCount = block.recordCount
            if recordCount == maximumRecords { return .split }
            let outcome = split(block, &next, &line, end, isFinal, recordCount + 1, backslash: false)
            if outcome == .oversized || block.recordCount == recordCount { return outcome }
        }
    }

    /// The general loop, which leaves no case out.
    @inline(__always)
    private func split(
        _ block: RecordBlock, _ next: inout Int, _ nextLine: inout Int, _ end: Int, _ isFinal: Bool,
        _ maximumRecords: Int, backslash: Bool
    ) -> Outcome {
        let bytes = UnsafePointer(block.slab)
        let delimiter = dialect.delimiter
        let quote = dialect.quote ?? delimiter
        let hasQuote = dialect.quote != nil && quote != delimiter
        let lineFeed = UInt8(ascii: "\n")
        let carriageReturn = dialect.recordEnd == .any ? UInt8(ascii: "\r") : lineFeed
        let recovers = maximumQuotedBytes != nil
        var scan = RecordScan(
            fields: block.fields, fieldTotal: block.fieldTotal, start: next, line: nextLine,
            maximumQuotedBytes: maximumQuotedBytes ?? .max, maximumRecordBytes: maximumRecordBytes)
        var fieldCapacity = block.fieldCapacity
        defer {
            block.fieldTotal = scan.firstField
            next = scan.recordStart
            nextLine = scan.line
        }

        nextRecord: while scan.recordStart < end {
            if let comment = dialect.comment, bytes[scan.recordStart] == comment {
                let lineEnd = bytescan_find2(bytes, scan.recordStart, end, lineFeed, carriageReturn)
                if lineEnd - scan.recordStart > maximumRecordBytes { return .oversized }
                if lineEnd == end {
                    if isFinal { scan.recordStart = end }
                    break
                }
                var following = lineEnd + 1
                if bytes[lineEnd] != lineFeed {
                    if following == end, !isFinal { break }
                    if following < end, bytes[following] == lineFeed { following += 1 }
                }
                scan.recordStart = following
                scan.line += 1
                scan.restart()
                continue
            }
            window: while scan.cursor < end {
                if scan.fieldTotal + 65 > fieldCapacity {
                    block.reserveFields(used: scan.fieldTotal, room: 65)
                    scan.fields = block.fields
                    fieldCapacity = block.fieldCapacity
                }
                let cursor = scan.cursor
                var mask = bytescan_mask4_64(bytes + cursor, delimiter, quote, lineFeed, carriageReturn)
                if backslash { mask |= bytescan_mask1_64(bytes + cursor, UInt8(ascii: "\\")) }
                if end - cursor < 64 { mask &= (1 &<< UInt64(end - cursor)) &- 1 }

                while mask != 0 {
                    let position = cursor &+ mask.trailingZeroBitCount
                    mask &= mask &- 1
                    if backslash, position < scan.resumeAt { continue }
                    let byte = bytes[position]

                    if byte == delimiter {
                        if scan.state == .bare {
                            scan.endBareField(at: position)
                            continue
                        }
                        if scan.state == .insideQuotes { continue }
                        if recovers, scan.isUnbalanced(position) {
                            scan.takeQuoteLiterally()
                            continue window
                        }
                        scan.endField(at: position)
                        scan.fieldStart = position &+ 1
                        continue
                    }

                    if hasQuote, byte == quote {
                        if scan.state == .behindQuote, position != scan.quoteEnd + 1, recovers,
                            scan.isUnbalanced(position)
                        {
                            scan.takeQuoteLiterally()
                            continue window
                        }
                        scan.meetQuote(at: position)
                        continue
                    }

                    if backslash, byte == UInt8(ascii: "\\") {
                        scan.escaped = FieldBounds.escaped
                        let isLineEnd =
                            position + 2 < end && bytes[position + 1] == UInt8(ascii: "\r")
                            && bytes[position + 2] == lineFeed
                        scan.resumeAt = position + (isLineEnd ? 3 : 2)
                        if position + 1 < end,
                            isLineEnd || bytes[position + 1] == lineFeed
                                || bytes[position + 1] == carriageReturn
                        {
                            scan.linesInRecord += 1
                        }
                        continue
                    }

                    // A line end.
                    if byte != lineFeed {
                        if position + 1 == end {
                            if !isFinal { break nextRecord }
                        } else if bytes[position + 1] == lineFeed {
                            continue
                        }
                    }
                    if scan.state == .insideQuotes {
                        scan.linesInRecord += 1
                        continue
                    }
                    var contentEnd = position
                    if byte == lineFeed, position > scan.fieldStart, bytes[position - 1] == UInt8(ascii: "\r"),
                        !backslash || position > scan.resumeAt
                    {
                        contentEnd -= 1
                    }
                    if scan.state != .bare, recovers, scan.isUnbalanced(contentEnd) {
                        scan.takeQuoteLiterally()
                        continue window
                    }
                    if contentEnd - scan.recordStart > maximumRecordBytes { return .oversized }
                    if contentEnd > scan.recordStart {
                        scan.endField(at: contentEnd)
                        block.append(scan.record(to: contentEnd))
                        scan.line += scan.linesInRecord
                    }
                    scan.line += 1
                    scan.beginRecord(at: position + 1)
                    if block.recordCount == maximumRecords { return .split }
                    if let comment = dialect.comment, scan.recordStart < end, bytes[scan.recordStart] == comment {
                        continue nextRecord
                    }
                }
                scan.cursor = cursor &+ 64
                if scan.state != .bare, recovers, scan.linesInRecord > scan.linesAtQuote,
                    scan.isTooLong(min(scan.cursor, end))
                {
                    scan.takeQuoteLiterally()
                }
            }

            guard isFinal, scan.recordStart < end else { break }
            if recovers, scan.state == .insideQuotes || scan.state != .bare && scan.isUnbalanced(end) {
                scan.takeQuoteLiterally()
                continue
            }
            if end - scan.recordStart > maximumRecordBytes { return .oversized }
            if scan.state == .insideQuotes {
                scan.flags.insert(.unterminatedQuote)
                scan.store(start: scan.fieldStart + 1, end: end, flags: scan.escaped | FieldBounds.quoted)
            } else {
                scan.endField(at: end)
            }
            block.append(scan.record(to: end))
            scan.line += scan.linesInRecord
            scan.beginRecord(at: end)
        }
        return end - scan.recordStart > maximumRecordBytes ? .oversized : .split
    }
}

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
        dialect.escape == .backslash
            ? split(block, &next, &line, end, isFinal, maximumRecords, backslash: true)
            : split(block, &next, &line, end, isFinal, maximumRecords, backslash: false)
    }

    private enum State { case bare, insideQuotes, behindQuote, strayText }

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
        let quotedLimit = maximumQuotedBytes ?? .max

        var fields = block.fields
        var fieldCapacity = block.fieldCapacity
        var fieldTotal = block.fieldTotal
        var firstField = fieldTotal
        var recordStart = next
        var line = nextLine
        var linesInRecord = 0
        var flags: RecordFlags = []

        var cursor = recordStart
        var fieldStart = recordStart
        var state = State.bare
        var quoteEnd = 0
        var escaped: UInt32 = 0
        /// The byte behind a backslash up to here has no meaning of its own.
        var resumeAt = recordStart
        /// `linesInRecord` where the quoted field opened.
        var linesAtQuote = 0

        @inline(__always) func store(_ field: FieldBounds) {
            fields[fieldTotal] = field
            fieldTotal += 1
        }
        @inline(__always) func endField(at position: Int) {
            switch state {
            case .bare:
                store(FieldBounds(start: fieldStart, end: position, flags: escaped))
            case .behindQuote where quoteEnd + 1 == position:
                store(FieldBounds(start: fieldStart + 1, end: quoteEnd, flags: escaped | FieldBounds.quoted))
            default:
                flags.insert(.strayQuote)
                store(FieldBounds(start: fieldStart + 1, end: position, flags: FieldBounds.escaped | FieldBounds.quoted))
            }
            state = .bare
            escaped = 0
        }
        /// Scans on from where the record starts.
        @inline(__always) func restart() {
            fieldTotal = firstField
            cursor = recordStart
            fieldStart = recordStart
            resumeAt = recordStart
            state = .bare
            escaped = 0
            linesInRecord = 0
            flags = []
        }
        /// Reads on behind the opening quote of this field, which turned out to open nothing.
        @inline(__always) func takeQuoteLiterally() {
            cursor = fieldStart + 1
            resumeAt = cursor
            state = .bare
            escaped = 0
            linesInRecord = linesAtQuote
            flags.insert(.strayQuote)
        }
        @inline(__always) func closeRecord(at contentEnd: Int) {
            block.append(
                RecordBounds(
                    firstField: UInt32(truncatingIfNeeded: firstField),
                    fieldCount: UInt32(truncatingIfNeeded: fieldTotal - firstField),
                    start: UInt32(truncatingIfNeeded: recordStart), end: UInt32(truncatingIfNeeded: contentEnd),
                    flags: flags, line: line))
            firstField = fieldTotal
        }
        defer {
            block.fieldTotal = firstField
            next = recordStart
            nextLine = line
        }

        nextRecord: while recordStart < end {
            if let comment = dialect.comment, bytes[recordStart] == comment {
                let lineEnd = bytescan_find2(bytes, recordStart, end, lineFeed, carriageReturn)
                if lineEnd - recordStart > maximumRecordBytes { return .oversized }
                if lineEnd == end {
                    if isFinal { recordStart = end }
                    break
                }
                var following = lineEnd + 1
                if bytes[lineEnd] != lineFeed {
                    if following == end, !isFinal { break }
                    if following < end, bytes[following] == lineFeed { following += 1 }
                }
                recordStart = following
                line += 1
                restart()
                continue
            }
            scan: while cursor < end {
                if fieldTotal + 65 > fieldCapacity {
                    block.reserveFields(used: fieldTotal)
                    fields = block.fields
                    fieldCapacity = block.fieldCapacity
                    continue
                }
                var mask = bytescan_mask4_64(bytes + cursor, delimiter, quote, lineFeed, carriageReturn)
                if backslash { mask |= bytescan_mask1_64(bytes + cursor, UInt8(ascii: "\\")) }
                if end - cursor < 64 { mask &= (1 &<< UInt64(end - cursor)) &- 1 }

                while mask != 0 {
                    let position = cursor &+ mask.trailingZeroBitCount
                    mask &= mask &- 1
                    if backslash, position < resumeAt { continue }
                    let byte = bytes[position]

                    if byte == delimiter {
                        if state == .bare {
                            store(FieldBounds(start: fieldStart, end: position, flags: escaped))
                            escaped = 0
                            fieldStart = position &+ 1
                            continue
                        }
                        if state == .insideQuotes { continue }
                        if recovers, isUnbalanced(position) {
                            takeQuoteLiterally()
                            continue scan
                        }
                        endField(at: position)
                        fieldStart = position &+ 1
                        continue
                    }

                    if hasQuote, byte == quote {
                        switch state {
                        case .bare:
                            if position == fieldStart {
                                state = .insideQuotes
                                linesAtQuote = linesInRecord
                            } else {
                                flags.insert(.strayQuote)
                            }
                        case .insideQuotes:
                            state = .behindQuote
                            quoteEnd = position
                        case .behindQuote:
                            if position == quoteEnd + 1 {
                                state = .insideQuotes
                                escaped = FieldBounds.escaped
                            } else if recovers, isUnbalanced(position) {
                                takeQuoteLiterally()
                                continue scan
                            } else {
                                state = .strayText
                            }
                        case .strayText:
                            break
                        }
                        continue
                    }

                    if backslash, byte == UInt8(ascii: "\\") {
                        escaped = FieldBounds.escaped
                        let isLineEnd =
                            position + 2 < end && bytes[position + 1] == UInt8(ascii: "\r")
                            && bytes[position + 2] == lineFeed
                        resumeAt = position + (isLineEnd ? 3 : 2)
                        if position + 1 < end, isLineEnd || bytes[position + 1] == lineFeed
                            || bytes[position + 1] == carriageReturn
                        {
                            linesInRecord += 1
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
                    if state == .insideQuotes {
                        linesInRecord += 1
                        continue
                    }
                    var contentEnd = position
                    if byte == lineFeed, position > fieldStart, bytes[position - 1] == UInt8(ascii: "\r"),
                        !backslash || position > resumeAt
                    {
                        contentEnd -= 1
                    }
                    if state != .bare, recovers, isUnbalanced(contentEnd) {
                        takeQuoteLiterally()
                        continue scan
                    }
                    if contentEnd - recordStart > maximumRecordBytes { return .oversized }
                    if contentEnd > recordStart {
                        endField(at: contentEnd)
                        closeRecord(at: contentEnd)
                        line += linesInRecord
                    }
                    line += 1
                    recordStart = position + 1
                    fieldStart = recordStart
                    if block.recordCount == maximumRecords { return .split }
                    linesInRecord = 0
                    flags = []
                    if let comment = dialect.comment, recordStart < end, bytes[recordStart] == comment {
                        restart()
                        continue nextRecord
                    }
                }
                cursor &+= 64
                if state != .bare, recovers, linesInRecord > linesAtQuote, isTooLong(min(cursor, end)) {
                    takeQuoteLiterally()
                }
            }

            guard isFinal, recordStart < end else { break }
            if state == .insideQuotes {
                if recovers {
                    takeQuoteLiterally()
                    continue
                }
                flags.insert(.unterminatedQuote)
                if end - recordStart > maximumRecordBytes { return .oversized }
                store(FieldBounds(start: fieldStart + 1, end: end, flags: escaped | FieldBounds.quoted))
            } else {
                if state != .bare, recovers, isUnbalanced(end) {
                    takeQuoteLiterally()
                    continue
                }
                if end - recordStart > maximumRecordBytes { return .oversized }
                endField(at: end)
            }
            closeRecord(at: end)
            line += linesInRecord
            recordStart = end
        }
        return end - recordStart > maximumRecordBytes ? .oversized : .split

        /// Whether the quoted field that is over at `position` spans lines and either has text behind its closing
        /// quote or is too long: then its opening quote opened nothing, and swallowed the records behind it.
        @inline(__always) func isUnbalanced(_ position: Int) -> Bool {
            linesInRecord > linesAtQuote && (quoteEnd + 1 != position || isTooLong(position))
        }
        @inline(__always) func isTooLong(_ position: Int) -> Bool {
            position - fieldStart > quotedLimit || position - recordStart > maximumRecordBytes
        }
    }
}

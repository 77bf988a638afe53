import CByteScan

/// The fast way through regular records: bare fields without quotes, quoted fields whose quotes are all in place.
/// It stops before the first record that is anything else, and before the last bytes; `RecordSplitting` takes over.
/// Few variables and few branches: the general loop needs five times as long.
struct RegularRecords {
    let delimiter: UInt8
    /// The delimiter where the dialect has no quote.
    let quote: UInt8
    /// LF where a CR is content.
    let carriageReturn: UInt8
    let comment: UInt8?
    let maximumRecordBytes: Int
    let maximumQuotedBytes: Int

    /// - Parameters:
    ///   - next: in: where a record begins; out: where the first record that was not split begins.
    ///   - line: the number of the line at `next`.
    func split(_ block: RecordBlock, next: inout Int, line: inout Int, end: Int, maximumRecords: Int) {
        let bytes = UnsafePointer(block.slab)
        if next >= end || bytes[next] == comment { return }
        let fields = block.fields
        let records = block.records
        let lastField = block.fieldCapacity - 66
        let recordLimit = min(maximumRecords, block.recordCapacity)
        let lineFeed = UInt8(ascii: "\n")
        let commentOrLineFeed = comment ?? lineFeed
        /// Where the last window may begin, so that the two bytes behind it may be looked at.
        let lastWindow = end - 66

        var recordCount = block.recordCount
        var recordStart = next
        var firstField = block.fieldTotal
        var lineAtRecord = line
        var linesInRecord = 0
        var fieldStart = recordStart
        var fieldTotal = firstField
        var cursor = recordStart &- 64
        var mask: UInt64 = 0

        scan: while recordCount < recordLimit {
            while mask == 0 {
                cursor &+= 64
                if cursor > lastWindow || fieldTotal > lastField { break scan }
                mask = bytescan_mask4_64(bytes + cursor, delimiter, quote, lineFeed, carriageReturn)
            }
            var position = cursor &+ mask.trailingZeroBitCount
            mask &= mask &- 1
            var byte = bytes[position]
            if byte == delimiter {
                fields[fieldTotal] = FieldBounds(start: fieldStart, end: position)
                fieldTotal &+= 1
                fieldStart = position &+ 1
                continue
            }

            var contentEnd = position
            if byte == quote {
                if position != fieldStart { break }
                var flags = FieldBounds.quoted
                var linesInField = 0
                // On to the quote that closes.
                while true {
                    while mask == 0 {
                        cursor &+= 64
                        if cursor > lastWindow || fieldTotal > lastField || cursor &- fieldStart > maximumQuotedBytes {
                            break scan
                        }
                        mask = bytescan_mask4_64(bytes + cursor, delimiter, quote, lineFeed, carriageReturn)
                    }
                    position = cursor &+ mask.trailingZeroBitCount
                    mask &= mask &- 1
                    byte = bytes[position]
                    if byte == delimiter { continue }
                    if byte != quote {
                        if byte == lineFeed || bytes[position &+ 1] != lineFeed { linesInField &+= 1 }
                        continue
                    }
                    if bytes[position &+ 1] != quote { break }
                    flags |= FieldBounds.escaped
                    if mask == 0 {
                        cursor &+= 64
                        if cursor > lastWindow || fieldTotal > lastField { break scan }
                        mask = bytescan_mask4_64(bytes + cursor, delimiter, quote, lineFeed, carriageReturn)
                    }
                    mask &= mask &- 1
                }
                // A field that spans lines and is too long is not what it seems.
                if linesInField > 0 {
                    if position &- recordStart >= maximumRecordBytes || position &- fieldStart >= maximumQuotedBytes {
                        break
                    }
                    linesInRecord &+= linesInField
                }
                byte = bytes[position &+ 1]
                if byte != delimiter, byte != lineFeed, byte != carriageReturn { break }
                fields[fieldTotal] = FieldBounds(start: fieldStart &+ 1, end: position, flags: flags)
                fieldTotal &+= 1
                contentEnd = position &+ 1
                // What follows the quote is the next place that matters.
                if mask == 0 {
                    cursor &+= 64
                    if cursor > lastWindow || fieldTotal > lastField { break }
                    mask = bytescan_mask4_64(bytes + cursor, delimiter, quote, lineFeed, carriageReturn)
                }
                position = contentEnd
                mask &= mask &- 1
                fieldStart = position &+ 1
                if byte == delimiter { continue }
                if byte != lineFeed {
                    if bytes[position &+ 1] == lineFeed {
                        if mask == 0 {
                            cursor &+= 64
                            if cursor > lastWindow || fieldTotal > lastField { break }
                            mask = bytescan_mask4_64(bytes + cursor, delimiter, quote, lineFeed, carriageReturn)
                        }
                        position &+= 1
                        mask &= mask &- 1
                    }
                }
            } else {
                if byte != lineFeed {
                    if bytes[position &+ 1] == lineFeed { continue }
                } else if position > fieldStart, bytes[position &- 1] == UInt8(ascii: "\r") {
                    contentEnd = position &- 1
                }
                if contentEnd > recordStart {
                    fields[fieldTotal] = FieldBounds(start: fieldStart, end: contentEnd)
                    fieldTotal &+= 1
                }
            }

            // A record, or a blank line, is over.
            if contentEnd &- recordStart > maximumRecordBytes { break }
            if contentEnd > recordStart {
                records[recordCount] = RecordBounds(
                    firstField: UInt32(truncatingIfNeeded: firstField),
                    fieldCount: UInt32(truncatingIfNeeded: fieldTotal &- firstField),
                    start: UInt32(truncatingIfNeeded: recordStart), end: UInt32(truncatingIfNeeded: contentEnd),
                    flags: [], line: lineAtRecord)
                recordCount &+= 1
            }
            lineAtRecord &+= linesInRecord &+ 1
            linesInRecord = 0
            firstField = fieldTotal
            recordStart = position &+ 1
            fieldStart = recordStart
            if bytes[recordStart] == commentOrLineFeed, comment != nil { break }
        }
        block.recordCount = recordCount
        block.fieldTotal = firstField
        next = recordStart
        line = lineAtRecord
    }
}

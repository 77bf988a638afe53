/// Where a scan stands: in which record, which field, and on which side of which quote. A value of its own, so that
/// the compiler keeps it in registers.
struct RecordScan {
    enum State { case bare, insideQuotes, behindQuote, strayText }

    var fields: UnsafeMutablePointer<FieldBounds>
    var fieldTotal: Int
    /// First field of this record.
    var firstField: Int
    var recordStart: Int
    /// Number of the line at `recordStart`.
    var line: Int
    /// Line ends inside the record so far.
    var linesInRecord = 0
    var flags: RecordFlags = []

    /// Up to here is scanned.
    var cursor: Int
    var fieldStart: Int
    var state = State.bare
    /// The last quote that may be the closing one.
    var quoteEnd = 0
    /// `linesInRecord` where the quoted field opened.
    var linesAtQuote = 0
    var escaped: UInt32 = 0
    /// The bytes before this one have lost their meaning to a backslash.
    var resumeAt: Int

    let maximumQuotedBytes: Int
    let maximumRecordBytes: Int

    @inline(__always)
    init(
        fields: UnsafeMutablePointer<FieldBounds>, fieldTotal: Int, start: Int, line: Int, maximumQuotedBytes: Int,
        maximumRecordBytes: Int
    ) {
        self.fields = fields
        self.fieldTotal = fieldTotal
        self.line = line
        self.maximumQuotedBytes = maximumQuotedBytes
        self.maximumRecordBytes = maximumRecordBytes
        firstField = fieldTotal
        recordStart = start
        cursor = start
        fieldStart = start
        resumeAt = start
    }

    @inline(__always) mutating func store(start: Int, end: Int, flags: UInt32) {
        fields[fieldTotal] = FieldBounds(start: start, end: end, flags: flags)
        fieldTotal &+= 1
    }

    @inline(__always) mutating func endBareField(at position: Int) {
        store(start: fieldStart, end: position, flags: escaped)
        escaped = 0
        fieldStart = position &+ 1
    }

    @inline(__always) mutating func endField(at position: Int) {
        if state == .bare {
            store(start: fieldStart, end: position, flags: escaped)
        } else if state == .behindQuote, quoteEnd + 1 == position {
            store(start: fieldStart + 1, end: quoteEnd, flags: escaped | FieldBounds.quoted)
        } else {
            flags.insert(.strayQuote)
            store(start: fieldStart + 1, end: position, flags: FieldBounds.escaped | FieldBounds.quoted)
        }
        state = .bare
        escaped = 0
    }

    @inline(__always) mutating func meetQuote(at position: Int) {
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
            } else {
                state = .strayText
            }
        case .strayText:
            break
        }
    }

    /// Scans on from where the record starts.
    @inline(__always) mutating func restart() {
        beginRecord(at: recordStart)
        cursor = recordStart
    }

    @inline(__always) mutating func beginRecord(at start: Int) {
        recordStart = start
        fieldStart = start
        firstField = fieldTotal
        state = .bare
        escaped = 0
        linesInRecord = 0
        flags = []
    }

    /// Reads on behind the opening quote of this field, which turned out to open nothing.
    @inline(__always) mutating func takeQuoteLiterally() {
        cursor = fieldStart + 1
        resumeAt = cursor
        state = .bare
        escaped = 0
        linesInRecord = linesAtQuote
        flags.insert(.strayQuote)
    }

    @inline(__always) func record(to contentEnd: Int) -> RecordBounds {
        RecordBounds(
            firstField: UInt32(truncatingIfNeeded: firstField),
            fieldCount: UInt32(truncatingIfNeeded: fieldTotal - firstField),
            start: UInt32(truncatingIfNeeded: recordStart), end: UInt32(truncatingIfNeeded: contentEnd), flags: flags,
            line: line)
    }

    /// Whether the quoted field that is over at `position` spans lines and either has text behind its closing quote
    /// or is too long: then its opening quote opened nothing, and swallowed the records behind it.
    @inline(__always) func isUnbalanced(_ position: Int) -> Bool {
        linesInRecord > linesAtQuote && (quoteEnd + 1 != position || isTooLong(position))
    }

    @inline(__always) func isTooLong(_ position: Int) -> Bool {
        position - fieldStart > maximumQuotedBytes || position - recordStart > maximumRecordBytes
    }
}

/// Where the content of a field lies in the slab of its block, without the enclosing quotes.
@frozen public struct FieldBounds: BitwiseCopyable, Sendable {
    public let start: UInt32
    @usableFromInline let endAndFlags: UInt32

    @inlinable init(start: Int, end: Int, flags: UInt32 = 0) {
        self.start = UInt32(truncatingIfNeeded: start)
        endAndFlags = UInt32(truncatingIfNeeded: end) | flags
    }

    @usableFromInline static let escaped: UInt32 = 1 << 31
    @usableFromInline static let quoted: UInt32 = 1 << 30

    @inlinable public var end: UInt32 { endAndFlags & 0x3FFF_FFFF }
    @inlinable public var count: Int { Int(end) - Int(start) }
    /// The bytes are not yet the value: doubled quotes or backslashes are to be undone.
    @inlinable public var isEscaped: Bool { endAndFlags & FieldBounds.escaped != 0 }
    /// The field was enclosed in quotes (tells `""` from nothing at all).
    @inlinable public var isQuoted: Bool { endAndFlags & FieldBounds.quoted != 0 }
}

/// What is special about a record.
@frozen public struct RecordFlags: OptionSet, BitwiseCopyable, Sendable {
    public let rawValue: UInt32
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The text ended inside a quoted field.
    public static let unterminatedQuote = RecordFlags(rawValue: 1)
    /// A quote inside a bare field, or text behind a closing quote; kept literally.
    public static let strayQuote = RecordFlags(rawValue: 2)
    public static let containsNUL = RecordFlags(rawValue: 4)
    /// Not well-formed UTF-8.
    public static let invalidUTF8 = RecordFlags(rawValue: 8)
    /// Longer than allowed: only its first bytes are in the block and it has no fields.
    public static let oversized = RecordFlags(rawValue: 16)
    /// Not what a record of its format is; its text is its only field.
    public static let malformed = RecordFlags(rawValue: 128)
    /// Refers to a record of another table that is not there.
    public static let relatedRecordMissing = RecordFlags(rawValue: 32)
    /// Had fewer fields than its table; its reader filled them up.
    public static let fieldsMissing = RecordFlags(rawValue: 64)
}

/// One record of a block.
@frozen public struct RecordBounds: BitwiseCopyable, Sendable {
    public internal(set) var firstField: UInt32
    public internal(set) var fieldCount: UInt32
    /// Raw record in the slab, quotes and all, without its line end.
    public internal(set) var start: UInt32
    public internal(set) var end: UInt32
    public internal(set) var flags: RecordFlags
    /// Number of its first line, from 1.
    public internal(set) var line: Int
}

/// Whole records of a stretch of text, split but not decoded. A block is filled again and again and keeps its
/// memory.
///
/// A block has one owner at a time: either the reader fills it, or it is read, by as many threads as wanted.
/// Nobody may read it while a `RecordReader` fills it; that rule, not the compiler, makes it Sendable.
public final class RecordBlock: @unchecked Sendable {
    /// Room behind the slab that may be read (never used) by the scanners.
    static let padding = 64

    /// The bytes. The reader's limits keep it below 1 GiB, for offsets are of 30 bits.
    var slab: UnsafeMutablePointer<UInt8>
    var slabCapacity = 0
    var fields: UnsafeMutablePointer<FieldBounds>
    var fieldCapacity = 0
    var fieldTotal = 0
    var records: UnsafeMutablePointer<RecordBounds>
    var recordCapacity = 0
    public internal(set) var recordCount = 0
    /// Offset in the text of the slab's first byte.
    var baseOffset: Int64 = 0
    /// Length of the last record when that is an oversized one.
    var oversizedLength: Int64 = 0
    var dialect = DelimitedDialect.commaSeparated
    /// The flags of all records together.
    public internal(set) var flags: RecordFlags = []

    // While a reader of another format fills the block (RecordFilling).
    var slabUsed = 0
    var pending: PendingRecord?
    /// Offsets of the records in their file, where that is not where they stand in the slab.
    var givenOffsets: [Int64] = []

    public init() {
        slab = .allocate(capacity: RecordBlock.padding)
        slab.initialize(repeating: 0, count: RecordBlock.padding)
        fields = .allocate(capacity: 0)
        records = .allocate(capacity: 0)
    }

    deinit {
        slab.deallocate()
        fields.deallocate()
        records.deallocate()
    }

    /// The block as pointers for hot loops; valid only within `body`, where threads may share it.
    @frozen public struct View: @unchecked Sendable {
        public let slab: UnsafePointer<UInt8>
        public let fields: UnsafePointer<FieldBounds>
        public let records: UnsafePointer<RecordBounds>
        public let recordCount: Int
        public let fieldTotal: Int
        @usableFromInline let unescaping: FieldUnescaping

        @inlinable init(
            slab: UnsafePointer<UInt8>, fields: UnsafePointer<FieldBounds>, records: UnsafePointer<RecordBounds>,
            recordCount: Int, fieldTotal: Int, unescaping: FieldUnescaping
        ) {
            self.slab = slab
            self.fields = fields
            self.records = records
            self.recordCount = recordCount
            self.fieldTotal = fieldTotal
            self.unescaping = unescaping
        }

        /// The number of fields of a record (0 for an oversized one).
        @inlinable public func fieldCount(_ record: Int) -> Int { Int(records[record].fieldCount) }

        /// Where a field lies; `nil` when the record has no such column.
        @inlinable public func bounds(record: Int, column: Int) -> FieldBounds? {
            let bounds = records[record]
            guard UInt(bitPattern: column) < UInt(bounds.fieldCount) else { return nil }
            return fields[Int(bounds.firstField) + column]
        }

        /// The bytes of a field as they stand between its quotes; `nil` when the record has no such column.
        @inlinable public func field(record: Int, column: Int) -> UnsafeRawBufferPointer? {
            guard let bounds = bounds(record: record, column: column) else { return nil }
            return UnsafeRawBufferPointer(start: slab + Int(bounds.start), count: bounds.count)
        }

        /// Whether `field` must be unescaped before use.
        @inlinable public func isEscaped(record: Int, column: Int) -> Bool {
            bounds(record: record, column: column)?.isEscaped ?? false
        }

        /// The value of a field, unescaped in `scratch` where needed; valid until `scratch` is used again.
        @inlinable public func value(record: Int, column: Int, scratch: FieldScratch) -> UnsafeRawBufferPointer? {
            guard let bounds = bounds(record: record, column: column) else { return nil }
            let raw = UnsafeRawBufferPointer(start: slab + Int(bounds.start), count: bounds.count)
            return bounds.isEscaped ? unescaping.unescape(raw, isQuoted: bounds.isQuoted, into: scratch) : raw
        }

        /// The record as it stands in the text, without its line end.
        @inlinable public func rawRecord(_ record: Int) -> UnsafeRawBufferPointer {
            let bounds = records[record]
            return UnsafeRawBufferPointer(start: slab + Int(bounds.start), count: Int(bounds.end - bounds.start))
        }
    }

    /// Calls `body` with the block as pointers; they are void when it returns.
    @inlinable public func withView<Result>(_ body: (View) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(self) { try body(view) }
    }

    @usableFromInline var view: View {
        View(
            slab: slab, fields: fields, records: records, recordCount: recordCount, fieldTotal: fieldTotal,
            unescaping: FieldUnescaping(quote: dialect.quote, backslash: dialect.escape == .backslash))
    }
}

extension RecordBlock {
    /// The number of fields of a record (0 for an oversized one). `record` is 0..<recordCount here and below.
    public func fieldCount(_ record: Int) -> Int { Int(bounds(record).fieldCount) }

    public func flags(_ record: Int) -> RecordFlags { bounds(record).flags }

    /// Number of the record's first line, from 1.
    public func line(_ record: Int) -> Int { bounds(record).line }

    /// Offset of the record's first byte in the text.
    public func offset(_ record: Int) -> Int64 {
        givenOffsets.isEmpty ? baseOffset + Int64(bounds(record).start) : givenOffsets[record]
    }

    /// Length of the record in bytes, without its line end; of an oversized one, all of it.
    public func length(_ record: Int) -> Int64 {
        let bounds = bounds(record)
        return bounds.flags.contains(.oversized) ? oversizedLength : Int64(bounds.end - bounds.start)
    }

    /// The record as it stands in the text, without its line end; of an oversized one its first bytes. Valid until
    /// the block is filled again.
    public func rawRecord(_ record: Int) -> UnsafeRawBufferPointer {
        precondition(record >= 0 && record < recordCount, "no such record")
        return view.rawRecord(record)
    }

    /// Calls `body` with the unescaped value of a field, `nil` when the record has no such column.
    public func withField<Result>(
        _ record: Int, _ column: Int, _ body: (UnsafeRawBufferPointer?) throws -> Result
    ) rethrows -> Result {
        precondition(record >= 0 && record < recordCount, "no such record")
        let scratch = FieldScratch()
        return try withExtendedLifetime((self, scratch)) {
            try body(view.value(record: record, column: column, scratch: scratch))
        }
    }

    /// The value of a field as text, for headers and tests; bytes that are no UTF-8 become U+FFFD.
    public func text(_ record: Int, _ column: Int) -> String? {
        withField(record, column) { $0.map { String(decoding: $0, as: UTF8.self) } }
    }

    /// What is wrong with a record, the gravest first; `nil` when nothing is.
    public func problem(_ record: Int) -> DelimitedError? {
        let flags = flags(record)
        let found: DelimitedError.Problem? =
            if flags.contains(.oversized) {
                .oversized
            } else if flags.contains(.invalidUTF8) {
                .invalidUTF8
            } else if flags.contains(.unterminatedQuote) {
                .unterminatedQuote
            } else if flags.contains(.strayQuote) {
                .strayQuote
            } else if flags.contains(.containsNUL) {
                .containsNUL
            } else { nil }
        return found.map {
            DelimitedError(problem: $0, line: line(record), offset: offset(record), length: length(record))
        }
    }

    private func bounds(_ record: Int) -> RecordBounds {
        precondition(record >= 0 && record < recordCount, "no such record")
        return records[record]
    }
}

extension RecordBlock {
    func clear(baseOffset: Int64, dialect: DelimitedDialect) {
        recordCount = 0
        fieldTotal = 0
        oversizedLength = 0
        flags = []
        givenOffsets.removeAll(keepingCapacity: true)
        self.baseOffset = baseOffset
        self.dialect = dialect
    }

    /// Room for `count` bytes in all, keeping the first `used`.
    func reserveSlab(_ count: Int, used: Int) {
        guard count > slabCapacity else { return }
        let capacity = max(count, slabCapacity + slabCapacity / 2)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + RecordBlock.padding)
        larger.update(from: slab, count: used)
        (larger + used).initialize(repeating: 0, count: capacity + RecordBlock.padding - used)
        slab.deallocate()
        slab = larger
        slabCapacity = capacity
    }

    /// Room for `room` fields behind the first `used`.
    func reserveFields(used: Int, room: Int) {
        guard fieldCapacity - used < room else { return }
        let capacity = max(used + room, fieldCapacity * 2)
        let larger = UnsafeMutablePointer<FieldBounds>.allocate(capacity: capacity)
        larger.update(from: fields, count: used)
        fields.deallocate()
        fields = larger
        fieldCapacity = capacity
    }

    /// Room for `room` more records.
    func reserveRecords(room: Int) {
        guard recordCapacity - recordCount < room else { return }
        let capacity = max(recordCount + room, recordCapacity * 2)
        let larger = UnsafeMutablePointer<RecordBounds>.allocate(capacity: capacity)
        larger.update(from: records, count: recordCount)
        records.deallocate()
        records = larger
        recordCapacity = capacity
    }

    func append(_ record: RecordBounds) {
        reserveRecords(room: 1)
        records[recordCount] = record
        recordCount += 1
        flags.formUnion(record.flags)
    }
}

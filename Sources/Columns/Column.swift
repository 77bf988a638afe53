/// A column of fixed-size values. A value that is absent still takes a place (of any content) in `values`.
public struct Column<Value: BitwiseCopyable & Sendable>: Sendable {
    public var values: [Value]
    /// One flag a row, true where there is a value; `nil` when every row has one.
    public var present: [Bool]?

    public init(_ values: [Value] = [], present: [Bool]? = nil) {
        self.values = values
        self.present = present
    }

    @inlinable public var count: Int { values.count }

    /// The value of a row, `nil` where it is absent.
    @inlinable public subscript(row: Int) -> Value? {
        if let present, !present[row] { return nil }
        return values[row]
    }

    /// A column from optional values; `filler` takes the place of absent ones.
    @inlinable public init(_ optionals: [Value?], filler: Value) {
        values = optionals.map { $0 ?? filler }
        present = optionals.contains { $0 == nil } ? optionals.map { $0 != nil } : nil
    }
}

/// Text of few distinct values: a code a row (0 is absent) and the dictionary the codes point into.
/// The dictionary may hold more values than the rows use.
public struct CodedText: Sendable {
    public var codes: [UInt32]
    public var dictionary: TextDictionary

    public init(codes: [UInt32] = [], dictionary: TextDictionary = TextDictionary()) {
        self.codes = codes
        self.dictionary = dictionary
    }

    /// Codes the given strings; for tests and small tables.
    public init(_ strings: [String?]) {
        var dictionary = TextDictionary()
        codes = strings.map { $0.map { dictionary.intern($0) } ?? 0 }
        self.dictionary = dictionary
    }

    @inlinable public var count: Int { codes.count }
    public subscript(row: Int) -> String? { dictionary[codes[row]] }
}

/// Text whose values mostly differ (identities, remarks): the bytes one after the other and where each ends.
public struct PlainText: Sendable {
    public var bytes: [UInt8]
    /// `ends[row]` is the offset behind the row's bytes.
    public var ends: [UInt32]
    /// True where there is a value; `nil` when every row has one.
    public var present: [Bool]?

    public init(bytes: [UInt8] = [], ends: [UInt32] = [], present: [Bool]? = nil) {
        self.bytes = bytes
        self.ends = ends
        self.present = present
    }

    /// Lays the given strings behind each other; for tests and small tables.
    public init(_ strings: [String?]) {
        self.init()
        var flags: [Bool] = []
        for string in strings {
            if let string { bytes.append(contentsOf: string.utf8) }
            ends.append(UInt32(bytes.count))
            flags.append(string != nil)
        }
        present = flags.contains(false) ? flags : nil
    }

    @inlinable public var count: Int { ends.count }
    @inlinable public func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row]) }
    @inlinable public func isPresent(_ row: Int) -> Bool { present?[row] ?? true }

    public subscript(row: Int) -> String? {
        isPresent(row) ? String(decoding: bytes[range(row)], as: UTF8.self) : nil
    }
}

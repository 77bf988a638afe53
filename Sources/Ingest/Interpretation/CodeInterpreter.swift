import Columns

/// The values that a profile gives for delivered values, looked up by their bytes whatever the case of ASCII letters.
///
/// For a field with a code, a value that the mapping does not know is worth a finding (`CodeInterpreter`). For any other
/// field a mapping holds exceptions, and what it does not know stands as delivered.
public struct ValueMapping: Sendable {
    /// Delivered value → our value, as in the profile; `*` stands for every other value.
    public let pairs: [String: String]
    private let keys: TextDictionary
    private let values: [String]
    private let fallback: String?

    public init(_ pairs: [String: String]) {
        self.pairs = pairs
        var keys = TextDictionary(capacity: pairs.count)
        var values: [String] = []
        for (key, value) in pairs.sorted(by: { $0.key < $1.key }) where key != "*" {
            let code = Int(keys.intern(Self.folded(key)))
            if code > values.count { values.append(value) }
        }
        self.keys = keys
        self.values = values
        fallback = pairs["*"]
    }

    /// Our value for a delivered one; `nil` when the mapping has neither it nor `*`. An empty text means "absent".
    public func value(for delivered: UnsafeRawBufferPointer) -> String? {
        let text = delivered.trimmed
        guard text.count <= 1024 else { return fallback }
        let code = withUnsafeTemporaryAllocation(byteCount: text.count, alignment: 1) { folded in
            for index in 0..<text.count { folded[index] = text[index].asciiLowercased }
            return keys.code(of: UnsafeRawBufferPointer(folded))
        }
        return code.map { values[Int($0) - 1] } ?? fallback
    }

    /// The form in which keys are compared: without blanks around it and in lower case.
    static func folded(_ key: String) -> String {
        String(decoding: Array(key.utf8).withUnsafeBytes { $0.trimmed.map(\.asciiLowercased) }, as: UTF8.self)
    }
}

extension ValueMapping: Equatable {
    public static func == (left: ValueMapping, right: ValueMapping) -> Bool { left.pairs == right.pairs }
}

/// What a field with a code says.
public struct CodeReading: Sendable, Equatable {
    /// `nil` when there is no value.
    public var value: String?
    public var issue: InterpretationIssue?

    public init(_ value: String?, issue: InterpretationIssue? = nil) {
        self.value = value
        self.issue = issue
    }
}

/// Reads the NDFF code fields (life stage, sex, activity …): the profile's values, NDFF code URIs, or the text itself.
public struct CodeInterpreter: Sendable {
    public var mapping: ValueMapping?
    /// The value of records that have none.
    public var defaultValue: String?

    /// The field is Darwin Core's basisOfRecord, whose values are a closed list.
    public var isBasisOfRecord: Bool

    /// The values are a list of codes: one that the mapping does not know is told. Elsewhere a mapping only takes away
    /// what stands for nothing.
    public var isClosed: Bool

    public init(
        mapping: ValueMapping? = nil, defaultValue: String? = nil, isBasisOfRecord: Bool = false, isClosed: Bool = true
    ) {
        self.mapping = mapping
        self.defaultValue = defaultValue
        self.isBasisOfRecord = isBasisOfRecord
        self.isClosed = isClosed
    }

    /// The code that a text says. Of an NDFF code URI the last part is the code. A value that the profile's mapping
    /// does not know is kept as it is and gives `CODE_UNKNOWN`.
    ///
    /// It makes a String: call it once for every distinct value.
    public func interpret(_ text: UnsafeRawBufferPointer) -> CodeReading {
        let trimmed = text.trimmed
        if let mapping, let value = mapping.value(for: trimmed), !trimmed.isEmpty {
            return CodeReading(value.isEmpty ? defaultValue : value)
        }
        if AbsentText.isAbsent(trimmed) { return CodeReading(defaultValue) }
        if trimmed.begins(with: "http://ndff-ecogrid.nl/codes/")
            || trimmed.begins(with: "https://ndff-ecogrid.nl/codes/"),
            let slash = trimmed.lastIndex(of: UInt8(ascii: "/")), slash + 1 < trimmed.count
        {
            return CodeReading(trimmed.part(slash + 1..<trimmed.count).text)
        }
        if isBasisOfRecord {
            return CodeReading(trimmed.text, issue: BasisOfRecord.isKnown(trimmed) ? nil : .basisOfRecordInvalid)
        }
        return CodeReading(trimmed.text, issue: mapping == nil || !isClosed ? nil : .codeUnknown)
    }
}

/// The values of basisOfRecord that Darwin Core recommends, with those that GBIF and older versions of the standard add.
enum BasisOfRecord {
    /// Whether a value is one of them, whatever its case and the blanks in it (`Preserved Specimen`).
    static func isKnown(_ text: UnsafeRawBufferPointer) -> Bool {
        let letters = text.filter { $0 != 0x20 && $0 != UInt8(ascii: "_") }
        return letters.withUnsafeBytes { $0.matches(anyOf: names) }
    }

    private static let names: [StaticString] = [
        "humanobservation", "machineobservation", "preservedspecimen", "fossilspecimen", "livingspecimen",
        "materialsample", "materialentity", "materialcitation", "observation", "occurrence", "literature", "event",
        "taxon", "unknown",
    ]
}

import Columns
import Formats

/// Turns the texts of one delivered field into codes, doing the work on a text (trimming, absent words, value mapping)
/// once for every distinct text and not for every record.
struct CodedFieldBuilder {
    /// Delivered text → code in `output`; index is the code in `delivered`.
    private var delivered = TextDictionary()
    private var meaning: [UInt32] = [0]
    private(set) var output = TextDictionary()
    /// XXH3 of every output value; index is the code, 0 for absent.
    private(set) var hashes: [UInt64] = [0]
    private let mapping: [String: String]
    private let fallback: UInt32
    private let absentCode: UInt32
    /// Texts that no entry of the mapping fits are reported under this code.
    private(set) var unmapped: Set<UInt32> = []
    private let reportsUnmapped: Bool

    private var lastStart: UnsafeRawPointer?
    private var lastBytes: [UInt8] = []
    private var lastCode: UInt32 = 0
    private var hasLast = false

    /// Distinct texts after which the dictionaries are begun anew, so that memory stays flat.
    private static let maximumDistinct = 1 << 17
    private static let maximumBytes = 8 << 20

    /// - Parameters:
    ///   - mapping: lower-cased delivered text → stored text; `*` stands for any other text.
    ///   - defaultValue: stored where the text is absent.
    init(mapping: [String: String] = [:], defaultValue: String? = nil, reportsUnmapped: Bool = false) {
        self.mapping = mapping
        self.reportsUnmapped = reportsUnmapped && mapping["*"] == nil
        var output = TextDictionary()
        var hashes: [UInt64] = [0]
        func code(_ value: String?) -> UInt32 {
            guard let value else { return 0 }
            let code = output.intern(value)
            if Int(code) == hashes.count { hashes.append(Self.hash(value)) }
            return code
        }
        absentCode = code(defaultValue)
        fallback = code(mapping["*"])
        self.output = output
        self.hashes = hashes
    }

    private static func hash(_ value: String) -> UInt64 {
        var value = value
        return value.withUTF8 { xxh3(UnsafeRawBufferPointer($0)) }
    }

    /// Whether the dictionaries have grown so large that a new batch had better begin with empty ones.
    var isOverfull: Bool {
        delivered.count > Self.maximumDistinct || delivered.byteCount > Self.maximumBytes
    }

    /// The code for an absent value: that of the default, else 0.
    var codeForAbsent: UInt32 { absentCode }

    /// The code of a delivered text.
    mutating func code(_ text: UnsafeRawBufferPointer) -> UInt32 {
        if text.isEmpty { return absentCode }
        if hasLast, lastBytes.count == text.count, lastBytes.withUnsafeBytes({ sameBytes($0, text) }) { return lastCode }
        let known = delivered.count
        let key = delivered.intern(text)
        let code: UInt32
        if delivered.count == known {
            code = meaning[Int(key)]
        } else {
            code = interpret(text)
            meaning.append(code)
        }
        lastBytes.removeAll(keepingCapacity: true)
        lastBytes.append(contentsOf: text)
        lastCode = code
        hasLast = true
        return code
    }

    private mutating func interpret(_ text: UnsafeRawBufferPointer) -> UInt32 {
        if AbsentText.isAbsent(text) { return absentCode }
        let trimmed = text.trimmed
        if !mapping.isEmpty {
            let word = String(decoding: trimmed, as: UTF8.self)
            if let mapped = mapping[word.lowercased()] {
                // A word that is mapped to nothing says that it stands for "unknown".
                return mapped.isEmpty ? absentCode : intern(mapped)
            }
            if fallback != 0 { return fallback }
            let code = intern(word)
            if reportsUnmapped { unmapped.insert(code) }
            return code
        }
        let code = output.intern(trimmed)
        if Int(code) == hashes.count { hashes.append(xxh3(trimmed)) }
        return code
    }

    private mutating func intern(_ value: String) -> UInt32 {
        let code = output.intern(value)
        if Int(code) == hashes.count { hashes.append(Self.hash(value)) }
        return code
    }
}

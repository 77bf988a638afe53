import Columns
import Formats

/// Turns the texts of one delivered field into codes, doing the work on a text (trimming, absent words, value mapping)
/// once for every distinct text and not for every record.
struct CodedFieldBuilder {
    private let access: FieldAccess?
    private let interpreter: CodeInterpreter
    /// Delivered texts; `meaning` has the code in `output` of each, by its code here.
    private var delivered = TextDictionary()
    private var meaning: [UInt32] = [0]
    private var output = TextDictionary()
    /// XXH3 of every output value; index is the code, 0 for absent.
    private var hashes: [UInt64] = [0]
    /// What is wrong with delivered texts, by their keys. Few texts have anything wrong.
    private var problems: [UInt32: [InterpretationIssue]] = [:]
    private var problemRows: [(row: Int, key: UInt32)] = []
    private let absent: UInt32
    private let interpretsCodes: Bool

    private var codes: [UInt32] = []
    private let memo = TextMemo()

    /// Distinct texts after which the dictionaries are begun anew, so that memory stays flat.
    private static let maximumDistinct = 1 << 17
    private static let maximumBytes = 8 << 20

    /// - Parameters:
    ///   - access: where the text lies; `nil` when the delivery does not have the field.
    ///   - interpreter: mapping and default value.
    ///   - interpretsCodes: whether texts are codes (value mapping, NDFF URIs) or just texts.
    init(access: FieldAccess?, interpreter: CodeInterpreter, interpretsCodes: Bool) {
        self.access = access
        self.interpreter = interpreter
        self.interpretsCodes = interpretsCodes || interpreter.mapping != nil
        var absent: UInt32 = 0
        if let value = interpreter.defaultValue, !value.isEmpty {
            absent = output.intern(value)
            hashes.append(Self.hash(value))
        }
        self.absent = absent
    }

    private static func hash(_ value: String) -> UInt64 {
        var value = value
        return value.withUTF8 { xxh3(UnsafeRawBufferPointer($0)) }
    }

    mutating func begin(rows: Int) {
        if delivered.count > Self.maximumDistinct || delivered.byteCount > Self.maximumBytes {
            self = CodedFieldBuilder(access: access, interpreter: interpreter, interpretsCodes: interpretsCodes)
        }
        codes.removeAll(keepingCapacity: true)
        codes.reserveCapacity(rows)
        problemRows.removeAll(keepingCapacity: true)
    }

    /// Adds the records of a block.
    mutating func append(_ view: RecordBlock.View, _ records: [UInt32]) {
        guard let access else {
            codes.append(contentsOf: repeatElement(absent, count: records.count))
            return
        }
        let memo = memo
        for record in records {
            let text = access.value(view, Int(record))
            if text.isEmpty {
                codes.append(absent)
                continue
            }
            let key = memo.intern(text, in: &delivered)
            if Int(key) == meaning.count {
                let (code, issues) = interpret(text)
                meaning.append(code)
                if !issues.isEmpty { problems[key] = issues }
            }
            if !problems.isEmpty, problems[key] != nil { problemRows.append((codes.count, key)) }
            codes.append(meaning[Int(key)])
        }
    }

    /// Tells what is wrong with which row, with the text as delivered.
    func findings(_ report: (Int, InterpretationIssue, UnsafeRawBufferPointer) -> Void) {
        for (row, key) in problemRows {
            delivered.withBytes(key) { text in
                for issue in problems[key] ?? [] { report(row, issue, text) }
            }
        }
    }

    var column: ColumnData { .coded(CodedText(codes: codes, dictionary: output)) }

    /// Mixes the values into hashes of the rows.
    func mix(into rows: inout [UInt64]) {
        guard access != nil else { return }
        for row in rows.indices { rows[row] = ContentHash.mix(rows[row], hashes[Int(codes[row])]) }
    }

    private mutating func interpret(_ text: UnsafeRawBufferPointer) -> (code: UInt32, issues: [InterpretationIssue]) {
        if AbsentText.isAbsent(text) { return (absent, []) }
        let trimmed = text.trimmed
        guard TextRepair.needsLook(trimmed) else { return meaning(trimmed) }
        let repaired = TextRepair.read(trimmed)
        let (code, issues) = repaired.bytes.withUnsafeBytes { AbsentText.isAbsent($0) ? (absent, []) : meaning($0) }
        return (code, issues + repaired.issues)
    }

    private mutating func meaning(_ text: UnsafeRawBufferPointer) -> (code: UInt32, issues: [InterpretationIssue]) {
        guard interpretsCodes else {
            let code = output.intern(text)
            if Int(code) == hashes.count { hashes.append(xxh3(text)) }
            return (code, [])
        }
        let reading = interpreter.interpret(text)
        guard let value = reading.value, !value.isEmpty else { return (absent, []) }
        let code = output.intern(value)
        if Int(code) == hashes.count { hashes.append(Self.hash(value)) }
        return (code, reading.issue.map { [$0] } ?? [])
    }
}

/// The hash by which observations that say the same are found.
enum ContentHash {
    @inline(__always)
    static func mix(_ hash: UInt64, _ value: UInt64) -> UInt64 {
        let product = (hash ^ value ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}

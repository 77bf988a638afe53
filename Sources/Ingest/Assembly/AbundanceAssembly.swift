import Columns
import Formats
import Observations

/// Reads how many; each distinct combination of texts once.
struct AbundanceAssembly {
    struct Fields {
        var value: FieldAccess?
        var scale: FieldAccess?
        var minimum: FieldAccess?
        var maximum: FieldAccess?
        var occurrenceStatus: FieldAccess?
        var basisOfRecord: FieldAccess?
    }

    private struct Known {
        var scaleCode: UInt32
        var statusCode: UInt32
        var valueCode: UInt32
        var minimum: Int64?
        var maximum: Int64?
        var issue: InterpretationIssue?
        var statusIssue: InterpretationIssue?
        var hash: UInt64
    }

    private let interpreter: AbundanceInterpreter
    private let fields: [FieldAccess?]
    private var key: [UInt8] = []
    private let memo = TextMemo()
    private var combinations = TextDictionary()
    private var known: [Known] = []
    private var scales = TextDictionary()
    private var statuses = TextDictionary()
    private var values = TextDictionary()
    private var rows: [UInt32] = []

    init(interpreter: AbundanceInterpreter, fields: Fields) {
        self.interpreter = interpreter
        self.fields = [
            fields.value, fields.scale, fields.minimum, fields.maximum, fields.occurrenceStatus, fields.basisOfRecord,
        ]
    }

    mutating func begin(rows count: Int) {
        rows.removeAll(keepingCapacity: true)
        rows.reserveCapacity(count)
        if combinations.count > 1 << 16 {
            combinations.removeAll()
            known.removeAll()
            values.removeAll()
            memo.removeAll()
        }
    }

    /// Adds the records of a block.
    /// - Parameter report: is told what is wrong with the abundance or the status of a row, with the text as delivered.
    mutating func append(
        _ view: RecordBlock.View, _ records: [UInt32], report: (Int, InterpretationIssue, UnsafeRawBufferPointer) -> Void
    ) {
        for row in records.indices {
            let found = append(view, Int(records[row]))
            if let issue = found.issue { report(row, issue, verbatim(view, Int(records[row]), issue)) }
            if let issue = found.statusIssue { report(row, issue, verbatim(view, Int(records[row]), issue)) }
        }
    }

    @inline(__always)
    private mutating func append(
        _ view: RecordBlock.View, _ record: Int
    ) -> (issue: InterpretationIssue?, statusIssue: InterpretationIssue?) {
        key.removeAll(keepingCapacity: true)
        for field in fields {
            if let field { key.append(contentsOf: field.delivered(view, record)) }
            key.append(0x1F)
        }
        let code = key.withUnsafeBytes { memo.intern($0, in: &combinations) }
        if Int(code) > known.count { known.append(interpret(view, record)) }
        rows.append(code - 1)
        let meaning = known[Int(code) - 1]
        return (meaning.issue, meaning.statusIssue)
    }

    /// What a finding is about as delivered: the scale, or the first that says how many.
    private func verbatim(_ view: RecordBlock.View, _ record: Int, _ issue: InterpretationIssue) -> UnsafeRawBufferPointer {
        for field in issue == .abundanceSchemaUnknown ? fields[1...1] : fields.prefix(4) {
            if let value = field?.delivered(view, record), !value.isEmpty { return value }
        }
        return FieldAccess.empty
    }

    private mutating func interpret(_ view: RecordBlock.View, _ record: Int) -> Known {
        var texts = AbundanceFields()
        func value(_ place: Int) -> UnsafeRawBufferPointer { fields[place]?.value(view, record) ?? FieldAccess.empty }
        texts.value = value(0)
        texts.scale = value(1)
        texts.minimum = value(2)
        texts.maximum = value(3)
        texts.occurrenceStatus = value(4)
        texts.basisOfRecord = value(5)
        let reading = interpreter.interpret(texts)
        let trimmed = (fields[0]?.delivered(view, record) ?? FieldAccess.empty).trimmed
        let valueCode = AbsentText.isAbsent(trimmed) ? 0 : values.intern(trimmed)
        return Known(
            scaleCode: scales.intern(reading.scale.rawValue), statusCode: statuses.intern(reading.status.rawValue),
            valueCode: valueCode, minimum: reading.minimum, maximum: reading.maximum, issue: reading.issue,
            statusIssue: reading.statusIssue, hash: key.withUnsafeBytes { xxh3($0) })
    }

    var schemaColumn: ColumnData { .coded(CodedText(codes: rows.map { known[Int($0)].scaleCode }, dictionary: scales)) }
    var statusColumn: ColumnData {
        .coded(CodedText(codes: rows.map { known[Int($0)].statusCode }, dictionary: statuses))
    }
    var valueColumn: ColumnData { .coded(CodedText(codes: rows.map { known[Int($0)].valueCode }, dictionary: values)) }
    var minimumColumn: ColumnData { number(\.minimum) }
    var maximumColumn: ColumnData { number(\.maximum) }

    /// Mixes the abundances into hashes of the rows.
    func mix(into hashes: inout [UInt64]) {
        for row in hashes.indices { hashes[row] = ContentHash.mix(hashes[row], known[Int(rows[row])].hash) }
    }

    private func number(_ path: KeyPath<Known, Int64?>) -> ColumnData {
        let byCode = known.map { $0[keyPath: path] }
        let isComplete = !rows.contains { byCode[Int($0)] == nil }
        return .int64(
            Column(
                rows.map { byCode[Int($0)] ?? 0 }, present: isComplete ? nil : rows.map { byCode[Int($0)] != nil }))
    }
}

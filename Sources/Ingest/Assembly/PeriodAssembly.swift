import Columns
import Formats
import Observations

/// Reads when, record by record.
struct PeriodAssembly {
    /// The fields that say when, as far as the source has them.
    struct Fields {
        var eventDate: FieldAccess?
        var eventTime: FieldAccess?
        var periodStart: FieldAccess?
        var periodStop: FieldAccess?
        var startTime: FieldAccess?
        var stopTime: FieldAccess?
        var year: FieldAccess?
        var month: FieldAccess?
        var day: FieldAccess?

        /// The one field that is there, when there is just one of the two usual ones.
        var only: FieldAccess? {
            let all = [eventDate, eventTime, periodStart, periodStop, startTime, stopTime, year, month, day]
            let present = all.compactMap { $0 }
            return present.count == 1 && (eventDate != nil || periodStart != nil) ? present.first : nil
        }
    }

    private let interpreter: PeriodInterpreter
    private let fields: Fields
    private let only: FieldAccess?

    private(set) var starts: [Int64] = []
    private(set) var stops: [Int64] = []
    private var precisionCodes: [UInt32] = []
    private var verbatimCodes: [UInt32] = []
    private var present: [Bool] = []
    private var allPresent = true
    private let precisions: TextDictionary
    private var verbatims = TextDictionary()

    init(interpreter: PeriodInterpreter, fields: Fields) {
        self.interpreter = interpreter
        self.fields = fields
        only = fields.only
        var precisions = TextDictionary()
        for precision in PeriodPrecision.allCases { _ = precisions.intern(precision.rawValue) }
        self.precisions = precisions
    }

    mutating func begin(rows: Int) {
        starts.removeAll(keepingCapacity: true)
        stops.removeAll(keepingCapacity: true)
        precisionCodes.removeAll(keepingCapacity: true)
        verbatimCodes.removeAll(keepingCapacity: true)
        present.removeAll(keepingCapacity: true)
        allPresent = true
        verbatims.removeAll()
        starts.reserveCapacity(rows)
        stops.reserveCapacity(rows)
    }

    /// Adds the records of a block.
    /// - Parameter report: is told what is wrong with the dates of a row, with the text as delivered.
    mutating func append(
        _ view: RecordBlock.View, _ records: [UInt32], report: (Int, InterpretationIssue, UnsafeRawBufferPointer) -> Void
    ) {
        for row in records.indices {
            if let found = append(view, Int(records[row])) { report(row, found.issue, found.verbatim) }
        }
    }

    @inline(__always)
    private mutating func append(
        _ view: RecordBlock.View, _ record: Int
    ) -> (issue: InterpretationIssue, verbatim: UnsafeRawBufferPointer)? {
        let reading: PeriodReading
        var verbatim = FieldAccess.empty
        var joined: [UInt8]?
        if let only {
            verbatim = only.value(view, record)
            reading = interpreter.interpret(verbatim)
        } else {
            var texts = PeriodFields()
            if let field = fields.eventDate { texts.eventDate = field.value(view, record) }
            if let field = fields.eventTime { texts.eventTime = field.value(view, record) }
            if let field = fields.periodStart { texts.periodStart = field.value(view, record) }
            if let field = fields.periodStop { texts.periodStop = field.value(view, record) }
            if let field = fields.startTime { texts.startTime = field.value(view, record) }
            if let field = fields.stopTime { texts.stopTime = field.value(view, record) }
            if let field = fields.year { texts.year = field.value(view, record) }
            if let field = fields.month { texts.month = field.value(view, record) }
            if let field = fields.day { texts.day = field.value(view, record) }
            reading = interpreter.interpret(texts)
            if !reading.isCanonical {
                var bytes: [UInt8] = []
                for part in [
                    texts.eventDate, texts.periodStart, texts.startTime, texts.periodStop, texts.stopTime, texts.year,
                    texts.month, texts.day, texts.eventTime,
                ] where !part.isEmpty {
                    if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
                    bytes.append(contentsOf: part)
                }
                joined = bytes
            }
        }
        if let period = reading.period {
            starts.append(period.start)
            stops.append(period.stop)
            precisionCodes.append(Self.code(period.precision))
            present.append(true)
        } else {
            starts.append(0)
            stops.append(0)
            precisionCodes.append(0)
            present.append(false)
            allPresent = false
        }
        if reading.isCanonical {
            verbatimCodes.append(0)
        } else if let joined {
            joined.withUnsafeBytes { verbatimCodes.append($0.isEmpty ? 0 : verbatims.intern($0)) }
            verbatim = fields.eventDate?.value(view, record) ?? fields.periodStart?.value(view, record) ?? verbatim
        } else {
            verbatimCodes.append(verbatim.isEmpty ? 0 : verbatims.intern(verbatim))
        }
        if let issue = reading.issue { return (issue, verbatim) }
        return reading.period == nil ? (.dateMissing, verbatim) : nil
    }

    private static func code(_ precision: PeriodPrecision) -> UInt32 {
        switch precision {
        case .year: 1
        case .month: 2
        case .day: 3
        case .hour: 4
        case .minute: 5
        case .second: 6
        case .interval: 7
        }
    }

    var startColumn: ColumnData { .timestamp(Column(starts, present: allPresent ? nil : present)) }
    var stopColumn: ColumnData { .timestamp(Column(stops, present: allPresent ? nil : present)) }
    var precisionColumn: ColumnData { .coded(CodedText(codes: precisionCodes, dictionary: precisions)) }
    var verbatimColumn: ColumnData { .coded(CodedText(codes: verbatimCodes, dictionary: verbatims)) }

    /// Mixes the periods into hashes of the rows.
    func mix(into rows: inout [UInt64]) {
        for row in rows.indices where present[row] {
            let bounds = ContentHash.mix(UInt64(bitPattern: starts[row]), UInt64(bitPattern: stops[row]))
            rows[row] = ContentHash.mix(rows[row], ContentHash.mix(bounds, UInt64(precisionCodes[row])))
        }
    }
}

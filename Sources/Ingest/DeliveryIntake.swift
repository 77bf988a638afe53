import Columns
import Formats
import Foundation
import Observations
import Workers

/// What the store makes of a record.
public enum RecordResolution: Sendable, Equatable {
    /// To be stored under this number, for the first time.
    case new(Int64)
    /// To be stored under this number, as the next version of a known observation.
    case update(Int64)
    /// To be stored under this number, as the next version of an observation that came earlier in the delivery.
    case repeated(Int64)
    /// To be stored under this number, as the next version of an observation that had been withdrawn.
    case restored(Int64)
    /// Known with the same content.
    case unchanged
}

/// What the store makes of a record that asks for a withdrawal.
public enum WithdrawalResolution: Sendable, Equatable {
    case withdrawn
    /// It was withdrawn before.
    case unchanged
    /// There is nothing that this source could withdraw.
    case unknown(detail: String)
}

/// Where observations go. Ingest knows nothing of the store behind it.
public protocol DeliverySink: AnyObject {
    associatedtype Encoded: Sendable

    /// Decides what a record is; called in file order by one thread at a time. Numbers of records to be stored run on
    /// without gaps.
    func resolve(keyHigh: UInt64, keyLow: UInt64, payload: UInt64) throws -> RecordResolution
    /// Withdraws the observation of an identity; called like `resolve`, by the same thread.
    func withdraw(keyHigh: UInt64, keyLow: UInt64, recordNumber: Int64, line: Int64) throws -> WithdrawalResolution
    /// Told the identity of a record that is set aside, for deliveries of all that a source has: it is not missing.
    func keep(keyHigh: UInt64, keyLow: UInt64) throws
    /// Prepares observations for storing; called by several threads at once.
    func encode(_ observations: AssembledObservations) throws -> Encoded
    /// Stores; called in file order by one thread at a time.
    func append(_ encoded: Encoded) throws
}

/// A record that was set aside.
public struct QuarantinedRecord: Sendable, Equatable {
    public var recordNumber: Int64
    public var line: Int64
    /// Offset in the delivery's text as UTF-8.
    public var byteOffset: Int64
    public var reason: QuarantineReason
    public var detail: String?
    /// The record set aside before of which this is another try.
    public var repeats: QuarantinePlace?
}

/// A record that was set aside, by the number of its delivery and its own number there.
public struct QuarantinePlace: Sendable, Hashable {
    public var deliveryID: Int64
    public var recordNumber: Int64

    public init(deliveryID: Int64, recordNumber: Int64) {
        self.deliveryID = deliveryID
        self.recordNumber = recordNumber
    }
}

/// Where every record of a delivery went.
public struct IntakeResult: Sendable, Equatable {
    public var read = 0
    public var stored = 0
    public var updated = 0
    public var unchanged = 0
    public var withdrawn = 0
    public var quarantined: [QuarantinedRecord] = []
    /// Records set aside from earlier deliveries that came in now, as the columns `ndff_levering` and `ndff_record` of a
    /// corrected quarantine file name them.
    public var corrected: [QuarantinePlace] = []
    /// Interpretation findings by code.
    public var problems: [String: Int] = [:]
    /// Things worth telling that did not stop the intake, in English.
    public var notes: [String] = []

    public var reasons: [String: Int] {
        quarantined.reduce(into: [:]) { $0[$1.reason.rawValue, default: 0] += 1 }
    }
}

/// The encoding that seemed likely at the beginning turned out to be another one; the delivery has to be read again.
public struct EncodingTurnedOut: Error, Sendable {
    public var encoding: TextEncoding
}

/// Reads one delivery from beginning to end.
public struct DeliveryIntake {
    /// Records a block, and so rows a row group.
    public static let recordsPerBlock = 65_536

    private let delivery: OpenedDelivery
    private let plan: IngestPlan
    private let context: InterpretationContext
    private let deliveryID: Int64
    private let threads: Int
    private let quarantinePath: String
    private let maximumQuarantine: Double
    private let isEverything: Bool

    /// - Parameters:
    ///   - quarantinePath: where the file with records set aside goes, if there are any.
    ///   - maximumQuarantine: share of the records that may be set aside before the delivery is refused.
    ///   - isEverything: the delivery holds all that its source has; the sink is then told of records set aside, too.
    public init(
        delivery: OpenedDelivery, plan: IngestPlan, context: InterpretationContext, deliveryID: Int64, threads: Int,
        quarantinePath: String, maximumQuarantine: Double, isEverything: Bool = false
    ) {
        self.delivery = delivery
        self.plan = plan
        self.context = context
        self.deliveryID = deliveryID
        self.threads = threads
        self.quarantinePath = quarantinePath
        self.maximumQuarantine = maximumQuarantine
        self.isEverything = isEverything
    }

    /// Reads all records into the sink.
    /// - Parameter progress: told the number of records read so far.
    /// - Throws: `DeliveryError` when the delivery is to be refused, `EncodingTurnedOut` when it has to be read again,
    ///   and what the sink throws. The caller then drops what the sink has.
    public func run(into sink: some DeliverySink, progress: (Int) -> Void = { _ in }) throws -> IntakeResult {
        guard let screening = RecordScreening(plan: plan) else {
            throw DeliveryError(.columnMissing, path: delivery.path, message: "no field for the identity")
        }
        let quarantine = QuarantineFile(
            path: quarantinePath, columns: Array(delivery.columns.prefix(delivery.fileColumnCount)),
            dialect: delivery.dialect)
        var result = IntakeResult()
        // Apart from `result`: reading and storing go on side by side, each under a lock of its own.
        var problems: [String: Int] = [:]
        let blocks = BlockPool()
        var encodingIsGuess = delivery.encodingIsGuess && delivery.encoding == .utf8
        do {
            try orderedWork(
                threads: threads,
                state: { ObservationAssembler(plan: plan, context: context, deliveryID: deliveryID) },
                next: {
                    try nextBlock(screening, sink, blocks, quarantine, &result, &encodingIsGuess, progress)
                },
                transform: { assembler, screened in
                    let assembled = assembler.assemble(screened)
                    blocks.giveBack(screened.block)
                    return (try sink.encode(assembled), assembled.findingCounts)
                },
                consume: { encoded, found in
                    try sink.append(encoded)
                    problems.merge(found, uniquingKeysWith: +)
                })
            result.problems = problems
            try judge(result)
            if try quarantine.close() { result.notes += writeCorrections(result.quarantined) }
        } catch {
            quarantine.abandon()
            throw error
        }
        return result
    }

    /// Makes the file in which records that were set aside go back to the supplier in the form in which they came.
    /// - Returns: why there is none, if that is so: all that it would hold is in the quarantine file, so that the delivery
    ///   comes in all the same.
    private func writeCorrections(_ records: [QuarantinedRecord]) -> [String] {
        guard let form = delivery.correction else { return [] }
        let rows = QuarantinedRows(
            path: quarantinePath, columns: Array(delivery.columns.prefix(delivery.fileColumnCount)),
            dialect: delivery.dialect, deliveryID: deliveryID, records: records)
        do {
            try form.write(rows, beside: quarantinePath)
            return []
        } catch {
            return ["records set aside are given back as .csv only, for as .\(form.ending) they cannot be written: \(error)"]
        }
    }

    /// Whether the delivery as a whole is acceptable.
    private func judge(_ result: IntakeResult) throws {
        guard result.read > 0 else {
            throw DeliveryError(.empty, path: delivery.path, message: "there is no record behind the header")
        }
        // What is set aside on purpose says nothing about the quality.
        let bad = result.quarantined.filter { $0.reason.countsForThreshold }.count
        guard Double(bad) > maximumQuarantine * Double(result.read) else { return }
        let reasons = result.reasons.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        throw DeliveryError(
            .overThreshold, path: delivery.path, line: result.quarantined.first.map { Int($0.line) },
            message: "\(bad) of \(result.read) records cannot be taken in (\(reasons)), more than the "
                + "\(Self.percentage(maximumQuarantine)) allowed for the source; the first is on the line named")
    }

    private static func percentage(_ share: Double) -> String {
        let percent = (share * 1000).rounded() / 10
        return percent == percent.rounded() ? "\(Int(percent))%" : "\(percent)%"
    }

    /// The serial step: reads on until there is something to store.
    private func nextBlock(
        _ screening: RecordScreening, _ sink: some DeliverySink, _ blocks: BlockPool, _ quarantine: QuarantineFile,
        _ result: inout IntakeResult, _ encodingIsGuess: inout Bool, _ progress: (Int) -> Void
    ) throws -> ScreenedBlock? {
        while true {
            let block = blocks.take()
            guard try delivery.nextBlock(into: block, maximumRecords: Self.recordsPerBlock) else { return nil }
            if encodingIsGuess, block.flags.contains(.invalidUTF8) {
                let encoding = Self.encoding(of: block)
                guard encoding == .utf8 else { throw EncodingTurnedOut(encoding: encoding) }
                encodingIsGuess = false
            }
            let screened = ScreenedBlock(block: block)
            screened.firstRecordNumber = result.read + 1
            screening.begin(firstRecordNumber: result.read + 1)
            try block.withView { view in
                try screen(view, screened, screening, sink, quarantine, &result)
            }
            result.read += block.recordCount
            progress(result.read)
            if !screened.selected.isEmpty { return screened }
            blocks.giveBack(block)
        }
    }

    /// The encoding for which the records with more than ASCII speak.
    public static func encoding(of block: RecordBlock) -> TextEncoding {
        var text: [UInt8] = []
        block.withView { view in
            for record in 0..<view.recordCount {
                let bytes = view.rawRecord(record)
                guard bytes.contains(where: { $0 >= 0x80 }) else { continue }
                text.append(contentsOf: bytes)
                text.append(UInt8(ascii: "\n"))
            }
        }
        return EncodingDetection.detect(text, isWhole: true).encoding
    }

    private func screen(
        _ view: RecordBlock.View, _ screened: ScreenedBlock, _ screening: RecordScreening, _ sink: some DeliverySink,
        _ quarantine: QuarantineFile, _ result: inout IntakeResult
    ) throws {
        screened.selected.reserveCapacity(view.recordCount)
        screened.payloads.reserveCapacity(view.recordCount)
        let firstNumber = screened.firstRecordNumber
        for record in 0..<view.recordCount {
            let operation = screening.hasOperations ? screening.operation(view, record) : .store
            var identity = FieldAccess.empty
            var problem = screening.problem(view, record, isWithdrawal: operation == .withdraw)
            if problem == nil {
                identity = screening.identity(view, record)
                if identity.isEmpty {
                    problem = (.identityMissing, nil)
                } else if operation == nil {
                    problem = (.operationUnknown, screening.operationText(view, record))
                }
            }
            if problem == nil, operation == .withdraw {
                problem = try withdraw(view, record, identity, number: firstNumber + record, sink, &result)
                if problem == nil {
                    noteCorrection(screening, view, record, &result)
                    continue
                }
            }
            if let problem {
                try setAside(problem, view, record, screened, screening, sink, quarantine, &result)
                continue
            }
            let key = xxh3Wide(identity)
            let payload = screening.payload(view, record)
            switch try sink.resolve(keyHigh: key.high, keyLow: key.low, payload: payload) {
            case .unchanged:
                result.unchanged += 1
                noteCorrection(screening, view, record, &result)
                continue
            case .new(let id):
                result.stored += 1
                if screened.selected.isEmpty { screened.firstObservationID = id }
            case .update(let id):
                result.updated += 1
                if screened.selected.isEmpty { screened.firstObservationID = id }
            case .repeated(let id):
                result.updated += 1
                screened.notes.append((screened.selected.count, .duplicateInDelivery))
                if screened.selected.isEmpty { screened.firstObservationID = id }
            case .restored(let id):
                result.stored += 1
                screened.notes.append((screened.selected.count, .withdrawnBefore))
                if screened.selected.isEmpty { screened.firstObservationID = id }
            }
            noteCorrection(screening, view, record, &result)
            screened.selected.append(UInt32(record))
            screened.payloads.append(Int64(bitPattern: payload))
            screened.identities.bytes.append(contentsOf: identity)
            screened.identities.ends.append(UInt32(screened.identities.bytes.count))
        }
    }
}

extension DeliveryIntake {
    /// - Returns: why it cannot be done, `nil` when it was.
    private func withdraw(
        _ view: RecordBlock.View, _ record: Int, _ identity: UnsafeRawBufferPointer, number: Int,
        _ sink: some DeliverySink, _ result: inout IntakeResult
    ) throws -> (reason: QuarantineReason, detail: String?)? {
        let key = xxh3Wide(identity)
        switch try sink.withdraw(
            keyHigh: key.high, keyLow: key.low, recordNumber: Int64(number), line: Int64(view.records[record].line))
        {
        case .withdrawn: result.withdrawn += 1
        case .unchanged: result.unchanged += 1
        case .unknown(let detail): return (.withdrawalUnknown, detail)
        }
        return nil
    }

    private func setAside(
        _ problem: (reason: QuarantineReason, detail: String?), _ view: RecordBlock.View, _ record: Int,
        _ screened: ScreenedBlock, _ screening: RecordScreening, _ sink: some DeliverySink,
        _ quarantine: QuarantineFile, _ result: inout IntakeResult
    ) throws {
        let setAside = QuarantinedRecord(
            recordNumber: Int64(screened.firstRecordNumber + record), line: Int64(view.records[record].line),
            byteOffset: screened.block.offset(record), reason: problem.reason, detail: problem.detail,
            repeats: screening.correction(view, record))
        try quarantine.append(view, record, CorrectionNote(deliveryID: deliveryID, record: setAside))
        result.quarantined.append(setAside)
        // Excluded on purpose is as good as not delivered; broken is not.
        guard isEverything, problem.reason != .excludedByProfile, view.fieldCount(record) > 0 else { return }
        let identity = screening.identity(view, record)
        if !identity.isEmpty {
            let key = xxh3Wide(identity)
            try sink.keep(keyHigh: key.high, keyLow: key.low)
        }
    }

    @inline(__always)
    private func noteCorrection(
        _ screening: RecordScreening, _ view: RecordBlock.View, _ record: Int, _ result: inout IntakeResult
    ) {
        guard screening.isCorrection, let place = screening.correction(view, record) else { return }
        result.corrected.append(place)
    }
}

/// Blocks to be filled again: as many as there are threads at work.
private final class BlockPool: @unchecked Sendable {
    private let lock = NSLock()
    private var free: [RecordBlock] = []

    func take() -> RecordBlock { lock.withLock { free.popLast() } ?? RecordBlock() }
    func giveBack(_ block: RecordBlock) { lock.withLock { free.append(block) } }
}

import Columns
import Formats

/// A block of records after the first, serial look: which of them are to be stored, and under what number.
public final class ScreenedBlock: @unchecked Sendable {
    // Unchecked: handed from thread to thread, never shared.
    let block: RecordBlock
    /// Records of the block that are to be stored.
    var selected: [UInt32] = []
    /// Their identities, row for row with `selected`.
    var identities = PlainText()
    /// XXH3 of each as delivered.
    var payloads: [Int64] = []
    /// Number of the block's first record in the delivery, from 1.
    var firstRecordNumber = 0
    /// What was found about some of them while they were looked up, by row of `selected`.
    var notes: [(row: Int, issue: InterpretationIssue)] = []
    /// Number of the first one stored; the others follow on.
    var firstObservationID: Int64 = 0

    init(block: RecordBlock) {
        self.block = block
    }
}

/// The serial step: sets aside what cannot be read, and computes the keys by which the store knows a record.
struct RecordScreening {
    private let identity: FieldAccess
    private let exclusions: [(conditions: [ConditionAccess], reason: String)]
    /// Columns that count when records are compared; `nil`: all of the record's bytes.
    private let compared: [Int]?
    private let width: Int
    /// Any of these says when or where.
    private let whenOrWhere: [FieldAccess]
    private let fingerprint: UInt64
    private let operation: FieldAccess?
    /// Where a corrected quarantine file names the record that was set aside.
    private let setAside: (delivery: FieldAccess, record: FieldAccess)?
    var isCorrection: Bool { setAside != nil }
    /// Whether records may ask for something else than to be stored.
    var hasOperations: Bool { operation != nil }

    init?(plan: IngestPlan) {
        guard let identity = plan.access(.identity) else { return nil }
        self.identity = identity
        exclusions = plan.binding.exclusions.map { ($0.conditions.map(plan.condition), $0.reason) }
        fingerprint = plan.fingerprint
        width = plan.fileColumnCount
        operation = plan.access(.operation)
        setAside = plan.correctionColumns.map {
            (FieldAccess(columns: [.init(index: $0.delivery)]), FieldAccess(columns: [.init(index: $0.record)]))
        }
        // What is asked for is no part of what the record says, unless the column says something else, too.
        let asking = Set(plan.binding.sources[.operation]?.columnsKept ?? [])
        let telling =
            asking.isEmpty
            ? [] : Set(ProfileField.allCases.flatMap { $0 == .operation ? [] : plan.delivered($0)?.places ?? [] })
        let ignored = Set(plan.binding.ignored).union(asking.subtracting(telling))
        let fields: [ProfileField] = [
            .eventDate, .periodStart, .periodStop, .year, .latitude, .x, .geometry, .hok,
        ]
        whenOrWhere = fields.compactMap { plan.delivered($0) }
        compared = ignored.isEmpty ? nil : (0..<plan.fileColumnCount).filter { !ignored.contains($0) }
    }

    /// What a record asks for; `nil` when it says so in an unknown word.
    func operation(_ view: RecordBlock.View, _ record: Int) -> RecordOperation? {
        guard let operation else { return .store }
        return RecordOperation(operation.value(view, record))
    }

    /// The word in which a record says what it asks for.
    func operationText(_ view: RecordBlock.View, _ record: Int) -> String? {
        operation.map { $0.delivered(view, record).trimmed.shortened(to: 100).text }
    }

    /// The record set aside before that this one corrects.
    func correction(_ view: RecordBlock.View, _ record: Int) -> QuarantinePlace? {
        guard let setAside, let delivery = Int64(setAside.delivery.value(view, record).trimmed.text),
            let number = Int64(setAside.record.value(view, record).trimmed.text), delivery > 0, number > 0
        else { return nil }
        return QuarantinePlace(deliveryID: delivery, recordNumber: number)
    }

    /// Why a record cannot be taken in; `nil` when it can.
    /// - Parameter isWithdrawal: what the profile excludes may still be withdrawn.
    func problem(
        _ view: RecordBlock.View, _ record: Int, isWithdrawal: Bool = false
    ) -> (reason: QuarantineReason, detail: String?)? {
        let flags = view.records[record].flags
        if !flags.isEmpty {
            if flags.contains(.oversized) { return (.recordTooLong, nil) }
            if flags.contains(.invalidUTF8) { return (.invalidEncoding, nil) }
            if flags.contains(.containsNUL) { return (.nulByte, nil) }
            if flags.contains(.malformed) { return (.recordMalformed, nil) }
            if flags.contains(.unterminatedQuote) { return (.unterminatedQuote, nil) }
            if flags.contains(.relatedRecordMissing),
                whenOrWhere.allSatisfy({ AbsentText.isAbsent($0.delivered(view, record)) })
            {
                return (.relatedRecordMissing, nil)
            }
        }
        // A single field of many is a line of text, and twice as many are two records that have run into each other.
        // Withdrawals may hold nothing but the identity.
        let count = view.fieldCount(record)
        if !isWithdrawal, width >= 4, count >= 2 * width || (count == 1 && width >= 8) { return (.fieldsUnusable, nil) }
        for exclusion in exclusions
        where !isWithdrawal && exclusion.conditions.allSatisfy({ $0.holds(view, record) }) {
            return (.excludedByProfile, exclusion.reason)
        }
        return nil
    }

    /// Says which number in the delivery the first record of the next block has.
    func begin(firstRecordNumber number: Int) { identity.begin(firstRecordNumber: number) }

    /// The identity of a record, empty when it has none. Valid until the next call.
    @inline(__always)
    func identity(_ view: RecordBlock.View, _ record: Int) -> UnsafeRawBufferPointer {
        let text = identity.value(view, record).trimmed
        return AbsentText.isAbsent(text) ? FieldAccess.empty : text
    }

    /// XXH3 of all that counts in a record.
    @inline(__always)
    func payload(_ view: RecordBlock.View, _ record: Int) -> UInt64 {
        guard let compared else { return xxh3(view.rawRecord(record), seed: fingerprint) }
        var hash = fingerprint
        for column in compared {
            hash = xxh3(view.field(record: record, column: column) ?? FieldAccess.empty, seed: hash &+ 1)
        }
        // Fields behind the last column are kept, so they count.
        for column in width..<max(width, view.fieldCount(record)) {
            hash = xxh3(view.field(record: record, column: column) ?? FieldAccess.empty, seed: hash &+ 1)
        }
        return hash
    }
}

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
    /// Number of the first one stored; the others follow on.
    var firstObservationID: Int64 = 0

    init(block: RecordBlock) {
        self.block = block
    }
}

/// The serial step: sets aside what cannot be read, and computes the keys by which the store knows a record.
struct RecordScreening {
    private let identity: FieldAccess
    private let exclusions: [(access: FieldAccess, values: Set<String>, reason: String)]
    /// Columns that count when records are compared; `nil`: all of the record's bytes.
    private let compared: [Int]?
    private let width: Int
    /// Any of these says when or where.
    private let whenOrWhere: [FieldAccess]
    private let fingerprint: UInt64

    init?(plan: IngestPlan) {
        guard let identity = plan.access(.identity) else { return nil }
        self.identity = identity
        exclusions = plan.binding.exclusions.map {
            (FieldAccess(columns: [.init(index: $0.column)]), $0.values, $0.reason)
        }
        fingerprint = plan.fingerprint
        width = plan.fileColumnCount
        let fields: [ProfileField] = [
            .eventDate, .periodStart, .periodStop, .year, .latitude, .x, .geometry, .hok,
        ]
        whenOrWhere = fields.compactMap { plan.delivered($0) }
        let ignored = Set(plan.binding.ignored)
        compared = ignored.isEmpty ? nil : (0..<plan.fileColumnCount).filter { !ignored.contains($0) }
    }

    /// Why a record cannot be taken in; `nil` when it can.
    func problem(_ view: RecordBlock.View, _ record: Int) -> (reason: QuarantineReason, detail: String?)? {
        let flags = view.records[record].flags
        if !flags.isEmpty {
            if flags.contains(.oversized) { return (.recordTooLong, nil) }
            if flags.contains(.invalidUTF8) { return (.invalidEncoding, nil) }
            if flags.contains(.containsNUL) { return (.nulByte, nil) }
            if flags.contains(.unterminatedQuote) { return (.unterminatedQuote, nil) }
            if flags.contains(.relatedRecordMissing),
                whenOrWhere.allSatisfy({ AbsentText.isAbsent($0.delivered(view, record)) })
            {
                return (.relatedRecordMissing, nil)
            }
        }
        for exclusion in exclusions {
            let text = exclusion.access.value(view, record).trimmed
            if exclusion.values.contains(String(decoding: text, as: UTF8.self)) {
                return (.excludedByProfile, exclusion.reason)
            }
        }
        return nil
    }

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

import Columns
import Formats
import Foundation
import Ingest
import ObservationStore
import Observations
import Validation

/// Brings interpreted observations through validation into the store, a row group at a time.
final class StoreSink: DeliverySink, @unchecked Sendable {
    // Unchecked: `resolve` and `append` are called by one thread at a time, `encode` touches nothing that changes.
    struct Encoded: Sendable {
        var groups: [(table: StoreTable, group: EncodedRowGroup)]
        var counts: AssessmentCounts
    }

    private let transaction: StoreTransaction
    private let validator: Validator
    private let encoders: [StoreTable: RowGroupEncoder]
    /// What validation made of the records stored so far.
    private(set) var counts = AssessmentCounts()

    init(transaction: StoreTransaction, validator: Validator) {
        self.transaction = transaction
        self.validator = validator
        encoders = Dictionary(
            uniqueKeysWithValues: StoreTable.allCases.map { ($0, StoreEncoding.encoder(of: $0)) })
    }

    func resolve(keyHigh: UInt64, keyLow: UInt64, payload: UInt64) throws -> RecordResolution {
        switch try transaction.resolve(keyHigh: keyHigh, keyLow: keyLow, payload: payload) {
        case .new(let id): .new(id)
        case .update(let id, _): .update(id)
        case .repeated(let id, _): .repeated(id)
        case .restored(let id, _): .restored(id)
        case .unchanged: .unchanged
        }
    }

    func withdraw(
        keyHigh: UInt64, keyLow: UInt64, recordNumber: Int64, line: Int64
    ) throws -> WithdrawalResolution {
        switch try transaction.withdraw(keyHigh: keyHigh, keyLow: keyLow, recordNumber: recordNumber, line: line) {
        case .withdrawn: .withdrawn
        case .alreadyWithdrawn: .unchanged
        case .unknown: .unknown(detail: "no observation of this identity was ever stored")
        case .ofAnotherSource: .unknown(detail: "the observation came from another source")
        }
    }

    func keep(keyHigh: UInt64, keyLow: UInt64) throws {
        try transaction.keep(keyHigh: keyHigh, keyLow: keyLow)
    }

    func encode(_ observations: AssembledObservations) throws -> Encoded {
        let assessed = try validator.assess(observations.observations)
        var groups: [(table: StoreTable, group: EncodedRowGroup)] = []
        for (table, batch) in [
            (StoreTable.observation, observations.observations), (.observationRestricted, observations.restricted),
            (.assessment, assessed.assessment), (.interpretationFinding, observations.findings),
            (.finding, assessed.findings),
        ] where batch.rowCount > 0 {
            guard let encoder = encoders[table] else { continue }
            groups.append((table, try encoder.encode(batch)))
        }
        return Encoded(groups: groups, counts: assessed.counts)
    }

    func append(_ encoded: Encoded) throws {
        for (table, group) in encoded.groups { try transaction.append(group, to: table) }
        counts += encoded.counts
    }
}

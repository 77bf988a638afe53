import Columns
import Formats
import GRDB
import Observations

/// What a request to withdraw an observation comes to.
public enum Withdrawal: Sendable, Equatable {
    /// The live version leaves the snapshot in the making; earlier snapshots keep it.
    case withdrawn(observationID: Int64)
    /// It was withdrawn before: nothing changes.
    case alreadyWithdrawn
    /// No observation of this identity was ever stored.
    case unknown
    /// The observation came from another source, which alone may withdraw it.
    case ofAnotherSource
}

/// An observation withdrawn by a record of a delivery that says so: a row of `ndff_withdrawal`.
public struct WithdrawalEntry: Sendable, Equatable {
    /// The version that was live.
    public var observationID: Int64
    public var deliveryID: Int64
    /// The record that withdrew it.
    public var recordNumber: Int64
    public var line: Int64
}

/// What a source had and a delivery of all it has leaves out.
public struct MissingObservations: Sendable, Equatable {
    /// Live observations of the source before.
    public var before: Int
    public var missing: Int

    public init(before: Int, missing: Int) {
        self.before = before
        self.missing = missing
    }

    /// Of all there were; 0 when there were none.
    public var share: Double { before == 0 ? 0 : Double(missing) / Double(before) }
}

extension StoreTransaction {
    /// Withdraws the live version of an identity. Records must come in file order, as for `resolve`.
    /// - Parameters:
    ///   - recordNumber: of the record that asks for it, with its line.
    public func withdraw(keyHigh: UInt64, keyLow: UInt64, recordNumber: Int64, line: Int64) throws -> Withdrawal {
        guard let known = try known(keyHigh, keyLow) else { return .unknown }
        if known.isWithdrawn { return .alreadyWithdrawn }
        guard isOfOwnSource(known.observationID) else { return .ofAnotherSource }
        try end(known)
        withdrawals.append((known.observationID, recordNumber, line))
        return .withdrawn(observationID: known.observationID)
    }

    /// Takes notice that a delivery holds a record of this identity, though the record could not be taken in: what is
    /// there but broken is not missing.
    public func keep(keyHigh: UInt64, keyLow: UInt64) throws {
        if let known = try known(keyHigh, keyLow), !known.isWithdrawn { markSeen(known.observationID) }
    }

    /// How many live observations of the source (see `expectRepetition`) no record of this transaction was about.
    public func missing() throws -> MissingObservations {
        var result = MissingObservations(before: 0, missing: 0)
        for file in ownFiles {
            let live = Int(file.liveCount)
            result.before += live
            result.missing += live - seen.count(in: file.rows)
        }
        return result
    }

    /// Withdraws what `missing` counts. Only row groups in which something is missing are read.
    public func withdrawMissing() throws {
        let own = Set(ownFiles.map(\.id))
        let cursor = reader.cursor([.identity])
        for address in try reader.addresses() {
            let file = reader.observationFiles[address.fileIndex]
            guard own.contains(file.id) else { continue }
            let first = file.rowIDStart + address.firstRow
            if seen.count(in: first..<(first + Int64(address.rowCount))) == address.rowCount { continue }
            let group = try cursor.read(address)
            guard let identities = group.observations[ObservationColumn.identity.rawValue] else {
                throw StoreError.damaged(path: reader.path(file), reason: "it has no identities")
            }
            for row in 0..<group.live.count where group.live[row] && !seen.contains(first + Int64(row)) {
                var identity = identities.text(row) ?? ""
                let key = identity.withUTF8 { xxh3Wide(UnsafeRawBufferPointer($0)) }
                try end(
                    IdentityEntry(
                        keyHigh: key.high, keyLow: key.low, payload: 0, observationID: first + Int64(row)))
            }
        }
    }

    /// Takes a live version out; its identity stays known as withdrawn.
    private func end(_ entry: IdentityEntry) throws {
        try openIdentities().put(entry.withdrawn)
        dead.insert(entry.observationID)
        markSeen(entry.observationID)
    }

    /// Files of the base snapshot that the source delivered: all rows of a file came with one delivery.
    private var ownFiles: [DataFile] {
        reader.observationFiles.filter { ownSnapshots?.contains($0.beginSnapshot) ?? true }
    }

    private func isOfOwnSource(_ id: Int64) -> Bool {
        guard let ownSnapshots, id < firstObservationID else { return true }
        let file = reader.observationFiles.first { $0.rows.contains(id) }
        return file.map { ownSnapshots.contains($0.beginSnapshot) } ?? false
    }
}

extension DataFile {
    /// The numbers of its observations; only for files of the table `observation`.
    var rows: Range<Int64> { rowIDStart..<(rowIDStart + recordCount) }
}

extension ObservationStore {
    /// The record that withdrew a version; `nil` when none did.
    public func withdrawal(ofObservation id: Int64) throws -> WithdrawalEntry? {
        try catalog.queue.read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM ndff_withdrawal WHERE observation_id = ?", arguments: [id]
            ).map {
                WithdrawalEntry(
                    observationID: id, deliveryID: $0["delivery_id"], recordNumber: $0["record_number"],
                    line: $0["line"])
            }
        }
    }

    /// The first snapshot that no longer sees a version; `nil` while it is live.
    public func snapshotThatEnded(_ observationID: Int64) throws -> Int64? {
        guard let file = try read().observationFiles.first(where: { $0.rows.contains(observationID) }) else { return nil }
        let lists = try catalog.queue.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT begin_snapshot, path FROM ducklake_delete_file WHERE data_file_id = ? ORDER BY begin_snapshot",
                arguments: [file.id]
            ).map { (snapshot: $0["begin_snapshot"] as Int64, path: $0["path"] as String) }
        }
        // Every list holds all positions lost so far: the first one with this position ended the row.
        var from = 0
        var to = lists.count
        while from < to {
            let middle = (from + to) / 2
            let positions = try DeletedRows.read(
                path: "\(dataDirectory)/main/\(StoreTable.observation.rawValue)/\(lists[middle].path)")
            if positions.contains(observationID - file.rowIDStart) { to = middle } else { from = middle + 1 }
        }
        return from < lists.count ? lists[from].snapshot : nil
    }
}

import Columns
import Formats
import Foundation
import GRDB
import Observations

/// What a delivered record means to the store.
public enum Disposition: Sendable, Equatable {
    /// An identity not seen before.
    case new(observationID: Int64)
    /// A new version of a known identity.
    case update(observationID: Int64, supersedes: Int64)
    /// A new version of an identity that came earlier in the same delivery, with other content.
    case repeated(observationID: Int64, supersedes: Int64)
    /// A new version of an identity that had been withdrawn.
    case restored(observationID: Int64, lastKnown: Int64)
    /// The same identity with the same content.
    case unchanged(observationID: Int64)
}

/// A change of the store in the making. Files are written as it goes; the commit is one SQLite transaction that makes
/// them all visible, or nothing. For one thread at a time.
public final class StoreTransaction {
    public let base: Snapshot
    /// The snapshot that the commit makes.
    public var snapshotID: Int64 { base.id + 1 }

    private let store: ObservationStore
    let reader: SnapshotReader
    let firstObservationID: Int64
    private var nextObservationID: Int64
    private var writers: [StoreTable: TableWriter] = [:]
    private var identities: IdentitySession?
    private var replay: ReplayCursor?
    /// Versions that are live before this transaction, or became so in it, and are not after it.
    var dead = ObservationMarks()
    /// Versions of the base snapshot that a record of this transaction was about.
    private(set) var seen = ObservationMarks()
    /// The snapshots that brought deliveries of the source at hand; `nil`: no source was named.
    private(set) var ownSnapshots: Set<Int64>?
    /// Observations withdrawn by a record that says so, and that record.
    var withdrawals: [(observationID: Int64, recordNumber: Int64, line: Int64)] = []
    private var endedTables: Set<StoreTable> = []
    /// Observation files that rewritten assessments stand beside, in order.
    private var reassessed: [DataFile] = []
    private var unregisteredFiles: [String] = []

    init(store: ObservationStore, base: Snapshot) throws {
        self.store = store
        self.base = base
        reader = try SnapshotReader(store: store, snapshot: base)
        firstObservationID = try store.catalog.nextRowID(of: .observation)
        nextObservationID = firstObservationID
    }

    // MARK: identities

    /// Gets ready to compare with what a source delivered before: records that come in the same order again are then
    /// recognised without a look-up.
    public func expectRepetition(ofSource source: String) throws {
        let snapshots = try store.catalog.snapshots(ofSource: source)
        ownSnapshots = snapshots
        replay = try ReplayCursor(reader: reader, snapshots: snapshots)
    }

    /// Decides what a record is and, when it is to be stored, gives it its number. Records must come in file order.
    /// - Parameters:
    ///   - keyHigh: with `keyLow` the XXH3-128 of the identity.
    ///   - payload: XXH3-64 of the record.
    public func resolve(keyHigh: UInt64, keyLow: UInt64, payload: UInt64) throws -> Disposition {
        let known = try known(keyHigh, keyLow)
        if let known, known.payload == payload, !known.isWithdrawn {
            markSeen(known.observationID)
            return .unchanged(observationID: known.observationID)
        }
        let id = nextObservationID
        nextObservationID += 1
        try openIdentities().put(
            IdentityEntry(keyHigh: keyHigh, keyLow: keyLow, payload: payload, observationID: id))
        guard let known else { return .new(observationID: id) }
        if known.isWithdrawn { return .restored(observationID: id, lastKnown: known.lastObservationID) }
        let isRepeated = known.observationID >= firstObservationID || seen.contains(known.observationID)
        dead.insert(known.observationID)
        markSeen(known.observationID)
        return isRepeated
            ? .repeated(observationID: id, supersedes: known.observationID)
            : .update(observationID: id, supersedes: known.observationID)
    }

    /// What is known of an identity, this transaction's own records included.
    func known(_ keyHigh: UInt64, _ keyLow: UInt64) throws -> IdentityEntry? {
        if let expected = try replay?.match(keyHigh, keyLow) {
            // A record of this delivery may have superseded the expected row already.
            return try identities?.findAdded(keyHigh, keyLow) ?? expected
        }
        let known = try openIdentities().find(keyHigh, keyLow)
        if let known, !known.isWithdrawn { try replay?.realign(found: known.observationID) }
        return known
    }

    func markSeen(_ observationID: Int64) {
        if observationID < firstObservationID { seen.insert(observationID) }
    }

    func openIdentities() throws -> IdentitySession {
        if let identities { return identities }
        let scratch = store.scratchDirectory
        let session = IdentitySession(committed: try store.committedRuns(), scratch: scratch)
        identities = session
        return session
    }

    // MARK: rows

    /// Appends a row group. Groups of `observation` and of the tables beside it must come together and of equal size,
    /// and their `observation_id`s must run on from what `resolve` gave out.
    public func append(_ group: EncodedRowGroup, to table: StoreTable) throws {
        try writer(table).append(group)
    }

    /// Appends assessments that replace those of an existing file, row for row.
    public func append(_ group: EncodedRowGroup, replacingAssessmentsBeside file: DataFile) throws {
        let writer = writer(.assessment)
        if reassessed.last?.id != file.id {
            try writer.closeFile()
            reassessed.append(file)
        }
        try writer.append(group)
    }

    /// Takes all rows of a table that were committed before out of the new snapshot.
    public func endAll(of table: StoreTable) {
        endedTables.insert(table)
    }

    private func writer(_ table: StoreTable) -> TableWriter {
        if let writer = writers[table] { return writer }
        let writer = TableWriter(
            table: table, dataDirectory: store.dataDirectory, prefix: "snapshot-\(padded(snapshotID))")
        writers[table] = writer
        return writer
    }

    private func padded(_ number: Int64) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, 8 - text.count)) + text
    }

    // MARK: end

    /// Gives up: removes all that was written.
    public func abandon() {
        for writer in writers.values { writer.abandon() }
        identities?.dropScratch()
        for path in unregisteredFiles { unlink(path) }
    }

    /// Makes everything visible at once.
    /// - Parameters:
    ///   - message: what was done, shown by `ducklake_snapshots`.
    ///   - extra: JSON with run, delivery and rule pack.
    ///   - delivery: the delivery whose records these are; its `id` must be the one used in the rows.
    ///   - quarantine: its records that could not be taken in.
    ///   - corrected: quarantined records of earlier deliveries that came in now.
    ///   - verdicts: a file of verdicts, whose statuses are among the assessments.
    ///   - judging: what the assessments rest on besides the rule pack.
    /// - Returns: the new snapshot.
    @discardableResult
    public func commit(
        author: String = "ndff", message: String, extra: String, delivery: DeliveryRecord? = nil,
        quarantine: [QuarantineEntry] = [], corrected: [QuarantineKey] = [], verdicts: VerdictFileEntry? = nil,
        judging: Judging? = nil
    ) throws -> Int64 {
        let found = try store.catalog.latestSnapshot().id
        guard found == base.id else { throw StoreError.concurrentCommit(expected: base.id, found: found) }
        let tables = StoreTable.allCases
        for table in tables { try writers[table]?.closeFile() }
        let index = try sealIdentities()
        var nextFileID = base.nextFileID
        func takeFileID() -> Int64 {
            defer { nextFileID += 1 }
            return nextFileID
        }

        // Numbers of the new files, and which observations each of them holds.
        var added: [AddedFile] = []
        var newObservationFiles: [DataFile] = []
        for table in tables {
            guard let files = writers[table]?.files, !files.isEmpty else { continue }
            var rowID =
                table == .observation ? firstObservationID : try store.catalog.nextRowID(of: table)
            for (position, file) in files.enumerated() {
                let id = takeFileID()
                var beside: Int64?
                if table.isAlignedWithObservation {
                    if table == .assessment, !reassessed.isEmpty {
                        beside = reassessed[position].id
                    } else {
                        beside = newObservationFiles[position].id
                    }
                }
                added.append(AddedFile(id: id, rowIDStart: rowID, beside: beside, file: file))
                if table == .observation {
                    newObservationFiles.append(
                        DataFile(
                            id: id, table: table, path: "main/\(table.rawValue)/\(file.name)",
                            recordCount: file.summary.recordCount, rowIDStart: rowID,
                            sizeBytes: file.summary.fileSizeBytes, beginSnapshot: snapshotID, deletePath: nil,
                            deleteFileID: nil, deleteCount: 0, observationFileID: nil))
                }
                rowID += file.summary.recordCount
            }
        }
        let deletes = try writeDeletes(
            observationFiles: reader.observationFiles + newObservationFiles, added: added, takeFileID: takeFileID)
        for table in Set(added.map(\.file.table) + deletes.map(\.table)) {
            try FileSync.directory("\(store.dataDirectory)/main/\(table.rawValue)")
        }
        if index != nil { try FileSync.directory(store.indexDirectory) }

        let commit = CatalogCommit(
            base: base, nextFileID: nextFileID, added: added, deletes: deletes, endedTables: endedTables,
            reassessed: reassessed, index: index, author: author, message: message, extra: extra, delivery: delivery,
            quarantine: quarantine, corrected: corrected,
            withdrawals: withdrawals.map {
                WithdrawalEntry(
                    observationID: $0.observationID, deliveryID: delivery?.id ?? 0, recordNumber: $0.recordNumber,
                    line: $0.line)
            }, verdicts: verdicts, judging: judging)
        try store.catalog.apply(commit)
        identities?.dropScratch()
        for path in index?.replaced ?? [] { unlink(path) }
        return snapshotID
    }

    /// Takes a name for a new file, to be removed when the transaction is given up.
    private func claim(_ path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { throw StoreError.fileInTheWay(path: path) }
        unregisteredFiles.append(path)
    }

    private func sealIdentities() throws -> NewIdentityRun? {
        let name = "identities-\(padded(snapshotID)).run"
        let path = "\(store.indexDirectory)/\(name)"
        guard let identities, !identities.isEmpty else { return nil }
        try claim(path)
        guard let sealed = try identities.seal(into: path) else { return nil }
        return NewIdentityRun(
            name: name, entries: sealed.entries, checksum: sealed.checksum, replaced: sealed.replaced)
    }

    /// Writes, for every file that loses rows, a file with all positions lost so far.
    private func writeDeletes(
        observationFiles: [DataFile], added: [AddedFile], takeFileID: () -> Int64
    ) throws -> [NewDelete] {
        var deletes: [NewDelete] = []
        func write(_ positions: [Int64], _ table: StoreTable, fileID: Int64, dataPath: String, ending: Int64?) throws {
            let id = takeFileID()
            let name = "snapshot-\(padded(snapshotID))-delete-\(fileID).parquet"
            let path = "\(store.dataDirectory)/main/\(table.rawValue)/\(name)"
            try claim(path)
            let (summary, checksum) = try DeletedRows.write(
                positions, dataFile: dataPath, path: path)
            deletes.append(
                NewDelete(
                    id: id, table: table, dataFileID: fileID, name: name, count: Int64(positions.count),
                    summary: summary, checksum: checksum, replaces: ending))
        }
        var ended = 0
        for file in observationFiles.sorted(by: { $0.rowIDStart < $1.rowIDStart }) {
            var positions: [Int64] = []
            dead.forEach(in: file.rows) { positions.append($0 - file.rowIDStart) }
            ended += positions.count
            let before = try reader.deletedRows(file)
            let isReassessed = reassessed.contains { $0.id == file.id }
            if positions.isEmpty && !(isReassessed && !before.isEmpty) { continue }
            let all = positions.isEmpty ? before : (before + positions).sorted()
            if !positions.isEmpty {
                try write(
                    all, .observation, fileID: file.id, dataPath: file.path, ending: file.deleteFileID)
            }
            for table in [StoreTable.observationRestricted, .assessment] {
                let new = added.first { $0.file.table == table && $0.beside == file.id }
                let old = table == .assessment
                    ? reader.assessmentFile(beside: file) : reader.restrictedFile(beside: file)
                if let new {
                    try write(
                        all, table, fileID: new.id, dataPath: "main/\(table.rawValue)/\(new.file.name)", ending: nil)
                } else if let old, !positions.isEmpty {
                    try write(all, table, fileID: old.id, dataPath: old.path, ending: old.deleteFileID)
                }
            }
        }
        guard ended == dead.count else {
            throw StoreError.damaged(
                path: store.indexDirectory,
                reason: "it names \(dead.count - ended) observations that no file holds")
        }
        return deletes
    }
}

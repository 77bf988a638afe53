import Columns
import Formats
import Foundation
import GRDB
import Observations

/// One thing that is wrong with a store.
public struct StoreDefect: Sendable, Equatable, Codable {
    /// `file`, `rows`, `index`, `accounting`, `verdict`, `moved`.
    public var kind: String
    public var subject: String
    public var message: String

    public init(kind: String, subject: String, message: String) {
        self.kind = kind
        self.subject = subject
        self.message = message
    }
}

extension ObservationStore {
    /// Proves the store: every file is there with its checksum and its rows, tables that stand beside each other have
    /// the same observations, the index knows every live identity once, and every delivery's records are accounted for.
    public func verify() throws -> [StoreDefect] {
        var defects: [StoreDefect] = []
        if try wasMoved() {
            defects.append(
                StoreDefect(
                    kind: "moved", subject: "catalog.sqlite",
                    message: "the catalog says that the data are in \(try recordedDataPath()); run `ndff status --repair`"
                ))
        }
        let reader = try read()
        defects += try damagedFiles()
        // Rows of a file that is damaged already say nothing new.
        guard defects.allSatisfy({ $0.kind == "moved" }) else { return defects }
        defects += try miscounted(reader)
        defects += try misaligned(reader)
        // Rows that cannot be told apart cannot be held against the index, nor against the verdicts.
        let areRowsSound = defects.allSatisfy { $0.kind == "moved" }
        if areRowsSound { defects += try indexDefects(reader) }
        defects += try accountingDefects(reader)
        if areRowsSound { defects += try verdictDefects(reader) }
        return defects
    }

    private func damagedFiles() throws -> [StoreDefect] {
        let known = try catalog.queue.read { database in
            try Row.fetchAll(database, sql: "SELECT path, xxh3 FROM ndff_file_checksum ORDER BY path")
                .map { (path: $0["path"] as String, hash: $0["xxh3"] as String) }
        }
        var defects: [StoreDefect] = []
        for file in known {
            let path = "\(directory)/\(file.path)"
            guard FileManager.default.fileExists(atPath: path) else {
                defects.append(StoreDefect(kind: "file", subject: file.path, message: "it is gone"))
                continue
            }
            let hash = String(try FileChecksum.xxh3(ofFile: path), radix: 16)
            if hash != file.hash {
                defects.append(
                    StoreDefect(
                        kind: "file", subject: file.path,
                        message: "its checksum is \(hash), it was written with \(file.hash)"))
            }
        }
        return defects
    }

    /// Files and lists of deleted rows whose length is not what the catalog says.
    private func miscounted(_ reader: SnapshotReader) throws -> [StoreDefect] {
        var defects: [StoreDefect] = []
        for file in try StoreTable.allCases.flatMap({ try reader.files(of: $0) }) {
            let rows = try ParquetFile(path: reader.path(file)).rowCount
            if rows != file.recordCount {
                defects.append(
                    StoreDefect(
                        kind: "rows", subject: file.path,
                        message: "it has \(rows) rows, the catalog says \(file.recordCount)"))
            }
            let deleted = try reader.deletedRows(file)
            if deleted.count != file.deleteCount || deleted.first.map({ $0 < 0 }) == true
                || deleted.last.map({ $0 >= rows }) == true || zip(deleted, deleted.dropFirst()).contains(where: ==)
            {
                defects.append(
                    StoreDefect(
                        kind: "rows", subject: file.deletePath ?? file.path,
                        message: "it does not name \(file.deleteCount) different rows of \(file.path)"))
            }
        }
        return defects
    }

    private func misaligned(_ reader: SnapshotReader) throws -> [StoreDefect] {
        var defects: [StoreDefect] = []
        for file in reader.observationFiles {
            let parquet = try ParquetFile(path: reader.path(file))
            for (table, other) in [
                (StoreTable.assessment, reader.assessmentFile(beside: file)),
                (.observationRestricted, reader.restrictedFile(beside: file)),
            ] {
                guard let other else {
                    defects.append(
                        StoreDefect(kind: "rows", subject: file.path, message: "no \(table.rawValue) stands beside it"))
                    continue
                }
                if let message = try difference(parquet, reader, other, expected: file) {
                    defects.append(StoreDefect(kind: "rows", subject: other.path, message: message))
                }
            }
        }
        return defects
    }

    private func difference(
        _ parquet: ParquetFile, _ reader: SnapshotReader, _ other: DataFile, expected file: DataFile
    ) throws -> String? {
        let beside = try ParquetFile(path: reader.path(other))
        guard beside.rowGroupCount == parquet.rowGroupCount else {
            return "it has \(beside.rowGroupCount) row groups beside \(parquet.rowGroupCount)"
        }
        var expected = file.rowIDStart
        for group in 0..<parquet.rowGroupCount {
            for source in [parquet, beside] {
                let batch = try source.read(group: group, columns: [ObservationColumn.observationID.rawValue])
                guard case .int64(let ids) = batch.columns[0] else { return "observation_id is not int64" }
                guard ids.values.elementsEqual(expected..<(expected + Int64(parquet.rowCount(group: group)))) else {
                    return "row group \(group) does not hold observations \(expected) and on"
                }
            }
            expected += Int64(parquet.rowCount(group: group))
        }
        if try reader.deletedRows(file) != reader.deletedRows(other) { return "other rows are deleted than beside it" }
        return nil
    }

    /// Every live observation must be what the index gives for its identity, and the index must name nothing else.
    private func indexDefects(_ reader: SnapshotReader) throws -> [StoreDefect] {
        var defects: [StoreDefect] = []
        var runs: [IdentityRun] = []
        for path in try committedRunPaths() {
            let name = URL(fileURLWithPath: path).lastPathComponent
            do {
                let run = try IdentityRun(path: path)
                runs.append(run)
                guard try !run.isIntact() else { continue }
                defects.append(StoreDefect(kind: "index", subject: name, message: "its checksum or order is wrong"))
            } catch {
                defects.append(StoreDefect(kind: "index", subject: name, message: "\(error)"))
            }
        }
        guard defects.isEmpty else { return defects }
        let session = IdentitySession(committed: runs, scratch: scratchDirectory)
        let cursor = reader.cursor([.identity])
        var wrong = 0
        for address in try reader.addresses() {
            let group = try cursor.read(address)
            guard let identities = group.observations[ObservationColumn.identity.rawValue] else { continue }
            for row in 0..<group.live.count where group.live[row] {
                var identity = identities.text(row) ?? ""
                let key = identity.withUTF8 { xxh3Wide(UnsafeRawBufferPointer($0)) }
                let entry = try session.find(key.high, key.low)
                if entry?.observationID != group.firstObservationID + Int64(row) {
                    wrong += 1
                    if wrong <= 20 {
                        defects.append(
                            StoreDefect(
                                kind: "index", subject: identity,
                                message: "the index gives \(entry.map { String($0.observationID) } ?? "nothing"), "
                                    + "the store has \(group.firstObservationID + Int64(row))"))
                    }
                }
            }
        }
        // With every live observation found, the index names nothing else when it has as many keys.
        var keys: Int64 = 0
        for (age, run) in runs.enumerated() {
            try run.forEachBlock { block in
                for entry in block
                where try !entry.isWithdrawn && !runs[(age + 1)...].contains(where: { try $0.find(entry.keyHigh, entry.keyLow) != nil }) {
                    keys += 1
                }
            }
        }
        if wrong == 0, keys != reader.liveCount {
            defects.append(
                StoreDefect(
                    kind: "index", subject: "all",
                    message: "the index has \(keys) identities, the store \(reader.liveCount) live observations"))
        }
        if wrong > 20 {
            defects.append(StoreDefect(kind: "index", subject: "…", message: "\(wrong) identities in all"))
        }
        return defects
    }

    private func accountingDefects(_ reader: SnapshotReader) throws -> [StoreDefect] {
        var defects: [StoreDefect] = []
        var stored = 0
        var withdrawn = 0
        for delivery in try deliveries() where delivery.status == .accepted {
            let counts = delivery.counts
            stored += counts.stored
            withdrawn += counts.withdrawn + counts.withdrawnMissing
            let subject = "delivery \(delivery.id) (\(delivery.fileName))"
            if !counts.isBalanced {
                defects.append(
                    StoreDefect(
                        kind: "accounting", subject: subject,
                        message: "read \(counts.read) ≠ stored \(counts.stored) + updated \(counts.updated) + unchanged "
                            + "\(counts.unchanged) + withdrawn \(counts.withdrawn) + quarantined \(counts.quarantined)"))
            }
            let rows = try quarantine(ofDelivery: delivery.id).count
            if rows != counts.quarantined {
                defects.append(
                    StoreDefect(
                        kind: "accounting", subject: subject,
                        message: "\(counts.quarantined) records quarantined, \(rows) known"))
            }
        }
        if reader.liveCount != Int64(stored - withdrawn) {
            defects.append(
                StoreDefect(
                    kind: "accounting", subject: "store",
                    message: "\(reader.liveCount) live observations, the deliveries make \(stored - withdrawn)"))
        }
        return defects
    }
}

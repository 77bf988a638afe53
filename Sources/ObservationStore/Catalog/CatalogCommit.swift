import Formats
import Foundation
import GRDB
import Observations

struct AddedFile {
    var id: Int64
    var rowIDStart: Int64
    /// The observation file that it stands beside.
    var beside: Int64?
    var file: NewFile
}

struct NewDelete {
    var id: Int64
    var table: StoreTable
    var dataFileID: Int64
    var name: String
    var count: Int64
    var summary: ParquetFileSummary
    var checksum: UInt64
    /// The delete file that it takes the place of.
    var replaces: Int64?
}

struct NewIdentityRun {
    var name: String
    var entries: Int
    var checksum: UInt64
    /// Paths of runs that it takes in.
    var replaced: [String]
}

/// All that one commit writes into the catalog.
struct CatalogCommit {
    var base: Snapshot
    var nextFileID: Int64
    var added: [AddedFile]
    var deletes: [NewDelete]
    var endedTables: Set<StoreTable>
    var reassessed: [DataFile]
    var index: NewIdentityRun?
    var author: String
    var message: String
    var extra: String
    var delivery: DeliveryRecord?
    var quarantine: [QuarantineEntry]
    var corrected: [QuarantineKey]
    var withdrawals: [WithdrawalEntry]
    var verdicts: VerdictFileEntry?
    var judging: Judging?
}

extension Catalog {
    /// One SQLite transaction: all of it or nothing.
    func apply(_ commit: CatalogCommit) throws {
        let id = commit.base.id + 1
        try queue.write { database in
            let found = try Int64.fetchOne(database, sql: "SELECT max(snapshot_id) FROM ducklake_snapshot") ?? -1
            guard found == commit.base.id else {
                throw StoreError.concurrentCommit(expected: commit.base.id, found: found)
            }
            let previous = try Row.fetchOne(
                database, sql: "SELECT schema_version, next_catalog_id FROM ducklake_snapshot WHERE snapshot_id = ?",
                arguments: [found])
            try database.execute(
                sql: "INSERT INTO ducklake_snapshot VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    id, CatalogTime.text(Date()), previous?["schema_version"] as Int64?,
                    previous?["next_catalog_id"] as Int64?, commit.nextFileID,
                ])
            try database.execute(
                sql: "INSERT INTO ducklake_snapshot_changes VALUES (?, ?, ?, ?, ?)",
                arguments: [id, changes(commit), commit.author, commit.message, commit.extra])
            try end(commit, at: id, database)
            for added in commit.added { try insert(added, at: id, database) }
            for delete in commit.deletes { try insert(delete, at: id, database) }
            if let index = commit.index { try insert(index, at: id, database) }
            if var verdicts = commit.verdicts {
                verdicts.snapshot = id
                try verdicts.insert(database)
            }
            try commit.judging?.note(database)
            if var delivery = commit.delivery {
                delivery.snapshot = id
                let deliveryID = try delivery.insert(database)
                try QuarantineEntry.insert(
                    commit.quarantine, delivery: deliveryID, source: delivery.source, database)
                try QuarantineEntry.close(commit.corrected, by: deliveryID, source: delivery.source, database)
                let statement = try database.makeStatement(
                    sql: """
                        INSERT OR REPLACE INTO ndff_withdrawal(observation_id, delivery_id, record_number, line)
                        VALUES (?, ?, ?, ?)
                        """)
                for entry in commit.withdrawals {
                    try statement.execute(arguments: [
                        entry.observationID, deliveryID, entry.recordNumber, entry.line,
                    ])
                }
            }
        }
    }

    private func changes(_ commit: CatalogCommit) -> String {
        let inserted = Set(commit.added.map { tableID($0.file.table) })
        let deleted = Set(commit.deletes.map { tableID($0.table) }).union(commit.endedTables.map { tableID($0) })
        return
            (inserted.sorted().map { "inserted_into_table:\($0)" }
            + deleted.sorted().map { "deleted_from_table:\($0)" }).joined(separator: ",")
    }

    private func end(_ commit: CatalogCommit, at id: Int64, _ database: Database) throws {
        for table in commit.endedTables {
            for kind in ["ducklake_data_file", "ducklake_delete_file"] {
                try database.execute(
                    sql: "UPDATE \(kind) SET end_snapshot = ? WHERE table_id = ? AND end_snapshot IS NULL",
                    arguments: [id, tableID(table)])
            }
        }
        for file in commit.reassessed {
            for kind in ["ducklake_data_file", "ducklake_delete_file"] {
                try database.execute(
                    sql: """
                        UPDATE \(kind) SET end_snapshot = ? WHERE table_id = ? AND end_snapshot IS NULL AND data_file_id IN
                            (SELECT data_file_id FROM ndff_aligned_file WHERE observation_file_id = ?)
                        """, arguments: [id, tableID(.assessment), file.id])
            }
        }
        for replaced in commit.deletes.compactMap(\.replaces) {
            try database.execute(
                sql: "UPDATE ducklake_delete_file SET end_snapshot = ? WHERE delete_file_id = ?",
                arguments: [id, replaced])
        }
    }

    private func insert(_ added: AddedFile, at id: Int64, _ database: Database) throws {
        let table = tableID(added.file.table)
        let summary = added.file.summary
        try database.execute(
            sql: """
                INSERT INTO ducklake_data_file VALUES (?, ?, ?, NULL, NULL, ?, 1, 'parquet', ?, ?, ?, ?, NULL, NULL, NULL, NULL)
                """,
            arguments: [
                added.id, table, id, added.file.name, summary.recordCount, summary.fileSizeBytes, summary.footerSize,
                added.rowIDStart,
            ])
        // Statistics of whole numbers only: they prune well and their text form leaves no room for doubt.
        for (place, column) in added.file.table.columns.enumerated() where place < summary.columns.count {
            guard column.kind == .int64 || column.kind == .int32 else { continue }
            let statistics = summary.columns[place]
            try database.execute(
                sql: "INSERT INTO ducklake_file_column_stats VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
                arguments: [
                    added.id, table, place + 1, statistics.columnSizeBytes, statistics.valueCount,
                    statistics.nullCount, statistics.min, statistics.max,
                ])
        }
        try database.execute(
            sql: """
                UPDATE ducklake_table_stats SET record_count = record_count + ?, next_row_id = max(next_row_id, ?),
                    file_size_bytes = file_size_bytes + ? WHERE table_id = ?
                """,
            arguments: [
                summary.recordCount, added.rowIDStart + summary.recordCount, summary.fileSizeBytes, table,
            ])
        if let beside = added.beside {
            try database.execute(sql: "INSERT INTO ndff_aligned_file VALUES (?, ?)", arguments: [added.id, beside])
        }
        try insertChecksum(
            "data/main/\(added.file.table.rawValue)/\(added.file.name)", added.file.checksum, database)
    }

    private func insert(_ delete: NewDelete, at id: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO ducklake_delete_file VALUES (?, ?, ?, NULL, ?, ?, 1, 'parquet', ?, ?, ?, NULL, NULL)
                """,
            arguments: [
                delete.id, tableID(delete.table), id, delete.dataFileID, delete.name, delete.count,
                delete.summary.fileSizeBytes, delete.summary.footerSize,
            ])
        try insertChecksum("data/main/\(delete.table.rawValue)/\(delete.name)", delete.checksum, database)
    }

    private func insert(_ index: NewIdentityRun, at id: Int64, _ database: Database) throws {
        for path in index.replaced {
            try database.execute(
                sql: "UPDATE ndff_identity_run SET end_snapshot = ? WHERE path = ?",
                arguments: [id, (path as NSString).lastPathComponent])
        }
        try database.execute(
            sql: """
                INSERT INTO ndff_identity_run SELECT ?, ?, ?, ?, NULL, coalesce(max(position), 0) + 1 FROM ndff_identity_run
                """,
            arguments: [index.name, index.entries, String(index.checksum, radix: 16), id])
    }

    private func insertChecksum(_ path: String, _ checksum: UInt64, _ database: Database) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO ndff_file_checksum VALUES (?, ?)",
            arguments: [path, String(checksum, radix: 16)])
    }
}

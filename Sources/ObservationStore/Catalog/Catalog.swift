import Foundation
import GRDB
import Observations

/// The SQLite catalog: which files make up which snapshot, and the registers of deliveries, runs and releases.
final class Catalog: Sendable {
    let path: String
    let queue: DatabaseQueue

    private init(path: String, queue: DatabaseQueue) {
        self.path = path
        self.queue = queue
    }

    static func open(path: String, readOnly: Bool = false) throws -> Catalog {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            if !readOnly { try database.execute(sql: "PRAGMA synchronous = FULL") }
        }
        let queue: DatabaseQueue
        let version: String?
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            version = try queue.read { database in
                try String.fetchOne(database, sql: "SELECT value FROM ducklake_metadata WHERE key = 'version'")
            }
        } catch let error as DatabaseError
            where [.SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR].contains(error.resultCode)
        {
            throw StoreError.notAStore(path: path, reason: error.message ?? "SQLite error \(error.resultCode.rawValue)")
        }
        guard version == CatalogSchema.version else {
            throw StoreError.unsupportedVersion(path: path, version: version ?? "none")
        }
        try completeRegisters(queue)
        return Catalog(path: path, queue: queue)
    }

    /// Adds what the registers of an older store lack.
    private static func completeRegisters(_ queue: DatabaseQueue) throws {
        for (table, addition) in [("ndff_withdrawal", CatalogSchema.additions), ("ndff_verdict", CatalogSchema.verdicts)] {
            guard try !queue.read({ try $0.tableExists(table) }) else { continue }
            try queue.write { database in
                // Another program may have been first.
                if try !database.tableExists(table) { try database.execute(sql: addition) }
            }
        }
    }

    /// Makes a catalog with the tables of `StoreTable`, all empty, as snapshot 1.
    static func create(path: String, dataPath: String, now: Date) throws {
        // Made beside and renamed: a catalog that exists is complete.
        let unfinished = path + ".new"
        try? FileManager.default.removeItem(atPath: unfinished)
        let queue = try DatabaseQueue(path: unfinished)
        try queue.write { database in
            try database.execute(sql: CatalogSchema.duckLake)
            try database.execute(sql: CatalogSchema.registers)
            try database.execute(sql: CatalogSchema.additions)
            try database.execute(sql: CatalogSchema.verdicts)
            for (key, value) in [
                ("version", CatalogSchema.version), ("created_by", "ndff"), ("data_path", dataPath),
                ("encrypted", "false"),
            ] {
                try database.execute(
                    sql: "INSERT INTO ducklake_metadata(key, value) VALUES (?, ?)", arguments: [key, value])
            }
            let time = CatalogTime.text(now)
            let tables = StoreTable.allCases
            try database.execute(
                sql: "INSERT INTO ducklake_snapshot VALUES (0, ?, 0, 1, 0), (1, ?, 1, ?, 0)",
                arguments: [time, time, tables.count + 1])
            let changes = tables.map { "created_table:\"main\".\"\($0.rawValue)\"" }.joined(separator: ",")
            try database.execute(
                sql: """
                    INSERT INTO ducklake_snapshot_changes VALUES (0, 'created_schema:"main"', NULL, NULL, NULL), (1, ?, 'ndff', 'store created', NULL)
                    """, arguments: [changes])
            try database.execute(
                sql: "INSERT INTO ducklake_schema VALUES (0, ?, 0, NULL, 'main', 'main/', 1)",
                arguments: [UUID().uuidString.lowercased()])
            for (index, table) in tables.enumerated() {
                let id = index + 1
                try database.execute(
                    sql: "INSERT INTO ducklake_table VALUES (?, ?, 1, NULL, 0, ?, ?, 1)",
                    arguments: [id, UUID().uuidString.lowercased(), table.rawValue, table.rawValue + "/"])
                try database.execute(
                    sql: "INSERT INTO ducklake_schema_versions VALUES (1, 1, ?)", arguments: [id])
                try database.execute(
                    sql: "INSERT INTO ducklake_table_stats VALUES (?, 0, 0, 0)", arguments: [id])
                for (place, column) in table.columns.enumerated() {
                    try database.execute(
                        sql: """
                            INSERT INTO ducklake_column VALUES (?, 1, NULL, ?, ?, ?, ?, NULL, 'NULL', ?, NULL, 'literal', 'duckdb')
                            """,
                        arguments: [place + 1, id, place + 1, column.name, column.kind.duckLakeType, column.nullable])
                }
            }
        }
        try queue.close()
        guard rename(unfinished, path) == 0 else {
            throw StoreError.inputOutput(path: path, operation: "create", errno: errno)
        }
    }

    func tableID(_ table: StoreTable) -> Int64 {
        Int64((StoreTable.allCases.firstIndex(of: table) ?? 0) + 1)
    }

    func latestSnapshot() throws -> Snapshot {
        try queue.read { database in
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT * FROM ducklake_snapshot ORDER BY snapshot_id DESC LIMIT 1")
            else { throw StoreError.damaged(path: path, reason: "it has no snapshot") }
            return Snapshot(id: row["snapshot_id"], time: row["snapshot_time"], nextFileID: row["next_file_id"])
        }
    }

    func snapshot(_ id: Int64) throws -> Snapshot {
        let latest = try latestSnapshot()
        let row = try queue.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM ducklake_snapshot WHERE snapshot_id = ?", arguments: [id])
        }
        guard let row else { throw StoreError.unknownSnapshot(id, latest: latest.id) }
        return Snapshot(id: row["snapshot_id"], time: row["snapshot_time"], nextFileID: row["next_file_id"])
    }

    /// The live files of a table in a snapshot, in the order in which they were committed.
    func files(of table: StoreTable, at snapshot: Int64) throws -> [DataFile] {
        try queue.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT f.data_file_id, f.begin_snapshot, f.path, f.record_count, f.row_id_start, f.file_size_bytes,
                           d.path AS delete_path, d.delete_file_id, coalesce(d.delete_count, 0) AS delete_count,
                           a.observation_file_id
                    FROM ducklake_data_file f
                    LEFT JOIN ducklake_delete_file d ON d.data_file_id = f.data_file_id
                         AND d.begin_snapshot <= :s AND (d.end_snapshot IS NULL OR d.end_snapshot > :s)
                    LEFT JOIN ndff_aligned_file a ON a.data_file_id = f.data_file_id
                    WHERE f.table_id = :t AND f.begin_snapshot <= :s AND (f.end_snapshot IS NULL OR f.end_snapshot > :s)
                    ORDER BY f.data_file_id
                    """, arguments: ["s": snapshot, "t": tableID(table)]
            ).map { row in
                DataFile(
                    id: row["data_file_id"], table: table, path: "main/\(table.rawValue)/" + (row["path"] as String),
                    recordCount: row["record_count"], rowIDStart: row["row_id_start"],
                    sizeBytes: row["file_size_bytes"], beginSnapshot: row["begin_snapshot"],
                    deletePath: (row["delete_path"] as String?).map { "main/\(table.rawValue)/" + $0 },
                    deleteFileID: row["delete_file_id"], deleteCount: row["delete_count"],
                    observationFileID: row["observation_file_id"])
            }
        }
    }

    /// The snapshots that brought deliveries of a source.
    func snapshots(ofSource source: String) throws -> Set<Int64> {
        try queue.read { database in
            Set(
                try Int64.fetchAll(
                    database,
                    sql: "SELECT snapshot_id FROM ndff_delivery WHERE source = ? AND snapshot_id IS NOT NULL",
                    arguments: [source]))
        }
    }

    func nextRowID(of table: StoreTable) throws -> Int64 {
        try queue.read { database in
            try Int64.fetchOne(
                database, sql: "SELECT next_row_id FROM ducklake_table_stats WHERE table_id = ?",
                arguments: [tableID(table)]) ?? 0
        }
    }
}

extension StoreColumn.Kind {
    /// The name of the type in `ducklake_column`.
    var duckLakeType: String {
        switch self {
        case .int32: "int32"
        case .int64: "int64"
        case .double: "float64"
        case .boolean: "boolean"
        case .date: "date"
        case .timestamp: "timestamp"
        case .coded, .plain: "varchar"
        }
    }
}

/// Times as DuckDB writes them in a catalog.
enum CatalogTime {
    /// `2026-11-21 08:49:35.043500+00`
    static func text(_ date: Date) -> String {
        let microseconds = Int64((date.timeIntervalSince1970 * 1_000_000).rounded())
        let (day, rest) = CivilDate.split(microseconds)
        let (year, month, dayOfMonth) = CivilDate.date(days: day)
        let seconds = rest / 1_000_000
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let fraction = String(rest % 1_000_000 + 1_000_000).dropFirst()
        return "\(year)-\(two(Int64(month)))-\(two(Int64(dayOfMonth))) "
            + "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60)).\(fraction)+00"
    }
}

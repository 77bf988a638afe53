import Formats
import Foundation
import GRDB
import Observations

/// The store of observations: a DuckLake 1.0 lakehouse (SQLite catalog, Parquet files) and an index of identities.
///
/// Layout of its directory: `catalog.sqlite`, `data/main/<table>/*.parquet`, `index/*.run`, `scratch/`.
/// One program at a time may write (the pipeline's lock sees to it); any number may read.
public final class ObservationStore: Sendable {
    /// The store's directory, absolute.
    public let directory: String
    let catalog: Catalog

    private init(directory: String, catalog: Catalog) {
        self.directory = directory
        self.catalog = catalog
    }

    var dataDirectory: String { directory + "/data" }
    var indexDirectory: String { directory + "/index" }
    var scratchDirectory: String { directory + "/scratch" }

    /// Opens the store in a directory.
    /// - Parameter creating: makes an empty store when there is none.
    public static func open(directory: String, creating: Bool = false) throws -> ObservationStore {
        let directory = URL(fileURLWithPath: directory).standardizedFileURL.path
        let catalogPath = directory + "/catalog.sqlite"
        if !FileManager.default.fileExists(atPath: catalogPath) {
            guard creating else { throw StoreError.notFound(directory: directory) }
            try makeDirectories(directory)
            try Catalog.create(path: catalogPath, dataPath: directory + "/data/", now: Date())
            try FileSync.directory(directory)
        }
        return ObservationStore(directory: directory, catalog: try Catalog.open(path: catalogPath))
    }

    private static func makeDirectories(_ directory: String) throws {
        let manager = FileManager.default
        for table in StoreTable.allCases {
            try manager.createDirectory(
                atPath: "\(directory)/data/main/\(table.rawValue)", withIntermediateDirectories: true)
        }
        for name in ["index", "scratch"] {
            try manager.createDirectory(atPath: "\(directory)/\(name)", withIntermediateDirectories: true)
        }
        // Only the pipeline's user may read the names of people.
        guard chmod("\(directory)/data/main/\(StoreTable.observationRestricted.rawValue)", 0o700) == 0 else {
            throw StoreError.inputOutput(path: directory, operation: "restrict", errno: errno)
        }
    }

    // MARK: snapshots

    /// The last committed state.
    public func latestSnapshot() throws -> Snapshot { try catalog.latestSnapshot() }

    /// A reader of the state `id`, or of the latest one.
    public func read(at id: Int64? = nil) throws -> SnapshotReader {
        let snapshot = try id.map { try catalog.snapshot($0) } ?? catalog.latestSnapshot()
        return try SnapshotReader(store: self, snapshot: snapshot)
    }

    /// Begins a change; nothing of it is visible until it is committed.
    public func begin() throws -> StoreTransaction {
        try StoreTransaction(store: self, base: catalog.latestSnapshot())
    }

    // MARK: care

    /// Removes what killed runs left: files that no snapshot knows of.
    /// - Returns: the paths removed, below the store's directory. Call it only while holding the pipeline's lock.
    @discardableResult
    public func recover() throws -> [String] {
        try Self.makeDirectories(directory)
        let known = try catalog.queue.read { database in
            var known = Set<String>()
            for table in StoreTable.allCases {
                for kind in ["ducklake_data_file", "ducklake_delete_file"] {
                    let paths = try String.fetchAll(
                        database, sql: "SELECT path FROM \(kind) WHERE table_id = ?",
                        arguments: [catalog.tableID(table)])
                    known.formUnion(paths.map { "data/main/\(table.rawValue)/" + $0 })
                }
            }
            known.formUnion(
                try String.fetchAll(database, sql: "SELECT path FROM ndff_identity_run WHERE end_snapshot IS NULL")
                    .map { "index/" + $0 })
            return known
        }
        var removed: [String] = []
        for folder in StoreTable.allCases.map({ "data/main/\($0.rawValue)" }) + ["index", "scratch"] {
            for name in try FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(folder)").sorted() {
                let path = "\(folder)/\(name)"
                guard !known.contains(path) else { continue }
                try FileManager.default.removeItem(atPath: "\(directory)/\(path)")
                removed.append(path)
            }
        }
        return removed
    }

    /// The absolute path that the catalog names for its data; differs from `dataDirectory` after the store was moved.
    public func recordedDataPath() throws -> String {
        try catalog.queue.read { database in
            try String.fetchOne(database, sql: "SELECT value FROM ducklake_metadata WHERE key = 'data_path'") ?? ""
        }
    }

    /// Whether the store was moved since its data path was recorded.
    public func wasMoved() throws -> Bool { try recordedDataPath() != dataDirectory + "/" }

    /// Records where the store is now, so that DuckDB finds the data without `OVERRIDE_DATA_PATH`.
    public func recordDataPath() throws {
        try catalog.queue.write { database in
            try database.execute(
                sql: "UPDATE ducklake_metadata SET value = ? WHERE key = 'data_path'",
                arguments: [dataDirectory + "/"])
        }
    }

    func committedRuns() throws -> [IdentityRun] {
        try committedRunPaths().map { try IdentityRun(path: $0) }
    }

    /// Oldest first.
    func committedRunPaths() throws -> [String] {
        let names = try catalog.queue.read { database in
            try String.fetchAll(
                database, sql: "SELECT path FROM ndff_identity_run WHERE end_snapshot IS NULL ORDER BY position")
        }
        return names.map { "\(indexDirectory)/\($0)" }
    }
}

/// Putting directory entries on disk.
enum FileSync {
    static func directory(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError.inputOutput(path: path, operation: "open", errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw StoreError.inputOutput(path: path, operation: "synchronise", errno: errno)
        }
    }
}

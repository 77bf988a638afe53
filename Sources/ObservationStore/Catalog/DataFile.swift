import Observations

/// A Parquet file of the store, as one snapshot sees it.
public struct DataFile: Sendable, Equatable {
    public var id: Int64
    public var table: StoreTable
    /// Path below the store's `data` directory.
    public var path: String
    /// Rows in the file, deleted ones included.
    public var recordCount: Int64
    public var rowIDStart: Int64
    public var sizeBytes: Int64
    /// The snapshot that brought it.
    public var beginSnapshot: Int64
    /// The file with the positions of deleted rows, below the store's `data` directory.
    public var deletePath: String?
    public var deleteFileID: Int64?
    public var deleteCount: Int64
    /// The file of table `observation` that this one stands beside, row for row.
    public var observationFileID: Int64?

    /// Rows that are live.
    public var liveCount: Int64 { recordCount - deleteCount }
}

/// A committed state of the whole store.
public struct Snapshot: Sendable, Equatable {
    public var id: Int64
    /// Time of the commit, UTC, `2026-11-21 08:49:35.043500+00`.
    public var time: String
    public var nextFileID: Int64
}

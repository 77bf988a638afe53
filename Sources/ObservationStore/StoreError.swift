/// What can be wrong with a store.
public enum StoreError: Error, CustomStringConvertible, Equatable {
    /// There is no store in the directory.
    case notFound(directory: String)
    /// A directory that should be new holds something else.
    case notAStore(path: String, reason: String)
    /// The catalog was made by another version of the format.
    case unsupportedVersion(path: String, version: String)
    /// A snapshot that was never made.
    case unknownSnapshot(Int64, latest: Int64)
    /// A file of the store is damaged or does not fit the catalog.
    case damaged(path: String, reason: String)
    /// The file system refused.
    case inputOutput(path: String, operation: String, errno: Int32)
    /// Somebody else committed since the transaction began.
    case concurrentCommit(expected: Int64, found: Int64)

    /// A file that should be new is there: somebody else is writing, or was killed and nobody called `recover`.
    case fileInTheWay(path: String)

    public var description: String {
        switch self {
        case .notFound(let directory):
            "no store in \(directory): run `ndff ingest` or `ndff run` first, or correct `workspace` in the configuration"
        case .notAStore(let path, let reason): "\(path) is not a store of this program: \(reason)"
        case .unsupportedVersion(let path, let version):
            "\(path) has DuckLake version \(version); this program reads version 1.0"
        case .unknownSnapshot(let id, let latest): "there is no snapshot \(id); the latest is \(latest)"
        case .damaged(let path, let reason): "\(path) is damaged: \(reason); run `ndff verify` and restore it from a backup"
        case .inputOutput(let path, let operation, let code): "cannot \(operation) \(path): error \(code)"
        case .concurrentCommit(let expected, let found):
            "another program committed snapshot \(found) while this one worked on \(expected); run again"
        case .fileInTheWay(let path):
            "\(path) is there already: another program is writing to the store, or was killed; run again"
        }
    }
}

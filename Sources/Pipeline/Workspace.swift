import Foundation

/// The folders that a pipeline works in.
public struct Workspace: Sendable {
    public let path: String

    public init(path: String) {
        self.path = path
    }

    /// Deliveries as they came, by their SHA-256.
    public var archive: String { path + "/archive" }
    /// Records that could not be taken in, a file a delivery.
    public var quarantine: String { path + "/quarantine" }
    public var store: String { path + "/store" }
    public var exports: String { path + "/exports" }
    public var reports: String { path + "/reports" }
    /// Run records, one JSON file a run.
    public var runs: String { path + "/runs" }
    public var lock: String { path + "/lock" }

    /// Makes the folders that are missing.
    public func prepare() throws {
        for folder in [archive, quarantine, store, exports, reports, runs] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        // Deliveries and quarantined records name people.
        for folder in [archive, quarantine] {
            guard chmod(folder, 0o700) == 0 else {
                throw PipelineError.inputOutput(path: folder, operation: "restrict", errno: errno)
            }
        }
    }
}

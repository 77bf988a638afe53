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
    /// Deliveries that wait for a valid agreement.
    public var held: String { path + "/held" }
    /// Reports to suppliers about their deliveries.
    public var feedback: String { path + "/feedback" }
    public var store: String { path + "/store" }
    public var exports: String { path + "/exports" }
    public var reports: String { path + "/reports" }
    /// Run records, one JSON file a run.
    public var runs: String { path + "/runs" }
    public var lock: String { path + "/lock" }

    /// Makes the folders that are missing.
    public func prepare() throws {
        for folder in [archive, quarantine, held, feedback, store, exports, reports, runs] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        // Deliveries and what is told of them name people and places.
        for folder in [archive, quarantine, held, feedback] {
            guard chmod(folder, 0o700) == 0 else {
                throw PipelineError.inputOutput(path: folder, operation: "restrict", errno: errno)
            }
        }
    }
}

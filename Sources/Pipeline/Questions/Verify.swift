import Foundation
import ObservationStore

/// Whether the store is whole; printed as JSON.
public struct VerifyReport: Sendable, Codable, Equatable {
    public var ok: Bool
    public var findings: [StoreDefect]
}

extension Pipeline {
    /// Proves the store and the archive.
    public func verify() throws -> VerifyReport {
        let store = try storeForReading()
        var defects = try store.verify()
        let archive = Archive(directory: workspace.archive)
        for delivery in try store.deliveries() where delivery.status == .accepted {
            let path = archive.path(sha256: delivery.sha256, fileName: delivery.fileName)
            let subject = "delivery \(delivery.id) (\(delivery.fileName))"
            guard FileManager.default.fileExists(atPath: path) else {
                defects.append(StoreDefect(kind: "archive", subject: subject, message: "\(path) is gone"))
                continue
            }
            if try Archive.digest(path: path) != delivery.sha256 {
                defects.append(
                    StoreDefect(kind: "archive", subject: subject, message: "\(path) is not what was delivered"))
            }
        }
        return VerifyReport(ok: defects.isEmpty, findings: defects)
    }
}

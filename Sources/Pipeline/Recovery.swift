import Export
import Formats
import Foundation
import ObservationStore

extension Pipeline {
    /// Removes what a killed run left behind: files of the store that were never committed, half-written exports,
    /// quarantine files of deliveries that did not come in.
    func recover(_ store: ObservationStore) throws {
        for path in try store.recover() { logger.info("removed unfinished \(path)") }
        var folders = Set([workspace.exports, workspace.reports, workspace.archive, workspace.runs, workspace.feedback])
        for export in configuration.exports { folders.insert((export.path as NSString).deletingLastPathComponent) }
        for folder in folders.sorted() where FileManager.default.fileExists(atPath: folder) {
            for name in try AtomicReplacement.removeLeftovers(in: folder) {
                logger.info("removed unfinished \(folder)/\(name)")
            }
        }
        let known = Set(try store.deliveries().map { Self.deliveryName($0.id, $0.fileName) })
        for name in try FileManager.default.contentsOfDirectory(atPath: workspace.quarantine).sorted()
        where name.hasPrefix("delivery-") && !known.contains((name as NSString).deletingPathExtension) {
            try FileManager.default.removeItem(atPath: "\(workspace.quarantine)/\(name)")
            logger.info("removed unfinished quarantine/\(name)")
        }
        let held = HeldDeliveries(directory: workspace.held)
        for name in try held.removeLeftovers(waiting: Set(store.heldDeliveries().map(\.id))) {
            logger.info("removed unfinished held/\(name)")
        }
        // A kill may have come between the last delivery and what is told about it.
        if let last = try store.lastDelivery(), !hasFeedback(last) { giveFeedback(last, store: store) }
        if try store.wasMoved() {
            try store.recordDataPath()
            logger.notice("the store was moved; recorded its new place in the catalog")
        }
    }

    /// The name of a delivery's quarantine file.
    func quarantineName(_ id: Int64, _ fileName: String) -> String { Self.deliveryName(id, fileName) + ".csv" }

    /// A name for files about a delivery.
    static func deliveryName(_ id: Int64, _ fileName: String) -> String {
        let number = String(id)
        var base = fileName
        for ending in [".gz", ".zip", ".tgz", ".tar"] where base.lowercased().hasSuffix(ending) {
            base = String(base.dropLast(ending.count))
        }
        if !(base as NSString).pathExtension.isEmpty { base = (base as NSString).deletingPathExtension }
        return "delivery-" + String(repeating: "0", count: max(0, 6 - number.count)) + number + "-\(base)"
    }
}

import Foundation

/// A file in an inbox that a run did not take in, and why; it is looked at again by the next one.
public struct LeftAlone: Sendable, Codable, Equatable {
    public var file: String
    public var source: String
    /// `UNFINISHED_NAME`, `BEING_WRITTEN`, `STILL_CHANGING` or `CHANGED_WHILE_READ`.
    public var reason: String
}

/// What lies in the inboxes: deliveries ready to be taken in, and files that somebody may still be sending.
package struct InboxListing {
    /// In the order of the sources in the configuration, and within one in natural order of their names
    /// (`2.csv` before `10.csv`): of an identity that several deliveries hold, the last one counts.
    package private(set) var deliveries: [DeliveryFile] = []
    package private(set) var leftAlone: [LeftAlone] = []

    private static let unfinishedEndings = [
        ".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".upload", ".uploading", ".swp", "~",
    ]

    package static func isUnfinished(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.hasPrefix(".") || name.hasPrefix("~$") || unfinishedEndings.contains { name.hasSuffix($0) }
    }

    /// Whether a file within a delivered folder is still to become what it is meant to be; hidden ones are nobody's.
    private static func isPartUnfinished(_ path: String) -> Bool {
        guard let name = path.split(separator: "/").last.map(String.init) else { return false }
        return !name.hasPrefix(".") && isUnfinished(name)
    }

    /// - Parameter settle: seconds without change after which a file counts as sent; files changed more recently are
    ///   watched for that long. `nil`: names alone count, and nobody waits.
    package init(_ configuration: PipelineConfiguration, settle: Double?) throws {
        var candidates: [(file: DeliveryFile, signature: FileSignature)] = []
        for source in configuration.sources {
            guard let inbox = source.inbox, FileManager.default.fileExists(atPath: inbox) else { continue }
            let names = try FileManager.default.contentsOfDirectory(atPath: inbox)
            for name in names.sorted(by: NaturalOrder.precedes) where !DeliveryParts.isBesideShape(name, among: names) {
                let file = DeliveryFile(path: "\(inbox)/\(name)", source: source, isInInbox: true)
                guard !Self.isUnfinished(name) else {
                    // Hidden files are nobody's delivery.
                    if !name.hasPrefix(".") { leaveAlone(file, "UNFINISHED_NAME") }
                    continue
                }
                // Gone since the folder was read.
                guard let signature = try? FileSignature(path: file.path) else { continue }
                if signature.names.contains(where: Self.isPartUnfinished) {
                    leaveAlone(file, "UNFINISHED_NAME")
                } else {
                    candidates.append((file, signature))
                }
            }
        }
        guard let settle else {
            deliveries = candidates.map(\.file)
            return
        }
        let fresh = candidates.filter { $0.signature.age() < settle }
        if !fresh.isEmpty { Thread.sleep(forTimeInterval: settle) }
        let written = OpenFiles.beingWritten(
            among: candidates.reduce(into: []) { $0.formUnion($1.signature.files) })
        for candidate in candidates {
            if !written.isDisjoint(with: candidate.signature.files) {
                leaveAlone(candidate.file, "BEING_WRITTEN")
            } else if (try? FileSignature(path: candidate.file.path)) != candidate.signature {
                leaveAlone(candidate.file, "STILL_CHANGING")
            } else {
                deliveries.append(candidate.file)
            }
        }
    }

    private mutating func leaveAlone(_ file: DeliveryFile, _ reason: String) {
        leftAlone.append(LeftAlone(file: file.path, source: file.source.name, reason: reason))
    }
}

import Columns
import Deduplication
import Foundation
import ObservationStore
import Observations

/// How the databank stands; printed as JSON.
public struct StatusReport: Sendable, Codable, Equatable {
    public var snapshot: Int64
    public var snapshotTime: String
    /// Live observations.
    public var observations: Int
    /// Live observations that no other one stands for.
    public var canonical: Int
    public var byStatus: [String: Int]
    /// Quarantined records that wait to be corrected. One that was tried again in vain counts once.
    public var quarantined: Int
    /// Quarantined records that came in after all, corrected.
    public var quarantinedClosed: Int
    public var quarantinedByReason: [String: Int]
    /// Accepted deliveries.
    public var deliveries: Int
    public var refusedDeliveries: Int
    /// Deliveries that wait for a valid agreement.
    public var held: [Held]
    public var verdicts: VerdictStanding
    public var lastRun: String?
    /// `done`, `failed` …; absent while a run is at work or when it was killed.
    public var lastRunOutcome: String?
    /// Bytes of the store, the archive, the quarantine and what is held.
    public var diskBytes: [String: Int64]
    /// Whether the catalog names another place for the data than where they are.
    public var wasMoved: Bool
    /// Deliveries waiting in the inboxes.
    public var waiting: Int
    /// Files in the inboxes that are named as unfinished.
    public var leftAlone: [LeftAlone]

    /// A delivery that waits for a valid agreement.
    public struct Held: Sendable, Codable, Equatable {
        public var id: Int64
        public var file: String
        public var source: String
        public var agreement: String?
        public var reason: String
        /// UTC.
        public var since: String
    }
}

extension Pipeline {
    /// - Parameter repair: records where the store is now when it was moved.
    public func status(repair: Bool = false) throws -> StatusReport {
        let store = try storeForReading()
        if repair, try store.wasMoved() { try exclusively { _ in } }
        let reader = try store.read()
        let canonical = try CanonicalRecords(reader: reader)
        var byStatus: [String: Int] = [:]
        var canonicalCount = 0
        try SnapshotScan(reader: reader, threads: configuration.threads, columns: [.observationID]).run { group in
            let mask = canonical.mask(firstObservationID: group.firstObservationID, rowCount: group.live.count)
            var counts: [String: Int] = [:]
            var canonicalHere = 0
            if case .coded(let statuses)? = group.assessments[AssessmentColumn.status.rawValue] {
                var byCode = [Int](repeating: 0, count: statuses.dictionary.count + 1)
                for row in group.live.indices where group.live[row] {
                    byCode[Int(statuses.codes[row])] += 1
                    if mask?[row] ?? true { canonicalHere += 1 }
                }
                for code in byCode.indices where byCode[code] > 0 {
                    counts[statuses.dictionary[UInt32(code)] ?? "-"] = byCode[code]
                }
            }
            return (counts, canonicalHere)
        } consume: { counts, count in
            byStatus.merge(counts, uniquingKeysWith: +)
            canonicalCount += count
        }
        let deliveries = try store.deliveries()
        let accepted = deliveries.filter { $0.status == .accepted }
        let run = try store.lastRun()
        let quarantine = try store.quarantineTotals()
        let inboxes = try InboxListing(configuration, settle: nil)
        var disk: [String: Int64] = [:]
        for (name, path) in [
            ("store", workspace.store), ("archive", workspace.archive), ("quarantine", workspace.quarantine),
            ("held", workspace.held),
        ] {
            disk[name] = Self.bytes(below: path)
        }
        return StatusReport(
            snapshot: reader.snapshot.id, snapshotTime: reader.snapshot.time, observations: Int(reader.liveCount),
            canonical: canonicalCount, byStatus: byStatus,
            quarantined: quarantine.open, quarantinedClosed: quarantine.closed,
            quarantinedByReason: quarantine.openByReason,
            deliveries: accepted.count, refusedDeliveries: deliveries.filter { $0.status == .refused }.count,
            held: deliveries.filter { $0.status == .held }.map {
                StatusReport.Held(
                    id: $0.id, file: $0.fileName, source: $0.source, agreement: $0.agreement,
                    reason: $0.message ?? "", since: $0.receivedAt)
            }, verdicts: try VerdictStanding(store, reader), lastRun: run?.startedAt, lastRunOutcome: run?.outcome, diskBytes: disk, wasMoved: try store.wasMoved(),
            waiting: inboxes.deliveries.count, leftAlone: inboxes.leftAlone)
    }

    private static func bytes(below path: String) -> Int64 {
        guard let names = FileManager.default.enumerator(atPath: path) else { return 0 }
        var total: Int64 = 0
        while names.nextObject() != nil {
            if names.fileAttributes?[.type] as? FileAttributeType == .typeRegular {
                total += (names.fileAttributes?[.size] as? NSNumber)?.int64Value ?? 0
            }
        }
        return total
    }
}

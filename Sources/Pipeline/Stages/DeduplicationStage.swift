import Deduplication
import Foundation
import ObservationStore
import Observations

/// What looking for duplicates found; printed as JSON.
public struct DeduplicationReport: Sendable, Codable, Equatable {
    public var snapshot: Int64
    /// Observations that another one stands for.
    public var duplicates: Int
    /// By kind of link.
    public var byKind: [String: Int]
    /// Whether anything differs from the links that were there.
    public var changed: Bool
    public var dryRun: Bool
}

extension Pipeline {
    /// Computes links anew.
    /// - Parameter dryRun: tells what would be, stores nothing.
    public func deduplicate(dryRun: Bool = false) throws -> DeduplicationReport {
        if dryRun { return try deduplicate(try storeForReading(), dryRun: true) }
        return try exclusively { store in try deduplicate(store, dryRun: false) }
    }

    func deduplicate(_ store: ObservationStore, dryRun: Bool) throws -> DeduplicationReport {
        let reader = try store.read()
        progress.tell("looking for duplicates", 0, nil)
        let pairs = try PayloadDuplicates(reader: reader).find()
        var report = DeduplicationReport(
            snapshot: reader.snapshot.id, duplicates: pairs.count,
            byKind: pairs.isEmpty ? [:] : [LinkKind.samePayload.rawValue: pairs.count],
            changed: try Self.differ(pairs, from: reader), dryRun: dryRun)
        guard report.changed, !dryRun else { return report }
        let transaction = try store.begin()
        do {
            transaction.endAll(of: .link)
            let encoder = StoreEncoding.encoder(of: .link)
            var from = 0
            while from < pairs.count {
                let part = pairs[from..<min(from + 65_536, pairs.count)]
                try transaction.append(try encoder.encode(LinkRows.batch(part)), to: .link)
                from += part.count
            }
            report.snapshot = try transaction.commit(message: "duplicates: \(pairs.count) links", extra: "{}")
        } catch {
            transaction.abandon()
            throw error
        }
        logger.info("linked \(pairs.count) duplicates")
        return report
    }

    private static func differ(_ pairs: [PayloadDuplicates.Pair], from reader: SnapshotReader) throws -> Bool {
        var place = 0
        var isSame = true
        try reader.forEachBatch(
            of: .link, columns: [LinkColumn.observationID.rawValue, LinkColumn.canonicalID.rawValue]
        ) { batch in
            guard case .int64(let observations) = batch.columns[0], case .int64(let canonical) = batch.columns[1] else {
                return
            }
            for row in 0..<batch.rowCount {
                if place >= pairs.count || pairs[place].observationID != observations.values[row]
                    || pairs[place].canonicalID != canonical.values[row]
                {
                    isSame = false
                }
                place += 1
            }
        }
        return !(isSame && place == pairs.count)
    }
}

import Foundation
import GRDB
import Observations

/// What became of one delivery: a row of the register `ndff_delivery`.
public struct DeliveryRecord: Sendable, Equatable {
    /// Number in the register; given at commit.
    public var id: Int64 = 0
    /// The snapshot in which its records came in; `nil` when none did.
    public var snapshot: Int64?
    public var runID: String?
    public var fileName: String
    public var source: String
    /// Number of the gegevensleveringsovereenkomst.
    public var agreement: String?
    /// `name@version` of the supplier profile.
    public var profile: String?
    public var sha256: String
    public var sizeBytes: Int64
    public var format: String?
    public var encoding: String?
    public var status: DeliveryStatus
    /// Why it was refused or held.
    public var message: String?
    /// UTC.
    public var receivedAt: String = ""
    public var counts = DeliveryCounts()
    /// Quarantined records by reason code.
    public var reasons: [String: Int] = [:]
    /// Interpretation findings by code.
    public var problems: [String: Int] = [:]
    /// What of the file's form was noticed, such as columns that are not read; told when it comes in, not registered.
    public var notes: [String] = []

    public init(
        fileName: String, source: String, sha256: String, sizeBytes: Int64, status: DeliveryStatus
    ) {
        self.fileName = fileName
        self.source = source
        self.sha256 = sha256
        self.sizeBytes = sizeBytes
        self.status = status
    }
}

/// Where every record of a delivery went.
public struct DeliveryCounts: Sendable, Equatable {
    public var read = 0
    public var stored = 0
    public var updated = 0
    public var unchanged = 0
    /// Records that withdraw an observation.
    public var withdrawn = 0
    public var quarantined = 0
    /// Observations withdrawn because a delivery of all that the source has does not hold them. No record says so, and
    /// so they are no part of what was read.
    public var withdrawnMissing = 0

    public init() {}

    /// By how much the delivery changed the number of live observations.
    public var growth: Int { stored - withdrawn - withdrawnMissing }

    /// The accounting invariant: no record disappears.
    public var isBalanced: Bool { read == stored + updated + unchanged + withdrawn + quarantined }

    public static func += (total: inout DeliveryCounts, part: DeliveryCounts) {
        total.read += part.read
        total.stored += part.stored
        total.updated += part.updated
        total.unchanged += part.unchanged
        total.withdrawn += part.withdrawn
        total.quarantined += part.quarantined
        total.withdrawnMissing += part.withdrawnMissing
    }
}

/// An export that was put out.
public struct ReleaseRecord: Sendable, Equatable {
    public var snapshot: Int64
    public var format: String
    public var path: String
    public var sha256: String
    public var rows: Int

    public init(snapshot: Int64, format: String, path: String, sha256: String, rows: Int) {
        self.snapshot = snapshot
        self.format = format
        self.path = path
        self.sha256 = sha256
        self.rows = rows
    }
}

extension ObservationStore {
    /// All deliveries, in the order in which they were registered, as known by a snapshot (refused ones included).
    public func deliveries(at snapshot: Int64? = nil) throws -> [DeliveryRecord] {
        try catalog.queue.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM ndff_delivery WHERE :s IS NULL OR coalesce(snapshot_id, 0) <= :s ORDER BY delivery_id
                    """, arguments: ["s": snapshot]
            ).map(DeliveryRecord.init(row:))
        }
    }

    /// The accepted delivery with these bytes, `nil` when there is none.
    public func acceptedDelivery(sha256: String) throws -> DeliveryRecord? {
        try catalog.queue.read { database in
            try Row.fetchOne(
                database,
                sql: "SELECT * FROM ndff_delivery WHERE sha256 = ? AND status = 'accepted' ORDER BY delivery_id LIMIT 1",
                arguments: [sha256]
            ).map(DeliveryRecord.init(row:))
        }
    }

    /// What is registered of a delivery; `nil` when there is none of this number.
    public func delivery(_ id: Int64) throws -> DeliveryRecord? {
        try catalog.queue.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM ndff_delivery WHERE delivery_id = ?", arguments: [id])
                .map(DeliveryRecord.init(row:))
        }
    }

    /// The delivery of a source that was accepted last.
    public func lastAcceptedDelivery(of source: String) throws -> DeliveryRecord? {
        try catalog.queue.read { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT * FROM ndff_delivery WHERE source = ? AND status = 'accepted' ORDER BY snapshot_id DESC LIMIT 1
                    """, arguments: [source]
            ).map(DeliveryRecord.init(row:))
        }
    }

    /// Deliveries that wait for an agreement, the longest waiting first.
    public func heldDeliveries() throws -> [DeliveryRecord] {
        try catalog.queue.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM ndff_delivery WHERE status = 'held' ORDER BY delivery_id")
                .map(DeliveryRecord.init(row:))
        }
    }

    /// The delivery that was registered last.
    public func lastDelivery() throws -> DeliveryRecord? {
        try catalog.queue.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM ndff_delivery ORDER BY delivery_id DESC LIMIT 1")
                .map(DeliveryRecord.init(row:))
        }
    }

    /// Whether an accepted delivery of exactly this many bytes is known: only then is its hash worth computing first.
    public func hasAcceptedDelivery(ofSize size: Int64) throws -> Bool {
        try catalog.queue.read { database in
            try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS(SELECT 1 FROM ndff_delivery WHERE size_bytes = ? AND status = 'accepted')",
                arguments: [size]) ?? false
        }
    }

    /// The number that the next delivery will get.
    public func nextDeliveryID() throws -> Int64 {
        try catalog.queue.read { database in
            (try Int64.fetchOne(database, sql: "SELECT max(delivery_id) FROM ndff_delivery") ?? 0) + 1
        }
    }

    /// Records a delivery of which nothing came into the store, anew when it has a number already.
    /// - Returns: its number.
    @discardableResult
    public func register(_ delivery: DeliveryRecord) throws -> Int64 {
        try catalog.queue.write { database in try delivery.insert(database) }
    }

    /// Records that a run began.
    public func beginRun(id: String) throws {
        try catalog.queue.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO ndff_run(run_id, started_at) VALUES (?, ?)",
                arguments: [id, CatalogTime.text(Date())])
        }
    }

    /// Records how a run ended, with its record as JSON.
    public func finishRun(id: String, outcome: String, record: String) throws {
        try catalog.queue.write { database in
            try database.execute(
                sql: "UPDATE ndff_run SET finished_at = ?, outcome = ?, record = ? WHERE run_id = ?",
                arguments: [CatalogTime.text(Date()), outcome, record, id])
        }
    }

    /// The last run: when it began and ended (`nil`: it was killed or is still at work) and how.
    public func lastRun() throws -> (id: String, startedAt: String, finishedAt: String?, outcome: String?)? {
        try catalog.queue.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM ndff_run ORDER BY started_at DESC, run_id DESC LIMIT 1")
                .map { ($0["run_id"], $0["started_at"], $0["finished_at"], $0["outcome"]) }
        }
    }

    /// Records an export.
    public func register(_ release: ReleaseRecord) throws {
        try catalog.queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO ndff_release(snapshot_id, format, path, sha256, rows, made_at) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    release.snapshot, release.format, release.path, release.sha256, release.rows,
                    CatalogTime.text(Date()),
                ])
        }
    }

    /// Records that a rule pack was used; a pack whose content changed under the same name and version is an error of
    /// the caller to prevent.
    /// - Returns: the content hash recorded first under this identifier.
    public func registerRulePack(identifier: String, contentHash: String, isExample: Bool) throws -> String {
        try catalog.queue.write { database in
            try database.execute(
                sql: "INSERT OR IGNORE INTO ndff_rule_pack VALUES (?, ?, ?, ?)",
                arguments: [identifier, contentHash, CatalogTime.text(Date()), isExample])
            return try String.fetchOne(
                database, sql: "SELECT content_hash FROM ndff_rule_pack WHERE identifier = ?",
                arguments: [identifier]) ?? contentHash
        }
    }
}

extension DeliveryRecord {
    init(row: Row) {
        self.init(
            fileName: row["file_name"], source: row["source"], sha256: row["sha256"], sizeBytes: row["size_bytes"],
            status: DeliveryStatus(rawValue: row["status"]) ?? .refused)
        id = row["delivery_id"]
        snapshot = row["snapshot_id"]
        runID = row["run_id"]
        agreement = row["agreement"]
        profile = row["profile"]
        format = row["format"]
        encoding = row["encoding"]
        message = row["message"]
        receivedAt = row["received_at"]
        counts.read = row["read"]
        counts.stored = row["stored"]
        counts.updated = row["updated"]
        counts.unchanged = row["unchanged"]
        counts.withdrawn = row["withdrawn"]
        counts.quarantined = row["quarantined"]
        counts.withdrawnMissing = row["withdrawn_missing"]
        func table(_ text: String) -> [String: Int] {
            (try? JSONDecoder().decode([String: Int].self, from: Data(text.utf8))) ?? [:]
        }
        reasons = table(row["reasons"])
        problems = table(row["problems"])
    }

    func insert(_ database: Database) throws -> Int64 {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        func text(_ table: [String: Int]) throws -> String { String(decoding: try encoder.encode(table), as: UTF8.self) }
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO ndff_delivery(delivery_id, snapshot_id, run_id, file_name, source, agreement, profile, sha256,
                    size_bytes, format, encoding, status, message, received_at, read, stored, updated, unchanged,
                    withdrawn, quarantined, withdrawn_missing, reasons, problems)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id == 0 ? nil : id, snapshot, runID, fileName, source, agreement, profile, sha256, sizeBytes, format,
                encoding, status.rawValue, message, receivedAt.isEmpty ? CatalogTime.text(Date()) : receivedAt,
                counts.read, counts.stored, counts.updated, counts.unchanged, counts.withdrawn, counts.quarantined,
                counts.withdrawnMissing,
                try text(reasons), try text(problems),
            ])
        return database.lastInsertedRowID
    }
}

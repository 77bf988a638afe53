import Foundation
import GRDB

/// The place of a record in the register of quarantined records.
public struct QuarantineKey: Sendable, Hashable {
    public var deliveryID: Int64
    /// Number of the record in its delivery, from 1.
    public var recordNumber: Int64

    public init(deliveryID: Int64, recordNumber: Int64) {
        self.deliveryID = deliveryID
        self.recordNumber = recordNumber
    }
}

/// A record that could not be taken in. Its bytes are in the delivery's quarantine file.
public struct QuarantineEntry: Sendable, Equatable {
    public var recordNumber: Int64
    public var line: Int64
    public var byteOffset: Int64
    public var reason: String
    public var detail: String?
    /// The record set aside before of which this is another try; it is that one which stays open.
    public var repeats: QuarantineKey?
    /// The delivery that brought it in after all.
    public var closedBy: Int64?
    /// When it did, UTC.
    public var closedAt: String?

    public init(
        recordNumber: Int64, line: Int64, byteOffset: Int64, reason: String, detail: String? = nil,
        repeats: QuarantineKey? = nil
    ) {
        self.recordNumber = recordNumber
        self.line = line
        self.byteOffset = byteOffset
        self.reason = reason
        self.detail = detail
        self.repeats = repeats
    }
}

/// How many quarantined records wait to be corrected. A record that was tried again in vain counts once.
public struct QuarantineTotals: Sendable, Equatable {
    public var open = 0
    public var closed = 0
    /// Open ones by reason.
    public var openByReason: [String: Int] = [:]
}

extension ObservationStore {
    /// The quarantined records of a delivery.
    public func quarantine(ofDelivery id: Int64) throws -> [QuarantineEntry] {
        try catalog.queue.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM ndff_quarantine WHERE delivery_id = ? ORDER BY record_number",
                arguments: [id]
            ).map(QuarantineEntry.init(row:))
        }
    }

    /// Quarantined records of all deliveries, open and closed.
    public func quarantineTotals() throws -> QuarantineTotals {
        try catalog.queue.read { database in
            var totals = QuarantineTotals()
            for row in try Row.fetchAll(
                database,
                sql: """
                    SELECT reason, closed_by IS NULL AS is_open, count(*) AS entries FROM ndff_quarantine
                    WHERE repeats_delivery IS NULL GROUP BY reason, is_open
                    """)
            {
                let entries: Int = row["entries"]
                if row["is_open"] {
                    totals.open += entries
                    totals.openByReason[row["reason"], default: 0] += entries
                } else {
                    totals.closed += entries
                }
            }
            return totals
        }
    }

    /// Those of the named records that a source has in quarantine, open or closed.
    public func quarantined(_ keys: Set<QuarantineKey>, source: String) throws -> Set<QuarantineKey> {
        guard !keys.isEmpty else { return [] }
        return try catalog.queue.read { database in
            try QuarantineEntry.existing(keys, source: source, database)
        }
    }
}

extension QuarantineEntry {
    init(row: Row) {
        self.init(
            recordNumber: row["record_number"], line: row["line"], byteOffset: row["byte_offset"],
            reason: row["reason"], detail: row["detail"])
        if let delivery: Int64 = row["repeats_delivery"], let record: Int64 = row["repeats_record"] {
            repeats = QuarantineKey(deliveryID: delivery, recordNumber: record)
        }
        closedBy = row["closed_by"]
        closedAt = row["closed_at"]
    }

    static func insert(_ entries: [QuarantineEntry], delivery: Int64, source: String, _ database: Database) throws {
        guard !entries.isEmpty else { return }
        // A supplier can write anything in the columns that name an earlier record.
        let known = try existing(Set(entries.compactMap(\.repeats)), source: source, database)
        let statement = try database.makeStatement(
            sql: """
                INSERT INTO ndff_quarantine(delivery_id, record_number, line, byte_offset, reason, detail,
                    repeats_delivery, repeats_record) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for entry in entries {
            let repeats = entry.repeats.flatMap { known.contains($0) ? $0 : nil }
            try statement.execute(arguments: [
                delivery, entry.recordNumber, entry.line, entry.byteOffset, entry.reason, entry.detail,
                repeats?.deliveryID, repeats?.recordNumber,
            ])
        }
    }

    /// Closes entries, and those that they are another try of.
    static func close(
        _ keys: [QuarantineKey], by delivery: Int64, source: String, _ database: Database
    ) throws {
        let now = CatalogTime.text(Date())
        for key in try existing(Set(keys), source: source, database) {
            var next: QuarantineKey? = key
            while let key = next {
                try database.execute(
                    sql: """
                        UPDATE ndff_quarantine SET closed_by = ?, closed_at = ?
                        WHERE delivery_id = ? AND record_number = ? AND closed_by IS NULL
                        """, arguments: [delivery, now, key.deliveryID, key.recordNumber])
                next = try Row.fetchOne(
                    database,
                    sql: """
                        SELECT repeats_delivery, repeats_record FROM ndff_quarantine
                        WHERE delivery_id = ? AND record_number = ? AND repeats_delivery < delivery_id
                        """, arguments: [key.deliveryID, key.recordNumber]
                ).map { QuarantineKey(deliveryID: $0["repeats_delivery"], recordNumber: $0["repeats_record"]) }
            }
        }
    }

    fileprivate static func existing(
        _ keys: Set<QuarantineKey>, source: String, _ database: Database
    ) throws -> Set<QuarantineKey> {
        let statement = try database.makeStatement(
            sql: """
                SELECT EXISTS(SELECT 1 FROM ndff_quarantine q JOIN ndff_delivery d USING (delivery_id)
                    WHERE q.delivery_id = ? AND q.record_number = ? AND d.source = ?)
                """)
        return try keys.filter { key in
            try Bool.fetchOne(statement, arguments: [key.deliveryID, key.recordNumber, source]) ?? false
        }
    }
}

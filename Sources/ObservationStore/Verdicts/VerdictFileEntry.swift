import Foundation
import GRDB

/// A file of verdicts that was taken in: a row of `ndff_verdict_file`, with the verdicts to store when it is new.
public struct VerdictFileEntry: Sendable, Equatable {
    /// Number in the register; given when it is stored.
    public var id: Int64 = 0
    public var fileName: String
    public var sha256: String
    /// The snapshot in which its verdicts came to count; `nil` when it changed no status.
    public var snapshot: Int64?
    /// UTC.
    public var takenAt: String = ""
    /// Rows of the file: applied + not applied + known + open.
    public var rows: Int
    /// Rows with a verdict that was stored before.
    public var known: Int
    /// Rows without a verdict.
    public var open: Int
    public var applied: Int
    public var notApplied: Int
    /// In the order of the file; not filled when the entry comes from the register.
    public var verdicts: [Verdict]

    public init(fileName: String, sha256: String, rows: Int, known: Int, open: Int, verdicts: [Verdict]) {
        self.fileName = fileName
        self.sha256 = sha256
        self.rows = rows
        self.known = known
        self.open = open
        self.verdicts = verdicts
        applied = verdicts.count { $0.outcome == .applied }
        notApplied = verdicts.count - applied
    }

    init(row: Row) {
        self.init(
            fileName: row["file_name"], sha256: row["sha256"], rows: row["rows"], known: row["known"],
            open: row["open"], verdicts: [])
        id = row["file_id"]
        snapshot = row["snapshot_id"]
        takenAt = row["taken_at"]
        applied = row["applied"]
        notApplied = row["not_applied"]
    }

    func insert(_ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO ndff_verdict_file(file_name, sha256, snapshot_id, taken_at, rows, applied, not_applied, known, open)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                fileName, sha256, snapshot, CatalogTime.text(Date()), rows, applied, notApplied, known, open,
            ])
        let fileID = database.lastInsertedRowID
        let current = try database.makeStatement(
            sql: "SELECT verdict_id, judged_at FROM ndff_verdict WHERE observation_id = ? AND in_force = 1")
        let supersede = try database.makeStatement(sql: "UPDATE ndff_verdict SET in_force = 0 WHERE verdict_id = ?")
        let insertion = try database.makeStatement(
            sql: """
                INSERT INTO ndff_verdict(file_id, line, identity, observation_id, version_seen, content_seen, verdict, role,
                    pseudonym, judged_at, reason, rule_pack, outcome, in_force)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for verdict in verdicts {
            var counts = verdict.outcome == .applied
            if counts, let row = try Row.fetchOne(current, arguments: [verdict.observationID]) {
                // The last one judged counts, in whichever order they are handed in.
                counts = (row["judged_at"] as String) <= verdict.judgedAt
                if counts { try supersede.execute(arguments: [row["verdict_id"] as Int64]) }
            }
            try insertion.execute(arguments: [
                fileID, verdict.line, verdict.identity, verdict.observationID, verdict.versionSeen, verdict.contentSeen,
                verdict.verdict.rawValue, verdict.role, verdict.pseudonym, verdict.judgedAt, verdict.reason,
                verdict.rulePack, verdict.outcome.rawValue, counts,
            ])
        }
    }
}

/// What a person's verdict on an identity is held against: the version that is known.
public struct KnownVersion: Sendable, Equatable {
    /// The live version, or of a withdrawn observation the one that was live last.
    public var observationID: Int64
    public var isWithdrawn: Bool
    /// `payload_key` as 16 hexadecimal digits.
    public var content: String

    /// A payload key as people and files have it.
    public static func content(_ payload: UInt64) -> String {
        let digits = String(payload, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

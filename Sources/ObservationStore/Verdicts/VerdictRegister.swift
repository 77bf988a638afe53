import Columns
import Foundation
import GRDB
import Observations

/// How many verdicts there are, and how many of them wait for somebody.
public struct VerdictTotals: Sendable, Equatable {
    public var verdicts = 0
    /// Verdicts that give a version its status.
    public var inForce = 0
    /// Verdicts that could not be applied when they came in, and whose observation has none in force from later.
    public var notApplied = 0
}

extension StoreTransaction {
    /// What the store knows of an identity; `nil` when no observation of it was ever stored.
    public func version(of identity: String) throws -> KnownVersion? {
        var identity = identity
        let key = identity.withUTF8 { xxh3Wide(UnsafeRawBufferPointer($0)) }
        return try openIdentities().find(key.high, key.low).map {
            KnownVersion(
                observationID: $0.lastObservationID, isWithdrawn: $0.isWithdrawn,
                content: KnownVersion.content($0.payload))
        }
    }
}

extension ObservationStore {
    /// The file of verdicts with these bytes, `nil` when it was not taken in.
    public func verdictFile(sha256: String) throws -> VerdictFileEntry? {
        try catalog.queue.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM ndff_verdict_file WHERE sha256 = ?", arguments: [sha256])
                .map(VerdictFileEntry.init(row:))
        }
    }

    /// The files of verdicts that were taken in, the first one first.
    public func verdictFiles() throws -> [VerdictFileEntry] {
        try catalog.queue.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM ndff_verdict_file ORDER BY file_id")
                .map(VerdictFileEntry.init(row:))
        }
    }

    /// Registers a file of verdicts that changes no status, in one transaction.
    public func register(_ file: VerdictFileEntry) throws {
        try catalog.queue.write { database in try file.insert(database) }
    }

    public func hasVerdicts() throws -> Bool {
        try catalog.queue.read { database in
            try Bool.fetchOne(database, sql: "SELECT EXISTS(SELECT 1 FROM ndff_verdict)") ?? false
        }
    }

    /// All verdicts on an identity, whichever version they are about, in the order in which they came in.
    public func verdicts(of identity: String) throws -> [Verdict] {
        try catalog.queue.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM ndff_verdict WHERE identity = ? ORDER BY verdict_id", arguments: [identity]
            ).map(Verdict.init(row:))
        }
    }

    /// The verdict that gives a version its status, by `observation_id`.
    public func verdictsInForce(in range: Range<Int64>) throws -> [Int64: AssessmentStatus] {
        try catalog.queue.read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT observation_id, verdict FROM ndff_verdict
                    WHERE in_force = 1 AND observation_id >= ? AND observation_id < ?
                    """, arguments: [range.lowerBound, range.upperBound])
            var verdicts: [Int64: AssessmentStatus] = [:]
            while let row = try rows.next() {
                verdicts[row["observation_id"]] = AssessmentStatus(rawValue: row["verdict"])
            }
            return verdicts
        }
    }

    /// The verdict that gives a version its status; `nil` when nobody judged it.
    public func verdictInForce(on observationID: Int64) throws -> Verdict? {
        try catalog.queue.read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM ndff_verdict WHERE in_force = 1 AND observation_id = ?",
                arguments: [observationID]
            ).map(Verdict.init(row:))
        }
    }

    /// What the verdicts of the store come to.
    public func verdictTotals() throws -> VerdictTotals {
        try catalog.queue.read { database in
            var totals = VerdictTotals()
            let row = try Row.fetchOne(
                database, sql: "SELECT count(*) AS n, coalesce(sum(in_force), 0) AS counting FROM ndff_verdict")
            totals.verdicts = row?["n"] ?? 0
            totals.inForce = row?["counting"] ?? 0
            totals.notApplied =
                try Int.fetchOne(database, sql: "SELECT count(*) \(Self.notApplied)") ?? 0
            return totals
        }
    }

    /// The first of the verdicts that `VerdictTotals.notApplied` counts.
    public func verdictsNotApplied(limit: Int) throws -> [Verdict] {
        try catalog.queue.read { database in
            try Row.fetchAll(
                database, sql: "SELECT v.* \(Self.notApplied) ORDER BY v.verdict_id LIMIT ?", arguments: [limit]
            ).map(Verdict.init(row:))
        }
    }

    /// Not applied, and no verdict on the same observation that came later is in force.
    private static let notApplied = """
        FROM ndff_verdict v WHERE v.outcome <> 'applied' AND NOT EXISTS (
            SELECT 1 FROM ndff_verdict later WHERE later.identity = v.identity AND later.in_force = 1
                AND later.verdict_id > v.verdict_id)
        """

    /// Calls `body` with every verdict in force, in the order of the versions.
    public func forEachVerdictInForce(_ body: (Verdict) throws -> Void) throws {
        // Page by page: nobody who writes has to wait for whoever reads slowly.
        var from = Int64.min
        while true {
            let page = try catalog.queue.read { database in
                try Row.fetchAll(
                    database,
                    sql: """
                        SELECT * FROM ndff_verdict WHERE in_force = 1 AND observation_id > ?
                        ORDER BY observation_id LIMIT 10000
                        """, arguments: [from]
                ).map(Verdict.init(row:))
            }
            guard let last = page.last?.observationID else { return }
            for verdict in page { try body(verdict) }
            from = last
        }
    }

    /// Verdicts in force on a version that another version has taken the place of, while that one has none: the
    /// observation waits to be judged again. Ordered by version.
    public func outdatedVerdicts(_ reader: SnapshotReader) throws -> [Verdict] {
        var deleted: (file: Int64, rows: Set<Int64>) = (-1, [])
        let session = IdentitySession(committed: try committedRuns(), scratch: scratchDirectory, capacity: 1024)
        var outdated: [Verdict] = []
        try forEachVerdictInForce { verdict in
            guard let id = verdict.observationID,
                let file = reader.observationFiles.first(where: { $0.rows.contains(id) })
            else { return }
            if deleted.file != file.id { deleted = (file.id, Set(try reader.deletedRows(file))) }
            guard deleted.rows.contains(id - file.rowIDStart) else { return }
            var identity = verdict.identity
            let key = identity.withUTF8 { xxh3Wide(UnsafeRawBufferPointer($0)) }
            guard let live = try session.find(key.high, key.low), !live.isWithdrawn,
                try verdictsInForce(in: live.observationID..<(live.observationID + 1)).isEmpty
            else { return }
            outdated.append(verdict)
        }
        return outdated
    }
}

import GRDB

/// What assessments rest on besides facts and rule pack (the working area, say), as a text that differs when it does.
/// Kept so that a re-run can tell whether the rules alone make a difference.
public struct Judging: Sendable, Equatable {
    public var setting: String
    /// Whether all observations were judged: what was noted of earlier judging no longer counts.
    public var isComplete: Bool

    public init(setting: String, isComplete: Bool) {
        self.setting = setting
        self.isComplete = isComplete
    }

    func note(_ database: Database) throws {
        if isComplete { try database.execute(sql: "DELETE FROM ndff_judged_with") }
        try database.execute(sql: "INSERT OR IGNORE INTO ndff_judged_with VALUES (?)", arguments: [setting])
    }
}

extension ObservationStore {
    /// Notes what assessments rest on that are in the store already.
    public func note(_ judging: Judging) throws {
        try catalog.queue.write { database in try judging.note(database) }
    }

    /// Whether all assessments of the latest snapshot are known to rest on this setting.
    public func wasJudged(with setting: String) throws -> Bool {
        try catalog.queue.read { database in
            // Observations from before settings were noted count as judged with `unknown`.
            try String.fetchAll(database, sql: "SELECT setting FROM ndff_judged_with").allSatisfy { $0 == setting }
        }
    }

    /// The content hash that was recorded of a rule pack; `nil` when it was never used.
    public func rulePackHash(identifier: String) throws -> String? {
        try catalog.queue.read { database in
            try String.fetchOne(
                database, sql: "SELECT content_hash FROM ndff_rule_pack WHERE identifier = ?", arguments: [identifier])
        }
    }

    /// Identifiers of the rule packs that were used, sorted.
    public func rulePackIdentifiers() throws -> [String] {
        try catalog.queue.read { database in
            try String.fetchAll(database, sql: "SELECT identifier FROM ndff_rule_pack ORDER BY identifier")
        }
    }
}

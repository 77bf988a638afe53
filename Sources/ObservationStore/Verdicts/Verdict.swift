import GRDB
import Observations

/// What a person judged of one version of an observation: a row of `ndff_verdict`. Never changed or removed; a later
/// one takes its place. People are known by role and pseudonym only.
public struct Verdict: Sendable, Equatable {
    /// What became of it when it was taken in.
    public enum Outcome: String, CaseIterable, Sendable {
        /// It is about the version that was live.
        case applied
        /// The record changed since the person saw it.
        case changed
        /// The observation had been withdrawn.
        case withdrawn
        /// No observation of this identity was ever stored.
        case unknown
    }

    /// Number in the register; given when it is stored.
    public var id: Int64 = 0
    /// Number of the file of verdicts that brought it.
    public var fileID: Int64 = 0
    /// Line of that file.
    public var line: Int
    public var identity: String
    /// The version that it is about where it was applied; else the one that was live then, if any.
    public var observationID: Int64?
    /// Number of the version that the person saw.
    public var versionSeen: Int64?
    /// Hash of the record that the person saw, 16 hexadecimal digits: `payload_key`.
    public var contentSeen: String?
    public var verdict: AssessmentStatus
    public var role: String
    public var pseudonym: String
    /// UTC, `2026-11-21T13:05:00Z`.
    public var judgedAt: String
    public var reason: String
    /// `name@version` of the rule pack whose findings the person saw.
    public var rulePack: String
    public var outcome: Outcome
    /// Whether it gives the version its status: the last one judged of those that were applied to it.
    public var isInForce = false

    public init(
        line: Int, identity: String, observationID: Int64?, versionSeen: Int64?, contentSeen: String?,
        verdict: AssessmentStatus, role: String, pseudonym: String, judgedAt: String, reason: String, rulePack: String,
        outcome: Outcome
    ) {
        self.line = line
        self.identity = identity
        self.observationID = observationID
        self.versionSeen = versionSeen
        self.contentSeen = contentSeen
        self.verdict = verdict
        self.role = role
        self.pseudonym = pseudonym
        self.judgedAt = judgedAt
        self.reason = reason
        self.rulePack = rulePack
        self.outcome = outcome
    }

    /// Whether two rows are one act of judging with one outcome, wherever they were written down.
    public func isSameAct(as other: Verdict) -> Bool {
        identity == other.identity && verdict == other.verdict && role == other.role && pseudonym == other.pseudonym
            && judgedAt == other.judgedAt && reason == other.reason && outcome == other.outcome
            && observationID == other.observationID
    }
}

extension Verdict {
    init(row: Row) {
        self.init(
            line: row["line"], identity: row["identity"], observationID: row["observation_id"],
            versionSeen: row["version_seen"], contentSeen: row["content_seen"],
            verdict: AssessmentStatus(rawValue: row["verdict"]) ?? .toBeJudged, role: row["role"],
            pseudonym: row["pseudonym"], judgedAt: row["judged_at"], reason: row["reason"], rulePack: row["rule_pack"],
            outcome: Outcome(rawValue: row["outcome"]) ?? .unknown)
        id = row["verdict_id"]
        fileID = row["file_id"]
        isInForce = row["in_force"]
    }
}

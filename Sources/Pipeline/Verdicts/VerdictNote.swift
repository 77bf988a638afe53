import ObservationStore

/// A verdict as `explain` tells it.
public struct VerdictNote: Sendable, Codable, Equatable {
    public var verdict: String
    public var role: String
    public var pseudonym: String
    /// UTC.
    public var judgedAt: String
    public var reason: String
    /// The rule pack whose findings the person saw.
    public var rulePack: String
    /// The version that it is about, or that was live when it could not be applied.
    public var observationID: Int64?
    /// `applied`, `changed`, `withdrawn` or `unknown`.
    public var outcome: String
    /// Whether it gives the live version its status.
    public var counts: Bool
    /// What it comes to, in Dutch.
    public var standing: String
    /// The file that brought it, and the line.
    public var file: String
    public var line: Int
    /// All of it in one Dutch sentence.
    public var sentence: String
}

extension Pipeline {
    /// - Parameter live: number of the live version; `nil` when there is none.
    func verdictNotes(of identity: String, live: Int64?, store: ObservationStore) throws -> [VerdictNote] {
        let verdicts = try store.verdicts(of: identity)
        guard !verdicts.isEmpty else { return [] }
        let files = Dictionary(
            try store.verdictFiles().map { ($0.id, $0.fileName) }, uniquingKeysWith: { first, _ in first })
        return verdicts.map { verdict in
            let standing = VerdictWords.standing(verdict, live: live)
            let file = files[verdict.fileID] ?? "?"
            let version = verdict.outcome == .applied ? verdict.observationID.map { " over versie #\($0)" } ?? "" : ""
            return VerdictNote(
                verdict: verdict.verdict.rawValue, role: verdict.role, pseudonym: verdict.pseudonym,
                judgedAt: verdict.judgedAt, reason: verdict.reason, rulePack: verdict.rulePack,
                observationID: verdict.observationID, outcome: verdict.outcome.rawValue,
                counts: verdict.isInForce && verdict.observationID == live, standing: standing, file: file,
                line: verdict.line,
                sentence: "\(verdict.judgedAt) \(VerdictWords.text(verdict.verdict)) (\(verdict.role) \(verdict.pseudonym))"
                    + "\(version), gezien onder \(verdict.rulePack): “\(verdict.reason)” (\(file) regel \(verdict.line)); \(standing)")
        }
    }
}

import ObservationStore

/// How the verdicts of a databank stand, for `status`.
public struct VerdictStanding: Sendable, Codable, Equatable {
    /// A verdict that somebody has to look at.
    public struct Flag: Sendable, Codable, Equatable {
        public var identity: String
        public var verdict: String
        /// `changed`, `withdrawn`, `unknown` or `earlier_version`.
        public var outcome: String
        /// Dutch.
        public var reason: String
        public var file: String
        public var line: Int
    }

    /// Flags shown.
    static let shown = 20

    public var total: Int
    public var files: Int
    /// Verdicts that give a version its status, earlier versions included.
    public var inForce: Int
    /// Verdicts about records that had changed or gone, or were never known; until somebody judges them again.
    public var notApplied: Int
    /// Verdicts on a version that a delivery has taken the place of, where the new version has none.
    public var aboutEarlierVersions: Int
    /// The first ones of both kinds.
    public var flags: [Flag]
}

extension VerdictStanding {
    init(_ store: ObservationStore, _ reader: SnapshotReader) throws {
        let totals = try store.verdictTotals()
        let files = try store.verdictFiles()
        total = totals.verdicts
        self.files = files.count
        inForce = totals.inForce
        notApplied = totals.notApplied
        let outdated = try totals.inForce > 0 ? store.outdatedVerdicts(reader) : []
        aboutEarlierVersions = outdated.count
        let names = Dictionary(files.map { ($0.id, $0.fileName) }, uniquingKeysWith: { first, _ in first })
        func flag(_ verdict: Verdict, _ outcome: String, _ reason: String) -> Flag {
            Flag(
                identity: verdict.identity, verdict: verdict.verdict.rawValue, outcome: outcome, reason: reason,
                file: names[verdict.fileID] ?? "?", line: verdict.line)
        }
        let open = try totals.notApplied > 0 ? store.verdictsNotApplied(limit: Self.shown) : []
        flags = open.map { flag($0, $0.outcome.rawValue, VerdictWords.standing($0, live: nil)) }
        flags += outdated.prefix(Self.shown - flags.count).map {
            flag($0, "earlier_version", "oordeel over een eerdere versie")
        }
    }
}

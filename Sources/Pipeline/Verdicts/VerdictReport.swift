import ObservationStore

/// What taking in a file of verdicts did; printed as JSON.
public struct VerdictReport: Sendable, Codable, Equatable {
    /// A row that was not applied.
    public struct NotApplied: Sendable, Codable, Equatable {
        public var file: String
        public var line: Int
        public var identity: String
        /// `changed`, `withdrawn` or `unknown`.
        public var outcome: String
        public var verdict: String
        /// Number of the version that is live now, or was last.
        public var version: Int64?
        /// Why and what to do.
        public var reason: String
    }

    public var file: String
    public var sha256: String
    /// `taken_in`, or `known`: the same bytes were taken in before and nothing was done.
    public var outcome: String
    /// rows = applied + notApplied + known + open.
    public var rows: Int
    public var applied: Int
    /// Rows with a verdict that was stored before.
    public var known: Int
    /// Rows without a verdict.
    public var open: Int
    public var notApplied: [NotApplied]
    /// Observations that got another status.
    public var changedStatus: Int
    /// Verdicts applied by what they say.
    public var byVerdict: [String: Int]
    public var snapshot: Int64
    public var message: String?
}

extension VerdictReport.NotApplied {
    init(_ verdict: Verdict, file: String) {
        self.init(
            file: file, line: verdict.line, identity: verdict.identity, outcome: verdict.outcome.rawValue,
            verdict: verdict.verdict.rawValue, version: verdict.observationID,
            reason: {
                switch verdict.outcome {
                case .applied: ""
                case .changed:
                    "the record changed since it was judged and is now version #\(verdict.observationID ?? 0); look at it "
                        + "again in a new work list"
                case .withdrawn: "the observation was withdrawn; nothing to do unless it is delivered again"
                case .unknown: "no observation of this identity was ever stored; correct the identity in a new file"
                }
            }())
    }
}

import Ingest

/// What a file is and how it would be read; printed as JSON.
public struct Inspection: Sendable, Codable, Equatable {
    public struct Problem: Sendable, Codable, Equatable {
        public var line: Int
        public var column: String?
        public var code: String
        public var message: String
    }

    /// What the first records say, as far as they can be read.
    public struct Trial: Sendable, Codable, Equatable {
        /// Records that were tried.
        public var records: Int
        /// First and last day, ISO 8601.
        public var period: [String]?
        /// Degrees: west, south, east, north.
        public var box: [Double]?
        /// Names of taxa were looked up; without a configuration there is no register.
        public var knowsTaxa: Bool
    }

    /// A field of the proposed profile.
    public struct ProposedField: Sendable, Codable, Equatable {
        public var field: String
        public var source: String
        /// `certain`, `likely` or `guess`.
        public var certainty: String
        public var reason: String
    }

    /// A profile for a file that was inspected without one.
    public struct Proposal: Sendable, Codable, Equatable {
        public var fields: [ProposedField]
        /// What an observation needs and no column says.
        public var missing: [String]
        /// Things that somebody should know or decide.
        public var remarks: [String]
        /// The profile, ready to be saved.
        public var yaml: String
        /// Whether records can be read with it.
        public var isUsable: Bool
        /// What was found in the first records when read with it, by code; where that differs from reading without.
        public var problemCounts: [String: Int]?
    }

    public var format: String
    public var encoding: String
    public var delimiter: String
    /// Records in the file, the header not counted.
    public var records: Int
    public var columns: [String]
    /// Target field → where it would come from.
    public var profile: [String: String]
    /// `profile`: the one given; `column names`, `format`: without one the file is read so; `proposal`: without one it is
    /// refused, and this is what is proposed.
    public var profileFrom = ""
    /// The coordinate system of the profile, `EPSG:number`.
    public var crs: String?
    public var title: String?
    public var notes: [String]
    public var problems: [Problem]
    /// Problems in all; the list holds the first ones of every kind.
    public var problemCount: Int
    /// Problems by code.
    public var problemCounts: [String: Int]
    public var trial: Trial?
    public var proposal: Proposal?
    /// The file cannot be read at all; `problems` says why.
    public var isUnreadable = false
    /// Without a profile the file would be refused; `problems` says why.
    public var isRefused = false
}

extension Inspection {
    init(unreadable error: DeliveryError) {
        self.init(
            format: "", encoding: "", delimiter: "", records: 0, columns: [], profile: [:], notes: [],
            problems: [Problem(line: error.line ?? 0, code: error.code.rawValue, message: error.message)],
            problemCount: 1, problemCounts: [error.code.rawValue: 1], isUnreadable: true)
    }
}

extension Inspection.Proposal {
    init(_ proposal: ProfileProposal) {
        self.init(
            fields: proposal.fields.map {
                .init(field: $0.field.rawValue, source: $0.source.summary, certainty: $0.certainty.rawValue, reason: $0.reason)
            },
            missing: proposal.missing.map(\.rawValue), remarks: proposal.remarks, yaml: proposal.yaml,
            isUsable: proposal.isUsable)
    }
}

import ObservationStore
import Observations

/// What became of the deliveries of one call; printed as JSON by `--json`.
public struct IngestReport: Sendable, Codable, Equatable {
    public struct Delivery: Sendable, Codable, Equatable {
        /// The path that was read.
        public var file: String
        /// Number in the register.
        public var id: Int64
        public var source: String
        public var sha256: String
        public var status: String
        public var format: String?
        public var encoding: String?
        public var profile: String?
        public var read: Int
        public var stored: Int
        public var updated: Int
        public var unchanged: Int
        /// Records that withdraw an observation.
        public var withdrawn: Int
        /// Observations withdrawn because a delivery of all that the source has does not hold them; on top of `read`.
        public var withdrawnMissing: Int
        public var quarantined: Int
        /// Quarantined records by reason; of a refused delivery the reason of the refusal.
        public var reasons: [String: Int]
        /// Findings by code.
        public var problems: [String: Int]
        public var message: String?
        /// What of the file's form was noticed, such as columns that are not read.
        public var notes: [String]

        init(_ record: DeliveryRecord, file: String) {
            self.file = file
            id = record.id
            source = record.source
            sha256 = record.sha256
            status = record.status.rawValue
            format = record.format
            encoding = record.encoding
            profile = record.profile
            read = record.counts.read
            stored = record.counts.stored
            updated = record.counts.updated
            unchanged = record.counts.unchanged
            withdrawn = record.counts.withdrawn
            withdrawnMissing = record.counts.withdrawnMissing
            quarantined = record.counts.quarantined
            reasons = record.reasons
            problems = record.problems
            message = record.message
            notes = record.notes
        }
    }

    public var deliveries: [Delivery] = []
    /// Files that somebody was still writing while they were read: nothing of them was taken in.
    public var leftAlone: [LeftAlone] = []
    /// The snapshot after the last delivery.
    public var snapshot: Int64 = 0

    public init() {}

    /// Whether a delivery was refused or held, or a file not taken in: exit code 3.
    public var hasRefusals: Bool { Self.hasRefusals(deliveries) || !leftAlone.isEmpty }
}

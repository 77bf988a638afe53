import Foundation
import Observations
import Validation

/// What deliveries say as a whole; printed as JSON.
public struct DataSetReport: Sendable, Codable, Equatable {
    /// A delivery of which records are in the store.
    public struct Delivery: Sendable, Codable, Equatable {
        public var id: Int64
        public var file: String
        public var source: String
        /// Its records that the snapshot holds.
        public var records: Int
        /// The gravest first.
        public var findings: [Finding]
    }

    public struct Finding: Sendable, Codable, Equatable {
        public var code: String
        /// See `FindingSeverity`.
        public var severity: String
        public var term: String
        public var dutch: String
        public var english: String
        public var records: Int
        /// Of the records that could be looked at, 0…1.
        public var share: Double
        public var examples: [Example]

        init(_ finding: DataSetFinding) {
            code = finding.code
            severity = finding.severity.rawValue
            term = finding.term
            dutch = finding.dutch
            english = finding.english
            records = finding.records
            share = finding.share
            examples = finding.examples.map {
                Example(line: $0.line, identity: $0.identity, likeLine: $0.likeLine)
            }
        }

        /// The severity in Dutch.
        public var severityDutch: String {
            switch FindingSeverity(rawValue: severity) {
            case .error: "fout"
            case .warning: "let op"
            case .info, nil: "ter info"
            }
        }
    }

    public struct Example: Sendable, Codable, Equatable {
        public var line: Int64
        public var identity: String
        /// The line of the record that it resembles.
        public var likeLine: Int64?

        /// `regel 12 (lijkt op regel 3): https://…`
        public var dutch: String {
            "regel \(line)\(likeLine.map { " (lijkt op regel \($0))" } ?? ""): \(identity)"
        }
    }

    public var snapshot: Int64
    public var deliveries: [Delivery]
    /// The file that was written.
    public var path: String?
}

/// Which deliveries to look at.
public struct DataSetSelection: Sendable, Equatable {
    public var deliveries: [Int64]
    public var sources: [String]

    /// - Parameters:
    ///   - deliveries: their numbers; none for all.
    ///   - sources: their sources; none for all.
    public init(deliveries: [Int64] = [], sources: [String] = []) {
        self.deliveries = deliveries
        self.sources = sources
    }
}

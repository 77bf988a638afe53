/// Why a delivery is refused as a whole. Nothing of it comes into the store; the file stays in the archive.
public struct DeliveryError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The reason as a code, for machines.
    public enum Code: String, Sendable, CaseIterable {
        /// The file is empty, or has a header and nothing else.
        case empty = "EMPTY"
        /// A format that is recognised but not read.
        case formatNotRead = "FORMAT_NOT_READ"
        /// The file is damaged or is not what it seems.
        case unreadable = "UNREADABLE"
        /// It is well-formed but holds no observations: a checklist, aggregates.
        case notObservations = "NOT_OBSERVATIONS"
        /// No column for something that every observation needs.
        case columnMissing = "COLUMN_MISSING"
        /// More records were set aside than the configuration allows for the source.
        case overThreshold = "OVER_QUARANTINE_THRESHOLD"
        /// The profile does not fit the file.
        case profileMismatch = "PROFILE_MISMATCH"
    }

    public var code: Code
    public var path: String
    /// Line in the file, where one is to blame.
    public var line: Int?
    /// What is wrong and what to do.
    public var message: String

    public init(_ code: Code, path: String, line: Int? = nil, message: String) {
        self.code = code
        self.path = path
        self.line = line
        self.message = message
    }

    public var description: String {
        let place = line.map { "\(path):\($0)" } ?? path
        return "\(place): \(code.rawValue): \(message)"
    }
}

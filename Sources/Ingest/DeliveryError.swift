import Formats

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
        /// A delivery of everything leaves out more than the configuration allows for the source.
        case tooMuchMissing = "OVER_WITHDRAWAL_THRESHOLD"
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

    /// A delivery that cannot be opened or read on; what is wrong is what its reader says.
    init(unreadable path: String, because error: any Error) {
        switch error {
        case let error as DeliveryError: self = error
        case let error as ContainerError:
            let code: Code =
                switch error.reason {
                case .unsupportedCompression: .formatNotRead
                case .empty: .empty
                default: .unreadable
                }
            self.init(code, path: path, message: Self.without(path, "\(error)"))
        case let error as JSONError:
            self.init(.unreadable, path: path, line: error.line, message: "column \(error.column): \(error.message)")
        default: self.init(.unreadable, path: path, message: Self.without(path, "\(error)"))
        }
    }

    /// What a reader says, without the path that stands in front already.
    private static func without(_ path: String, _ text: String) -> String {
        for start in ["'\(path)': ", "\(path): ", "\(path)/"] where text.hasPrefix(start) {
            return String(text.dropFirst(start.count))
        }
        return text
    }

    public var description: String {
        let place = line.map { "\(path):\($0)" } ?? path
        return "\(place): \(code.rawValue): \(message)"
    }
}

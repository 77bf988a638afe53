/// Why a reference file was refused, and where. Reference data are read whole or not at all: a register with a
/// wrong row would give wrong answers for years.
public struct ReferenceFileError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: Sendable, Equatable {
        case unreadable(String)
        case malformed(String)
        case missingColumn(String)
        case unknownColumn(String)
        case invalidValue(column: String, value: String, expected: String)
        case duplicate(String)
        case dangling(column: String, value: String)
        case unsupportedFormat(String)
    }

    /// The name of the file, without its folder.
    public var file: String
    /// Line in the file, from 1; `nil` when the file as a whole is meant.
    public var line: Int?
    public var reason: Reason

    public init(file: String, line: Int? = nil, reason: Reason) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    public var description: String {
        let place = line.map { "\(file), line \($0)" } ?? file
        switch reason {
        case .unreadable(let why): return "\(place): cannot be read: \(why)"
        case .malformed(let why): return "\(place): \(why)"
        case .missingColumn(let name): return "\(place): column \"\(name)\" is missing; add it to the header"
        case .unknownColumn(let name):
            return "\(place): column \"\(name)\" is not known; remove it or correct its spelling"
        case .invalidValue(let column, let value, let expected):
            return "\(place), column \(column): \"\(value)\" is not allowed; expected \(expected)"
        case .duplicate(let what): return "\(place): \(what) is there already; remove one of the two"
        case .dangling(let column, let value):
            return "\(place), column \(column): \"\(value)\" does not occur in the register"
        case .unsupportedFormat(let what): return "\(place): \(what)"
        }
    }
}

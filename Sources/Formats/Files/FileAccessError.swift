import Foundation

/// The operating system refused something with a file.
public struct FileAccessError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was tried, such as "open" or "rename".
    public let operation: String
    public let path: String
    /// The system's error number (`errno`).
    public let code: Int32

    public init(operation: String, path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// The error that `errno` holds now; call it straight after the failing call.
    init(_ operation: String, _ path: String) {
        self.init(operation: operation, path: path, code: errno)
    }

    public var description: String {
        "cannot \(operation) '\(path)': \(String(cString: strerror(code)))"
    }
}

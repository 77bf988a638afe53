/// Where a text is not JSON (RFC 8259), or not what its reader can take.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// Counted from 1; the column counts bytes.
    public let line: Int
    public let column: Int
    /// Offset of the byte in the text as UTF-8.
    public let offset: Int64
    public let message: String

    public var description: String { "\(path):\(line):\(column): \(message)" }
}

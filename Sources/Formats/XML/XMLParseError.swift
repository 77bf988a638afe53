/// Where a document is not XML, or not what its reader can take.
public struct XMLParseError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// Counted from 1; the column counts bytes of the document as UTF-8.
    public let line: Int
    public let column: Int
    public let message: String

    public init(path: String, line: Int, column: Int, message: String) {
        self.path = path
        self.line = line
        self.column = column
        self.message = message
    }

    public var description: String { "\(path):\(line):\(column): \(message)" }
}

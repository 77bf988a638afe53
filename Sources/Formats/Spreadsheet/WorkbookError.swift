/// Why a workbook, or a sheet in it, cannot be read or written.
public struct WorkbookError: Error, Sendable, Equatable, CustomStringConvertible {
    public let path: String
    /// The part of the package, e.g. `xl/worksheets/sheet1.xml`.
    public let part: String?
    public let message: String

    public init(path: String, part: String? = nil, message: String) {
        self.path = path
        self.part = part
        self.message = message
    }

    public var description: String { "\(path): \(part.map { "\($0): " } ?? "")\(message)" }
}

/// Why a shapefile or dBASE table cannot be read.
public struct ShapefileError: Error, Sendable, Equatable, CustomStringConvertible {
    public var path: String
    /// Number of the record, from 1, where one is to blame.
    public var record: Int?
    public var reason: String

    init(_ path: String, record: Int? = nil, _ reason: String) {
        self.path = path
        self.record = record
        self.reason = reason
    }

    public var description: String { record.map { "\(path): record \($0): \(reason)" } ?? "\(path): \(reason)" }
}

/// Why a Parquet file could not be written or read, and where.
public struct ParquetError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// The operating system refused: no such file, disk full, out of memory.
        case inputOutput
        /// The bytes are no valid Parquet: cut short or damaged. Get the file again.
        case corrupt
        /// Valid Parquet of a kind that is not read here. Have it written in another way.
        case unsupported
        /// The caller's batch or column names do not fit the fields.
        case mismatch
    }

    public var kind: Kind
    public var reason: String
    public var file: String?
    /// Byte offset in the file of the page or structure concerned.
    public var offset: Int64?
    public var column: String?

    public init(_ kind: Kind, _ reason: String, file: String? = nil, offset: Int64? = nil, column: String? = nil) {
        self.kind = kind
        self.reason = reason
        self.file = file
        self.offset = offset
        self.column = column
    }

    public var description: String {
        var place: [String] = []
        if let file { place.append(file) }
        if let offset { place.append("byte \(offset)") }
        if let column { place.append("column \"\(column)\"") }
        return place.isEmpty ? reason : place.joined(separator: ", ") + ": " + reason
    }

    /// The same error with the place filled in where the thrower did not know it.
    func at(file: String? = nil, offset: Int64? = nil, column: String? = nil) -> ParquetError {
        ParquetError(
            kind, reason, file: self.file ?? file, offset: self.offset ?? offset, column: self.column ?? column)
    }

    static func corrupt(_ reason: String) -> ParquetError { ParquetError(.corrupt, reason) }
}

/// The content of one column in one batch, by physical kind.
public enum ColumnData: Sendable {
    case int32(Column<Int32>)
    case int64(Column<Int64>)
    case double(Column<Double>)
    case boolean(Column<Bool>)
    /// Days since 1970-01-01.
    case date(Column<Int32>)
    /// Microseconds since 1970-01-01T00:00:00, local time of the Netherlands unless the column says otherwise.
    case timestamp(Column<Int64>)
    /// Text by dictionary code.
    case coded(CodedText)
    /// Text value by value.
    case plain(PlainText)

    public var count: Int {
        switch self {
        case .int32(let column), .date(let column): column.count
        case .int64(let column), .timestamp(let column): column.count
        case .double(let column): column.count
        case .boolean(let column): column.count
        case .coded(let column): column.count
        case .plain(let column): column.count
        }
    }

    /// The text of a row whichever way the text is kept; `nil` for an absent value or a column of numbers.
    public func text(_ row: Int) -> String? {
        switch self {
        case .coded(let column): column[row]
        case .plain(let column): column[row]
        default: nil
        }
    }
}

/// Rows as columns: the unit of work between stages (about 64 k rows).
public struct ColumnBatch: Sendable {
    /// Column names, in the order of `columns`.
    public var names: [String]
    public var columns: [ColumnData]
    public var rowCount: Int

    public init(names: [String], columns: [ColumnData], rowCount: Int) {
        self.names = names
        self.columns = columns
        self.rowCount = rowCount
    }

    /// The column of that name, `nil` when the batch has none.
    public subscript(name: String) -> ColumnData? {
        names.firstIndex(of: name).map { columns[$0] }
    }
}

/// A table of a pack as it stands in its file, for those who want to see it.
public struct RulePackTableContents: Sendable {
    /// Name of the file within the pack.
    public let file: String
    public let columns: [String]
    private let table: RuleTable

    init(file: String, columns: [String], _ table: RuleTable) {
        self.file = file
        self.columns = columns
        self.table = table
    }

    /// Texts by row and column.
    public var rows: some RandomAccessCollection<[String]> {
        let columns = columns
        return table.rows.lazy.map { row in columns.map { row.text($0) } }
    }
}

/// A table of a pack as it stands in its file, for those who want to see it.
public struct RulePackTableContents: Sendable, Equatable {
    /// Name of the file within the pack.
    public var file: String
    public var columns: [String]
    /// Texts by row and column.
    public var rows: [[String]]

    init(file: String, columns: [String], _ table: RuleTable) {
        self.file = file
        self.columns = columns
        rows = table.rows.map { row in columns.map { row[$0].text } }
    }
}

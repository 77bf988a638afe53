/// Why a batch cannot be worked on: it is not shaped as the store's columns are.
public enum BatchError: Error, Sendable, Equatable, CustomStringConvertible {
    case missingColumn(String)
    case wrongKind(column: String, expected: String)
    /// A column, or its flags of presence, has another number of rows than the batch says.
    case wrongLength(column: String, expected: Int)
    /// A code points outside the column's dictionary.
    case codeOutsideDictionary(column: String, row: Int)
    /// Two batches that should stand row for row beside each other do not.
    case notAligned(row: Int)

    public var description: String {
        switch self {
        case .missingColumn(let column): "batch without column \(column); read the columns the stage asks for"
        case .wrongKind(let column, let expected): "column \(column) is not of kind \(expected)"
        case .wrongLength(let column, let expected): "column \(column) does not have the \(expected) rows of its batch"
        case .codeOutsideDictionary(let column, let row): "column \(column), row \(row): code outside the dictionary"
        case .notAligned(let row): "the two assessments do not concern the same observations from row \(row) on"
        }
    }
}

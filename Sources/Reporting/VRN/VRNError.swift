/// Why the VRN tables cannot be made.
public enum VRNError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The year lies before 1950 or after the snapshot.
    case yearOutOfRange(year: Int, latest: Int)
    /// Definitive figures of a year that was not over when the snapshot was made.
    case yearNotOver(year: Int)
    case missingColumn(String)
    case wrongKind(column: String)
    /// Columns or masks are not of the same number of rows.
    case misaligned(what: String, rows: Int, expected: Int)
    /// Parts are not the whole.
    case doesNotReconcile(table: String, detail: String)

    public var description: String {
        switch self {
        case .yearOutOfRange(let year, let latest):
            "no VRN tables for \(year): give a year from 1950 to \(latest), the year of the snapshot"
        case .yearNotOver(let year):
            "\(year) was not over when the snapshot was made: its figures can only be provisional (voorlopig)"
        case .missingColumn(let name):
            "column '\(name)' was not read; read all of VRNAccumulator.columns"
        case .wrongKind(let name):
            "column '\(name)' is not of the kind that the store's schema gives it"
        case .misaligned(let what, let rows, let expected):
            "\(what) has \(rows) rows where the observations have \(expected)"
        case .doesNotReconcile(let table, let detail):
            "\(table) does not reconcile: \(detail)"
        }
    }
}

/// Types of columns that a new table takes over from a file of unknown origin. They are written of words of our own,
/// never of what the file says: SQLite takes nearly any text for a type.
enum DeclaredColumnType {
    private static let words: Set<String> = [
        "BOOLEAN", "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER", "BIGINT", "FLOAT", "DOUBLE", "DOUBLE PRECISION",
        "REAL", "NUMERIC", "DECIMAL", "TEXT", "VARCHAR", "CHAR", "NVARCHAR", "NCHAR", "CLOB", "BLOB", "DATE", "DATETIME",
        "TIMESTAMP",
    ]

    private static let geometries: Set<String> = [
        "GEOMETRY", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON",
        "GEOMETRYCOLLECTION", "CIRCULARSTRING", "COMPOUNDCURVE", "CURVEPOLYGON", "MULTICURVE", "MULTISURFACE", "CURVE",
        "SURFACE", "POLYHEDRALSURFACE", "TIN", "TRIANGLE",
    ]

    /// `TEXT`, `VARCHAR(20)`, `DECIMAL(10,2)`; `nil` for what is none of the usual types.
    static func column(_ declared: String) -> String? {
        let text = declared.uppercased()
        guard let parenthesis = text.firstIndex(of: "(") else { return word(text[...]) }
        guard let word = word(text[..<parenthesis]), text.hasSuffix(")") else { return nil }
        let numbers = text[text.index(after: parenthesis)...].dropLast().split(separator: ",", omittingEmptySubsequences: false)
            .map { UInt32(trimmed($0)) }
        guard numbers.count <= 2, !numbers.contains(nil) else { return nil }
        return "\(word)(\(numbers.compactMap { $0.map(String.init) }.joined(separator: ",")))"
    }

    /// The type of a geometry; `GEOMETRY` for what is none.
    static func geometry(_ declared: String?) -> String {
        declared.flatMap { declared in geometries.first { $0 == declared.uppercased() } } ?? "GEOMETRY"
    }

    private static func word(_ text: Substring) -> String? {
        let text = trimmed(text)
        return words.first { $0 == text }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}

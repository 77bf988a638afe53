import Formats

/// A CSV table of a rule pack (RFC 4180, UTF-8 with or without byte order mark) with the place of every field.
struct RuleTable {
    struct Field: Equatable {
        var text: String
        /// From 1; a field in quotes stands where its quote stands.
        var line: Int
        /// In characters from 1.
        var column: Int
    }

    /// One record, by the name of the column.
    struct Row {
        fileprivate let table: FieldTable
        fileprivate let columns: [(name: String, place: Int)]
        fileprivate let number: Int

        var line: Int { table.line(number) }

        /// The field of a column that the table was checked to have; surrounding blanks are gone.
        subscript(column: String) -> Field {
            guard let place = place(column) else { return Field(text: "", line: line, column: 1) }
            let (line, column) = table.place(number, place)
            return Field(text: table.text(number, place), line: line, column: column)
        }

        /// The text of a column alone.
        func text(_ column: String) -> String { place(column).map { table.text(number, $0) } ?? "" }

        /// Whether another record has the same texts in the same columns; blanks beyond ASCII around them make a
        /// difference here.
        func isSame(as other: Row) -> Bool {
            columns.allSatisfy { name, place in
                guard let otherPlace = other.place(name) else { return false }
                return table.withBytes(number, place) { bytes in
                    other.table.withBytes(other.number, otherPlace) { bytes.elementsEqual($0) }
                }
            }
        }

        // A handful of names: a list is quicker than a dictionary.
        private func place(_ column: String) -> Int? { columns.first { $0.name == column }?.place }
    }

    private let table: FieldTable
    private var columns: [(name: String, place: Int)] = []
    private var rowCount = 0

    /// The records, in the order of the file; those that are refused are left out.
    var rows: some RandomAccessCollection<Row> {
        let (table, columns) = (table, columns)
        return (0..<rowCount).lazy.map { Row(table: table, columns: columns, number: $0) }
    }

    /// Reads a table that must have exactly `columns`, in any order. What is wrong goes into `problems`.
    init(bytes: [UInt8], file: String, columns names: [String], problems: inout [RulePackProblem]) {
        var found: [FieldTable.Problem] = []
        table = FieldTable(bytes, problems: &found)
        if table.width > 0 {
            columns = Self.columns(table, file, names, &problems)
            // Without its columns every row would only repeat what is wrong.
            guard columns.count == names.count, table.width == names.count else { return }
            rowCount = table.rowCount
        } else if found.isEmpty {
            problems.append(
                RulePackProblem(file: file, line: 1, reason: "empty; expected \(names.joined(separator: ","))"))
        }
        problems += found.map { RulePackProblem(file: file, line: $0.line, column: $0.column, reason: $0.reason) }
    }

    /// The columns of the header that are wanted; what is wrong with it goes into `problems`.
    private static func columns(
        _ table: FieldTable, _ file: String, _ names: [String], _ problems: inout [RulePackProblem]
    ) -> [(name: String, place: Int)] {
        var columns: [(name: String, place: Int)] = []
        for (place, name) in table.header.enumerated() {
            let (line, column) = table.headerPlace(place)
            let field = Field(text: name, line: line, column: column)
            if !names.contains(name) {
                let hint = Suggestion.text(for: name, among: names)
                problems.append(.at(field, file, "unknown column '\(name)'\(hint)"))
            } else if columns.contains(where: { $0.name == name }) {
                problems.append(.at(field, file, "column '\(name)' stands here a second time"))
            } else {
                columns.append((name, place))
            }
        }
        for name in names where !columns.contains(where: { $0.name == name }) {
            problems.append(RulePackProblem(file: file, line: 1, reason: "column '\(name)' is missing"))
        }
        return columns
    }
}

extension RulePackProblem {
    static func at(_ field: RuleTable.Field, _ file: String, _ reason: String) -> RulePackProblem {
        RulePackProblem(file: file, line: field.line, column: field.column, reason: reason)
    }
}

extension String {
    /// Without blanks, tabs and no-break spaces at either end.
    func trimmingBlanks() -> String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}

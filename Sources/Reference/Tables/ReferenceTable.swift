import Formats
import Foundation

/// A CSV file of facts in memory: RFC 4180, comma, UTF-8 with or without BOM, header in the first line.
/// Lines that start with `#` before the header are remarks.
struct ReferenceTable {
    /// One data row.
    struct Row {
        fileprivate let number: Int
        /// The line it starts on, from 1.
        let line: Int
    }

    let file: String
    private let table: FieldTable
    /// The columns by name; a handful, so a list is quicker than a dictionary.
    private var columns: [(name: String, place: Int)] = []

    /// Reads the file at `url`, whose header must hold all of `required` and nothing but these and `optional`.
    init(url: URL, required: [String], optional: [String] = []) throws(ReferenceFileError) {
        try self.init(
            bytes: readReferenceFile(url), file: url.lastPathComponent, required: required, optional: optional)
    }

    init(bytes: [UInt8], file: String, required: [String], optional: [String] = []) throws(ReferenceFileError) {
        self.file = file
        var problems: [FieldTable.Problem] = []
        table = FieldTable(bytes, allowsRemarks: true, problems: &problems)
        // Without a header there is nothing to hold names against.
        if table.width == 0, let problem = problems.first { throw Self.malformed(problem, file) }
        guard table.width > 0 else {
            throw ReferenceFileError(file: file, line: 1, reason: .malformed("the file is empty; a header is needed"))
        }
        for (place, name) in table.header.enumerated() {
            let line = table.headerPlace(place).line
            guard required.contains(name) || optional.contains(name) else {
                throw ReferenceFileError(file: file, line: line, reason: .unknownColumn(name))
            }
            guard !columns.contains(where: { $0.name == name }) else {
                throw ReferenceFileError(file: file, line: line, reason: .duplicate("column \"\(name)\""))
            }
            columns.append((name, place))
        }
        for name in required where !columns.contains(where: { $0.name == name }) {
            throw ReferenceFileError(file: file, line: table.headerPlace(0).line, reason: .missingColumn(name))
        }
        if let problem = problems.first { throw Self.malformed(problem, file) }
    }

    private static func malformed(_ problem: FieldTable.Problem, _ file: String) -> ReferenceFileError {
        let place = problem.field > 0 ? " in field \(problem.field)" : ""
        return ReferenceFileError(file: file, line: problem.line, reason: .malformed(problem.reason + place))
    }

    /// The data rows, in the order of the file.
    var rows: some RandomAccessCollection<Row> {
        let table = table
        return (0..<table.rowCount).lazy.map { Row(number: $0, line: table.line($0)) }
    }

    private func place(_ column: String) -> Int? { columns.first { $0.name == column }?.place }

    /// The field of `row` in `column`, without blanks around it; empty when the optional column is not there.
    func text(_ row: Row, _ column: String) -> String {
        place(column).map { table.text(row.number, $0) } ?? ""
    }

    /// The '|'-separated parts of a field, without empty ones.
    func list(_ row: Row, _ column: String) -> [String] {
        let text = text(row, column)
        // Most fields have one part or none.
        guard text.utf8.contains(UInt8(ascii: "|")) else { return text.isEmpty ? [] : [text] }
        return text.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    func integer<Value: FixedWidthInteger>(
        _ row: Row, _ column: String, in range: ClosedRange<Value>
    ) throws(ReferenceFileError) -> Value {
        guard let value = place(column).flatMap({ table.withBytes(row.number, $0, Self.number) }).flatMap(Value.init(exactly:)),
            range.contains(value)
        else { throw invalid(row, column, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)") }
        return value
    }

    /// Digits, with a sign or without.
    private static func number(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let first = text.first else { return nil }
        let isSigned = first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
        // Eighteen digits always fit.
        guard text.count <= 18, text.count > (isSigned ? 1 : 0) else { return nil }
        var number = 0
        for byte in text.dropFirst(isSigned ? 1 : 0) {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return first == UInt8(ascii: "-") ? -number : number
    }

    func invalid(_ row: Row, _ column: String, expected: String) -> ReferenceFileError {
        let reason = ReferenceFileError.Reason.invalidValue(
            column: column, value: text(row, column), expected: expected)
        return ReferenceFileError(file: file, line: row.line, reason: reason)
    }
}

/// The bytes of a reference file, or an error that says why not.
func readReferenceFile(_ url: URL) throws(ReferenceFileError) -> [UInt8] {
    do {
        return [UInt8](try Data(contentsOf: url))
    } catch {
        throw ReferenceFileError(
            file: url.lastPathComponent, reason: .unreadable("no such file, or no permission, at \(url.path)"))
    }
}

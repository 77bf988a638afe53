import Foundation

/// A small CSV file of facts in memory: RFC 4180, comma, UTF-8 with or without BOM, header in the first line.
/// Lines that start with `#` before the header are remarks. Meant for reference files; deliveries have a reader
/// that streams.
struct ReferenceTable {
    /// One data row and the line it starts on (from 1).
    struct Row {
        var line: Int
        var fields: [String]
    }

    let file: String
    private(set) var rows: [Row] = []
    private var positions: [String: Int] = [:]

    /// Reads the file at `url`, whose header must hold all of `required` and nothing but these and `optional`.
    init(url: URL, required: [String], optional: [String] = []) throws(ReferenceFileError) {
        try self.init(
            bytes: readReferenceFile(url), file: url.lastPathComponent, required: required, optional: optional)
    }

    init(bytes: [UInt8], file: String, required: [String], optional: [String] = []) throws(ReferenceFileError) {
        self.file = file
        var parser = ReferenceTableParser(bytes: bytes, file: file)
        guard let header = try parser.nextRow() else {
            throw ReferenceFileError(file: file, line: 1, reason: .malformed("the file is empty; a header is needed"))
        }
        for (index, name) in header.fields.enumerated() {
            guard required.contains(name) || optional.contains(name) else {
                throw ReferenceFileError(file: file, line: header.line, reason: .unknownColumn(name))
            }
            guard positions.updateValue(index, forKey: name) == nil else {
                throw ReferenceFileError(file: file, line: header.line, reason: .duplicate("column \"\(name)\""))
            }
        }
        for name in required where positions[name] == nil {
            throw ReferenceFileError(file: file, line: header.line, reason: .missingColumn(name))
        }
        while let row = try parser.nextRow() {
            guard row.fields.count == header.fields.count else {
                let found = "\(row.fields.count) fields where the header has \(header.fields.count)"
                throw ReferenceFileError(file: file, line: row.line, reason: .malformed(found))
            }
            rows.append(row)
        }
    }

    /// The field of `row` in `column`, without blanks around it; empty when the optional column is not there.
    func text(_ row: Row, _ column: String) -> String {
        guard let position = positions[column] else { return "" }
        let field = row.fields[position]
        // Trimming costs more than all the rest of reading; few fields need it.
        guard let first = field.utf8.first, let last = field.utf8.last else { return field }
        return first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80
            ? field : field.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The '|'-separated parts of a field, without empty ones.
    func list(_ row: Row, _ column: String) -> [String] {
        text(row, column).split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    func integer<Value: FixedWidthInteger>(
        _ row: Row, _ column: String, in range: ClosedRange<Value>
    ) throws(ReferenceFileError) -> Value {
        guard let value = Value(text(row, column)), range.contains(value) else {
            throw invalid(row, column, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
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

/// Bytes to rows of fields; keeps the line number.
private struct ReferenceTableParser {
    let bytes: [UInt8]
    let file: String
    var position: Int
    var line = 1
    var headerSeen = false
    /// Fields of the row before.
    private var width = 0

    init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next row that is not blank, `nil` at the end of the file.
    mutating func nextRow() throws(ReferenceFileError) -> ReferenceTable.Row? {
        while position < bytes.count {
            if !headerSeen && bytes[position] == UInt8(ascii: "#") {
                while position < bytes.count, !skipLineEnd() { position += 1 }
                continue
            }
            if skipLineEnd() { continue }
            headerSeen = true
            return try row()
        }
        return nil
    }

    private mutating func row() throws(ReferenceFileError) -> ReferenceTable.Row {
        let start = line
        var fields: [String] = []
        fields.reserveCapacity(width)
        while true {
            fields.append(try field(column: fields.count + 1))
            if position < bytes.count, bytes[position] == UInt8(ascii: ",") {
                position += 1
                continue
            }
            if position >= bytes.count || skipLineEnd() {
                width = fields.count
                return ReferenceTable.Row(line: start, fields: fields)
            }
            throw malformed("text after a closing quote", column: fields.count)
        }
    }

    private mutating func field(column: Int) throws(ReferenceFileError) -> String {
        let text: String?
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
            text = String(validating: try quotedField(column: column), as: UTF8.self)
        } else {
            let start = position
            while position < bytes.count {
                let byte = bytes[position]
                if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
                position += 1
            }
            text = String(validating: bytes[start..<position], as: UTF8.self)
        }
        guard let text else { throw malformed("bytes that are no UTF-8", column: column) }
        return text
    }

    /// The content of the quoted field that begins here.
    private mutating func quotedField(column: Int) throws(ReferenceFileError) -> [UInt8] {
        var value: [UInt8] = []
        position += 1
        while true {
            guard position < bytes.count else { throw malformed("quote without end", column: column) }
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") {
                guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return value }
                position += 1
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
            value.append(byte)
        }
    }

    /// Steps over LF, CRLF or CR when one is next.
    private mutating func skipLineEnd() -> Bool {
        guard position < bytes.count else { return false }
        if bytes[position] == UInt8(ascii: "\r") {
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
        } else if bytes[position] == UInt8(ascii: "\n") {
            position += 1
        } else {
            return false
        }
        line += 1
        return true
    }

    private func malformed(_ what: String, column: Int) -> ReferenceFileError {
        ReferenceFileError(file: file, line: line, reason: .malformed("\(what) in field \(column)"))
    }
}

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
        var line: Int
        fileprivate var fields: [Field]
        fileprivate var places: [String: Int]

        /// The field of a column that the table was checked to have; surrounding blanks are gone.
        subscript(column: String) -> Field {
            guard let place = places[column], place < fields.count else {
                return Field(text: "", line: line, column: 1)
            }
            return fields[place]
        }
    }

    var rows: [Row] = []

    /// Reads a table that must have exactly `columns`, in any order. What is wrong goes into `problems`.
    init(bytes: [UInt8], file: String, columns: [String], problems: inout [RulePackProblem]) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let line = Self.lineOfInvalidText(bytes)
            problems.append(RulePackProblem(file: file, line: line, reason: "not UTF-8; save the table as UTF-8"))
            return
        }
        let before = problems.count
        var scanner = Scanner(text, file)
        guard let header = scanner.record() else {
            problems += scanner.problems
            problems.append(
                RulePackProblem(file: file, line: 1, reason: "empty; expected \(columns.joined(separator: ","))"))
            return
        }
        var places: [String: Int] = [:]
        for (place, name) in header.enumerated() {
            if !columns.contains(name.text) {
                let hint = Suggestion.text(for: name.text, among: columns)
                problems.append(.at(name, file, "unknown column '\(name.text)'\(hint)"))
            } else if places.updateValue(place, forKey: name.text) != nil {
                problems.append(.at(name, file, "column '\(name.text)' stands here a second time"))
            }
        }
        for name in columns where places[name] == nil {
            problems.append(RulePackProblem(file: file, line: 1, reason: "column '\(name)' is missing"))
        }
        // Without its columns every row would only repeat what is wrong.
        guard problems.count == before else { return }
        while let fields = scanner.record() {
            guard let first = fields.first else { continue }
            if fields.count == 1, first.text.isEmpty { continue }
            if fields.count != header.count {
                problems.append(.at(first, file, "\(fields.count) fields where the header has \(header.count)"))
                continue
            }
            rows.append(Row(line: first.line, fields: fields, places: places))
        }
        problems += scanner.problems
    }

    private static func lineOfInvalidText(_ bytes: [UInt8]) -> Int {
        var line = 1
        for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { break }
            line += 1
        }
        return line
    }
}

extension RulePackProblem {
    static func at(_ field: RuleTable.Field, _ file: String, _ reason: String) -> RulePackProblem {
        RulePackProblem(file: file, line: field.line, column: field.column, reason: reason)
    }
}

/// Splits text into records and fields. Columns count characters as Unicode has them (scalars).
private struct Scanner {
    private let bytes: [UInt8]
    private let file: String
    private var next: Int
    private var line = 1
    private var column = 1
    private(set) var problems: [RulePackProblem] = []

    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")

    init(_ text: String, _ file: String) {
        bytes = Array(text.utf8)
        next = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        self.file = file
    }

    /// The next record; `nil` behind the last one, or behind a quote that is never closed.
    mutating func record() -> [RuleTable.Field]? {
        guard next < bytes.count else { return nil }
        var fields: [RuleTable.Field] = []
        while true {
            guard let field = field() else { return nil }
            fields.append(field)
            guard next < bytes.count else { return fields }
            let endsRecord = isNewline
            advance()
            if endsRecord { return fields }
        }
    }

    private var isNewline: Bool { bytes[next] == 0x0A || bytes[next] == 0x0D }

    private mutating func field() -> RuleTable.Field? {
        var field = RuleTable.Field(text: "", line: line, column: column)
        if next < bytes.count, bytes[next] == Self.quote {
            guard quoted(into: &field) else { return nil }
            while next < bytes.count, bytes[next] != Self.comma, !isNewline {
                guard bytes[next] == 0x20 || bytes[next] == 0x09 else { return refuse("text behind the closing quote") }
                advance()
            }
        } else {
            let start = next
            while next < bytes.count, bytes[next] != Self.comma, !isNewline {
                guard bytes[next] != Self.quote else { return refuse("quote inside a field; double it and quote the field") }
                advance()
            }
            field.text = String(decoding: bytes[start..<next], as: UTF8.self)
        }
        field.text = field.text.trimmingBlanks()
        return field
    }

    private mutating func refuse(_ reason: String) -> RuleTable.Field? {
        problems.append(RulePackProblem(file: file, line: line, column: column, reason: reason))
        return nil
    }

    private mutating func quoted(into field: inout RuleTable.Field) -> Bool {
        advance()
        var text: [UInt8] = []
        while next < bytes.count {
            if bytes[next] == Self.quote {
                advance()
                guard next < bytes.count, bytes[next] == Self.quote else {
                    field.text = String(decoding: text, as: UTF8.self)
                    return true
                }
            }
            let start = next
            advance()
            text.append(contentsOf: bytes[start..<next])
        }
        problems.append(.at(field, file, "quote that is never closed"))
        return false
    }

    /// Steps over a byte, and over both of `\r\n` between records.
    private mutating func advance() {
        let byte = bytes[next]
        next += 1
        if byte == 0x0D, next < bytes.count, bytes[next] == 0x0A { next += 1 }
        if byte == 0x0A || byte == 0x0D {
            line += 1
            column = 1
        } else if byte & 0xC0 != 0x80 {
            column += 1
        }
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

/// A CSV file in memory (RFC 4180: commas, UTF-8 with or without byte order mark, header in the first line), its fields
/// found but made into texts only when they are asked for. Meant for files of facts, which are read whole or not at all;
/// deliveries have a reader that streams.
///
/// Blanks around a field do not belong to it, inside quotes neither. Blank lines are passed over.
public final class FieldTable: Sendable {
    /// What is wrong with a file, and where.
    public struct Problem: Error, Sendable, Equatable {
        /// From 1.
        public var line: Int
        /// In characters (scalars) from 1; `nil` where the line as a whole is meant.
        public var column: Int?
        /// Of the record, from 1; 0 when the record as a whole is meant.
        public var field: Int
        public var reason: String
    }

    /// Where a field lies in `bytes`, and where it stood in the file.
    private struct Field: BitwiseCopyable {
        var start: UInt32
        var count: UInt32
        var line: UInt32
        var column: UInt32
    }

    /// The file; behind it the fields that quotes within had to be taken out of.
    private let bytes: [UInt8]
    /// Header first, then record after record, all of the same width.
    private let fields: [Field]
    /// Fields a record.
    public let width: Int

    /// Reads a file.
    /// - Parameters:
    ///   - allowsRemarks: lines before the header that begin with `#` are passed over.
    ///   - problems: what is wrong: records with another number of fields than the header are left out, reading ends at a
    ///     quote that is out of place.
    public init(_ file: [UInt8], allowsRemarks: Bool = false, problems: inout [Problem]) {
        var scan = Scan(file, allowsRemarks: allowsRemarks)
        if let line = Self.lineOfInvalidText(file) {
            problems.append(Problem(line: line, column: nil, field: 0, reason: "not UTF-8; save the table as UTF-8"))
        } else if file.count > Int(UInt32.max) / 2 {
            problems.append(Problem(line: 1, column: nil, field: 0, reason: "larger than 2 GiB; split the table"))
        } else {
            file.withUnsafeBufferPointer { scan.run($0, &problems) }
        }
        bytes = scan.unquoted.isEmpty ? file : file + scan.unquoted
        fields = scan.fields
        width = scan.width
    }

    /// Records behind the header.
    public var rowCount: Int { width == 0 ? 0 : fields.count / width - 1 }

    /// Names of the columns; empty when the file is.
    public var header: [String] { (0..<width).map { text(at: $0) } }

    /// Where the name of a column stands.
    public func headerPlace(_ column: Int) -> (line: Int, column: Int) {
        (Int(fields[column].line), Int(fields[column].column))
    }

    /// A field of a record, without blanks around it.
    public func text(_ row: Int, _ column: Int) -> String { text(at: index(row, column)) }

    /// The bytes of a field, without ASCII blanks around it.
    public func withBytes<Result>(_ row: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        let field = fields[index(row, column)]
        return try bytes.withUnsafeBufferPointer {
            try body(UnsafeBufferPointer(rebasing: $0[Int(field.start)..<Int(field.start + field.count)]))
        }
    }

    /// Where a field stands in the file; a field in quotes where its quote does.
    public func place(_ row: Int, _ column: Int) -> (line: Int, column: Int) {
        let field = fields[index(row, column)]
        return (Int(field.line), Int(field.column))
    }

    /// The line on which a record begins.
    public func line(_ row: Int) -> Int { Int(fields[index(row, 0)].line) }

    private func index(_ row: Int, _ column: Int) -> Int { (row + 1) * width + column }

    private func text(at index: Int) -> String {
        let field = fields[index]
        let range = Int(field.start)..<Int(field.start + field.count)
        let text = String(decoding: bytes[range], as: UTF8.self)
        // Blanks beyond ASCII, such as the no-break space, are looked for only where they can be.
        guard let first = range.first, let last = range.last, bytes[first] >= 0x80 || bytes[last] >= 0x80 else { return text }
        guard let begin = text.firstIndex(where: { !$0.isWhitespace }), let end = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[begin...end])
    }

    private static func lineOfInvalidText(_ bytes: [UInt8]) -> Int? {
        if bytes.withUnsafeBytes(isWellFormedUTF8) { return nil }
        var line = 1
        for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if !Array(part).withUnsafeBytes(isWellFormedUTF8) { break }
            line += 1
        }
        return line
    }

    /// Finds records and fields.
    private struct Scan {
        var fields: [Field] = []
        var unquoted: [UInt8] = []
        var width = 0

        private let allowsRemarks: Bool
        private let end: Int
        private var next = 0
        private var line = 1
        private var column = 1

        init(_ file: [UInt8], allowsRemarks: Bool) {
            self.allowsRemarks = allowsRemarks
            end = file.count
            if file.starts(with: [0xEF, 0xBB, 0xBF]) { next = 3 }
            // A field of facts has half a dozen bytes.
            fields.reserveCapacity(file.count / 8)
        }

        mutating func run(_ bytes: UnsafeBufferPointer<UInt8>, _ problems: inout [Problem]) {
            while next < end {
                if width == 0, allowsRemarks, bytes[next] == UInt8(ascii: "#") {
                    while next < end, !Self.isNewline(bytes[next]) { step(bytes) }
                    if next < end { step(bytes) }
                    continue
                }
                let first = fields.count
                if let problem = record(bytes, first) {
                    problems.append(problem)
                    fields.removeSubrange(first...)
                    return
                }
                let found = fields.count - first
                if found == 1, fields[first].count == 0 {
                    fields.removeLast()
                } else if width == 0 {
                    width = found
                } else if found != width {
                    problems.append(
                        Problem(
                            line: Int(fields[first].line), column: Int(fields[first].column), field: 0,
                            reason: "\(found) fields where the header has \(width)"))
                    fields.removeSubrange(first...)
                }
            }
        }

        private static func isNewline(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

        private mutating func record(_ bytes: UnsafeBufferPointer<UInt8>, _ first: Int) -> Problem? {
            while true {
                if let reason = field(bytes) {
                    return Problem(line: line, column: column, field: fields.count - first + 1, reason: reason)
                }
                guard next < end else { return nil }
                let endsRecord = Self.isNewline(bytes[next])
                step(bytes)
                if endsRecord { return nil }
            }
        }

        /// Steps over a field, and says what is wrong with it.
        private mutating func field(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
            let (line, column) = (line, column)
            if next < end, bytes[next] == UInt8(ascii: "\"") {
                guard let content = quoted(bytes) else {
                    (self.line, self.column) = (line, column)
                    return "quote that is never closed"
                }
                while next < end, bytes[next] != UInt8(ascii: ","), !Self.isNewline(bytes[next]) {
                    guard bytes[next] == 0x20 || bytes[next] == 0x09 else { return "text behind the closing quote" }
                    step(bytes)
                }
                add(content, line, column)
                return nil
            }
            let start = next
            var after = column
            while next < end {
                let byte = bytes[next]
                if byte == UInt8(ascii: ",") || Self.isNewline(byte) { break }
                guard byte != UInt8(ascii: "\"") else {
                    self.column = after
                    return "quote inside a field; double it and quote the field"
                }
                next += 1
                after += byte & 0xC0 == 0x80 ? 0 : 1
            }
            self.column = after
            add(Self.trimmed(bytes, start..<next), line, column)
            return nil
        }

        /// Where the content of the quoted field lies that begins here, without blanks around it; `nil` when it never ends.
        private mutating func quoted(_ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
            step(bytes)
            let start = next
            while next < end, bytes[next] != UInt8(ascii: "\"") { step(bytes) }
            guard next < end else { return nil }
            step(bytes)
            guard next < end, bytes[next] == UInt8(ascii: "\"") else { return Self.trimmed(bytes, start..<next - 1) }
            // Quotes within: what is meant is put together behind the file.
            let first = unquoted.count
            unquoted.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<next]))
            step(bytes)
            while next < end {
                let from = next
                step(bytes)
                if bytes[from] == UInt8(ascii: "\"") {
                    guard next < end, bytes[next] == UInt8(ascii: "\"") else {
                        let content = unquoted.withUnsafeBufferPointer { Self.trimmed($0, first..<$0.count) }
                        return content.lowerBound + end..<content.upperBound + end
                    }
                    step(bytes)
                    unquoted.append(UInt8(ascii: "\""))
                } else {
                    unquoted.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[from..<next]))
                }
            }
            return nil
        }

        private mutating func add(_ content: Range<Int>, _ line: Int, _ column: Int) {
            fields.append(
                Field(
                    start: UInt32(content.lowerBound), count: UInt32(content.count), line: UInt32(line),
                    column: UInt32(column)))
        }

        private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
            func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
            var (start, end) = (range.lowerBound, range.upperBound)
            while start < end, isBlank(bytes[start]) { start += 1 }
            while end > start, isBlank(bytes[end - 1]) { end -= 1 }
            return start..<end
        }

        /// Steps over a byte, and over both of `\r\n`.
        private mutating func step(_ bytes: UnsafeBufferPointer<UInt8>) {
            let byte = bytes[next]
            next += 1
            if byte == 0x0D, next < end, bytes[next] == 0x0A { next += 1 }
            if Self.isNewline(byte) {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
    }
}

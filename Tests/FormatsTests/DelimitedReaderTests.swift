import Formats
import Testing

/// A line of the table: text, what the records should be, and the options that matter.
struct SplitCase: CustomTestStringConvertible, Sendable {
    var text: String
    var expected: [[String]]
    var flags: [Int: RecordFlags] = [:]
    var dialect = DelimitedDialect.commaSeparated

    init(
        _ text: String, _ expected: [[String]], _ dialect: DelimitedDialect = .commaSeparated,
        flags: [Int: RecordFlags] = [:]
    ) {
        self.text = text
        self.expected = expected
        self.flags = flags
        self.dialect = dialect
    }

    var testDescription: String { text.debugDescription }
}

private let mysql = DelimitedDialect(delimiter: UInt8(ascii: ","), escape: .backslash)
private let tab = DelimitedDialect.tabSeparated
private let commented = DelimitedDialect(delimiter: UInt8(ascii: ","), comment: UInt8(ascii: "#"))
private let feedOnly = DelimitedDialect(delimiter: UInt8(ascii: ","), recordEnd: .lineFeed)
private let apostrophe = DelimitedDialect(delimiter: UInt8(ascii: ";"), quote: UInt8(ascii: "'"))

@Suite struct DelimitedReaderTests {
    @Test(arguments: [
        // RFC 4180
        SplitCase("", []),
        SplitCase("a", [["a"]]),
        SplitCase("a,b\n", [["a", "b"]]),
        SplitCase("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        SplitCase("a,b\nc,d", [["a", "b"], ["c", "d"]]),
        SplitCase("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
        SplitCase("a\r\nb\rc\nd", [["a"], ["b"], ["c"], ["d"]]),
        SplitCase("\"a\",\"b\"\n", [["a", "b"]]),
        SplitCase("\"a,b\",c\n", [["a,b", "c"]]),
        SplitCase("\"a\"\"b\",c\n", [["a\"b", "c"]]),
        SplitCase("\"\"\"\"\n", [["\""]]),
        SplitCase("\"\"\"a\"\"\",b", [["\"a\"", "b"]]),
        SplitCase("\"a\nb\",c\nd,e\n", [["a\nb", "c"], ["d", "e"]]),
        SplitCase("\"a\r\nb\",c\r\nd,e\r\n", [["a\r\nb", "c"], ["d", "e"]]),
        SplitCase("\"a\rb\"\rc", [["a\rb"], ["c"]]),
        SplitCase("a,\"b\"", [["a", "b"]]),
        SplitCase("a,\"b\"\r", [["a", "b"]]),
        SplitCase("é,ü\n€,🦊", [["é", "ü"], ["€", "🦊"]]),
        // empty fields, blank lines
        SplitCase(",", [["", ""]]),
        SplitCase(",\n", [["", ""]]),
        SplitCase("a,,b\n,,\n", [["a", "", "b"], ["", "", ""]]),
        SplitCase("\"\"\n", [[""]]),
        SplitCase("\"\"", [[""]]),
        SplitCase("\"\",\"\"", [["", ""]]),
        SplitCase("\n\na\n\n\nb\n\n", [["a"], ["b"]]),
        SplitCase("\r\n\r\na\r\n\r\n", [["a"]]),
        SplitCase("\r\ra\r\r\nb", [["a"], ["b"]]),
        SplitCase(" \n\t\n", [[" "], ["\t"]]),
        SplitCase("a,b,c\nd\ne,f\n", [["a", "b", "c"], ["d"], ["e", "f"]]),
        // stray quotes
        SplitCase("a\"b,c\n", [["a\"b", "c"]], flags: [0: .strayQuote]),
        SplitCase("a \"b\" c\n", [["a \"b\" c"]], flags: [0: .strayQuote]),
        SplitCase("a, \"b,c\"\n", [["a", " \"b", "c\""]], flags: [0: .strayQuote]),
        SplitCase("\"a\"b,c\n", [["ab", "c"]], flags: [0: .strayQuote]),
        SplitCase("\"a\" ,c\n", [["a ", "c"]], flags: [0: .strayQuote]),
        SplitCase("\"a\"b\"c\",d\n", [["ab\"c\"", "d"]], flags: [0: .strayQuote]),
        SplitCase("\"a\"b\"\"c,d\n", [["ab\"\"c", "d"]], flags: [0: .strayQuote]),
        SplitCase("\"a\"\"b\"c,d\n", [["a\"bc", "d"]], flags: [0: .strayQuote]),
        SplitCase("\"a\"b", [["ab"]], flags: [0: .strayQuote]),
        // quotes nobody closed: taken literally, the records behind them stay themselves
        SplitCase("a,\"b", [["a", "\"b"]], flags: [0: .strayQuote]),
        SplitCase("a,\"", [["a", "\""]], flags: [0: .strayQuote]),
        SplitCase("\"", [["\""]], flags: [0: .strayQuote]),
        SplitCase("a,\"b\nc,d\ne,f\n", [["a", "\"b"], ["c", "d"], ["e", "f"]], flags: [0: .strayQuote]),
        SplitCase("a,\"b\nc,d\ne,\"f\"\n", [["a", "\"b"], ["c", "d"], ["e", "f"]], flags: [0: .strayQuote]),
        SplitCase("\"a,b\r\n\"c\",d\r\n", [["\"a", "b"], ["c", "d"]], flags: [0: .strayQuote]),
        SplitCase("\"x\ny\",\"b\nc,\"d\"\n", [["x\ny", "\"b"], ["c", "d"]], flags: [0: .strayQuote]),
        SplitCase("\"x\ny\",\"b\"c\n", [["x\ny", "bc"]], flags: [0: .strayQuote]),
        SplitCase(
            "\"a\n\"b\n\"c\nd", [["\"a"], ["\"b"], ["\"c"], ["d"]],
            flags: [0: .strayQuote, 1: .strayQuote, 2: .strayQuote]),
        SplitCase("\"a,\"b\n\"\"c", [["a,b"], ["c"]], flags: [0: .strayQuote, 1: .strayQuote]),
        // other quotes, none, other delimiters
        SplitCase("'a;b';\"c\"\n", [["a;b", "\"c\""]], apostrophe),
        SplitCase("\"a\tb\"\tc\n", [["\"a", "b\"", "c"]], tab),
        SplitCase("a\\tb\tc\n\"\n", [["a\\tb", "c"], ["\""]], tab),
        // backslashes, as MySQL writes them
        SplitCase("a\\,b,c\n", [["a,b", "c"]], mysql),
        SplitCase("\"a\\\"b\",c\n", [["a\"b", "c"]], mysql),
        SplitCase("\"a\\\\\",c\n", [["a\\", "c"]], mysql),
        SplitCase("\"a\"\"b\",c\n", [["a\"b", "c"]], mysql),
        SplitCase("a\\nb\\tc\\\\d\\0,\\N\n", [["a\nb\tc\\d\0", "\\N"]], mysql),
        SplitCase("a\\\nb,c\nd\\", [["a\nb", "c"], ["d\\"]], mysql),
        SplitCase("a\\\r\nb,c\r\nd", [["a\r\nb", "c"], ["d"]], mysql),
        SplitCase("\\\"a\",b\n", [["\"a\"", "b"]], mysql, flags: [0: .strayQuote]),
        SplitCase("\"a\\\nb\",c\nd", [["a\nb", "c"], ["d"]], mysql),
        // comments
        SplitCase("#x,\"y\na,b\n#\n#z\r\n\nc,#d\n#", [["a", "b"], ["c", "#d"]], commented),
        SplitCase("#it's \"open\n#\ra\n", [["a"]], commented),
        SplitCase("\"a\n#b\",c\n#d", [["a\n#b", "c"]], commented),
        SplitCase("#a\n", [["#a"]]),
        // CR as content
        SplitCase("a\rb,c\r\nd\r,e\n", [["a\rb", "c"], ["d\r", "e"]], feedOnly),
        SplitCase("a\r\r\nb\r", [["a\r"], ["b\r"]], feedOnly),
        // NUL
        SplitCase("a\0b,c\nd\n", [["a\0b", "c"], ["d"]], flags: [0: .containsNUL]),
        SplitCase("\0", [["\0"]], flags: [0: .containsNUL]),
        SplitCase("a\n\"b\0\"\nc\n\0\n", [["a"], ["b\0"], ["c"], ["\0"]], flags: [1: .containsNUL, 3: .containsNUL]),
    ])
    func splits(_ example: SplitCase) throws {
        let records = try readEveryWay(Array(example.text.utf8), example.dialect)
        #expect(records.map(\.texts) == example.expected)
        for (index, record) in records.enumerated() { #expect(record.flags == example.flags[index] ?? [], "\(record)") }
    }

    /// Text, and line, offset and length of every record.
    @Test(
        arguments: [
            ("a\nb\nc", [(1, 0, 1), (2, 2, 1), (3, 4, 1)]),
            ("a\r\nb\r\n\r\nc", [(1, 0, 1), (2, 3, 1), (4, 8, 1)]),
            ("\n\r\n\ra", [(4, 4, 1)]),
            ("a,\"b\nc\r\nd\re\"\nf", [(1, 0, 12), (5, 13, 1)]),
            ("é,ü\nx", [(1, 0, 5), (2, 6, 1)]),
            ("a,\"b\nc,d\ne,\"f\"\n", [(1, 0, 4), (2, 5, 3), (3, 9, 5)]),
            ("\"x\n\ny\",\"b\nc,\"d\"\n", [(1, 0, 9), (4, 10, 5)]),
        ] as [(String, [(Int, Int64, Int64)])])
    func tellsWhere(_ text: String, _ expected: [(Int, Int64, Int64)]) throws {
        let records = try readEveryWay(Array(text.utf8))
        #expect(records.map(\.line) == expected.map(\.0))
        #expect(records.map(\.offset) == expected.map(\.1))
        #expect(records.map(\.length) == expected.map(\.2))
        for record in records {
            let range = Int(record.offset)..<Int(record.offset + record.length)
            #expect(record.raw == Array(Array(text.utf8)[range]))
        }
    }

    @Test func countsLinesOfCommentsAndEscapedLineEnds() throws {
        #expect(try readEveryWay(Array("#\n#\r\na\n#\r\nb".utf8), commented).map(\.line) == [3, 5])
        #expect(try readEveryWay(Array("a\\\nb\n\"c\\\r\nd\"\r\ne\\\rf\ng".utf8), mysql).map(\.line) == [1, 3, 5, 7])
    }

    @Test func keepsTheTextInsideAnOpenQuoteWhenNotRecovering() throws {
        var options = ReadOptions()
        options.recovers = false
        let records = try readEveryWay(Array("a,\"b\nc,d\n".utf8), .commaSeparated, options)
        #expect(records.map(\.texts) == [["a", "b\nc,d\n"]])
        #expect(records.map(\.flags) == [.unterminatedQuote])
    }

    @Test func takesAQuotedFieldThatGrowsTooLongLiterally() throws {
        var options = ReadOptions()
        options.maximumQuotedBytes = 100
        let body = (0..<40).map { "\($0),value \($0)\n" }.joined()
        let records = try readEveryWay(Array("id,\"name\n\(body)x,\"y\"\n".utf8), .commaSeparated, options)
        #expect(records.count == 42)
        #expect(records.first?.texts == ["id", "\"name"])
        #expect(records.map(\.line) == Array(1...42))
        // Without a line end in it a long field is a field.
        let long = String(repeating: "POLYGON ((", count: 50)
        #expect(
            try readEveryWay(Array("1,\"\(long)\",2\n".utf8), .commaSeparated, options).map(\.texts) == [
                ["1", long, "2"]
            ])
    }

    @Test func flagsRecordsThatAreNoUTF8() throws {
        let text = Array("a,b\nc,".utf8) + [0xE9] + Array("\nd,é\n".utf8) + [0xC3] + Array("\ne".utf8) + [0xF0, 0x9F]
        let records = try readEveryWay(text)
        #expect(records.map(\.flags) == [[], .invalidUTF8, [], .invalidUTF8, .invalidUTF8])

        let reader = DelimitedReader(source: MemorySource(text), dialect: .commaSeparated)
        let block = RecordBlock()
        #expect(try reader.nextBlock(into: block))
        #expect(reader.firstInvalidUTF8 == DelimitedError(problem: .invalidUTF8, line: 2, offset: 4, length: 3))
        #expect(block.problem(1) == reader.firstInvalidUTF8)
        #expect(block.problem(0) == nil)
        #expect(block.flags == .invalidUTF8)
        #expect(try reader.nextBlock(into: block) == false)
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func cutsOversizedRecordsAndGoesOn(_ lineEnd: String) throws {
        var options = ReadOptions()
        options.maximumRecordBytes = 20
        for length in 18...24 {
            let long = String(repeating: "x", count: length)
            let text = ["a,b", long, "c,d", long + long, long].joined(separator: lineEnd)
            let records = try readEveryWay(Array(text.utf8), .commaSeparated, options)
            #expect(records.map(\.line) == [1, 2, 3, 4, 5], "length \(length)")
            #expect(records.map(\.length) == [3, length, 3, length * 2, length].map(Int64.init))
            let isOver = length > 20
            #expect(records.map { $0.flags.contains(.oversized) } == [false, isOver, false, true, isOver])
            #expect(records[3].fields.isEmpty)
            #expect(
                records[3].raw == Array(long.utf8.prefix(20))
                    + Array(repeating: UInt8(ascii: "x"), count: max(0, 20 - length)))
            #expect(records[2].texts == ["c", "d"])
        }
    }

    @Test func keepsMemoryFlatOverAnEndlessLine() throws {
        final class Endless: ByteSource {
            var left = 200 << 20
            func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
                let count = min(left, buffer.count)
                buffer[..<count].initializeMemory(as: UInt8.self, repeating: UInt8(ascii: "x"))
                left -= count
                return count
            }
        }
        let reader = DelimitedReader(
            source: Endless(), dialect: .commaSeparated, maximumRecordBytes: 1 << 20, chunkBytes: 1 << 20)
        let block = RecordBlock()
        #expect(try reader.nextBlock(into: block))
        #expect(block.problem(0) == DelimitedError(problem: .oversized, line: 1, offset: 0, length: 200 << 20))
        #expect(block.rawRecord(0).count == 64 << 10)
        #expect(try reader.nextBlock(into: block) == false)
    }

    @Test func handsOutTheRecordsBeforeAFailure() throws {
        struct Broken: Error {}
        final class Failing: ByteSource {
            var pieces = ["a,b\nc", ",d\ne,"]
            func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
                if pieces.isEmpty { throw Broken() }
                let piece = Array(pieces.removeFirst().utf8)
                buffer.copyBytes(from: piece)
                return piece.count
            }
        }
        let reader = DelimitedReader(source: Failing(), dialect: .commaSeparated)
        let block = RecordBlock()
        #expect(try reader.nextBlock(into: block))
        #expect(block.recordCount == 2)
        #expect(block.text(1, 1) == "d")
        #expect(throws: Broken.self) { try reader.nextBlock(into: block) }
        #expect(reader.line == 3)
        #expect(reader.offset == 8)
    }

    /// Whatever the bytes: pieces do not matter, and what lies between the records is line ends only.
    @Test(arguments: [DelimitedDialect.commaSeparated, mysql, commented, tab, feedOnly], [true, false])
    func losesNothingOfRandomBytes(_ dialect: DelimitedDialect, _ recovers: Bool) throws {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array("ab,\t\"\"\n\r\\#é\0".utf8) + [0xFF]
        for round in 0..<300 {
            var options = ReadOptions()
            options.recovers = recovers
            options.maximumQuotedBytes = 30
            options.maximumRecordBytes = round % 2 == 0 ? 40 : 1000
            let text = (0..<Int.random(in: 0...400, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            let records = try readRecords(text, dialect, options)
            if dialect.comment == nil {
                var position = 0
                for record in records {
                    #expect(text[position..<Int(record.offset)].allSatisfy { $0 == 0x0A || $0 == 0x0D })
                    position = Int(record.offset + record.length)
                }
                #expect(text[position...].allSatisfy { $0 == 0x0A || $0 == 0x0D })
            }
            for chunk in [1, 3, 7] {
                options.chunkBytes = chunk
                options.maximumRecords = 1 + round % 3
                #expect(
                    try readRecords(text, dialect, options) == records, "round \(round), chunks of \(chunk): \(text)")
            }
        }
    }

    /// lines passed over | text | number, line and offset of what comes next; -1: nothing
    @Test(arguments: [
        (0, "a\nb\n", "a", 1, 0), (2, "Titel\n\na\n", "a", 3, 7), (3, "\n\n\na", "a", 4, 3),
        (2, "een \"title\r\n\r\na,b\r\n", "a", 3, 14), (2, "x\ry\ra\r", "a", 3, 4), (1, "x\r\na", "a", 2, 3),
        (1, "x", "", -1, 0), (5, "a\nb\n", "", -1, 0), (1, "x\r", "", -1, 0),
    ])
    func passesOverLines(_ lines: Int, _ text: String, _ next: String, _ line: Int, _ offset: Int) throws {
        for pieceBytes in [1, 2, 1000] {
            let reader = DelimitedReader(
                source: PieceSource(Array(text.utf8), pieceBytes: pieceBytes), dialect: .commaSeparated)
            try reader.skipLines(lines)
            let block = RecordBlock()
            #expect(try reader.nextBlock(into: block) == (line > 0))
            guard line > 0 else { continue }
            #expect(block.text(0, 0) == next && block.line(0) == line && block.offset(0) == Int64(offset))
        }
    }

    @Test func showsColumnsToHotLoops() throws {
        let reader = DelimitedReader(
            source: MemorySource(Array("a,\"b\"\"c\"\nd\n\"\",e\n".utf8)), dialect: .commaSeparated)
        let block = RecordBlock()
        #expect(try reader.nextBlock(into: block))
        block.withView { view in
            #expect(view.recordCount == 3)
            #expect(view.fieldTotal == 5)
            #expect(view.field(record: 0, column: 1).map(Array.init) == Array("b\"\"c".utf8))
            #expect(view.isEscaped(record: 0, column: 1))
            #expect(!view.isEscaped(record: 0, column: 0))
            #expect(view.field(record: 1, column: 1) == nil)
            #expect(view.field(record: 1, column: -1) == nil)
            #expect(view.bounds(record: 2, column: 0)?.isQuoted == true)
            #expect(view.bounds(record: 2, column: 1)?.isQuoted == false)
            #expect(Array(view.rawRecord(0)) == Array("a,\"b\"\"c\"".utf8))
            let scratch = FieldScratch()
            #expect(view.value(record: 0, column: 1, scratch: scratch).map(Array.init) == Array("b\"c".utf8))
        }
    }
}

/// Bytes that come a few at a time.
private final class PieceSource: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let pieceBytes: Int

    init(_ bytes: [UInt8], pieceBytes: Int) {
        rest = bytes[...]
        self.pieceBytes = pieceBytes
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = rest.prefix(min(pieceBytes, buffer.count))
        buffer.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
    }
}

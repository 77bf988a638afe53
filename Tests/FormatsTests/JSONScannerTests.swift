import Formats
import Testing

/// Values taken out of JSON text, and what is wrong with text that is none; every case in pieces of all sizes, so that
/// every token is cut everywhere once.
@Suite struct JSONScannerTests {
    private static let pieces = [1, 2, 3, 7, 64, .max]

    private static func cursor(_ text: [UInt8], _ piece: Int, maximum: Int = 1 << 20) -> JSONCursor {
        JSONCursor(MemorySource(text, pieceBytes: piece), path: "a.json", chunkBytes: 16, maximumValueBytes: maximum)
    }

    /// All values at the outermost level, with `·` between them.
    private static func values(_ text: [UInt8], _ piece: Int) throws -> String {
        let cursor = cursor(text, piece)
        let tape = JSONTape()
        var values: [String] = []
        while try cursor.peek() != nil {
            try cursor.take(into: tape)
            values.append(render(tape, 0))
        }
        return values.joined(separator: "·")
    }

    /// A value as its kinds and decoded texts: `s'…'` a string, `n'…'` a number, `t`, `f`, `0` the words.
    private static func render(_ tape: JSONTape, _ part: Int) -> String {
        switch tape[part].kind {
        case .object:
            var members: [String] = []
            tape.forEachMember(of: part) { key, value in members.append("\(text(tape, key ?? 0)):\(render(tape, value))") }
            return "{\(members.joined(separator: ","))}"
        case .array:
            var items: [String] = []
            tape.forEachMember(of: part) { _, value in items.append(render(tape, value)) }
            return "[\(items.joined(separator: ","))]"
        case .string, .escapedString: return "s'\(text(tape, part))'"
        case .number: return "n'\(text(tape, part))'"
        case .true: return "t"
        case .false: return "f"
        case .null: return "0"
        }
    }

    private static func text(_ tape: JSONTape, _ part: Int) -> String {
        var bytes: [UInt8] = []
        if tape[part].kind == .escapedString {
            JSONText.append(tape.bytes(part), to: &bytes)
        } else {
            bytes = Array(tape.bytes(part))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let read: [(text: String, values: String)] = [
        ("{}", "{}"), ("[]", "[]"), ("\"\"", "s''"), ("0", "n'0'"), ("-0.5e+10", "n'-0.5e+10'"), ("true", "t"),
        (" \n\t\r{ \"a\" : 1 , \"b\" : [ ] }\n", "{a:n'1',b:[]}"),
        ("[1,2.5,-3,1E5,0.0]", "[n'1',n'2.5',n'-3',n'1E5',n'0.0']"), ("[true,false,null]", "[t,f,0]"),
        ("\"a\\\"b\\\\c\\/d\"", "s'a\"b\\c/d'"), ("\"\\b\\f\\n\\r\\t\"", "s'\u{08}\u{0C}\n\r\t'"),
        ("\"caf\\u00e9 \\u00C9\"", "s'café É'"), ("\"\\ud83d\\udc38 kikker\"", "s'🐸 kikker'"),
        ("\"\\ud83d\"", "s'\u{FFFD}'"), ("\"\\udc38\\ud83d\"", "s'\u{FFFD}\u{FFFD}'"),
        ("\"\\ud83dx\\u0041\"", "s'\u{FFFD}xA'"), ("\"\\u0000\"", "s'\u{FFFD}'"),
        ("\"één kikker 🐸\"", "s'één kikker 🐸'"),
        ("{\"a\":{\"b\":{\"c\":[[[1]]]}}}", "{a:{b:{c:[[[n'1']]]}}}"),
        ("{\"a\":1,\"a\":2}", "{a:n'1',a:n'2'}"), ("{\"na\\u0061m\":1}", "{naam:n'1'}"),
        ("1 2\n\"x\"", "n'1'·n'2'·s'x'"), ("{\"a\":1}\n{\"a\":2}\n", "{a:n'1'}·{a:n'2'}"),
        ("\u{1E}{\"a\":1}\n\u{1E}{\"a\":2}\n", "{a:n'1'}·{a:n'2'}"), ("\u{FEFF}[1]", "[n'1']"), ("", ""), (" \n ", ""),
        ("\"" + String(repeating: "lang ", count: 200) + "\"", "s'" + String(repeating: "lang ", count: 200) + "'"),
    ]

    @Test(arguments: read.indices) func readsValues(_ index: Int) throws {
        let (text, expected) = Self.read[index]
        for piece in Self.pieces { #expect(try Self.values(Array(text.utf8), piece) == expected, "pieces of \(piece)") }
    }

    /// text | line | column | offset | part of the message
    private static let wrong: [(text: String, line: Int, column: Int, offset: Int64, message: String)] = [
        ("{", 1, 2, 1, "ends within a value"), ("[1", 1, 3, 2, "ends within a value"), ("\"abc", 1, 1, 0, "ends within a string"),
        ("{\"a\"", 1, 5, 4, "ends behind a name"), ("{\"a\":", 1, 6, 5, "ends within a value"),
        ("{\n  \"a\": 1,\n  \"b\": tru }", 3, 8, 19, "a word that is no value"), ("tru", 1, 1, 0, "no value"),
        ("{\n\"a\": NaN}", 2, 6, 7, "write null"), ("[Infinity]", 1, 2, 1, "write null"), ("[-Infinity]", 1, 2, 1, "no value"),
        ("[1,]", 1, 4, 3, "no value"), ("{\"a\":1,}", 1, 8, 7, "a name in quotes"), ("[,1]", 1, 2, 1, "no value"),
        ("[1 2]", 1, 4, 3, "a comma or the end of the array"), ("{\"a\" 1}", 1, 6, 5, "a colon"),
        ("{\"a\":1 \"b\":2}", 1, 8, 7, "a comma or the end of the object"), ("{a:1}", 1, 2, 1, "a name in quotes"),
        ("{'a':1}", 1, 2, 1, "a name in quotes"), ("['a']", 1, 2, 1, "double quotes"), ("[1}", 1, 3, 2, "a comma or the end"),
        ("\"a\nb\"", 1, 3, 2, "control character"), ("\"a\\qb\"", 1, 3, 2, "wrong escape"),
        ("\"\\u12g4\"", 1, 2, 1, "wrong escape"), ("[01]", 1, 2, 1, "no value"), ("[.5]", 1, 2, 1, "no value"),
        ("[1.]", 1, 2, 1, "no value"), ("[1e]", 1, 2, 1, "no value"), ("[+1]", 1, 2, 1, "no value"), ("[-]", 1, 2, 1, "no value"),
        ("// x\n{}", 1, 1, 0, "no value"), ("]", 1, 1, 0, "no value"), ("\"a\u{0}b\"", 1, 3, 2, "control character"),
        (String(repeating: "[", count: 65), 1, 65, 64, "more than 64 deep"),
        (String(repeating: "{\"a\":", count: 100_000), 1, 321, 320, "more than 64 deep"),
    ]

    @Test(arguments: wrong.indices) func saysWhereTextIsWrong(_ index: Int) {
        let (text, line, column, offset, message) = Self.wrong[index]
        for piece in text.utf8.count > 1000 ? [64, .max] : Self.pieces {
            do {
                let values = try Self.values(Array(text.utf8), piece)
                Issue.record("read as \(values)")
            } catch let error as JSONError {
                #expect(error.message.contains(message), "\(error)")
                #expect(error.line == line && error.column == column && error.offset == offset, "\(error), pieces of \(piece)")
            } catch { Issue.record("\(error)") }
        }
    }

    // MARK: going through

    /// Passing over a value leaves the cursor behind it, whatever is in it.
    @Test func passesOverValues() throws {
        let inner = "{\"x\":[1,{\"y\":\"}]\\\"\\\\\"},[[]]],\"é\":\"\\u00e9\"}"
        for value in [inner, "[\(inner),\(inner)]", "\"a\\\\\"", "-1.5e3", "null", "\"\(String(repeating: "x", count: 500))\""] {
            for piece in Self.pieces {
                let cursor = Self.cursor(Array("{\"a\":\(value),\"b\":7}".utf8), piece)
                try cursor.enter()
                #expect(try cursor.nextName() == "a")
                try cursor.skip()
                #expect(try cursor.nextName() == "b")
                let tape = JSONTape()
                try cursor.take(into: tape)
                #expect(Self.render(tape, 0) == "n'7'")
                #expect(try cursor.nextName() == nil)
                #expect(try cursor.peek() == nil)
            }
        }
    }

    /// text | part of the message; also what is passed over has its brackets and strings in order.
    @Test(arguments: [
        ("{\"a\":[1,2", "ends too early"), ("{\"a\":[1}]", "does not end so"), ("{\"a\":{\"b\":1]}", "does not end so"),
        ("{\"a\":\"x", "within a string"), ("{\"a\":}", "a value is expected"), ("{\"a\":\"x\u{1}\"}", "control character"),
        ("{\"a\":" + String(repeating: "[", count: 300), "more than 256 deep"),
        ("{\"a\":" + String(repeating: "1", count: 5000) + "}", "no value is so long"),
    ])
    func findsDamageInWhatIsPassedOver(_ text: String, _ message: String) {
        for piece in [1, 64, .max] {
            let cursor = Self.cursor(Array(text.utf8), piece)
            do {
                try cursor.enter()
                _ = try cursor.nextName()
                try cursor.skip()
                Issue.record("passed over")
            } catch let error as JSONError {
                #expect(error.message.contains(message), "\(error)")
            } catch { Issue.record("\(error)") }
        }
    }

    @Test func aValueThatIsTooLongIsRefusedWithItsPlace() {
        let text = "{\"a\":1}\n{\"b\":\"" + String(repeating: "x", count: 5000) + "\"}"
        let cursor = Self.cursor(Array(text.utf8), 100, maximum: 2000)
        let tape = JSONTape()
        #expect(throws: Never.self) { try cursor.take(into: tape) }
        do {
            try cursor.take(into: tape)
            Issue.record("taken")
        } catch let error as JSONError {
            #expect(error.line == 2 && error.column == 1 && error.offset == 8, "\(error)")
        } catch { Issue.record("\(error)") }
    }

    /// Memory holds one record, and what is passed over not at all.
    @Test func passesOverMoreThanAValueMayHave() throws {
        let source = EndlessSource(head: "{\"a\":\"", body: "x", count: 40 << 20, tail: "\",\"b\":1}")
        let cursor = JSONCursor(source, path: "a.json", maximumValueBytes: 1 << 20)
        try cursor.enter()
        _ = try cursor.nextName()
        try cursor.skip()
        #expect(try cursor.nextName() == "b")
        #expect(cursor.offset == 6 + 40 << 20 + 6)
    }

    @Test func invalidUTF8IsSeen() throws {
        let tape = JSONTape()
        let cursor = Self.cursor([0x22, 0x61, 0xFF, 0x22, 0x22, 0xC3, 0xA9, 0x22], 1)
        try cursor.take(into: tape)
        #expect(!tape.isWellFormed)
        try cursor.take(into: tape)
        #expect(tape.isWellFormed)
    }

    // MARK: going on behind damage

    /// Only the damaged line is lost, whatever the damage looks like to a reader that does not know of lines.
    @Test(arguments: [
        ("{\"n\":2", "1 - 3 4"), ("{\"n\":{\"m\":", "1 - 3 4"), ("{\"n\":\"2", "1 - 3 4"), ("{\"n\":[2,", "1 - 3 4"), ("onzin", "1 - 3 4"),
        ("{\"n\":2}}", "1 2 - 3 4"), ("{\"n\":2},", "1 2 - 3 4"), ("}", "1 - 3 4"), ("{\"n\":2\\u}", "1 - 3 4"),
    ])
    func goesOnBehindADamagedLine(_ line: String, _ expected: String) throws {
        let lines = ["{\"n\":1}", line, "{\"n\":3}", "{\"n\":4}"]
        for piece in Self.pieces {
            let walk = JSONRecordWalk(Self.cursor(Array(lines.joined(separator: "\n").utf8), piece)) { _, _ in .records(0) }
            let tape = JSONTape()
            var read: [String] = []
            while true {
                do {
                    guard try walk.next(into: tape) != nil else { break }
                    read.append(tape.member("n", of: 0).map { Self.text(tape, $0) } ?? "?")
                    if read.last == "3" { #expect(walk.line == 3) }
                } catch {
                    let damaged = try walk.recoverLine()
                    #expect(walk.line == 2)
                    #expect(String(decoding: damaged, as: UTF8.self) == line)
                    read.append("-")
                }
            }
            #expect(read.joined(separator: " ") == expected, "pieces of \(piece)")
        }
    }
}

/// Text of any length that is never held.
private final class EndlessSource: ByteSource {
    private let head: [UInt8]
    private let tail: [UInt8]
    private let body: UInt8
    private let count: Int
    private var position = 0

    init(head: String, body: Character, count: Int, tail: String) {
        self.head = Array(head.utf8)
        self.tail = Array(tail.utf8)
        self.body = body.asciiValue ?? 0
        self.count = count
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let (start, end) = (head.count, head.count + count)
        let room: Int
        if position < start {
            room = min(buffer.count, start - position)
            for index in 0..<room { buffer[index] = head[position + index] }
        } else if position < end {
            room = min(buffer.count, end - position)
            UnsafeMutableRawBufferPointer(rebasing: buffer[..<room]).initializeMemory(as: UInt8.self, repeating: body)
        } else {
            room = min(buffer.count, end + tail.count - position)
            for index in 0..<room { buffer[index] = tail[position - end + index] }
        }
        position += room
        return room
    }
}

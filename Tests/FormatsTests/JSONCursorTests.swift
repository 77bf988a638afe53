import Formats
import Testing

/// The scanner of JSON; every case also with chunks of sixteen bytes, so that none depends on where one ends.
struct JSONCursorTests {
    static let chunks = [16, 1 << 20]

    /// The whole value as text that shows its structure, or the place and the message of what is wrong.
    private static func outline(_ text: String, chunk: Int) -> String {
        let cursor = JSONCursor(MemorySource(Array(text.utf8), pieceBytes: chunk), path: "x", chunkBytes: chunk)
        let tape = JSONTape()
        do {
            try cursor.take(into: tape)
            guard try cursor.peek() == nil else { return "more" }
        } catch let error as JSONError {
            return "\(error.line):\(error.column)"
        } catch {
            return "\(error)"
        }
        func show(_ part: Int) -> String {
            switch tape[part].kind {
            case .object, .array:
                var members: [String] = []
                tape.forEachMember(of: part) { key, value in
                    members.append((key.map { "\(show($0))=" } ?? "") + show(value))
                }
                return (tape[part].kind == .object ? "o" : "a") + "(" + members.joined(separator: ",") + ")"
            case .string, .escapedString:
                var value: [UInt8] = []
                JSONText.append(tape.bytes(part), to: &value)
                return String(decoding: value, as: UTF8.self)
            default: return String(decoding: tape.bytes(part), as: UTF8.self)
            }
        }
        return show(0)
    }

    @Test(arguments: [
        ("{}", "o()"), ("[]", "a()"), (" [ 1 , -2.5e+3,true,false,null ] ", "a(1,-2.5e+3,true,false,null)"),
        (#"{"a":{"b":[{"c":"d"}]},"e":""}"#, "o(a=o(b=a(o(c=d))),e=)"),
        (#""\u00e9\n\"\\\/\ud83d\udc38""#, "é\n\"\\/🐸"), (#""\ud83d""#, "\u{FFFD}"), (#""\udc38x""#, "\u{FFFD}x"),
        ("\u{FEFF}[1]", "a(1)"), ("\"een lange tekst die over stukken heen loopt: ééééééééé\"", "een lange tekst die over stukken heen loopt: ééééééééé"),
        ("1234567890123456789012", "1234567890123456789012"), ("[1,]", "1:4"), ("[1 2]", "1:4"), ("{\"a\" 1}", "1:6"), ("{a:1}", "1:2"),
        ("[\n1,\nNaN]", "3:1"), ("[01]", "1:2"), ("[1.]", "1:2"), ("[.5]", "1:2"), ("[+1]", "1:2"), ("{\"a\":1,}", "1:8"),
        ("\"a\nb\"", "1:3"), (#""\x""#, "1:2"), ("[1", "1:3"), ("\"abc", "1:1"), ("tru", "1:1"), ("[1]]", "more"),
        (String(repeating: "[", count: 65), "1:65"),
    ])
    func values(_ text: String, _ expected: String) {
        for chunk in Self.chunks { #expect(Self.outline(text, chunk: chunk) == expected, "\(text) in chunks of \(chunk)") }
    }

    @Test func recordsWhereverTheyStand() throws {
        let text = """
            {"count": 2, "skip": {"deep": [[1, "}]"], {"x": "\\""}]}, "list": [{"id": 1}, {"id": 2}],
             "other": [{"id": 9}], "more": {"list": {"id": 3}}}
            """
        for chunk in Self.chunks {
            let cursor = JSONCursor(MemorySource(Array(text.utf8), pieceBytes: chunk), path: "x", chunkBytes: chunk)
            let walk = JSONRecordWalk(cursor) { path, _ in
                switch path {
                case [], ["more"]: .descend
                case ["list"]: .records(1)
                case ["more", "list"]: .records(2)
                default: .skip
                }
            }
            let tape = JSONTape()
            var found: [String] = []
            while let kind = try walk.next(into: tape) {
                let id = try #require(tape.member("id", of: 0))
                found.append("\(kind) \(String(decoding: tape.bytes(id), as: UTF8.self)) line \(walk.line)")
            }
            #expect(found == ["1 1 line 1", "1 2 line 1", "2 3 line 2"])
        }
    }

    @Test(arguments: [
        (#"{"type":"Point","coordinates":[5.1,52.10]}"#, "POINT (5.1 52.10)"),
        (#"{"type":"LineString","coordinates":[[1,2,9],[3,4,9]]}"#, "LINESTRING (1 2 9, 3 4 9)"),
        (#"{"coordinates":[[[0,0],[1,0],[1,1],[0,0]]],"type":"Polygon"}"#, "POLYGON ((0 0, 1 0, 1 1, 0 0))"),
        (#"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}"#, "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))"),
        (#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}"#, "GEOMETRYCOLLECTION (POINT (1 2))"),
        (#"{"type":"Point","coordinates":[]}"#, nil), (#"{"type":"Point","coordinates":["5","52"]}"#, nil),
        (#"{"type":"Circle","coordinates":[1,2]}"#, nil), (#"{"type":"Polygon","coordinates":[]}"#, nil),
    ])
    func geometry(_ json: String, _ expected: String?) throws {
        let tape = JSONTape()
        let cursor = JSONCursor(MemorySource(Array(json.utf8)), path: "x")
        try cursor.take(into: tape)
        var text: [UInt8] = []
        let shape = GeoJSONShape.append(tape, 0, to: &text)
        #expect((shape == nil ? nil : String(decoding: text, as: UTF8.self)) == expected)
    }
}

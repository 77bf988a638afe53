import Formats
import Testing

@Suite struct XMLEventTests {
    /// Writes events down as text: "<{namespace}name a=v>", text, "</name>".
    final class Recorder: XMLEventHandler {
        var log = ""
        var thrown: (any Error)?

        func startElement(_ element: XMLElementStart) throws {
            let namespace = element.namespace
            log += "<" + (namespace.isEmpty ? "" : "{\(namespace)}") + element.name
            for index in 0..<element.attributeCount {
                log += " " + String(decoding: element.attributeName(index), as: UTF8.self)
                log += "=" + String(decoding: element.attributeValue(index), as: UTF8.self)
            }
            log += ">"
            if element.isNamed("stop"), let thrown { throw thrown }
        }

        func endElement(name: UnsafeBufferPointer<UInt8>, namespace: UnsafeBufferPointer<UInt8>) {
            log += "</" + String(decoding: name, as: UTF8.self) + ">"
        }

        func text(_ bytes: UnsafeBufferPointer<UInt8>) {
            log += String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func events(_ bytes: [UInt8], step: Int, deepest: Int = 256) throws -> String {
        let recorder = Recorder()
        let parser = XMLEventParser(path: "test.xml", handler: recorder, deepest: deepest)
        try parser.parse(SteppedBytes(bytes, step: step))
        return recorder.log
    }

    private static func utf16(_ text: String, bigEndian: Bool, mark: Bool = true) -> [UInt8] {
        Array(((mark ? "\u{FEFF}" : "") + text).utf16).flatMap { unit in
            bigEndian ? [UInt8(unit >> 8), UInt8(unit & 255)] : [UInt8(unit & 255), UInt8(unit >> 8)]
        }
    }

    static let documents: [(String, [UInt8], String)] = [
        (
            "namespaces", Array(#"<a xmlns="u:1" xmlns:p="u:2"><p:b c="1" p:d="2"/></a>"#.utf8),
            "<{u:1}a><{u:2}b c=1 d=2></b></a>"
        ),
        (
            "references", Array(#"<a b="&lt;&#x9;&quot;" c="x&amp;y&#38;&amp;#38;z">&amp;&#233;</a>"#.utf8),
            "<a b=<\t\" c=x&y&&#38;z>&é</a>"
        ),
        ("cdata", Array("<a><![CDATA[<x>&]]></a>".utf8), "<a><x>&</a>"),
        ("comments", Array("<!-- c --><a><?p i?>t</a><!-- e -->".utf8), "<a>t</a>"),
        ("UTF-8 mark", [0xEF, 0xBB, 0xBF] + Array("<a>ë</a>".utf8), "<a>ë</a>"),
        (
            "latin 1", Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xEB] + Array("</a>".utf8),
            "<a>ë</a>"
        ),
        (
            "cp1252", Array("<?xml version='1.0' encoding='windows-1252'?><a>".utf8) + [0x80] + Array("</a>".utf8),
            "<a>€</a>"
        ),
        ("UTF-16 LE", utf16("<?xml version='1.0' encoding='UTF-16'?><a>ë𝄞</a>", bigEndian: false), "<a>ë𝄞</a>"),
        ("UTF-16 BE", utf16("<?xml version='1.0' encoding='UTF-16'?><a>ë</a>", bigEndian: true), "<a>ë</a>"),
        (
            "UTF-16 said to be UTF-8", utf16("<?xml version='1.0' encoding='UTF-8'?><a>ë</a>", bigEndian: false),
            "<a>ë</a>"
        ),
        (
            "UTF-16 unmarked", utf16("<?xml version='1.0' encoding='UTF-16'?><a>ë</a>", bigEndian: false, mark: false),
            "<a>ë</a>"
        ),
        ("undeclared prefix", Array("<a><x:b/></a>".utf8), "<a><b></b></a>"),
        ("document type", Array("<!DOCTYPE a SYSTEM 'file:///none.dtd'><a>t</a>".utf8), "<a>t</a>"),
    ]

    @Test(arguments: documents, [1, 7, 65_536])
    func eventsOfDocuments(_ document: (name: String, bytes: [UInt8], expected: String), _ step: Int) throws {
        #expect(try Self.events(document.bytes, step: step) == document.expected, "\(document.name)")
    }

    static let faults: [(String, [UInt8], Int, String)] = [
        ("empty", [], 1, "empty"), ("not closed", Array("<a>\n<b>\n".utf8), 2, "stops before"),
        ("mismatch", Array("<a>\n<b></a>".utf8), 2, "mismatch"),
        (
            "wrong encoding",
            Array("<?xml version='1.0' encoding='UTF-8'?>\n<a>".utf8) + [0xEB, 0x20] + Array("</a>".utf8), 2, "UTF-8"
        ),
        ("unknown encoding", Array("<?xml version='1.0' encoding='KLINGON'?><a/>".utf8), 1, "encoding"),
        ("said to be UTF-16", Array("<?xml version='1.0' encoding='UTF-16'?><a/>".utf8), 1, "UTF-16"),
        ("unknown entity", Array("<a>\n&nbsp;</a>".utf8), 2, "nbsp"),
        ("own entity", Array("<!DOCTYPE a [<!ENTITY e 'x'>]>\n<a>&e;</a>".utf8), 2, "'e'"),
        ("external entity", Array("<!DOCTYPE a [<!ENTITY e SYSTEM '/etc/passwd'>]>\n<a>&e;</a>".utf8), 2, "'e'"),
        ("entity behind a type", Array("<!DOCTYPE a SYSTEM 'x.dtd'>\n<a b='&e;'/>".utf8), 2, "'e'"),
        ("nested", Array(repeating: Array("<a>".utf8), count: 300).flatMap { $0 }, 1, "deeper"),
        ("text", Array("geen xml".utf8), 1, "does not begin as XML"),
        ("two roots", Array("<a/>\n<b/>".utf8), 2, "Extra content"),
    ]

    @Test(arguments: faults, [1, 65_536])
    func faultsHaveAPlace(_ fault: (name: String, bytes: [UInt8], line: Int, word: String), _ step: Int) throws {
        let error = #expect(throws: XMLParseError.self) { _ = try Self.events(fault.bytes, step: step) }
        #expect(error?.line == fault.line, "\(String(describing: error))")
        #expect(error?.message.contains(fault.word) == true, "\(String(describing: error))")
        #expect(error?.description.hasPrefix("test.xml:\(fault.line):") == true)
    }

    @Test func growingEntitiesAreRefused() {
        var text = "<!DOCTYPE a [<!ENTITY e0 'lol'>"
        for level in 1..<12 { text += "<!ENTITY e\(level) '" + String(repeating: "&e\(level - 1);", count: 10) + "'>" }
        text += "]><a>&e11;</a>"
        #expect(throws: XMLParseError.self) { _ = try Self.events(Array(text.utf8), step: 1000) }
    }

    @Test func aHandlersErrorReachesTheCaller() {
        struct Stop: Error {}
        let recorder = Recorder()
        recorder.thrown = Stop()
        let parser = XMLEventParser(path: "test.xml", handler: recorder)
        #expect(throws: Stop.self) { try parser.parse("<a><stop/><b/></a>".utf8) }
        #expect(recorder.log == "<a><stop>")
        #expect(throws: Stop.self) { try parser.finish() }
    }

    @Test func mutationsNeverCrash() {
        var random = FixedRandom(state: 4)
        for round in 0..<6000 {
            let bytes = Self.documents[round % Self.documents.count].1
            _ = try? Self.events(random.mutated(bytes), step: round % 50 + 1)
        }
    }
}

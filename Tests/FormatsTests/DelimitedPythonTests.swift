import Columns
import Formats
import Foundation
import Outside
import Testing

@Suite(.enabled(if: Outside.hasPython, "needs Python 3 (NDFF_PYTHON or on the path)"))
struct DelimitedPythonTests {
    private struct Example: Decodable {
        var text: String
        var records: [[String]]
    }

    /// Python's csv module in its lenient mode understands random texts, well-formed and not, as the reader does that
    /// does not recover from unbalanced quotes.
    @Test func readsAsPythonDoes() throws {
        let script = """
            import csv, io, json, random
            random.seed(20240229)
            examples = []
            def read(text):
                return [r for r in csv.reader(io.StringIO(text, newline='')) if r]
            for i in range(3000):
                if i % 2:
                    text = ''.join(random.choice('ab,,""\\n\\r é€') for _ in range(random.randint(0, 200)))
                else:
                    out = io.StringIO(newline='')
                    w = csv.writer(out, quoting=random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
                                   lineterminator=random.choice(['\\n', '\\r\\n', '\\r']))
                    for _ in range(random.randint(0, 9)):
                        w.writerow([''.join(random.choice('abcdefgh ,"\\n\\ré') for _ in range(random.randint(0, 12)))
                                    for _ in range(random.randint(1, 6))])
                    text = out.getvalue()
                examples.append({'text': text, 'records': read(text)})
            print(json.dumps(examples))
            """
        let examples = try JSONDecoder().decode([Example].self, from: Data(Outside.python(script).utf8))
        #expect(examples.count == 3000)
        var options = ReadOptions()
        options.recovers = false
        for example in examples {
            #expect(try readRecords(Array(example.text.utf8), .commaSeparated, options).map(\.texts) == example.records)
        }
    }

    @Test func writesWhatPythonReads() throws {
        var random = SeededGenerator(seed: 3)
        let alphabet = Array("abc ,;\"\n\ré€#'\\")
        let rows = (0..<500).map { _ in
            (0..<Int.random(in: 1...6, using: &random)).map { _ in
                String(
                    (0..<Int.random(in: 0...40, using: &random)).map { _ in
                        Int.random(in: 0...9, using: &random) > 0
                            ? Character("x") : alphabet.randomElement(using: &random) ?? "x"
                    })
            }
        }
        for recordEnd in [DelimitedWriter.RecordEnd.lineFeed, .carriageReturnLineFeed] {
            let writer = DelimitedWriter(recordEnd: recordEnd)
            for row in rows {
                for field in row { writer.append(field) }
                writer.endRecord()
            }
            let text = writer.take()
            let script = """
                import csv, io, json, sys
                text = sys.stdin.buffer.read().decode('utf-8')
                print(json.dumps(list(csv.reader(io.StringIO(text, newline=''), strict=True))))
                """
            let read = try JSONDecoder().decode(
                [[String]].self, from: Data(Outside.python(script, input: Data(text)).utf8))
            // Swift takes CRLF for one character and compares canonically; the bytes are what counts.
            #expect(read.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
            #expect(try readRecords(text).map(\.fields) == rows.map { $0.map { Array($0.utf8) } })
        }
    }
}

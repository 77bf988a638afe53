import Columns
import Formats
import Foundation
import Testing

@Suite struct DelimitedWriterTests {
    private func text(_ writer: DelimitedWriter) -> String { String(decoding: writer.take(), as: UTF8.self) }

    @Test(arguments: [
        (["a", "b"], "a,b\n"), (["a,b", "c"], "\"a,b\",c\n"), (["a\"b"], "\"a\"\"b\"\n"),
        (["a\nb", ""], "\"a\nb\",\n"),
        (["a\rb"], "\"a\rb\"\n"), ([""], "\"\"\n"), (["", ""], ",\n"), ([" a "], " a \n"),
        (["eight by,t"], "\"eight by,t\"\n"),
        (["sixteen bytes or more, in fact"], "\"sixteen bytes or more, in fact\"\n"),
        (["sixteen bytes and a comma at the end,"], "\"sixteen bytes and a comma at the end,\"\n"),
        (["\"sixteen bytes and a quote in front"], "\"\"\"sixteen bytes and a quote in front\"\n"),
    ])
    func quotesOnlyWhereNeeded(_ fields: [String], _ expected: String) {
        let writer = DelimitedWriter()
        for field in fields { writer.append(field) }
        writer.endRecord()
        #expect(text(writer) == expected)
    }

    @Test func quotesASpecialByteWhereverItStands() throws {
        for length in 1...70 {
            for place in 0..<length {
                var value = [UInt8](repeating: UInt8(ascii: "x"), count: length)
                value[place] = UInt8(ascii: ",")
                let writer = DelimitedWriter(capacity: 1)
                value.withUnsafeBytes { writer.append($0) }
                writer.appendEmpty()
                writer.endRecord()
                #expect(try readRecords(writer.take()).map(\.fields) == [[value, []]])
            }
        }
    }

    @Test func replacesWhatCannotBeToldWithoutQuotes() {
        let writer = DelimitedWriter(delimiter: UInt8(ascii: "\t"), quote: nil, recordEnd: .carriageReturnLineFeed)
        writer.append("a\tb\nc\"d")
        writer.append("e")
        writer.endRecord()
        #expect(text(writer) == "a b c\"d\te\r\n")
        #expect(writer.replacedFields == 1)
    }

    @Test func writesDictionaryValuesQuotedBeforehand() {
        var dictionary = TextDictionary()
        let codes = ["plain", "with, comma", "", "q\""].map { dictionary.intern($0) }
        let writer = DelimitedWriter()
        let fields = writer.encode(dictionary)
        for code in codes + [0] { writer.append(code: code, of: fields) }
        writer.endRecord()
        #expect(text(writer) == "plain,\"with, comma\",,\"q\"\"\",\n")
    }

    @Test(arguments: [
        (0, "0"), (7, "7"), (-1, "-1"), (10, "10"), (99, "99"), (100, "100"), (.max, "9223372036854775807"),
        (.min, "-9223372036854775808"),
    ])
    func writesWholeNumbers(_ value: Int, _ expected: String) {
        let writer = DelimitedWriter()
        writer.append(value)
        #expect(text(writer) == expected)
    }

    @Test(arguments: [
        (0, "0"), (-0.0, "0"), (1, "1"), (-1.5, "-1.5"), (52.1234567, "52.1234567"), (0.1, "0.1"),
        (0.30000000000000004, "0.30000000000000004"),
        (123_456_789.123, "123456789.123"), (.leastNonzeroMagnitude, "5e-324"), (1e20, "1e+20"), (.nan, ""),
        (.infinity, ""),
    ])
    func writesTheShortestText(_ value: Double, _ expected: String) {
        let writer = DelimitedWriter()
        writer.append(value)
        #expect(text(writer) == expected)
    }

    @Test func shortestTextsReadBack() {
        var random = SeededGenerator(seed: 1)
        let writer = DelimitedWriter()
        for round in 0..<20_000 {
            let value =
                round % 2 == 0
                ? Double(bitPattern: UInt64.random(in: .min ... .max, using: &random))
                : (Double.random(in: -1000...1000, using: &random) * 1e5).rounded() / 1e5
            guard value.isFinite else { continue }
            writer.append(value)
            let text = text(writer)
            #expect(Double(text) == value)
            #expect(text.utf8.count <= value.description.utf8.count)
        }
    }

    @Test func fixedDecimalsRoundAsPrintfDoes() {
        var random = SeededGenerator(seed: 2)
        let writer = DelimitedWriter()
        var values: [Double] = [
            0.5, 1.5, 2.5, 0.125, 0.375, 1.005, 2.675, 1e15, 1e300, 123_456_789.123, 0.05, 9.995, 999.9999999,
        ]
        for _ in 0..<5000 {
            values.append(Double.random(in: -400_000...400_000, using: &random))
            values.append(Double(Int.random(in: -1_000_000...1_000_000, using: &random)) / 64)
        }
        for value in values {
            for decimals in [0, 1, 2, 5, 8] {
                writer.append(value, decimals: decimals)
                let text = text(writer)
                let expected = String(format: "%.\(decimals)f", value)
                #expect(text == expected || "-" + text == expected && Double(text) == 0, "\(value) to \(decimals)")
            }
        }
        writer.append(.nan, decimals: 3)
        #expect(writer.count == 0)
    }
}

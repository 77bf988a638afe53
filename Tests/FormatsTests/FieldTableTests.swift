import Formats
import Testing

@Suite struct FieldTableTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var file: String
        var rows: [[String]]
        /// Line and column of every field of the last record.
        var places: [[Int]] = []
        var problems: [String] = []
        var allowsRemarks = false

        var testDescription: String { file.debugDescription }
    }

    static let cases: [Case] = [
        Case(file: "", rows: []),
        Case(file: "a,b", rows: []),
        Case(file: "a,b\n1,2", rows: [["1", "2"]], places: [[2, 1], [2, 3]]),
        Case(file: "\u{FEFF}a,b\r\n1,2\r\n", rows: [["1", "2"]], places: [[2, 1], [2, 3]]),
        Case(file: "a,b\r1,2\r3,4", rows: [["1", "2"], ["3", "4"]], places: [[3, 1], [3, 3]]),
        Case(file: "\n\na,b\n\n1,2\n\n", rows: [["1", "2"]], places: [[5, 1], [5, 3]]),
        Case(file: "a,b\n,\n", rows: [["", ""]]),
        Case(file: "a,b\n 1\t, 2 \n", rows: [["1", "2"]]),
        Case(file: "a,b\n\u{A0}é\u{2003},\u{3000}", rows: [["é", ""]], places: [[2, 1], [2, 5]]),
        Case(file: "a,b\né,x", rows: [["é", "x"]], places: [[2, 1], [2, 3]]),
        // Quotes: commas, line ends and quotes within; blanks inside do not count, nor behind the closing one.
        Case(file: "a,b\n\"1,\n2\" ,\" 3 \"", rows: [["1,\n2", "3"]], places: [[2, 1], [3, 5]]),
        Case(file: "a,b\n\"x\"\"y\",\"\"\"z\"\"\"\n3,\"\"", rows: [["x\"y", "\"z\""], ["3", ""]], places: [[3, 1], [3, 3]]),
        Case(file: "a,b\n\" \"\"x\"\" \r\ny\",1", rows: [["\"x\" \r\ny", "1"]], places: [[2, 1], [3, 4]]),
        // What is wrong.
        Case(file: "a,b\n1\n2,3", rows: [["2", "3"]], problems: ["2:1:0 1 fields where the header has 2"]),
        Case(file: "a,b\n1,2\n3,\"4", rows: [["1", "2"]], problems: ["3:3:2 quote that is never closed"]),
        Case(file: "a,b\n1,\"4\"\"", rows: [], problems: ["2:3:2 quote that is never closed"]),
        Case(file: "a,b\n\"1\"x,2", rows: [], problems: ["2:4:1 text behind the closing quote"]),
        Case(file: "a,b\n1,é\"2\"", rows: [], problems: ["2:4:2 quote inside a field; double it and quote the field"]),
        Case(file: "\"a", rows: [], problems: ["1:1:1 quote that is never closed"]),
        // Remarks stand in front of the header only.
        Case(file: "# a, \"b\n#\na,b\n#1,2", rows: [["#1", "2"]], places: [[4, 1], [4, 4]], allowsRemarks: true),
        Case(file: "#a,b\n1,2", rows: [["1", "2"]]),
    ]

    @Test(arguments: cases) func reads(_ example: Case) {
        var problems: [FieldTable.Problem] = []
        let table = FieldTable(Array(example.file.utf8), allowsRemarks: example.allowsRemarks, problems: &problems)
        #expect((0..<table.rowCount).map { row in (0..<table.width).map { table.text(row, $0) } } == example.rows)
        #expect(
            problems.map { "\($0.line):\($0.column.map(String.init) ?? "-"):\($0.field) \($0.reason)" } == example.problems)
        if let last = example.rows.indices.last, !example.places.isEmpty {
            let places = (0..<table.width).map { [table.place(last, $0).line, table.place(last, $0).column] }
            #expect(places == example.places)
            #expect(table.line(last) == example.places.first?.first)
        }
    }

    @Test func refusesWhatIsNotUTF8() {
        var problems: [FieldTable.Problem] = []
        let table = FieldTable(Array("a,b\n1,2\n".utf8) + [0x48, 0xE9, 0x2C, 0x0A], problems: &problems)
        #expect(table.rowCount == 0 && table.header.isEmpty)
        #expect(problems.map(\.line) == [3])
        #expect(problems.first?.reason.hasPrefix("not UTF-8") == true)
    }

    @Test func givesBytesWithoutBlanks() {
        var problems: [FieldTable.Problem] = []
        let table = FieldTable(Array("a,b\n 12 ,\" 3\"\"4 \"".utf8), problems: &problems)
        #expect(table.withBytes(0, 0) { Array($0) } == Array("12".utf8))
        #expect(table.withBytes(0, 1) { Array($0) } == Array("3\"4".utf8))
    }
}

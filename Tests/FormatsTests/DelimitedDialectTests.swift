import Formats
import Testing

private let comma = UInt8(ascii: ",")
private let semicolon = UInt8(ascii: ";")
private let tab = UInt8(ascii: "\t")
private let bar = UInt8(ascii: "|")
private let mark = UInt8(ascii: "#")

@Suite struct DelimitedDialectTests {
    @Test(arguments: [
        ("", DelimitedDialect.commaSeparated),
        ("name\na\nb\n", .commaSeparated),
        ("a,b\n1,2\n", .commaSeparated),
        ("a;b;c\n1,5;2,5;x\n3,5;4,5;y\n", DelimitedDialect(delimiter: semicolon)),
        ("a\tb\nx, y and z\t2\n", DelimitedDialect(delimiter: tab)),
        ("a|b|c\n1|2|3\n", DelimitedDialect(delimiter: bar)),
        (
            "naam;opmerking\nSpaanse ruiter;\"op de weg; langs, het pad\"\nEik;\"een, twee, drie\"\n",
            DelimitedDialect(delimiter: semicolon)
        ),
        ("a\tb\n12\" loop\t\"x\ny\tz\n\"q\tr\n", DelimitedDialect(delimiter: tab, quote: nil)),
        ("a,b\n\"x \\\"y\\\", z\",2\n\"p \\\"q\\\"\",3\n", DelimitedDialect(delimiter: comma, escape: .backslash)),
        ("# made by, hand, on Monday\n# again\na;b\n1;2\n3;4\n", DelimitedDialect(delimiter: semicolon, comment: mark)),
        ("#id,name\n1,x\n2,y\n", .commaSeparated),
        ("a;b\r\n1;2\r\n", DelimitedDialect(delimiter: semicolon)),
        ("a;b\r1;2\r", DelimitedDialect(delimiter: semicolon)),
    ])
    func detects(_ text: String, _ expected: DelimitedDialect) {
        #expect(DelimitedDialect.detect(Array(text.utf8)) == expected)
    }

    /// Delimiter, number of records (comments aside), and how many fields the most of them have; as Python's csv module
    /// counts them when it is told the delimiter.
    @Test(
        .enabled(if: DelimitedSurroundings.samples != nil, "needs the sample files (NDFF_SHARED)"),
        arguments: [
            ("csv/csv_always_quoted.csv", comma, 3, 24),
            ("csv/csv_escaped_quotes.csv", comma, 1, 12),
            ("csv/csv_incl_single_quotes.csv", comma, 4, 4),
            ("csv/csv_json_escaped_quotes.csv", comma, 2, 71),
            ("csv/csv_json_escaped_quotes2.csv", comma, 4, 3),
            ("csv/csv_optional_quotes_excel2008.csv", comma, 5, 3),
            ("csv/csv_optional_quotes_puma.csv", comma, 2638, 12),
            ("csv/csv_quote_endline.csv", comma, 4, 3),
            ("csv/csv_unquoted.txt", comma, 4, 4),
            ("csv/csv_unquoted_coordinates.txt", comma, 4, 5),
            ("csv/csv_wrong_escaped_quotes_1.csv", comma, 1, 13),
            ("csv/csv_wrong_escaped_quotes_2.csv", comma, 1, 12),
            ("csv/ebird.tab.txt", tab, 9, 58),
            ("csv/escapedTab.tab", tab, 9, 58),
            ("csv/empty_line.tab", tab, 10, 5),
            ("csv/iucn100.csv", comma, 9, 11),
            ("csv/iucn100.tab.txt", tab, 100, 8),
            ("csv/pipe_separator.txt", bar, 10, 8),
            ("csv/semicolon_separator.csv", semicolon, 19, 7),
            ("csv/tab_separated_generic.txt", tab, 5, 4),
            ("csv/tab_separated_generic_comments.txt", tab, 7, 4),
            ("csv/borza_tab_separated_quoted.txt", tab, 41, 42),
            ("csv/MOBOT.tab.csv", tab, 4, 30),
            ("csv/ipni.tab.txt", tab, 16, 10),
            ("csv/irmng.tail", tab, 41, 12),
            ("csv/eol/my_darwincore_tab_separated_quoted.txt", tab, 4, 3),
            ("csv/eol/my_dataobject_tab_separated_quoted.txt", tab, 7, 2),
            ("tabular/with_backslashes.tsv", tab, 4, 2),
            ("tabular/test_normalize.csv", comma, 4, 3),
            ("sorting/csv_quoted_delimiters.csv", comma, 12, 44),
            ("sorting/csv_always_quoted.csv", comma, 3, 24),
            ("sorting/TDB_104.csv", semicolon, 399, 7),
            ("sorting/taxon.txt", tab, 8, 3),
            ("sorting/multi/VernacularNames-adai.csv", comma, 2, 9),
        ])
    func splitsSamples(_ path: String, _ delimiter: UInt8, _ records: Int, _ fields: Int) throws {
        let source = MemorySource(try DelimitedSurroundings.sample(path))
        let text = try TranscodingSource(source, encoding: .utf8).readAll()
        let dialect = DelimitedDialect.detect(text)
        #expect(dialect.delimiter == delimiter)
        let split = try readRecords(text, dialect)
        #expect(split.count == records)
        let counts = Dictionary(grouping: split.map(\.fields.count)) { $0 }.mapValues(\.count)
        #expect(counts.max { $0.value < $1.value }?.key == fields)
        #expect(split.allSatisfy { $0.flags.isSubset(of: [.strayQuote, .containsNUL]) })
    }

    @Test(.enabled(if: DelimitedSurroundings.samples != nil, "needs the sample files (NDFF_SHARED)"))
    func lineEndsDoNotMatter() throws {
        let texts = try ["LF_mac", "LF_unix", "LF_win"].map {
            try readRecords(DelimitedSurroundings.sample("sorting/\($0).txt"), .tabSeparated).map(\.texts)
        }
        #expect(texts[0].count > 200)
        #expect(texts[0] == texts[1])
        #expect(texts[1] == texts[2])
    }
}

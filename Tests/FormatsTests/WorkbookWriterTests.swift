import Formats
import Foundation
import Outside
import Testing

@Suite struct WorkbookWriterTests {
    /// Texts that could turn into something else, and whether they are numbers.
    private static let values: [(text: String, isNumber: Bool)] = [
        ("0", true), ("12", true), ("-3", true), ("0.5", true), ("-0.25", true), ("123456789012345", true),
        ("12345678901.2345", true), ("0.00012", true), ("0.000000123456789012345", true),
        ("00123", false), ("007.5", false), ("1.50", false), ("1.", false), (".5", false), ("-", false), ("-0", false),
        ("-0.0", false), ("+1", false), ("1e5", false), ("1E-3", false), ("1,5", false), ("1.2.3", false), (" 1", false),
        ("1 ", false), ("1234567890123456", false), ("-1234567890123456", false), ("1000000000000000", false),
        ("1.234567890123456", false), ("0.1234567890123456", false), ("٣", false), ("NaN", false), ("true", false),
        ("0." + String(repeating: "0", count: 60) + "1", false), ("2024-05-03", false), ("10:15", false), ("=1+1", false),
        ("'x", false), ("<a href=\"b\">&amp; 'c'</a> ]]>", false), ("twee\nregels\tmet tab", false), ("cr\r\nlf\r", false),
        ("  blanks  ", false), ("\n", false), ("🦔 é ő \u{10FFFF} \u{FFFD} \u{7F}\u{85}\u{FEFF}", false),
        ("\u{1}\u{1F}-\u{8}\u{FFFE}\u{FFFF}", false), ("_x0041_", false), ("_X0041_", false), ("_x005F_", false),
        ("_x005f_x0041_x0042_", false), ("_x0041_x0042_", false), ("_x0041", false), ("_x0041\u{2}", false),
        ("_x00\u{2}41_", false), ("__x0041__", false), ("_x0000_ _xD83D_", false), ("_", false), ("_x004G_", false),
    ]

    private func write(
        _ sheets: [(name: String, columns: [String], rows: [[String]])], to path: String,
        rowsPerSheet: Int = WorkbookWriter.mostRows
    ) throws {
        let writer = try WorkbookWriter(path: path, rowsPerSheet: rowsPerSheet)
        for sheet in sheets {
            try writer.beginSheet(sheet.name, columns: sheet.columns)
            for row in sheet.rows {
                try writer.beginRow()
                for value in row { writer.append(value) }
                try writer.endRow()
            }
        }
        try writer.close()
    }

    private func open(_ path: String) throws -> Workbook { try Workbook(openContainer(path: path), path: path) }

    private func part(_ name: String, _ path: String) throws -> String {
        String(decoding: try openContainer(path: path).open(name).readAll(limit: 1 << 24, name: name), as: UTF8.self)
    }

    @Test func everyTextComesBackAsItWas() throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/out.xlsx"
            try write([("Odd", ["text"], Self.values.map { [$0.text] })], to: path)
            let workbook = try open(path)
            let reader = try workbook.open(workbook.sheets[0])
            #expect(try reader.nextRow())
            for (index, value) in Self.values.enumerated() {
                try #require(try reader.nextRow())
                #expect(reader.row == index + 2)
                try #require(reader.cellCount == 1, "\(value.text.debugDescription)")
                #expect(reader.withText(0) { Array($0) } == Array(value.text.utf8), "\(value.text.debugDescription)")
            }
            #expect(try !reader.nextRow())
        }
    }

    @Test func numbersAreThoseThatGiveBackTheirText() throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/out.xlsx"
            try write([("Odd", ["1"], Self.values.map { [$0.text] })], to: path)
            let sheet = try part("xl/worksheets/sheet1.xml", path)
            let rows = sheet.components(separatedBy: "<row ").dropFirst()
            try #require(rows.count == Self.values.count + 1)
            // The header is text and bold, whatever it says.
            #expect(rows.first?.contains("<c r=\"A1\" s=\"1\" t=\"inlineStr\"><is><t>1</t></is></c>") == true)
            for (row, value) in zip(rows.dropFirst(), Self.values) {
                #expect(row.contains("<v>\(value.text)</v>") == value.isNumber, "\(value.text.debugDescription)")
                #expect(row.contains("inlineStr") != value.isNumber, "\(value.text.debugDescription)")
            }
        }
    }

    @Test func bytesThatAreNoUTF8AreReplaced() throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/out.xlsx"
            let writer = try WorkbookWriter(path: path)
            try writer.beginSheet("A", columns: ["x", "y", "z"])
            try writer.beginRow()
            for bytes in [[0x61, 0xFF, 0x62], [0xED, 0xA0, 0x80], [0xEF, 0xBF]] as [[UInt8]] {
                bytes.withUnsafeBytes { writer.append($0) }
            }
            try writer.endRow()
            try writer.close()
            #expect(try open(path).rowTexts().last == "2: A=a\u{FFFD}b B=\u{FFFD}\u{FFFD}\u{FFFD} C=\u{FFFD}")
        }
    }

    @Test func emptyCellsAndShortRowsAreLeftOut() throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/out.xlsx"
            try write([("A", ["a", "", "c"], [["", "", "3"], [], ["1", "", "", "4"]]), ("B", ["x"], [["y"]])], to: path)
            let workbook = try open(path)
            #expect(workbook.sheets.map(\.name) == ["A", "B"])
            #expect(try workbook.rowTexts(0) == ["1: A=a C=c", "2: C=3", "3: ", "4: A=1 D=4"])
            #expect(try workbook.rowTexts(1) == ["1: A=x", "2: A=y"])
        }
    }

    @Test func namesOfSheetsAreMended() throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/out.xlsx"
            let long = String(repeating: "x", count: 40)
            let hedgehogs = String(repeating: "🦔", count: 20)
            let names = [
                "a[b]:c*d?e/f\\g", "", "   ", long, long, long.uppercased(), hedgehogs, "Écht & <waar>\"", "écht & <WAAR>\"",
                "'quoted'", "History", "tab\tvoid\u{FFFF}",
            ]
            try write(names.map { ($0, ["k"], []) }, to: path)
            let written = try open(path).sheets.map(\.name)
            let expected: [String] = [
                "a_b__c_d_e_f_g", "Sheet", "Sheet (2)", String(long.prefix(31)), "\(long.prefix(27)) (2)",
                "\(long.uppercased().prefix(27)) (3)", String(hedgehogs.prefix(15)), "Écht & <waar>\"",
                "écht & <WAAR>\" (2)", "_quoted_", "History_", "tab_void_",
            ]
            #expect(written == expected)
            #expect(written.allSatisfy { $0.utf16.count <= 31 })
            #expect(Set(written.map { $0.lowercased() }).count == names.count)
        }
    }

    @Test func fullSheetsGoOnInAnother() throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/out.xlsx"
            let rows = (1...5).map { ["r\($0)"] }
            try write([("Fout", ["k"], rows), ("fout", ["k"], [["z"]])], to: path, rowsPerSheet: 3)
            let workbook = try open(path)
            #expect(workbook.sheets.map(\.name) == ["Fout", "Fout (2)", "Fout (3)", "fout (4)"])
            #expect(try workbook.rowTexts(0) == ["1: A=k", "2: A=r1", "3: A=r2"])
            #expect(try workbook.rowTexts(1) == ["1: A=k", "2: A=r3", "3: A=r4"])
            #expect(try workbook.rowTexts(2) == ["1: A=k", "2: A=r5"])
            #expect(try workbook.rowTexts(3) == ["1: A=k", "2: A=z"])
        }
    }

    /// More than is held back before it is written, and than a single deflate call takes.
    @Test func manyRowsGiveTheSameBytesEveryTime() throws {
        try ArchiveSamples.withFolder { folder in
            let rows = (0..<20_000).map { ["waarneming \($0)", "\($0)", $0 % 3 == 0 ? "" : "2024-05-03", "a & b"] }
            for name in ["1", "2"] {
                try write([("Gegevens", ["id", "aantal", "datum", "plek"], rows)], to: "\(folder)/\(name).xlsx")
            }
            #expect(try sha256(ofFile: folder + "/1.xlsx") == sha256(ofFile: folder + "/2.xlsx"))
            let texts = try open(folder + "/1.xlsx").rowTexts()
            #expect(texts.count == 20_001)
            #expect(texts.last == "20001: A=waarneming 19999 B=19999 C=2024-05-03 D=a & b")
        }
    }

    @Test func theFileIsTheOwnersAndIsNeverWrittenOver() throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/out.xlsx"
            let writer = try WorkbookWriter(path: path)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
            #expect(throws: FileAccessError.self) { try WorkbookWriter(path: path) }
            try writer.beginSheet("A", columns: [])
            writer.abandon()
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func callsOutOfOrderAreRefused() throws {
        try ArchiveSamples.withFolder { folder in
            let writer = try WorkbookWriter(path: folder + "/out.xlsx")
            #expect(throws: WorkbookError.self) { try writer.close() }
            #expect(throws: WorkbookError.self) { try writer.beginRow() }
            #expect(throws: WorkbookError.self) {
                try writer.beginSheet("A", columns: [String](repeating: "k", count: 16_385))
            }
            try writer.beginSheet("A", columns: ["k"])
            #expect(throws: WorkbookError.self) { try writer.endRow() }
            try writer.beginRow()
            #expect(throws: WorkbookError.self) { try writer.beginRow() }
            #expect(throws: WorkbookError.self) { try writer.close() }
            for _ in 0..<16_384 { writer.append("1") }
            try writer.endRow()
            try writer.beginRow()
            for _ in 0..<16_385 { writer.append("1") }
            let error = #expect(throws: WorkbookError.self) { try writer.endRow() }
            #expect(error?.message == "row 3 has more than 16384 columns")
            writer.abandon()
        }
    }

    // MARK: openpyxl

    @Test(.enabled(if: WorkbookPythonTests.hasClients, "needs NDFF_PYTHON or .venv/bin/python with openpyxl"))
    func openpyxlReadsTheSameValuesAndTypes() throws {
        try ArchiveSamples.withFolder { folder in
            let path = folder + "/out.xlsx"
            let rows = Self.values.map { [$0.text, "naast"] }
            try write([("Vreemde teksten", ["tekst & <kop>", "2"], rows), ("Tweede", ["k"], [["5"], [""]])], to: path)
            let output = try Outside.python(Self.reader, [path])
            let sheets = try JSONDecoder().decode([Sheet].self, from: Data(output.utf8))
            #expect(sheets.map(\.name) == ["Vreemde teksten", "Tweede"])
            #expect(sheets.allSatisfy { $0.frozen == "A2" && $0.isHeaderBold && !$0.isSecondRowBold })
            let first = try #require(sheets.first)
            try #require(first.rows.count == Self.values.count + 1)
            #expect(first.rows[0] == [Cell(text: "tekst & <kop>", type: "s"), Cell(text: "2", type: "s")])
            for (row, value) in zip(first.rows.dropFirst(), Self.values) {
                try #require(row.count == 2)
                #expect(row.map(\.type) == [value.isNumber ? "n" : "s", "s"])
                // Python shows small numbers with an exponent.
                let isSame = value.isNumber ? Double(row[0].text) == Double(value.text) : row[0].text == value.text
                #expect(isSame, "\(row[0].text.debugDescription) for \(value.text.debugDescription)")
            }
            #expect(sheets[1].rows == [[Cell(text: "k", type: "s")], [Cell(text: "5", type: "n")]])
        }
    }

    private struct Sheet: Decodable {
        var name: String
        var frozen: String?
        var isHeaderBold: Bool
        var isSecondRowBold: Bool
        var rows: [[Cell]]
    }

    private struct Cell: Decodable, Equatable {
        var text: String
        /// `n` or `s`, as openpyxl has it.
        var type: String
    }

    /// openpyxl leaves escapes within cells to who reads them.
    private static let reader = """
        import json, sys, warnings
        warnings.simplefilter('error')
        import openpyxl
        from openpyxl.utils.escape import unescape
        def text(v): return unescape(v) if isinstance(v, str) else str(v)
        out = []
        for sheet in openpyxl.load_workbook(sys.argv[1]):
            cells = [[{'text': text(c.value), 'type': c.data_type} for c in row if c.value is not None] for row in sheet]
            out.append({'name': sheet.title, 'frozen': sheet.freeze_panes, 'rows': [row for row in cells if row],
                'isHeaderBold': all(c.font.b for c in sheet[1]), 'isSecondRowBold': any(c.font.b for c in sheet[2])})
        print(json.dumps(out))
        """
}

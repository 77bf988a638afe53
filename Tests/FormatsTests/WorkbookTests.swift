import Formats
import Foundation
import Testing

@Suite struct WorkbookTests {
    private func data(_ rows: String) -> String { "<sheetData>\(rows)</sheetData>" }

    @Test func readsEveryKindOfCell() throws {
        let folder = try WorkbookFolder(
            [
                (
                    "Blad1",
                    data(
                        """
                        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>
                        <row r="3" spans="1:9"><c r="A3" t="inlineStr"><is><t>in</t><rPh sb="0" eb="1"><t>uitspraak</t></rPh></is></c>
                        <c r="C3" t="str"><f>A1&amp;"x"</f><v>uit &lt;formule&gt;_x000D_</v></c><c r="D3" t="b"><v>1</v></c>
                        <c r="E3" t="b"><v>0</v></c><c r="F3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="G3"/><c r="H3"><v></v></c>
                        <c r="I3" t="d"><v>2021-05-03</v></c><c r="J3"><f t="shared" si="0"/><v>12</v></c></row>
                        <row><c><v>1</v></c><c t="n"><v>2</v></c><c r="E4"><v>5</v></c><c><v>6</v></c></row>
                        <row r="6"><c r="C6"><v>3</v></c><c r="A6"><v>1</v></c><c r="C6"><v>9</v></c></row>
                        """)
                )
            ],
            strings: """
                <si><t>kop</t></si><si><r><rPr><b/></rPr><t>vet</t></r><r><t xml:space="preserve"> en niet</t></r>\
                <rPh sb="0" eb="1"><t>weg</t></rPh></si><si><t xml:space="preserve"> _x005F_x000D_ &#233;&amp; </t></si>
                """)
        #expect(
            try folder.rows() == [
                "1: A=kop B=vet en niet C= _x000D_ é& ",
                "3: A=in C=uit <formule>\r D=true E=false F=#DIV/0! I=2021-05-03 J=12", "4: A=1 B=2 E=5 F=6", "6: A=1 C=9",
            ])
    }

    @Test func readsStrictWorkbooksWithPrefixesAndAbsoluteTargets() throws {
        let strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
        let folder = try WorkbookFolder(
            [("Blad", "")], strings: "<si><t>naam</t></si>", workbook: "<workbookPr date1904='1'/>", namespace: strict,
            relations: "http://purl.oclc.org/ooxml/officeDocument/relationships", targets: "/xl/",
            others: [
                "xl/worksheets/sheet1.xml": """
                    <x:worksheet xmlns:x='\(strict)'><!-- c --><x:sheetData><x:row r='2'><x:c r='B2' t='s'><x:v>0</x:v></x:c></x:row>\
                    </x:sheetData></x:worksheet>
                    """
            ])
        #expect(try folder.rows() == ["2: B=naam"])
    }

    /// format code or number | value | text
    @Test(
        arguments: """
            0 | 51.200000000000003 | 51.2
            0 | 12 | 12
            0 | 12.0 | 12
            0 | -0.50 | -0.5
            0 | -0 | 0
            0 | -0.0 | 0
            0 | 1.0E-5 | 0.00001
            0 | 1.5E+15 | 1500000000000000
            0 | 1E3 | 1000
            0 | 0.1 | 0.1
            0 | 0.10000000000000001 | 0.1
            0 | 163086.92800000001 | 163086.928
            0 | 123456789012345678 | 123456789012345678
            0 | 007 | 7
            0 | .5 | 0.5
            0 | abc | abc
            14 | 43831 | 2020-01-01
            14 | 1 | 1900-01-01
            14 | 59 | 1900-02-28
            14 | 60 | 1900-02-29
            14 | 61 | 1900-03-01
            14 | 0 | 0
            14 | -5 | -5
            14 | 2958465 | 9999-12-31
            14 | 2958466 | 2958466
            14 | 44319.604166666664 | 2021-05-03T14:30:00
            22 | 44319 | 2021-05-03T00:00:00
            22 | 44319.999999999 | 2021-05-04T00:00:00
            22 | 44319.5000057870 | 2021-05-03T12:00:00.500
            20 | 0.60416666666666663 | 14:30:00
            20 | 0 | 00:00:00
            46 | 1.5 | 36:00:00
            17 | 44197 | 2021-01
            17 | 44200 | 2021-01-04
            yyyy | 44197 | 2021
            dd/mm/yyyy | 44197 | 2021-01-01
            dd\\-mm\\-jjjj | 44197 | 2021-01-01
            [$-413]d mmmm yyyy;@ | 44197 | 2021-01-01
            [$-F400]h:mm:ss AM/PM | 0.75 | 18:00:00
            yyyy-mm-dd hh:mm:ss | 44197.25 | 2021-01-01T06:00:00
            [h]:mm | 1.25 | 30:00:00
            mm:ss.0 | 0.5 | 12:00:00
            0.00 | 44197 | 44197
            #,##0.00 "dagen" | 3.5 | 3.5
            [Red]0;[Blue]-0 | 7 | 7
            0.00E+00 | 12345.5 | 12345.5
            General | 44197 | 44197
            "d"0 | 44197 | 44197
            0_d\\m | 44197 | 44197
            @ | 44197 | 44197
            d-mmm | 44197 | 2021-01-01
            """.split(separator: "\n").map(String.init))
    func showsNumbersAsTheyAreMeant(_ line: String) throws {
        let parts = line.components(separatedBy: " | ")
        let format = parts[0].replacingOccurrences(of: "\"", with: "&quot;")
        let number = Int(format)
        let styles =
            number != nil && format != "0.00"
            ? "<cellXfs><xf numFmtId='\(format)'/></cellXfs>"
            : "<numFmts><numFmt numFmtId='170' formatCode=\"\(format)\"/></numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='170'/></cellXfs>"
        let folder = try WorkbookFolder(
            [("A", data("<row r='1'><c r='A1' s='0'><v>\(parts[1])</v></c></row>"))], styles: styles)
        #expect(try folder.rows() == ["1: A=\(parts[2])"])
    }

    @Test func countsFrom1904WhereTheWorkbookSaysSo() throws {
        let folder = try WorkbookFolder(
            [("A", data("<row r='1'><c r='A1' s='0'><v>0</v></c><c r='B1' s='0'><v>42735.5</v></c></row>"))],
            styles: "<cellXfs><xf numFmtId='14'/></cellXfs>", workbook: "<workbookPr date1904='true'/>")
        #expect(try folder.rows() == ["1: A=1904-01-01 B=2021-01-01T12:00:00"])
    }

    /// Newer versions write a second element of that name among the extensions.
    @Test func extensionsDoNotChangeTheCounting() throws {
        let folder = try WorkbookFolder(
            [("A", data("<row r='1'><c r='A1' s='0'><v>41331</v></c></row>"))], styles: "<cellXfs><xf numFmtId='14'/></cellXfs>",
            workbook: """
                <workbookPr date1904='1'/><extLst><ext uri='x'>\
                <x14:workbookPr xmlns:x14='http://schemas.microsoft.com/office/spreadsheetml/2009/9/main' defaultImageDpi='32767'/>\
                </ext></extLst>
                """)
        #expect(try folder.rows() == ["1: A=2017-02-27"])
    }

    /// what | sheet | part of the message
    @Test(arguments: [
        ("cut off", "<sheetData><row r='1'><c r='A1'><v>1</v></c>", "</worksheet> where </row> should stand"),
        ("unknown shared text", "<sheetData><row r='1'><c r='A1' t='s'><v>7</v></c></row></sheetData>", "shared text"),
        ("no reference", "<sheetData><row r='1'><c r='1'><v>7</v></c></row></sheetData>", "reference"),
        ("row number", "<sheetData><row r='x'/></sheetData>", "number of a row"),
        ("column beyond XFD", "<sheetData><row r='1'><c r='XFE1'><v>1</v></c></row></sheetData>", "beyond column XFD"),
        ("entity", "<sheetData><row r='1'><c r='A1' t='str'><v>&bom;</v></c></row></sheetData>", "entity"),
        ("NUL", "<sheetData><row r='1'><c r='A1' t='str'><v>\0</v></c></row></sheetData>", "NUL"),
        ("depth", String(repeating: "<a>", count: 300), "deeper than 256"),
    ])
    func refusesDamagedSheets(_ what: String, _ sheet: String, _ message: String) throws {
        let folder = try WorkbookFolder([("A", sheet)])
        let error = #expect(throws: (any Error).self) { try folder.rows() }
        #expect("\(error.map { "\($0)" } ?? "")".contains(message))
        #expect("\(error.map { "\($0)" } ?? "")".contains("xl/worksheets/sheet1.xml"))
    }

    @Test func refusesDocumentTypesAndMissingParts() throws {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'bbbb'>]><worksheet><sheetData/></worksheet>"
        let declared = try WorkbookFolder([("A", "")], others: ["xl/worksheets/sheet1.xml": bomb])
        #expect(throws: (any Error).self) { try declared.rows() }
        let missing = try WorkbookFolder([("A", "")], others: ["xl/worksheets/sheet1.xml": ""])
        #expect(throws: WorkbookError.self) { try missing.rows() }
    }

    @Test func findsMergedCellsBehindTheRows() throws {
        let filler = String(repeating: "<row><c t='inlineStr'><is><t>mergeCell is a word</t></is></c></row>", count: 9000)
        let folder = try WorkbookFolder([
            ("A", data(filler) + "<mergeCells count='2'><mergeCell ref='A1:B1'/><mergeCell ref=\"C2:D400\"/></mergeCells>")
        ])
        let workbook = try folder.open()
        #expect(
            try workbook.mergedCells(of: workbook.sheets[0]) == [
                CellRange(rows: 1...1, columns: 0...1), CellRange(rows: 2...400, columns: 2...3),
            ])
    }
}

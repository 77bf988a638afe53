import Formats
import Testing

/// Reading in pieces on several threads comes to the same as reading from front to back, errors included.
@Suite struct PieceReadingTests {
    /// Records with line, offset and cells, and how it ended.
    private func read(_ reader: any RecordReader) -> [String] {
        var found: [String] = []
        let block = RecordBlock()
        do {
            while try reader.nextBlock(into: block, maximumRecords: 7) {
                #expect(block.recordCount <= 7)
                for record in 0..<block.recordCount {
                    let cells = (0..<block.fieldCount(record)).map { block.text(record, $0) ?? "" }
                    found.append("\(block.line(record))@\(block.offset(record)): \(cells.joined(separator: "|"))")
                }
            }
            found.append("end")
        } catch {
            found.append("\(error)")
        }
        return found
    }

    // MARK: GML

    private static func feature(_ number: Int, extra: String = "") -> String {
        """
        <wfs:member><w:w gml:id="w.\(number)"><w:soort>soort \(number), "x"</w:soort>\(extra)
        <w:plek><gml:Point><gml:pos>52.\(number) 5.\(number)</gml:pos></gml:Point></w:plek></w:w></wfs:member>
        """
    }

    private static func collection(_ features: [String], head: String = "") -> String {
        "<?xml version='1.0'?>\n<wfs:FeatureCollection xmlns:w='w' xmlns:gml='http://www.opengis.net/gml/3.2' "
            + "xmlns:wfs='http://www.opengis.net/wfs/2.0'>\(head)\n" + features.joined(separator: "\n") + "\n</wfs:FeatureCollection>\n"
    }

    private static let plain = (1...60).map { feature($0) }

    /// A document in which the feature of that number is another one.
    private static func with(_ number: Int, _ text: String) -> String {
        var features = plain
        features[number] = text
        return collection(features)
    }

    private static let envelope =
        "<gml:boundedBy><gml:Envelope srsName='urn:ogc:def:crs:EPSG::4258'><gml:lowerCorner>1 2</gml:lowerCorner></gml:Envelope></gml:boundedBy>"

    /// what is special | document
    static let documents: [(String, String)] = [
        ("nothing", collection(plain)),
        ("a system in front", collection(plain, head: envelope)),
        ("a byte order mark", "\u{FEFF}" + collection(plain)),
        ("a system on the way", with(30, envelope)),
        ("the tag in CDATA", with(30, feature(30, extra: "<w:op><![CDATA[a </wfs:member> b]]></w:op>"))),
        ("the tag in a comment", with(30, feature(30, extra: "<!-- </wfs:member> -->"))),
        ("members in a member", with(30, feature(30, extra: "<w:deel><wfs:member><w:a>1</w:a></wfs:member></w:deel>"))),
        ("end tags with a blank", collection(plain).replacingEndTags()),
        ("a tag that does not match", with(30, "<wfs:member><w:w><w:a></w:b></w:w></wfs:member>")),
        ("an entity", with(30, feature(30, extra: "<w:a>&onbekend;</w:a>"))),
        ("a NUL", with(30, feature(30, extra: "<w:a>\u{0}</w:a>"))),
        ("cut off", String(collection(plain).dropLast(900))),
        ("text behind it", collection(plain) + "meer"),
        ("no collection's end", String(collection(plain).dropLast(27))),
        ("another type", with(30, "<wfs:member><w:v><w:soort>niet</w:soort></w:v></wfs:member>")),
        (
            "features in one member",
            "<FeatureCollection xmlns:w='w'><featureMembers>\n"
                + (1...60).map { "<w:w><w:soort>soort \($0)</w:soort></w:w>" }.joined(separator: "\n")
                + "\n</featureMembers></FeatureCollection>"
        ),
        (
            "records of Darwin Core",
            "<SimpleDarwinRecordSet>" + (1...60).map { "<SimpleDarwinRecord><soort>soort \($0)</soort></SimpleDarwinRecord>\n" }.joined()
                + "</SimpleDarwinRecordSet>"
        ),
    ]

    @Test(arguments: documents) func readsGML(what: String, document: String) throws {
        let bytes = Array(document.utf8)
        let type = document.contains("<SimpleDarwin") ? "SimpleDarwinRecord" : "w"
        let layout = GMLReader.Layout(
            types: [type], passedOver: what == "another type" ? [] : nil, columns: ["gml_id", "soort"], hasGeometry: true,
            hasOthers: true, hasType: true)
        let whole = read(GMLReader(MemorySource(bytes), path: "t.gml", layout: layout))
        for size in [300, 700, 2000, 1 << 20] {
            let pieces = try GMLReader.reader(
                MemorySource(bytes, pieceBytes: 113), path: "t.gml", layout: layout, threads: 3, pieceBytes: size)
            #expect(read(pieces) == whole, "\(what), \(size)")
        }
        #expect(whole.count > 20)
    }

    @Test func pieceReadersCanBeDroppedHalfway() throws {
        let bytes = Array(Self.collection((1...5000).map { Self.feature($0) }).utf8)
        let layout = GMLReader.Layout(
            types: ["w"], passedOver: nil, columns: ["soort"], hasGeometry: false, hasOthers: false, hasType: false)
        for _ in 0..<50 {
            let reader = try GMLReader.reader(
                MemorySource(bytes), path: "t.gml", layout: layout, threads: 2, pieceBytes: 1000)
            let block = RecordBlock()
            #expect(try reader.nextBlock(into: block, maximumRecords: 5))
            #expect(block.text(4, 0) == "soort 5, \"x\"")
        }
    }

    // MARK: workbooks

    private static func row(_ number: Int?, _ cells: String = "") -> String {
        "<row\(number.map { " r=\"\($0)\"" } ?? "")><c><v>\(number ?? 0)</v></c><c t=\"inlineStr\"><is><t>tekst, \"x\"</t></is></c>\(cells)</row>"
    }

    private static let rows = (1...80).map { row($0) }

    private static func rows(_ number: Int, _ text: String) -> String {
        var rows = rows
        rows[number] = text
        return "<sheetData>\(rows.joined(separator: "\n"))</sheetData>"
    }

    static let sheets: [(String, String)] = [
        ("nothing", rows(0, row(1))),
        ("a tail", rows(0, row(1)) + "<mergeCells><mergeCell ref='A1:B1'/></mergeCells>" + String(repeating: "<x/>", count: 2000)),
        ("rows merged", rows(0, row(1)) + "<mergeCells><mergeCell ref='A5:A50'/></mergeCells>"),
        ("a row without number", rows(40, row(nil))),
        ("no row has a number", "<sheetData>\((1...80).map { _ in row(nil) }.joined())</sheetData>"),
        ("numbers with gaps", "<sheetData>\((1...80).map { row($0 * 3) }.joined())</sheetData>"),
        ("empty rows", rows(40, "<row r='41'/><row r='42'></row>")),
        ("the tag in CDATA", rows(40, row(41, "<c t='str'><v><![CDATA[</row>]]></v></c>"))),
        ("a wrong tag", rows(40, "<row r='41'><c></v></row>")),
        ("a wrong number", rows(40, "<row r='x'/>")),
        ("a missing text", rows(40, row(41, "<c t='s'><v>99</v></c>"))),
    ]

    @Test(arguments: sheets) func readsSheets(what: String, xml: String) throws {
        let folder = try WorkbookFolder([("Blad", xml)], strings: "<si><t>kop</t></si>")
        let workbook = try folder.open()
        let sheet = workbook.sheets[0]
        for hasCopy in [false, true] {
            let merged = hasCopy ? try workbook.mergedCells(of: sheet) : []
            let table = SheetRecordReader.Table(columns: [0, 1], firstRow: 2, label: "Blad", merged: merged)
            let whole = read(try workbook.records(of: sheet, table))
            for size in [300, 900, 1 << 20] {
                let pieces = try workbook.records(of: sheet, table, threads: 3, pieceBytes: size)
                #expect(read(pieces) == whole, "\(what), \(size)")
            }
            #expect(whole.count > 20)
        }
    }
}

extension String {
    fileprivate func replacingEndTags() -> String {
        split(separator: "</wfs:member>", omittingEmptySubsequences: false).joined(separator: "</wfs:member >")
    }
}

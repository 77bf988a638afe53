import Formats
import Foundation
import Outside
import Testing

/// A document read as a delivery would be: its first type of features, every property.
struct ReadGML {
    var columns: [String]
    /// `line: cell|cell`
    var records: [String] = []
    var types: [GMLSurvey.FeatureType]

    init(_ text: String, pieceBytes: Int = .max, blockRecords: Int = 3) throws {
        let bytes = Array(text.utf8)
        let survey = try GMLSurvey(MemorySource(bytes, pieceBytes: pieceBytes), path: "test.gml")
        types = survey.types
        columns = types.first?.columns ?? []
        let layout = GMLReader.Layout(
            types: Set(types.prefix(1).map(\.name)), passedOver: nil, columns: columns, hasGeometry: true,
            hasOthers: false, hasType: false)
        let reader = GMLReader(MemorySource(bytes, pieceBytes: pieceBytes), path: "test.gml", layout: layout)
        let block = RecordBlock()
        while try reader.nextBlock(into: block, maximumRecords: blockRecords) {
            for record in 0..<block.recordCount {
                let cells = (0..<block.fieldCount(record)).map { block.text(record, $0) ?? "" }
                records.append("\(block.line(record)): \(cells.joined(separator: "|"))")
            }
        }
    }
}

@Suite struct GMLTests {
    private static let spaces =
        "xmlns:gml='http://www.opengis.net/gml/3.2' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:wfs='http://www.opengis.net/wfs/2.0'"

    private static func collection(_ geometry: String) -> String {
        "<gml:FeatureCollection \(spaces)><gml:featureMember><w><plek>\(geometry)</plek></w></gml:featureMember></gml:FeatureCollection>"
    }

    private static func member(_ content: String) -> String { "<gml:featureMember>\(content)</gml:featureMember>" }

    private static let ring = "<gml:LinearRing><gml:posList>0 0 4 0 4 4 0 0</gml:posList></gml:LinearRing>"
    private static let rd = "srsName='urn:ogc:def:crs:EPSG::28992'"

    /// geometry | Well-Known Text and system
    @Test(arguments: [
        ("<gml:Point \(rd)><gml:pos>155000.5 463000</gml:pos></gml:Point>", "POINT (155000.5 463000)|EPSG:28992"),
        ("<gml:Point srsName='EPSG:28992' srsDimension='3'><gml:pos>1 2 3</gml:pos></gml:Point>", "POINT (1 2)|EPSG:28992"),
        ("<gml:Point srsName='EPSG:4326'><gml:pos>5.2 52.1</gml:pos></gml:Point>", "POINT (5.2 52.1)|EPSG:4326"),
        ("<gml:Point srsName='urn:ogc:def:crs:EPSG::4326'><gml:pos>52.1 5.2</gml:pos></gml:Point>", "POINT (5.2 52.1)|EPSG:4326"),
        ("<gml:Point srsName='urn:ogc:def:crs:EPSG:6.9:4258'><gml:pos>52.1 5.2</gml:pos></gml:Point>", "POINT (5.2 52.1)|EPSG:4258"),
        ("<gml:Point srsName='http://www.opengis.net/def/crs/EPSG/0/4326'><gml:pos>52.1 5.2 7</gml:pos></gml:Point>", "POINT (5.2 52.1)|EPSG:4326"),
        ("<gml:Point srsName='urn:ogc:def:crs:OGC:1.3:CRS84'><gml:pos>5.2 52.1</gml:pos></gml:Point>", "POINT (5.2 52.1)|EPSG:4326"),
        ("<gml:Point srsName='http://www.opengis.net/gml/srs/epsg.xml#4326'><gml:coordinates>5.2,52.1</gml:coordinates></gml:Point>", "POINT (5.2 52.1)|EPSG:4326"),
        ("<gml:Point srsName='urn:x-ogc:def:crs:EPSG:28992'><gml:coord><gml:X>1.5</gml:X><gml:Y>2</gml:Y></gml:coord></gml:Point>", "POINT (1.5 2)|EPSG:28992"),
        ("<gml:Point><gml:coordinates cs=';' ts='#' decimal=','>1,5;2,25</gml:coordinates></gml:Point>", "POINT (1.5 2.25)|"),
        ("<gml:LineString><gml:pos>1 2</gml:pos><gml:pos>3 4</gml:pos></gml:LineString>", "LINESTRING (1 2, 3 4)|"),
        ("<gml:LineString><gml:coordinates>1,2,9 3,4,9\n 5,6,9</gml:coordinates></gml:LineString>", "LINESTRING (1 2, 3 4, 5 6)|"),
        ("<gml:LineString srsDimension='3'><gml:posList>1 2 9\n3 4 9</gml:posList></gml:LineString>", "LINESTRING (1 2, 3 4)|"),
        ("<gml:Polygon><gml:exterior>\(ring)</gml:exterior><gml:interior>\(ring)</gml:interior></gml:Polygon>", "POLYGON ((0 0, 4 0, 4 4, 0 0), (0 0, 4 0, 4 4, 0 0))|"),
        ("<gml:Polygon><gml:outerBoundaryIs><gml:LinearRing><gml:coordinates>0,0 1,0 1,1 0,0</gml:coordinates></gml:LinearRing></gml:outerBoundaryIs></gml:Polygon>", "POLYGON ((0 0, 1 0, 1 1, 0 0))|"),
        ("<gml:MultiPoint><gml:pointMember><gml:Point><gml:pos>1 2</gml:pos></gml:Point></gml:pointMember><gml:pointMembers><gml:Point><gml:pos>3 4</gml:pos></gml:Point></gml:pointMembers></gml:MultiPoint>", "MULTIPOINT ((1 2), (3 4))|"),
        ("<gml:MultiCurve \(rd)><gml:curveMember><gml:Curve><gml:segments><gml:LineStringSegment><gml:posList>0 0 1 1</gml:posList></gml:LineStringSegment><gml:LineStringSegment><gml:posList>1 1 2 2</gml:posList></gml:LineStringSegment></gml:segments></gml:Curve></gml:curveMember><gml:curveMember><gml:LineString><gml:posList>5 5 6 6</gml:posList></gml:LineString></gml:curveMember></gml:MultiCurve>", "MULTILINESTRING ((0 0, 1 1, 2 2), (5 5, 6 6))|EPSG:28992"),
        ("<gml:MultiSurface><gml:surfaceMember><gml:Polygon><gml:exterior>\(ring)</gml:exterior></gml:Polygon></gml:surfaceMember><gml:surfaceMember><gml:Surface><gml:patches><gml:PolygonPatch><gml:exterior>\(ring)</gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface></gml:surfaceMember></gml:MultiSurface>", "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((0 0, 4 0, 4 4, 0 0)))|"),
        ("<gml:MultiPolygon srsName='EPSG:28992'><gml:polygonMember><gml:Polygon><gml:exterior>\(ring)</gml:exterior></gml:Polygon></gml:polygonMember></gml:MultiPolygon>", "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)))|EPSG:28992"),
        ("<gml:Surface><gml:patches><gml:PolygonPatch><gml:exterior><gml:Ring><gml:curveMember><gml:LineString><gml:posList>0 0 1 0 1 1</gml:posList></gml:LineString></gml:curveMember><gml:curveMember><gml:LineString><gml:posList>1 1 0 0</gml:posList></gml:LineString></gml:curveMember></gml:Ring></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface>", "POLYGON ((0 0, 1 0, 1 1, 0 0))|"),
        ("<gml:Curve><gml:segments><gml:Arc><gml:posList>0 0 1 1 2 0</gml:posList></gml:Arc></gml:segments></gml:Curve>", "CIRCULARSTRING (0 0, 1 1, 2 0)|"),
        ("<gml:MultiGeometry><gml:geometryMember><gml:Point><gml:pos>1 2</gml:pos></gml:Point></gml:geometryMember><gml:geometryMember><gml:LineString><gml:posList>0 0 1 1</gml:posList></gml:LineString></gml:geometryMember></gml:MultiGeometry>", "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))|"),
        ("<gml:Point/>", "POINT EMPTY|"),
        ("<gml:LineString><gml:posList>1 1 1 1</gml:posList></gml:LineString>", "LINESTRING (1 1, 1 1)|"),
    ])
    func writesGeometriesAsText(_ geometry: String, _ expected: String) throws {
        #expect(try ReadGML(Self.collection(geometry)).records == ["1: \(expected)"])
        #expect(try ReadGML(Self.collection(geometry), pieceBytes: 1).records == ["1: \(expected)"])
    }

    private static let document = """
        <?xml version="1.0" encoding="utf-8"?>
        <!-- as GDAL and map services write it -->
        <wfs:FeatureCollection \(spaces) numberReturned="3">
        <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::4258"><gml:lowerCorner>1 2</gml:lowerCorner></gml:Envelope></gml:boundedBy>
        <wfs:member>
        <ogr:waarneming gml:id="w.1">
          <gml:boundedBy><gml:Envelope srsName="EPSG:4258"><gml:lowerCorner>9 9</gml:lowerCorner></gml:Envelope></gml:boundedBy>
          <ogr:geometryProperty><gml:Point gml:id="w.geom.1" srsName="EPSG:4258"><gml:pos>5 52</gml:pos></gml:Point></ogr:geometryProperty>
          <ogr:soort>Parus &amp; <![CDATA[<major>]]></ogr:soort>
          <ogr:aantal>3</ogr:aantal><ogr:Ring>12.345</ogr:Ring>
          <ogr:telling><ogr:Bezoek><ogr:datum>2021-05-03</ogr:datum></ogr:Bezoek></ogr:telling>
        </ogr:waarneming>
        </wfs:member>
        <wfs:member><ogr:waarneming gml:id="w.2"><ogr:aantal xsi:nil="true">7</ogr:aantal>
          <ogr:soort xlink:href="https://example.org/7"/><ogr:kleur>geel</ogr:kleur><ogr:kleur>rood</ogr:kleur></ogr:waarneming></wfs:member>
        <wfs:member><ogr:plot gml:id="p.1"><ogr:naam>A</ogr:naam></ogr:plot></wfs:member>
        <wfs:member><wfs:FeatureCollection><wfs:member><ogr:waarneming fid="w.3">
          <ogr:plek><gml:Point><gml:pos>52 5</gml:pos></gml:Point></ogr:plek>
          <ogr:omtrek><gml:LineString><gml:posList>52 5 53 6</gml:posList></gml:LineString></ogr:omtrek></ogr:waarneming></wfs:member></wfs:FeatureCollection></wfs:member>
        </wfs:FeatureCollection>
        """

    @Test(arguments: [Int.max, 1, 7, 64]) func readsProperties(_ pieceBytes: Int) throws {
        let read = try ReadGML(Self.document, pieceBytes: pieceBytes)
        #expect(
            read.columns == [
                "gml_id", "soort", "aantal", "Ring", "telling.Bezoek.datum", "kleur", "fid", "omtrek",
            ])
        #expect(
            read.records == [
                "6: POINT (5 52)|EPSG:4258|w.1|Parus & <major>|3|12.345|2021-05-03|||",
                "14: ||w.2|https://example.org/7||||geel \\| rood||".replacingOccurrences(of: "\\", with: ""),
                "17: POINT (5 52)|EPSG:4258|||||||w.3|LINESTRING (5 52, 6 53)",
            ])
        #expect(read.types.map(\.name) == ["waarneming", "plot"] && read.types.map(\.count) == [3, 1])
    }

    /// The envelope of a collection within another speaks for its own features, not for those behind it.
    @Test(arguments: [Int.max, 1, 7]) func systemOfNestedCollectionEndsWithIt(_ pieceBytes: Int) throws {
        func envelope(_ code: Int) -> String {
            "<gml:boundedBy><gml:Envelope srsName=\"EPSG:\(code)\"><gml:lowerCorner>1 2</gml:lowerCorner></gml:Envelope></gml:boundedBy>"
        }
        func place(_ x: Int) -> String { Self.member("<w><p><gml:Point><gml:pos>\(x) 2</gml:pos></gml:Point></p></w>") }
        let inner = "<gml:featureMember><wfs:FeatureCollection>\(envelope(31370))\(place(2))</wfs:FeatureCollection></gml:featureMember>"
        let text = "<wfs:FeatureCollection \(Self.spaces)>\(envelope(28992))\(place(1))\(inner)\(place(3))</wfs:FeatureCollection>"
        #expect(
            try ReadGML(text, pieceBytes: pieceBytes).records == [
                "1: POINT (1 2)|EPSG:28992", "1: POINT (2 2)|EPSG:31370", "1: POINT (3 2)|EPSG:28992",
            ])
    }

    @Test func readsFeaturesOfOneFeatureMembersElement() throws {
        let features = (1...9).map { "<a:w xmlns:a='urn:a' gml:id='\($0)'><a:n>\($0)</a:n></a:w>" }.joined()
        let read = try ReadGML("<c:Rondje xmlns:c='urn:c' \(Self.spaces)><gml:featureMembers>\(features)</gml:featureMembers></c:Rondje>")
        #expect(read.records.count == 9 && read.records.last == "1: ||9|9")
    }

    @Test func keepsPropertiesThatTurnUpLater() throws {
        let layout = GMLReader.Layout(
            types: ["w"], passedOver: [], columns: ["a"], hasGeometry: false, hasOthers: true, hasType: true)
        let text = "<c \(Self.spaces)>" + Self.member("<w><a>1</a></w>") + Self.member("<w><b>2</b><a>3</a><c>x; y</c></w>")
            + Self.member("<v/>") + "</c>"
        let reader = GMLReader(MemorySource(Array(text.utf8)), path: "test.gml", layout: layout)
        let block = RecordBlock()
        #expect(try reader.nextBlock(into: block, maximumRecords: 10))
        #expect(block.recordCount == 2 && block.text(1, 0) == "3" && block.text(1, 2) == "b=2; c=x; y")
        // The records in front of what cannot be read came first.
        let error = #expect(throws: XMLParseError.self) { try reader.nextBlock(into: block, maximumRecords: 10) }
        #expect(error?.message.contains("'v'") == true)
    }

    @Test(arguments: [
        ("<c>" + member("<w><a>1</b></w>") + "</c>", "</b> where </a> should stand"),
        ("<c>" + member("<w><a>1</a></w>"), "stops before its root element ends"),
        ("<!DOCTYPE c [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><c>" + member("<w>&x;</w>") + "</c>", "DTD"),
        ("<c>" + member("<w><a>&x;</a></w>") + "</c>", "entity '&x;'"),
        ("<c>" + member("<w><a>&#0;</a></w>") + "</c>", "entity '&#0;'"),
        ("<c>" + member("<w><a b=c>1</a></w>") + "</c>", "between quotes"),
        ("<c/><c/>", "second root"), ("", "empty"), ("tekst", "does not begin as XML"),
        ("<c>" + String(repeating: "<a>", count: 400), "deeper than 256"),
        ("<c>" + member(String(repeating: "<a>", count: 400)), "deeper than 256"), ("<c><a", "in the middle of a tag"),
    ])
    func saysWhatIsWrong(_ text: String, _ message: String) {
        let error = #expect(throws: XMLParseError.self) { try ReadGML(text) }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    /// As GDAL writes it, in the three versions.
    @Test(.enabled(if: Outside.hasPython && hasGDAL), arguments: ["GML2", "GML3", "GML3.2"])
    func readsWhatGDALWrites(_ version: String) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("gdal-\(UUID().uuidString).gml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Outside.python(Self.writer, [file.path, version])
        let read = try ReadGML(try String(contentsOf: file, encoding: .utf8))
        #expect(read.types.map(\.count) == [300])
        #expect(read.columns.suffix(3) == ["soort", "aantal", "datum"])
        let cells = read.records.map { $0.components(separatedBy: ": ")[1].components(separatedBy: "|") }
        #expect(cells[0][0] == "POINT (155000 463000)" && cells[7][0] == "POINT (155007 463014)")
        #expect(cells.allSatisfy { $0[1] == "EPSG:28992" })
        #expect(cells[7].suffix(3) == ["Parus <major> & 7", "7", "2021-05-03"])
    }

    static let hasGDAL = (try? Outside.python("import pyogrio", [])) != nil

    private static let writer = """
        import struct, sys
        import numpy, pyogrio.raw
        n = 300
        points = numpy.array([struct.pack('<BIdd', 1, 1, 155000 + i, 463000 + 2 * i) for i in range(n)], dtype=object)
        pyogrio.raw.write(sys.argv[1], points,
            [numpy.array(['Parus <major> & %d' % i for i in range(n)], dtype=object), numpy.arange(n, dtype='int32'),
             numpy.array(['2021-05-03'] * n, dtype='datetime64[D]')],
            ['soort', 'aantal', 'datum'], geometry_type='Point', crs='EPSG:28992', driver='GML', layer='waarneming',
            dataset_options={'FORMAT': sys.argv[2]})
        """
}

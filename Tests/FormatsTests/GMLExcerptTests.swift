import Formats
import Foundation
import Outside
import Testing

@Suite struct GMLExcerptTests {
    typealias Fields = [(name: String, value: String)]

    /// A feature as the reader gives it: where it begins, its type, geometry, system and properties, those that have no value
    /// left out.
    struct Feature: Equatable {
        var offset: Int64
        var values: [String: String]
    }

    static func features(_ bytes: [UInt8], pieceBytes: Int = .max, threads: Int = 1) throws -> [Feature] {
        let survey = try GMLSurvey(MemorySource(bytes), path: "test.gml")
        var columns: [String] = []
        for column in survey.types.flatMap(\.columns) where !columns.contains(column) { columns.append(column) }
        let layout = GMLReader.Layout(
            types: Set(survey.types.map(\.name)), passedOver: nil, columns: columns, hasGeometry: true, hasOthers: true,
            hasType: true)
        let names = ["geometry", "crs"] + columns + ["type", "others"]
        let reader = try GMLReader.reader(
            MemorySource(bytes, pieceBytes: pieceBytes), path: "test.gml", layout: layout, threads: threads, pieceBytes: 300)
        var features: [Feature] = []
        let block = RecordBlock()
        while try reader.nextBlock(into: block, maximumRecords: 5) {
            for record in 0..<block.recordCount {
                var values: [String: String] = [:]
                for (column, name) in names.enumerated() {
                    if let text = block.text(record, column), !text.isEmpty { values[name] = text }
                }
                features.append(Feature(offset: block.offset(record), values: values))
            }
        }
        return features
    }

    static func excerpt(
        _ features: [(offset: Int64, fields: Fields)], of bytes: [UInt8], pieceBytes: Int = .max
    ) throws -> [UInt8] {
        var written: [UInt8] = []
        try GMLExcerpt.write(
            features, of: { MemorySource(bytes, pieceBytes: pieceBytes) }, path: "test.gml", into: { written += $0 })
        return written
    }

    static func fields(_ number: Int) -> Fields {
        [("ndff_levering", "7"), ("ndff_record", "\(number)"), ("ndff_reden", "datum < 1800 & \"geen\" soort"), ("ndff_leeg", "")]
    }

    // MARK: documents

    private static let spaces =
        "xmlns:gml='http://www.opengis.net/gml/3.2' xmlns:wfs='http://www.opengis.net/wfs/2.0' xmlns:w='urn:w' "
        + "xmlns:timeStamp='urn:t'"

    private static func observation(_ number: Int, _ more: String = "") -> String {
        """
        <w:w gml:id="w.\(number)" w:toelichting="a > b">
            <w:soort>soort \(number) &amp; é</w:soort>\(more)
            <w:plek><gml:Point><gml:pos>52.\(number) 5.\(number)</gml:pos></gml:Point></w:plek>
          </w:w>
        """
    }

    private static func service(_ members: [String], _ root: String = "wfs:FeatureCollection") -> String {
        """
        <?xml version="1.0" encoding="utf-8" standalone="yes"?>
        <?xml-stylesheet href="a.xsl"?>
        <!-- <?xml version="1.0"?> <wfs:member><w:w/></wfs:member> -->
        <\(root) \(spaces) timeStamp="2026-01-01T00:00:00Z" numberMatched='\(members.count)'
            numberReturned="\(members.count)" w:timeStamp="blijft">
        <wfs:boundedBy>
          <gml:Envelope srsName="urn:ogc:def:crs:EPSG::4258"><gml:lowerCorner>1 2</gml:lowerCorner></gml:Envelope>
        </wfs:boundedBy>
        \(members.joined(separator: "\n"))
        </\(root)>

        """
    }

    private static func member(_ content: String) -> String { "<wfs:member>\n  \(content)\n</wfs:member>" }

    private static let deceptions = [
        member(observation(1)), "<!-- \(member(observation(2))) -->",
        member(observation(3, "<w:tekst><![CDATA[</w:w></wfs:member>\(member("<w:w/>"))]]></w:tekst>")),
        member(observation(4, "<!-- </w:w> <ndff_record>8</ndff_record> --><?php </w:w> ?>")),
        member(observation(5, "<w:deel><w:w><w:w>binnen</w:w></w:w><wfs:member><w:w>x</w:w></wfs:member></w:deel>")),
        member("<w:w gml:id='leeg'/>"), member("<w:w gml:id='ook leeg'></w:w >"), "<wfs:member/>",
        member("<w:plot><w:naam>ander</w:naam></w:plot>"), "<w:iets><w:w><w:soort>buiten</w:soort></w:w></w:iets>",
        member(observation(10)),
    ]

    /// what it is | document
    static let documents: [(String, String)] = [
        ("WFS 2", service((1...40).map { member(observation($0)) })),
        ("what looks like features", service(deceptions)),
        ("a byte order mark", "\u{FEFF}" + service(deceptions)),
        (
            "a system on the way",
            service(
                (1...9).map { member(observation($0)) } + [
                    "<gml:boundedBy><gml:Envelope srsName='EPSG:4326'/></gml:boundedBy>",
                    "<gml:boundedBy><gml:Envelope srsName='EPSG:28992'/></gml:boundedBy>",
                ] + (10...19).map { member(observation($0)) })
        ),
        (
            "collections in a collection",
            service([
                member(observation(1)),
                member(
                    "<wfs:FeatureCollection timeStamp='x' xmlns:i='urn:i'><wfs:member><i:i><i:a>1</i:a></i:i></wfs:member>"
                        + "<wfs:member><i:i><i:a>2</i:a></i:i></wfs:member></wfs:FeatureCollection>"),
                member("<wfs:Tuple>\(member(observation(4)))\(member(observation(5)))</wfs:Tuple>"),
                member(observation(6)), member(observation(7)), member(observation(8)),
            ])
        ),
        (
            "GML 2 as GDAL writes it",
            """
            <ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml">
              <gml:boundedBy>
                <gml:Box srsName="EPSG:28992"><gml:coord><gml:X>0</gml:X><gml:Y>0</gml:Y></gml:coord></gml:Box>
              </gml:boundedBy>

            """
                + (0..<30).map {
                    "  <gml:featureMember>\n    <ogr:w fid=\"w.\($0)\"><ogr:plek><gml:Point>"
                        + "<gml:coordinates>15500\($0),463000</gml:coordinates></gml:Point></ogr:plek><ogr:n>\($0)</ogr:n>"
                        + "</ogr:w>\n  </gml:featureMember>\n"
                }.joined() + "</ogr:FeatureCollection>"
        ),
        (
            "all features in one element",
            "<wfs:FeatureCollection \(spaces) numberOfFeatures='20'><gml:featureMembers>\n"
                + (1...20).map { observation($0) }.joined(separator: "\n") + "</gml:featureMembers></wfs:FeatureCollection>"
        ),
        (
            "records of Darwin Core",
            "<SimpleDarwinRecordSet xmlns='http://rs.tdwg.org/dwc/xsd/simpledarwincore/' "
                + "xmlns:dwc='http://rs.tdwg.org/dwc/terms/'>\n"
                + (1...20).map {
                    "<SimpleDarwinRecord><dwc:scientificName>Parus \($0)</dwc:scientificName></SimpleDarwinRecord>\n"
                }.joined() + "</SimpleDarwinRecordSet>"
        ),
    ]

    // MARK: tests

    @Test(arguments: documents) func offsetsAreWhereFeaturesBegin(_ what: String, _ text: String) throws {
        let bytes = Array(text.utf8)
        let read = try Self.features(bytes)
        #expect(read.count > 5)
        for feature in read {
            let begin = String(decoding: bytes[Int(feature.offset)...].prefix(40), as: UTF8.self)
            let name = begin.prefix { $0 != " " && $0 != ">" && $0 != "/" }
            #expect(name.first == "<" && name.split { "<:".contains($0) }.last.map(String.init) == feature.values["type"])
        }
        #expect(try Self.features(bytes, pieceBytes: 7) == read)
        #expect(try Self.features(bytes, threads: 3) == read)
    }

    @Test(arguments: documents) func featuresAreTheSameAndHaveTheFieldsBesides(_ what: String, _ text: String) throws {
        let bytes = Array(text.utf8)
        let whole = try Self.features(bytes)
        for step in [1, 3, whole.count - 1] {
            let chosen = stride(from: step - 1, to: whole.count, by: step).map { whole[$0] }
            let wanted = chosen.enumerated().map { ($1.offset, Self.fields($0)) }
            let excerpt = try Self.excerpt(wanted, of: bytes)
            let expected = chosen.enumerated().map { number, feature in
                feature.values.merging(Self.fields(number).filter { !$0.value.isEmpty }.map { ($0.name, $0.value) }) { $1 }
            }
            let read = try Self.features(excerpt)
            #expect(read.map(\.values) == expected)
            #expect(try Self.excerpt(wanted, of: bytes, pieceBytes: 1) == excerpt)
            try Self.expectWellFormed(excerpt)

            // Not corrected and delivered again: the same comes back.
            let again = try Self.excerpt(read.enumerated().map { ($1.offset, Self.fields($0)) }, of: excerpt)
            #expect(String(decoding: again, as: UTF8.self) == String(decoding: excerpt, as: UTF8.self))
        }
    }

    static func expectWellFormed(_ bytes: [UInt8]) throws {
        guard let xmllint = ArchiveSamples.xmllint else { return }
        let (output, status) = try ArchiveSamples.run(
            xmllint, ["--noout", "--nonet", "-"], input: String(decoding: bytes, as: UTF8.self))
        #expect(status == 0, "\(output)")
    }

    @Test func writesTheDocumentAsItStands() throws {
        let text = """
            <?xml version='1.0' encoding='ISO-8859-1'?>
            <!-- van ons -->
            <FeatureCollection xmlns='http://www.opengis.net/wfs' numberOfFeatures='4' a = "1" timeStamp='t'>
              <boundedBy>ja</boundedBy>
              <!-- eerst -->
              <member><a id="1"><b>\u{E9}\u{E9}n</b></a></member>
              <member id='m'>
                <a id="2" />
                <!-- twee --></member><member><a id="3"><b/>
                <ndff_regel>1</ndff_regel><x:ndff_reden y='>'><b/></x:ndff_reden> <c/>
                </a></member>
            </FeatureCollection>
            """
        let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        let source = { TranscodingSource(MemorySource(bytes), encoding: .latin1) }
        let whole = try Self.features(source().readAll())
        var written: [UInt8] = []
        try GMLExcerpt.write(
            [(whole[0].offset, []), (whole[1].offset, [("ndff_reden", "a & b")]), (whole[2].offset, [("ndff_regel", "9")])],
            of: source, path: "", into: { written += $0 })
        #expect(
            String(decoding: written, as: UTF8.self) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <!-- van ons -->
                <FeatureCollection xmlns='http://www.opengis.net/wfs' a = "1">
                  <boundedBy>ja</boundedBy>
                  <!-- eerst -->
                  <member><a id="1"><b>één</b></a>
                </member>
                <member id='m'>
                    <a id="2" >
                <ndff_reden>a &amp; b</ndff_reden></a>
                </member>
                <member><a id="3"><b/> <c/>
                <ndff_regel>9</ndff_regel>
                    </a>
                </member>
                </FeatureCollection>

                """)
    }

    /// Longer than what is read or written at once.
    @Test func longFeatures() throws {
        let positions = (0..<60_000).map { "<gml:pos>\($0) \($0 + 1)</gml:pos>" }.joined(separator: "\n")
        let long = Self.observation(2, "<w:lijn><gml:LineString>\(positions)</gml:LineString></w:lijn>")
        let bytes = Array(Self.service([Self.member(Self.observation(1)), Self.member(long), Self.member(long)]).utf8)
        let whole = try Self.features(bytes)
        let excerpt = try Self.excerpt([(whole[1].offset, Self.fields(1))], of: bytes, pieceBytes: 60_000)
        var read = try #require(try Self.features(excerpt).first).values
        for (name, _) in Self.fields(1) { read[name] = nil }
        #expect(read == whole[1].values)
    }

    @Test func whatCannotBeWritten() throws {
        let bytes = Array(Self.service((1...9).map { Self.member(Self.observation($0)) }).utf8)
        let offsets = try Self.features(bytes).map(\.offset)
        for wrong in [[offsets[3] + 1], [0], [offsets[4], offsets[2]], [offsets[2], offsets[2]], [Int64(bytes.count)]] {
            let error = #expect(throws: XMLParseError.self) { try Self.excerpt(wrong.map { ($0, []) }, of: bytes) }
            #expect(error?.message.contains("no feature begins at byte") == true)
        }
        // Damage behind the last feature that is wanted is nobody's business, in front of its end it is.
        let cut = Array(bytes[..<Int(offsets[4] + 40)])
        let excerpt = try Self.excerpt([(offsets[1], []), (offsets[3], [])], of: cut)
        #expect(try Self.features(excerpt).count == 2)
        #expect(throws: XMLParseError.self) { try Self.excerpt([(offsets[4], [])], of: cut) }
        #expect(try Self.excerpt([], of: cut).isEmpty)
    }
}

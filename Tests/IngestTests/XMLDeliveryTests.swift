import Formats
import Foundation
import Ingest
import Testing

@Suite struct XMLDeliveryTests {
    private static func document(_ features: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:o="urn:o">
        \(features)
        </gml:FeatureCollection>
        """
    }

    private static func observation(_ id: Int) -> String {
        """
        <gml:featureMember><o:waarneming gml:id="w\(id)"><o:identiteit>https://example.org/\(id)</o:identiteit>\
        <o:soort>Parus major</o:soort><o:datum>2021-05-03</o:datum>\
        <o:plek><gml:Point srsName="urn:ogc:def:crs:EPSG::4326"><gml:pos>52.1 5.2</gml:pos></gml:Point></o:plek>\
        </o:waarneming></gml:featureMember>
        """
    }

    @Test func takesFeaturesInByTheirNames() throws {
        let plot = "<gml:featureMember><o:plot><o:naam>A</o:naam></o:plot></gml:featureMember>"
        let text = Self.document(plot + "\n" + (1...5).map(Self.observation).joined(separator: "\n"))
        let folder = try DeliveryFolder(texts: ["levering.bin": text])
        let delivery = try TurnedDelivery(folder.file("levering.bin"))
        #expect(delivery.columns == ["geometry", "crs", "gml_id", "identiteit", "soort", "datum"])
        #expect(delivery.notes.contains { $0.contains("'plot' not read") })
        let taken = try IntakeSample.take(path: folder.file("levering.bin"))
        #expect(taken.result.stored == 5 && taken.result.quarantined.isEmpty)
        #expect(taken.values("province").allSatisfy { !$0.isEmpty })
        #expect(try TurnedDelivery(folder.file("levering.bin"), profile: "table: { layers: [plot] }").records == ["3: A"])
        #expect(throws: DeliveryError.self) {
            try TurnedDelivery(folder.file("levering.bin"), profile: "table: { layers: [nergens] }")
        }
    }

    @Test func readsSeveralTypesOfObservations() throws {
        let other = Self.observation(2).replacing("o:waarneming", with: "o:nest")
        let folder = try DeliveryFolder(texts: ["a.gml": Self.document(Self.observation(1) + other)])
        let delivery = try TurnedDelivery(folder.file("a.gml"))
        #expect(delivery.columns.last == "layer")
        #expect(delivery.records.map { $0.components(separatedBy: "|").last } == ["waarneming", "nest"])
    }

    @Test(arguments: [
        ("iso-8859-1", String.Encoding.isoLatin1), ("utf-16", .utf16LittleEndian), ("UTF-16", .utf16BigEndian),
        ("windows-1252", .windowsCP1252), ("utf-8", .utf8),
    ])
    func readsTheEncodingThatTheDocumentNames(_ label: String, _ encoding: String.Encoding) throws {
        let text = Self.document(Self.observation(1).replacing("Parus major", with: "Koekoeksbloem é"))
            .replacing("UTF-8", with: label)
        let folder = try DeliveryFolder(["a.gml": Array(try #require(text.data(using: encoding)))])
        #expect(try TurnedDelivery(folder.file("a.gml")).records[0].contains("Koekoeksbloem é"))
    }

    @Test func readsSimpleDarwinCoreRecords() throws {
        let folder = try DeliveryFolder(texts: [
            "a.xml": """
                <SimpleDarwinRecordSet xmlns="http://rs.tdwg.org/dwc/xsd/simpledarwincore/" xmlns:dwc="http://rs.tdwg.org/dwc/terms/" xmlns:dcterms="http://purl.org/dc/terms/">
                <SimpleDarwinRecord><dcterms:language>nl</dcterms:language><dwc:occurrenceID>urn:1</dwc:occurrenceID><dwc:scientificName>Parus major</dwc:scientificName></SimpleDarwinRecord>
                <SimpleDarwinRecord><dwc:occurrenceID>urn:2</dwc:occurrenceID><dwc:scientificName>Pica pica</dwc:scientificName></SimpleDarwinRecord>
                </SimpleDarwinRecordSet>
                """
        ])
        let delivery = try TurnedDelivery(folder.file("a.xml"))
        #expect(delivery.columns == ["language", "occurrenceID", "scientificName"])
        #expect(delivery.records == ["2: nl|urn:1|Parus major", "3: |urn:2|Pica pica"])
    }

    /// document | code | part of the message
    @Test(arguments: [
        ("<DataSets xmlns='http://www.tdwg.org/schemas/abcd/2.06'><DataSet/></DataSets>", "FORMAT_NOT_READ", "ABCD 2"),
        ("<Unit><UnitID>1</UnitID></Unit>", "FORMAT_NOT_READ", "ABCD"),
        ("<DarwinRecordSet><DarwinRecord/></DarwinRecordSet>", "FORMAT_NOT_READ", "Darwin Core XML"),
        ("<eml:eml xmlns:eml='eml://ecoinformatics.org/eml-2.1.1'><dataset/></eml:eml>", "NOT_OBSERVATIONS", "EML"),
        ("<archive xmlns='http://rs.tdwg.org/dwc/text/'><core/></archive>", "NOT_OBSERVATIONS", "meta.xml"),
        ("<kml xmlns='http://www.opengis.net/kml/2.2'><Document/></kml>", "FORMAT_NOT_READ", "KML"),
        ("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>", "NOT_OBSERVATIONS", "SOAP"),
        ("<ows:ExceptionReport xmlns:ows='http://www.opengis.net/ows'/>", "NOT_OBSERVATIONS", "map service"),
        ("<!DOCTYPE html>\n<html><head><title>502</title><br></head>", "FORMAT_NOT_READ", "web page"),
        ("<lijst><rij code='1'/></lijst>", "FORMAT_NOT_READ", "root element 'lijst'"),
        ("<gml:FeatureCollection xmlns:gml='g'/>", "EMPTY", "no feature"),
        ("<a><b></a>", "UNREADABLE", "</a> where </b>"),
        ("<?xml version='1.0' encoding='EBCDIC-NL'?><a/>", "UNREADABLE", "EBCDIC-NL"),
        ("<!DOCTYPE a SYSTEM 'http://example.org/a.dtd'><a/>", "UNREADABLE", "DTD"),
    ])
    func refusesByName(_ text: String, _ code: String, _ message: String) throws {
        let folder = try DeliveryFolder(texts: ["a.xml": text])
        let error = #expect(throws: DeliveryError.self) { try TurnedDelivery(folder.file("a.xml")) }
        #expect(error?.code.rawValue == code && error?.message.contains(message) == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test(arguments: [true, false]) func refusesAWrongOrMissingEncoding(_ isDeclared: Bool) throws {
        var bytes = Array(
            (isDeclared ? Self.document(Self.observation(1)) : String(Self.document(Self.observation(1)).dropFirst(39))).utf8)
        bytes.replaceSubrange(try #require(bytes.firstRange(of: Array("Parus".utf8))), with: [0x50, 0xE9, 0x65, 0x72])
        let folder = try DeliveryFolder(["a.gml": bytes])
        let error = #expect(throws: DeliveryError.self) { try TurnedDelivery(folder.file("a.gml")) }
        #expect(error?.code == .unreadable && error?.message.contains("UTF-8") == true && (error?.line ?? 0) > 1)
        #expect(error?.message.contains(isDeclared ? "says that it is UTF-8" : "names no encoding") == true)
    }
}

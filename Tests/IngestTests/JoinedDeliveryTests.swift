import Formats
import Foundation
import Ingest
import Testing

/// Deliveries of several tables: which of them is read, and what a record takes from the others.
@Suite struct JoinedDeliveryTests {
    private static let meta = """
        <archive xmlns="http://rs.tdwg.org/dwc/text/">
          <core rowType="http://rs.tdwg.org/dwc/terms/Event" fieldsTerminatedBy="," linesTerminatedBy="\\n" ignoreHeaderLines="1">
            <files><location>event.csv</location></files><id index="0"/>
            <field index="1" term="http://rs.tdwg.org/dwc/terms/parentEventID"/>
            <field index="2" term="http://rs.tdwg.org/dwc/terms/eventDate"/>
            <field index="3" term="http://rs.tdwg.org/dwc/terms/decimalLatitude"/>
            <field index="4" term="http://rs.tdwg.org/dwc/terms/decimalLongitude"/>
          </core>
          <extension rowType="http://rs.tdwg.org/dwc/terms/Occurrence" fieldsTerminatedBy="," linesTerminatedBy="\\n" ignoreHeaderLines="1">
            <files><location>occurrence.csv</location></files><coreid index="0"/>
            <field index="1" term="http://rs.tdwg.org/dwc/terms/occurrenceID"/>
            <field index="2" term="http://rs.tdwg.org/dwc/terms/scientificName"/>
            <field index="3" term="http://rs.tdwg.org/dwc/terms/eventDate"/>
          </extension>
          <extension rowType="http://rs.iobis.org/obis/terms/ExtendedMeasurementOrFact" fieldsTerminatedBy="," linesTerminatedBy="\\n" ignoreHeaderLines="1">
            <files><location>emof.csv</location></files><coreid index="0"/>
            <field index="1" term="http://rs.tdwg.org/dwc/terms/occurrenceID"/>
            <field index="2" term="http://rs.tdwg.org/dwc/terms/measurementType"/>
            <field index="3" term="http://rs.tdwg.org/dwc/terms/measurementValue"/>
          </extension>
        </archive>
        """
    private static let events = "id,parent,date,lat,lon\nroute,,2021,52,5\nA,route,2021-05-03,,\nB,route,,52.1,5.1\n"
    private static let occurrences = "event,id,name,date\nA,o1,Bufo bufo,\nA,o2,Rana temporaria,2021-05-04\nB,o3,Bufo bufo,\nX,o4,Bufo bufo,2020\n"
    private static let measurements = "event,id,type,value\nA,o1,length,7\nB,,water,12\nA,o1,weight,30\n"

    private static var archive: [String: String] {
        ["meta.xml": meta, "event.csv": events, "occurrence.csv": occurrences, "emof.csv": measurements]
    }

    private func cells(_ read: ReadDelivery, _ names: [String]) throws -> [[String]] {
        let places = try names.map { name in try #require(read.columns.firstIndex(of: name), "\(name) in \(read.columns)") }
        return read.cells.map { row in places.map { row.indices.contains($0) ? row[$0] : "" } }
    }

    @Test func observationsTakeFromTheirEventAndThoseAboveIt() throws {
        let folder = try DeliveryFolder(texts: Self.archive)
        let read = try ReadDelivery(path: folder.path)
        let expected = [
            ["o1", "A", "2021-05-03", "52", "5"], ["o2", "A", "2021-05-04", "52", "5"],
            // The route's date is of the route: nothing nearer has one.
            ["o3", "B", "2021", "52.1", "5.1"], ["o4", "X", "2020", "", ""],
        ]
        #expect(try cells(read, ["occurrenceID", "eventID", "eventDate", "decimalLatitude", "decimalLongitude"]) == expected)
        let facts = try cells(read, ["measurementOrFact"]).map { $0[0] }
        #expect(facts[0].contains(#""measurementType":"length""#) && facts[0].contains(#""measurementType":"weight""#))
        #expect(facts[1].isEmpty && facts[3].isEmpty)
    }

    @Test func whatDoesNotFitIsCountedOnce() throws {
        let folder = try DeliveryFolder(texts: Self.archive)
        let delivery = try OpenedDelivery.open(path: folder.path)
        // Looks at the first records before they are read.
        _ = try IngestPlan(delivery: delivery, profile: nil, profileFile: "none", source: "test")
        let block = RecordBlock()
        while try delivery.nextBlock(into: block, maximumRecords: 2) {}
        #expect(delivery.notesAfterReading.contains { $0.hasPrefix("1 observations refer to no event") })
    }

    @Test func theDescriptorOfAnArchiveGoesBeforeThatOfAPackage() throws {
        var files = Self.archive
        files["datapackage.json"] = #"{"resources":[{"name":"occurrence","path":"occurrence.csv"}]}"#
        let folder = try DeliveryFolder(texts: files)
        #expect(try OpenedDelivery.open(path: folder.path).format == .darwinCoreArchive)
    }

    private static func package(_ constraints: String) -> [String: String] {
        [
            "datapackage.json": """
                {"resources":[
                  {"name":"visits","path":"visits.csv","schema":{"fields":[{"name":"visit"},{"name":"eventDate"}]}},
                  {"name":"observations","path":"observations.csv","schema":{"fields":[
                    {"name":"occurrenceID"},{"name":"scientificName"},{"name":"visit"\(constraints)}],
                    "foreignKeys":[{"fields":"visit","reference":{"resource":"visits","fields":"visit"}}]}},
                  {"name":"emof","path":"emof.csv"}]}
                """,
            "visits.csv": "visit,eventDate\nv1,2021-05-03\n",
            "observations.csv": "occurrenceID,scientificName,visit\no1,Bufo bufo,v1\no2,Bufo bufo,\no3,Bufo bufo,v9\n",
            "emof.csv": "occurrenceID,measurementType,measurementValue\no2,length,7\n",
        ]
    }

    /// A key may be empty unless the package's schema asks for it; a key that leads nowhere is always told.
    @Test(arguments: [("", 1), (#","constraints":{"required":true}"#, 2)])
    func keysThatMayBeEmpty(constraints: String, missing: Int) throws {
        let folder = try DeliveryFolder(texts: Self.package(constraints))
        let delivery = try OpenedDelivery.open(path: folder.path)
        #expect(delivery.format == .dataPackage)
        let block = RecordBlock()
        var read = 0
        while try delivery.nextBlock(into: block, maximumRecords: 10) { read += block.recordCount }
        #expect(read == 3)
        #expect(delivery.notesAfterReading.contains { $0.hasPrefix("\(missing) observations refer to no") })
        // `emof` is what measurements are mostly called.
        #expect(delivery.columns.contains("measurementOrFact"))
    }

    @Test(arguments: [
        ["occurrence.csv.gz"], ["map/occurrence.csv.gz", "map/leesmij.md"],
    ])
    func gzippedTablesInAFolder(names: [String]) throws {
        // `printf 'occurrenceID,scientificName,eventDate\no1,Bufo bufo,2021\n' | gzip -n`
        let packed = "H4sIAAAAAAAAA8tPTi4tKkrNS071dNEpTs5MzSvJTMtM9kvMTdVJLQPyXBJLUrnyDXWcStPyFZKAhI6RgZEhFwAwB3XHOAAAAA=="
        let table = [UInt8](try #require(Data(base64Encoded: packed)))
        var files: [String: [UInt8]] = [:]
        for name in names { files[name] = name.hasSuffix(".gz") ? table : Array("x".utf8) }
        let folder = try DeliveryFolder(files)
        let read = try ReadDelivery(path: folder.path)
        #expect(read.cells == [["o1", "Bufo bufo", "2021"]])
    }
}

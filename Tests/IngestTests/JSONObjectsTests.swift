import Foundation
import Formats
import Ingest
import Outside
import Testing

/// GeoJSON, JSON Lines and lists of objects of any make.
@Suite struct JSONObjectsTests {
    /// Columns and rows of an opened delivery.
    private static func table(_ text: String) throws -> (delivery: OpenedDelivery, rows: [[String]]) {
        try IntakeSample.withFolder { folder in
            let path = folder + "/levering"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let delivery = try OpenedDelivery.open(path: path)
            let block = RecordBlock()
            let scratch = FieldScratch()
            var rows: [[String]] = []
            while try delivery.nextBlock(into: block, maximumRecords: 2) {
                rows += block.withView { view in
                    (0..<view.recordCount).map { record in
                        (0..<view.fieldCount(record)).map { column in
                            view.value(record: record, column: column, scratch: scratch)
                                .map { String(decoding: $0, as: UTF8.self) } ?? ""
                        }
                    }
                }
            }
            return (delivery, rows)
        }
    }

    private static func feature(_ id: String, _ properties: String, _ coordinates: String = "[5.3872,52.1552]") -> String {
        "{\"type\":\"Feature\",\"id\":\"\(id)\",\"properties\":\(properties),\"geometry\":{\"type\":\"Point\",\"coordinates\":\(coordinates)}}"
    }

    // MARK: columns

    @Test func nestedThingsBecomeColumns() throws {
        let (delivery, rows) = try Self.table(
            "[{\"id\":1,\"soort\":{\"naam\":\"Gewone pad\",\"groep\":{\"id\":9}},\"fotos\":[\"a\",\"b\\u00e9\"],\"ok\":true,\"leeg\":null},"
                + "{\"soort\":{\"groep\":{\"id\":10},\"naam\":\"Bruine \\\"kikker\\\"\"},\"id\":2.50,\"meer\":[{\"a\":1}],\"leeg\":{}}]")
        #expect(delivery.format == .jsonLines)
        #expect(delivery.columns == ["id", "soort.naam", "soort.groep.id", "fotos", "ok", "leeg", "meer", "other_fields"])
        #expect(rows == [
            ["1", "Gewone pad", "9", "a | bé", "true", "", "", ""], ["2.50", "Bruine \"kikker\"", "10", "", "", "", "[{\"a\":1}]", ""],
        ])
    }

    @Test func valuesThatTurnUpLaterAreKept() throws {
        let lines = (1...1001).map { "{\"id\":\($0)\($0 > 1000 ? ",\"nieuw\":\"x\",\"diep\":{\"er\":[1,2]}" : "")}" }
        let (delivery, rows) = try Self.table(lines.joined(separator: "\n"))
        #expect(delivery.columns == ["id", "other_fields"])
        #expect(rows.count == 1001)
        #expect(rows[1000] == ["1001", "nieuw=x; diep.er=1 | 2"])
    }

    /// A feature's own id and a property of that name are two things.
    @Test func featuresKeepWhatIsBesideTheirProperties() throws {
        let plain = try Self.table("{\"type\":\"FeatureCollection\",\"features\":[\(Self.feature("f1", "{\"soort\":\"Bufo bufo\"}"))]}")
        #expect(plain.delivery.columns == ["geometry", "crs", "id", "soort", "other_fields"])
        #expect(plain.rows == [["POINT (5.3872 52.1552)", "EPSG:4326", "f1", "Bufo bufo", ""]])
        let both = try Self.table(
            "{\"type\":\"Feature\",\"title\":\"T\",\"id\":\"f1\",\"geometry\":null,\"properties\":{\"id\":\"p1\",\"title\":\"P\"},\"bbox\":[1,2,3,4]}")
        #expect(both.delivery.columns == ["geometry", "crs", "feature.id", "feature.title", "id", "title", "other_fields"])
        #expect(both.rows == [["", "", "f1", "T", "p1", "P", ""]])
        // The property comes when the columns are known.
        let late = (1...1001).map { Self.feature("f\($0)", $0 > 1000 ? "{\"n\":1,\"id\":\"p\"}" : "{\"n\":1}") }
        let rows = try Self.table(late.joined(separator: "\n")).rows
        #expect(rows[1000] == ["POINT (5.3872 52.1552)", "EPSG:4326", "f1001", "1", "id=p"])
    }

    // MARK: coordinate systems

    /// member `crs` | coordinates | system that is passed on
    @Test(arguments: rows(
        """
                                                                                              | [5.3872,52.1552]  | EPSG:4326
                                                                                              | [155000,463000]   |
        "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}},            | [155000,463000]   | urn:ogc:def:crs:EPSG::28992
        "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},          | [5.3872,52.1552]  | urn:ogc:def:crs:OGC:1.3:CRS84
        "crs":{"type":"EPSG","properties":{"code":28992}},                                    | [155000,463000]   | 28992
        "crs":null,                                                                           | [5.3872,52.1552]  | EPSG:4326
        """))
    func theSystemIsHonoured(_ row: [String]) throws {
        // Also when it stands behind the features.
        let features = "\"features\":[\(Self.feature("1", "{\"soort\":\"Bufo bufo\",\"datum\":\"2024-05-01\"}", row[1]))]"
        let behind = row[0].isEmpty ? "" : "," + row[0].dropLast()
        for text in ["{\"type\":\"FeatureCollection\",\(row[0])\(features)}", "{\(features)\(behind)}"] {
            #expect(try Self.table(text).rows.first?[1] == row[2])
            let taken = try IntakeSample.take(text)
            #expect(taken.values(.x).map { Double($0).map { Int(($0 / 10).rounded()) } } == [15500])
            #expect(taken.values(.y).map { Double($0).map { Int(($0 / 10).rounded()) } } == [46300])
        }
    }

    // MARK: texts of several values

    @Test(arguments: ["\n", "\r\n", "\n\u{1E}", " "]) func featuresOneAfterTheOther(_ separator: String) throws {
        let features = (1...3).map { Self.feature("\($0)", "{\"soort\":\"Bufo bufo\",\"datum\":\"2024-05-01\"}") }
        let text = (separator.hasSuffix("\u{1E}") ? "\u{1E}" : "") + features.joined(separator: separator) + "\n"
        let taken = try IntakeSample.take(text)
        #expect(taken.values(.identity) == ["1", "2", "3"])
        #expect(taken.values(.scientificName) == ["Bufo bufo", "Bufo bufo", "Bufo bufo"])
    }

    @Test func damagedLinesAreSetAsideAlone() throws {
        func line(_ id: Int) -> String { "{\"id\":\"a\(id)\",\"soort\":\"Bufo bufo\",\"datum\":\"2024-05-01\"}" }
        let damaged = ["{\"id\":\"a2\",\"soort\":\"Bufo", "{\"id\":\"a4\",\"x\":{\"y\":", "[]", "{\"id\":\"a9\",\"n\":NaN}"]
        let lines = [line(1), damaged[0], line(3), damaged[1], line(5), damaged[2], line(7), line(8), damaged[3]]
        let taken = try IntakeSample.take(lines.joined(separator: "\n"))
        #expect(taken.values(.identity) == ["a1", "a3", "a5", "a7", "a8"])
        #expect(taken.values(.line) == ["1", "3", "5", "7", "8"])
        #expect(taken.result.quarantined.map { "\($0.line) \($0.reason.rawValue)" } == [
            "2 RECORD_MALFORMED", "4 RECORD_MALFORMED", "9 RECORD_MALFORMED",
        ])
        let quarantine = String(decoding: taken.quarantine ?? [], as: UTF8.self)
        for text in [damaged[0], damaged[1], damaged[3]] {
            #expect(quarantine.contains(text.replacing("\"", with: "\"\"")))
        }
    }

    /// Damage in a list leaves nothing to go on from.
    @Test func aDamagedListIsRefusedWithItsLine() throws {
        let text = "[\n{\"id\":1,\"soort\":\"Bufo bufo\",\"datum\":\"2024\"},\n{\"id\":2,\"soort\":}\n]"
        do {
            _ = try IntakeSample.take(text)
            Issue.record("taken in")
        } catch let error as DeliveryError {
            #expect(error.code == .unreadable && error.line == 3, "\(error)")
        }
    }

    // MARK: through a profile

    /// As waarneming.nl's interface gives observations.
    @Test func answersOfAServiceAreReadByAProfile() throws {
        let text = """
            {"count": 2, "next": null, "results": [
              {"id": 123, "species": {"id": 9, "scientific_name": "Bufo bufo", "name": "Gewone pad", "group": 3},
               "point": {"type": "Point", "coordinates": [5.3872, 52.1552]}, "date": "2024-05-01", "time": "10:15", "number": 2,
               "validation_status": "J", "photos": ["a.jpg", "b.jpg"]},
              {"id": 124, "species": {"id": 10, "scientific_name": "Rana temporaria", "name": "Bruine kikker", "group": 3},
               "point": {"type": "Point", "coordinates": [5.3872, 52.1552]}, "date": "2024-05-02", "time": null, "number": 1,
               "validation_status": "O", "obscured_by_user": true}]}
            """
        let profile = """
            crs: EPSG:4326
            fields:
              identity: { template: "https://waarneming.example/observation/{id}" }
              taxon: [species.scientific_name, species.name]
              eventDate: date
              eventTime: time
              geometry: point
              abundance: number
              supplierStatus: validation_status
            """
        let taken = try IntakeSample.take(text, profile: profile)
        #expect(taken.values(.identity) == ["https://waarneming.example/observation/123", "https://waarneming.example/observation/124"])
        #expect(taken.values(.scientificName) == ["Bufo bufo", "Rana temporaria"])
        #expect(taken.values(.periodStart) == ["2024-05-01T10:15:00", "2024-05-02T00:00:00"])
        #expect(taken.values(.countMinimum) == ["2", "1"])
        #expect(taken.values(.latitude) == ["52.1552", "52.1552"])
        #expect(taken.values("other")[1].contains("\"obscured_by_user\":\"true\""))
        #expect(taken.findings.isEmpty)
    }

    // MARK: no observations

    private static let refused: [(text: String, message: String)] = [
        ("{\"type\":\"Topology\",\"objects\":{},\"arcs\":[[[1,2]]]}", "TopoJSON"),
        ("{\"arcs\":[[[1,2]]],\"objects\":{},\"type\":\"Topology\"}", "TopoJSON"),
        ("{\"type\":\"Polygon\",\"coordinates\":[[[5,52],[5.1,52],[5.1,52.1],[5,52]]]}", "a geometry by itself"),
        ("{\"type\":\"GeometryCollection\",\"geometries\":[]}", "geometries by themselves"),
        ("{\"type\":\"FeatureCollection\",\"features\":[]}", "without properties"),
        (
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":null,\"geometry\":null},"
                + "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[5,52]}}]}", "without properties"
        ),
        ("{\"name\":\"pakket\",\"resources\":[{\"path\":\"a.csv\"}]}", "data package"),
        ("{\"$schema\":\"https://json-schema.org/draft-07/schema#\",\"type\":\"object\"}", "schema"),
        ("{\"fields\":[{\"name\":\"id\",\"type\":\"string\"}],\"missingValues\":[\"\"]}", "schema of a table"),
        ("{\"openapi\":\"3.0.0\",\"paths\":{}}", "interface"), ("{\"name\":\"x\",\"version\":\"1.0.0\",\"dependencies\":{}}", "settings"),
        ("[]", "empty list"), ("[1,2,3]", "single values"), ("[\"a\"]", "single values"), ("{}", "no objects with values"),
        ("[[1,2],[3,4]]", "single values"),
    ]

    @Test(arguments: refused.indices) func refusesWhatHoldsNoObservations(_ index: Int) throws {
        let (text, message) = Self.refused[index]
        do {
            _ = try IntakeSample.take(text)
            Issue.record("taken in")
        } catch let error as DeliveryError {
            #expect(error.code == .notObservations && error.message.contains(message), "\(error)")
        }
    }

    @Test func settingsWithoutKnownNamesAreRefused() throws {
        #expect(throws: DeliveryError.self) {
            try IntakeSample.take("{\"editor.tabSize\": 4, \"files\": {\"exclude\": [\"a\"]}, \"kleur\": \"rood\"}")
        }
    }

    @Test(.enabled(if: Outside.shared("samples/inbo_other/localities.geojson") != nil, "the samples are not here"))
    func theSampleIsReadToTheEnd() throws {
        let path = try #require(Outside.shared("samples/inbo_other/localities.geojson")).path
        let delivery = try OpenedDelivery.open(path: path)
        let block = RecordBlock()
        var count = 0
        while try delivery.nextBlock(into: block, maximumRecords: 1000) { count += block.recordCount }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(count == text.components(separatedBy: "\"type\": \"Feature\",").count - 1)
        #expect(delivery.format == .geoJSON)
    }
}

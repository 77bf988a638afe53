import Foundation
import Ingest
import Testing

/// Observations in the JSON of the NDFF's interface (API v2): bulk sets, single ones, pages of HAL.
@Suite struct NDFFBulkSetTests {
    private static let codes = "http://ndff-ecogrid.nl/codes"

    /// An observation, with members replaced or added; `nil` takes one out.
    private static func observation(_ number: Int, _ changes: [String: String?] = [:]) -> String {
        var members: [String: String] = [
            "identity": "\"https://bron.example/\(number)\"", "dataset": "\"https://bron.example/map/2\"",
            "taxon": "\"http://ndff-ecogrid.nl/taxonomy/taxa/bufobufo\"", "abundanceSchema": "\"\(codes)/scales/exact_count\"",
            "abundanceValue": "3", "lifestage": "\"\(codes)/domainvalues/observation/lifestages/509\"",
            "sex": "\"\(codes)/domainvalues/observation/sexes/undefined\"",
            "location": "{\"buffer\":5,\"geometry\":{\"type\":\"Point\",\"coordinates\":[155000.5,463000]}}",
            "periodStart": "\"2024-05-01T10:00:00\"", "periodStop": "\"2024-05-01T10:30:00\"", "extrainfo": "[]", "involved": "[]",
        ]
        for (name, value) in changes { members[name] = value }
        return "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }

    private static func location(_ type: String, _ coordinates: String, buffer: String = "5") -> [String: String?] {
        ["location": "{\"buffer\":\(buffer),\"geometry\":{\"type\":\"\(type)\",\"coordinates\":\(coordinates)}}"]
    }

    // MARK: where the records stand

    /// what | text | identities that are read
    private static let dresses: [(what: String, text: String, count: Int)] = [
        ("one", observation(1), 1), ("a list", "[\(observation(1)),\n\(observation(2))]", 2),
        ("one a line", "\(observation(1))\n\(observation(2))\n", 2),
        ("a page", "{\"_links\":{\"self\":{\"href\":\"x\"}},\"count\":2,\"_embedded\":{\"items\":[\(observation(1)),\(observation(2))]}}", 2),
        (
            "pages", "[{\"_embedded\":{\"items\":[\(observation(1))]}},{\"_embedded\":{\"items\":[]}},"
                + "{\"_embedded\":{\"items\":[\(observation(2))]},\"_links\":{}}]", 2
        ),
        ("a bulk set", "{\"POST\":{\"observations\":[\(observation(1))],\"persons\":[],\"datasets\":[]},\"PUT\":{\"observations\":[\(observation(2))]}}", 2),
        ("a verb with a list", "{\"POST\":[\(observation(1)),\(observation(2))]}", 2),
        ("a verb with one", "{\"POST\":{\"observations\":\(observation(1))}}", 1),
        ("without verbs", "{\"datasets\":[],\"persons\":[],\"observations\":[\(observation(1)),\(observation(2))]}", 2),
        ("a member that nobody knows", "{\"POST\":{\"later\":{\"observations\":[1]},\"observations\":[\(observation(1))]},\"meta\":[[]]}", 1),
    ]

    @Test(arguments: dresses.indices) func findsTheRecords(_ index: Int) throws {
        let (what, text, count) = Self.dresses[index]
        let utf16: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        for bytes in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), utf16] {
            let taken = try IntakeSample.take(bytes: bytes)
            #expect(taken.values(.identity) == (1...count).map { "https://bron.example/\($0)" }, "\(what)")
            #expect(taken.values(.scientificName).allSatisfy { $0 == "Bufo bufo" }, "\(what)")
            #expect(taken.result.read == count && taken.result.quarantined.isEmpty, "\(what)")
        }
    }

    @Test func isReadFromAZip() throws {
        try IntakeSample.withFolder { folder in
            try Data("{\"POST\":{\"observations\":[\(Self.observation(1))]}}".utf8)
                .write(to: URL(fileURLWithPath: folder + "/data.json"))
            let zip = Process()
            zip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            zip.arguments = ["python3", "-m", "zipfile", "-c", "bulk.zip", "data.json"]
            zip.currentDirectoryURL = URL(fileURLWithPath: folder)
            try zip.run()
            zip.waitUntilExit()
            #expect(try IntakeSample.take(path: folder + "/bulk.zip").values(.identity) == ["https://bron.example/1"])
        }
    }

    // MARK: what is in them

    @Test func membersBecomeFacts() throws {
        let extra =
            "[{\"key\":\"\(Self.codes)/keys/observation/dwellings\",\"value\":\"\(Self.codes)/domainvalues/observation/dwellings/770\"},"
            + "{\"key\":\"\(Self.codes)/keys/external/original_visit_id\",\"value\":\"NL09_2014_VB1\"},"
            + "{\"key\":\"\(Self.codes)/keys/external/location_id\",\"value\":\"NL\\u00e9\\/9\"},"
            + "{\"key\":\"\(Self.codes)/keys/observation/collectionnr\",\"value\":7}]"
        let text = Self.observation(1, [
            "extrainfo": extra, "activity": "\"\(Self.codes)/domainvalues/observation/activities/calling\"",
            "biotope": "\"?\"", "determinationMethod": "null", "surveyMethod": "\" \"",
            "observationStatus": "\"\(Self.codes)/domainvalues/validation/observation_status/submitted\"",
        ])
        let taken = try IntakeSample.take(text)
        let expected: [(String, String)] = [
            ("taxon_id", "http://ndff-ecogrid.nl/taxonomy/taxa/bufobufo"), ("period_start", "2024-05-01T10:00:00"),
            ("period_stop", "2024-05-01T10:30:00"), ("x", "155000.5"), ("y", "463000"), ("uncertainty_m", "5"),
            ("source_crs", "EPSG:28992"), ("location_type", "point"), ("abundance_schema", "exact_count"), ("count_min", "3"),
            ("life_stage", "509"), ("sex", "undefined"), ("activity", "calling"), ("biotope", ""), ("determination_method", ""),
            ("survey_method", ""), ("dwelling", "770"), ("visit_id", "NL09_2014_VB1"), ("supplier_status", "submitted"),
            ("dataset", "https://bron.example/map/2"), ("basis_of_record", "HumanObservation"),
            (
                "other", "{\"extrainfo\":\"\(Self.codes)/keys/external/location_id=NLé/9; "
                    + "\(Self.codes)/keys/observation/collectionnr=7\"}"
            ),
        ]
        for (column, value) in expected { #expect(taken.values(column) == [value], "\(column)") }
        #expect(taken.findings.isEmpty)
    }

    /// geometry | where it comes to lie in RD | kind of place | findings
    @Test(arguments: rows(
        """
        Point            | [155000,463000]                                              | 155000 463000 | point   |
        Point            | [5.387206,52.155172]                                         | 155000 463000 | point   |
        Point            | [155000,463000,12.5]                                         | 155000 463000 | point   | GEOMETRY_HEIGHT_DROPPED
        MultiPoint       | [[155000,463000],[156000,464000]]                            | 155000 463000 | point   | GEOMETRY_REDUCED_TO_POINT
        LineString       | [[155000,463000],[155200,463000]]                            | 155100 463000 | line    |
        MultiLineString  | [[[155000,463000],[155200,463000]]]                          | 155100 463000 | line    |
        Polygon          | [[[155000,463000],[155200,463000],[155200,463200],[155000,463200],[155000,463000]]] | 155100 463100 | polygon |
        MultiPolygon     | [[[[155000,463000],[155200,463000],[155200,463200],[155000,463200],[155000,463000]]]] | 155100 463100 | polygon |
        Polygon          | [[[155000,463000],[155200,463000],[155000,463200]]]          |               |         | GEOMETRY_INVALID
        Circle           | [155000,463000]                                              |               |         | GEOMETRY_INVALID
        Point            | []                                                           |               |         | GEOMETRY_INVALID
        """))
    func geometriesOfAllKinds(_ row: [String]) throws {
        let taken = try IntakeSample.take(Self.observation(1, Self.location(row[0], row[1])))
        let middle = zip(taken.values(.x), taken.values(.y)).map { x, y in
            Double(x).flatMap { x in Double(y).map { "\(Int(x.rounded())) \(Int($0.rounded()))" } } ?? ""
        }
        #expect(middle == [row[2]])
        #expect(taken.values(.locationType) == [row[3]])
        #expect(taken.rules.map { $0.split(separator: " ").last ?? "" } == (row[4].isEmpty ? [] : [Substring(row[4])]))
    }

    /// start | stop | first and last moment
    @Test(arguments: rows(
        """
        2024                     | 2024                | 2024-01-01T00:00:00 | 2024-12-31T23:59:59
        2024-05                  | 2024-06             | 2024-05-01T00:00:00 | 2024-06-30T23:59:59
        2024-05-01               | 2024-05-03          | 2024-05-01T00:00:00 | 2024-05-03T23:59:59
        2024-05-01T10            | 2024-05-01T10       | 2024-05-01T10:00:00 | 2024-05-01T10:59:59
        2024-05-01 10:15         | 2024-05-01 10:20    | 2024-05-01T10:15:00 | 2024-05-01T10:20:59
        2014-08-29 01:22:00      | 2014-08-29 01:22:00 | 2014-08-29T01:22:00 | 2014-08-29T01:22:00
        2024-05-01T10:00:00.25   | 2024-05-01T10:00:01 | 2024-05-01T10:00:00 | 2024-05-01T10:00:01
        2024-05-01T10:00:00      | -                   | 2024-05-01T10:00:00 | 2024-05-01T10:00:00
        """))
    func datesInAllForms(_ row: [String]) throws {
        let taken = try IntakeSample.take(
            Self.observation(1, ["periodStart": "\"\(row[0])\"", "periodStop": "\"\(row[1])\""]))
        #expect(taken.values(.periodStart) == [row[2]])
        #expect(taken.values(.periodStop) == [row[3]])
    }

    /// scale | value in JSON | scale, count and value that are stored
    @Test(arguments: rows(
        """
        exact_count    | 12                                                               | exact_count 12 12
        exact_count    | "12"                                                             | exact_count 12 12
        tansley        | "http://ndff-ecogrid.nl/codes/abundance/cover/tansley/s"         | tansley - http://ndff-ecogrid.nl/codes/abundance/cover/tansley/s
        tansley        | "http://ndff-ecogrid.nl/codes/abundance/cover/tansley/-"         | tansley - http://ndff-ecogrid.nl/codes/abundance/cover/tansley/-
        londo_complete | "http://ndff-ecogrid.nl/codes/abundance/cover/londo_complete/10" | londo_complete - http://ndff-ecogrid.nl/codes/abundance/cover/londo_complete/10
        exact_count    | null                                                             | presence - -
        """))
    func abundancesOnTheirScales(_ row: [String]) throws {
        let taken = try IntakeSample.take(
            Self.observation(1, ["abundanceSchema": "\"\(Self.codes)/scales/\(row[0])\"", "abundanceValue": row[1]]))
        let stored = [ObservationColumnName.schema, .minimum, .value].map { taken.values($0.rawValue).first ?? "" }
        #expect(stored.map { $0.isEmpty ? "-" : $0 }.joined(separator: " ") == row[2])
        #expect(taken.findings.isEmpty)
    }

    private enum ObservationColumnName: String {
        case schema = "abundance_schema"
        case minimum = "count_min"
        case value = "abundance_value"
    }

    // MARK: datasets and persons

    /// Folders and persons may stand before or behind the observations, and under any verb.
    @Test(arguments: [true, false]) func datasetsAndPersonsAreJoined(_ before: Bool) throws {
        let datasets =
            "\"datasets\":[{\"identity\":\"https://bron.example/map/1\",\"parent\":null,\"description\":\"Kartering\","
            + "\"protocol\":\"\(Self.codes)/protocols/12.205\"},{\"identity\":\"https://bron.example/map/2\",\"description\":\"\","
            + "\"parent\":\"https:\\/\\/bron.example\\/map\\/1\",\"protocol\":null},{\"identity\":\"https://bron.example/map/3\","
            + "\"parent\":\"https://bron.example/map/3\"}]"
        let persons =
            "\"persons\":[{\"identity\":\"https://bron.example/p/1\",\"name\":\"A. de Vries\"},"
            + "{\"identity\":\"https://bron.example/p/2\",\"firstName\":\"Bea\",\"prefix\":\"van\",\"lastName\":\"Dam\"}]"
        let involved =
            "[{\"involvementType\":\"\(Self.codes)/involvementtypes/data_owner\",\"person\":\"https://bron.example/p/1\"},"
            + "{\"involvementType\":\"\(Self.codes)/involvementtypes/submitter\",\"person\":\"https://bron.example/p/2\"}]"
        let observations =
            "\"observations\":[" + Self.observation(1, ["involved": involved]) + ","
            + Self.observation(2, ["dataset": "\"https://bron.example/map/3\""]) + ","
            + Self.observation(3, ["dataset": "\"https://elders.example/map\"", "involved": involved.replacing("p/1", with: "p/9")]) + "]"
        let parts = before ? [datasets, persons, observations] : [observations, persons, datasets]
        let taken = try IntakeSample.take("{\"POST\":{\(parts.joined(separator: ","))}}")
        #expect(taken.values(.protocolCode) == ["12.205", "", ""])
        #expect(taken.values("observer") == ["A. de Vries", "", "https://bron.example/p/9"])
        let others = taken.values("other")
        #expect(others[0].contains("\"datasetDescription\":\"Kartering\""))
        #expect(others[0].contains("\"involved\":\"\(Self.codes)/involvementtypes/submitter=Bea van Dam\""))
        #expect(!others[1].contains("datasetDescription"))
    }

    /// No name of a person may come to stand in what is not restricted.
    @Test func namesOfPersonsAreRestricted() throws {
        let involved = "[{\"involvementType\":\"\(Self.codes)/involvementtypes/folder_admin\",\"person\":\"https://bron.example/p/1\"}]"
        let taken = try IntakeSample.take(
            "{\"POST\":{\"observations\":[\(Self.observation(1, ["involved": involved]))],\"persons\":"
                + "[{\"identity\":\"https://bron.example/p/1\",\"name\":\"Xaviera Geheim\"}]}}")
        for batch in taken.batches {
            for (name, column) in zip(batch.observations.names, batch.observations.columns) {
                #expect(CellRendering.texts(column).allSatisfy { !$0.contains("Geheim") }, "\(name)")
            }
        }
        #expect(taken.values("other")[0].contains("Xaviera Geheim"))
    }

    // MARK: what is asked for

    /// In every form in which identities to be withdrawn are written.
    @Test(arguments: [
        "{\"DELETE\":[\"https://bron.example/1\",\"https://bron.example/2\"]}",
        "{\"DELETE\":[{\"identity\":\"https://bron.example/1\"},{\"identity\":\"https://bron.example/2\"}]}",
        "{\"DELETE\":{\"observations\":[\"https://bron.example/1\",{\"identity\":\"https://bron.example/2\"}]}}",
        "{\"POST\":{\"observations\":[]},\"DELETE\":{\"observations\":[{\"identity\":\"https:\\/\\/bron.example\\/1\"},\"https://bron.example/2\"]}}",
    ])
    func withdraws(_ text: String) throws {
        let sink = MemorySink()
        let list = "[\(Self.observation(1)),\(Self.observation(2)),\(Self.observation(3))]"
        _ = try IntakeSample.take("{\"POST\":{\"observations\":\(list)}}", into: sink)
        let taken = try IntakeSample.take(text, into: sink)
        #expect(taken.result.withdrawn == 2 && taken.result.read == 2)
    }

    @Test func replacesAndWithdrawsInOneSet() throws {
        let sink = MemorySink()
        _ = try IntakeSample.take("[\(Self.observation(1)),\(Self.observation(2))]", into: sink)
        let taken = try IntakeSample.take(
            "{\"PUT\":{\"observations\":[\(Self.observation(1, ["abundanceValue": "9"]))]},\"DELETE\":\"https://bron.example/2\","
                + "\"POST\":{\"observations\":[\(Self.observation(3))]}}", into: sink)
        #expect(taken.result.updated == 1 && taken.result.withdrawn == 1 && taken.result.stored == 1)
    }

    // MARK: what is set aside or refused

    @Test func recordsThatAreNoneAreSetAside() throws {
        let taken = try IntakeSample.take(
            "{\"POST\":{\"observations\":[\(Self.observation(1)),\n\"https://bron.example/2\",\n5,\n[],\n"
                + "\(Self.observation(3, ["identity": nil])),\n\(Self.observation(4))]}}")
        #expect(taken.values(.identity) == ["https://bron.example/1", "https://bron.example/4"])
        #expect(taken.result.quarantined.map { "\($0.line) \($0.reason.rawValue)" } == [
            "2 RECORD_MALFORMED", "3 RECORD_MALFORMED", "4 RECORD_MALFORMED", "5 IDENTITY_MISSING",
        ])
    }

    /// text | code | line | part of the message
    private static let refused: [(text: String, code: DeliveryError.Code, line: Int?, message: String)] = [
        ("{\"POST\":{\"observations\":[\(observation(1)),\n{\"identity\":", .unreadable, 2, "ends"),
        ("{\"POST\":{\"observations\":[\(observation(1)),\n]}}", .unreadable, 2, "comma"),
        ("{\"POST\":{\"observations\":[\(observation(1, ["abundanceValue": "NaN"]))]}}", .unreadable, 1, "write null"),
        ("{\"POST\":{\"observations\":[]},\"PUT\":{\"observations\":[]}}", .empty, nil, "no record"),
        ("{\"_embedded\":{\"items\":[{\"identity\":\"\(codes)/x/y\",\"name\":\"onbekend\"}]}}", .notObservations, nil, "codes"),
        (
            "{\"_embedded\":{\"items\":[{\"identity\":\"x\",\"datasetType\":\"y\",\"location\":null,\"periodStart\":null}]}}",
            .notObservations, nil, "datasets"
        ),
    ]

    @Test(arguments: refused.indices) func refuses(_ index: Int) throws {
        let (text, code, line, message) = Self.refused[index]
        do {
            _ = try IntakeSample.take(text)
            Issue.record("taken in")
        } catch let error as DeliveryError {
            #expect(error.code == code, "\(error)")
            #expect(line == nil || error.line == line, "\(error)")
            #expect(error.message.contains(message), "\(error)")
        }
    }
}

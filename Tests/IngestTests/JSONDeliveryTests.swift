import Foundation
import Ingest
import Observations
import Testing

/// Deliveries in JSON, through reading and interpretation.
struct JSONDeliveryTests {
    private static let codes = "http://ndff-ecogrid.nl/codes"

    private static func observation(_ identity: String, _ more: String = "") -> String {
        """
        {"identity": "https://x.example/\(identity)", "dataset": "https://x.example/map",
         "taxon": "http://ndff-ecogrid.nl/taxonomy/taxa/bufobufo", "periodStart": "2024-05-12T10:00:00",
         "periodStop": "2024-05-12T10:01:00", "abundanceSchema": "\(codes)/scales/exact_count", "abundanceValue": 3,
         "sex": "\(codes)/domainvalues/observation/sexes/male",
         "location": {"buffer": 5, "geometry": {"type": "Point", "coordinates": [155000.5, 463000, 7]}}\(more)}
        """
    }

    /// A profile that names the geometry need not say in which system the file says it is.
    @Test func aProfileKeepsTheSystemOfTheFile() throws {
        let json = """
            {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::31370"}},
             "features": [{"type": "Feature", "properties": {"nr": "1", "soort": "Bufo bufo", "datum": "2024"},
              "geometry": {"type": "Point", "coordinates": [155000, 463000]}}]}
            """
        let taken = try IntakeSample.take(
            json, profile: "format: geojson\nfields: { identity: nr, taxon: soort, eventDate: datum, geometry: geometry }")
        #expect(taken.values("source_crs") == ["EPSG:31370"])
        #expect(!taken.rules.contains { $0.hasSuffix("CRS_ASSUMED") })
    }

    /// Folders and persons may stand behind the observations that refer to them.
    @Test func bulkSet() throws {
        let involved = #","involved": [{"involvementType": "x/data_owner", "person": "https://x.example/p"}]"#
        let json = """
            {"POST": {"observations": [\(Self.observation("1", involved)), \(Self.observation("2"))],
                      "datasets": [{"identity": "https://x.example/map", "parent": "https://x.example/boven", "description": "Map"},
                                   {"identity": "https://x.example/boven", "protocol": "\(Self.codes)/protocols/12.205"}],
                      "persons": [{"identity": "https://x.example/p", "name": "A. Voorbeeld"}]},
             "PUT": {"observations": [\(Self.observation("1", #","dwelling": "\#(Self.codes)/dwellings/nest""#))]},
             "DELETE": ["https://x.example/2", {"identity": "https://x.example/9"}]}
            """
        let taken = try IntakeSample.take(json)
        #expect(taken.result.read == 5 && taken.result.stored == 2 && taken.result.updated == 1)
        #expect(taken.values(.identity) == ["https://x.example/1", "https://x.example/2", "https://x.example/1"])
        #expect(taken.values(.scientificName) == Array(repeating: "Bufo bufo", count: 3))
        #expect(taken.values(.protocolCode) == Array(repeating: "12.205", count: 3))
        #expect(taken.values(.countMinimum) == ["3", "3", "3"] && taken.values(.sex) == ["male", "male", "male"])
        #expect(taken.values(.x) == Array(repeating: "155000.50", count: 3) || taken.values(.x) == Array(repeating: "155000.5", count: 3))
        #expect(taken.values(.uncertainty) == ["5", "5", "5"])
        #expect(taken.values("observer") == ["A. Voorbeeld", "", ""])
        #expect(taken.values(.dwelling) == ["", "", "nest"])
    }

    @Test(arguments: [
        ("{\"_links\": {}, \"_embedded\": {\"items\": [OBSERVATION]}}", 1), ("OBSERVATION", 1), ("[OBSERVATION, OBSERVATION]", 2),
        ("{\"observations\": [OBSERVATION]}", 1), ("{\"observations\": [OBSERVATION], \"persons\": [], \"datasets\": []}", 1),
        ("{\"POST\": [OBSERVATION]}", 1), ("{\"POST\": [], \"PUT\": [OBSERVATION]}", 1),
    ])
    func otherWrappings(_ shape: String, _ count: Int) throws {
        let taken = try IntakeSample.take(shape.replacingOccurrences(of: "OBSERVATION", with: Self.observation("1")))
        #expect(taken.result.read == count && taken.result.stored == 1)
        #expect(taken.values(.scientificName) == ["Bufo bufo"])
    }

    @Test func features() throws {
        let taken = try IntakeSample.take(
            """
            {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}},
             "features": [{"type": "Feature", "id": 7, "properties": {"occurrenceID": "a", "scientificName": "Bufo bufo",
              "eventDate": "2024-05-12"}, "geometry": {"type": "Point", "coordinates": [155000, 463000]}}]}
            """)
        #expect(taken.values(.identity) == ["a"] && taken.values(.kmhok) == ["155463"])
    }

    /// Among observations there may be something else; pages of nothing else are refused (`NDFFBulkSetTests`).
    @Test func somethingElseAmongObservations() throws {
        let page = "{\"_embedded\": {\"items\": [\(Self.observation("1")), {\"identity\": \"x/codes/1\", \"description\": \"roepend\"}]}}"
        let taken = try IntakeSample.take(page)
        #expect(taken.result.read == 2 && taken.result.quarantined.map(\.reason) == [.recordMalformed])
    }

    /// As the interface of waarneming.nl gives them: a geometry by another name within an object.
    @Test func geometryByAnotherName() throws {
        let taken = try IntakeSample.take(
            #"[{"id": 5, "species": {"scientific_name": "Bufo bufo"}, "date": "2024-05-12", "point": {"type": "Point", "coordinates": [5.387, 52.155]}}]"#,
            profile: "fields: { identity: id, taxon: species.scientific_name, eventDate: date, geometry: point }\ncrs: EPSG:4326\n")
        #expect(taken.values(.scientificName) == ["Bufo bufo"] && taken.values(.kmhok) == ["154462"])
    }

    /// A damaged line is one record set aside; what only later records have is kept beside the others.
    @Test func lines() throws {
        let taken = try IntakeSample.take(
            """
            {"occurrenceID": "a", "scientificName": "Bufo bufo", "eventDate": "2024", "place": {"decimalLatitude": 52.1, "decimalLongitude": 5.2}}
            {"occurrenceID": "b", "scientificName":
            {"occurrenceID": "c", "scientificName": "Lutra lutra", "eventDate": "2024-05", "extra": ["x", "y"]}
            """)
        #expect(taken.values(.identity) == ["a", "c"])
        #expect(taken.result.quarantined.map(\.reason) == [.recordMalformed] && taken.result.quarantined.map(\.line) == [2])
        #expect(taken.result.read == 3)
    }

    @Test(arguments: [
        (#"{"resources": [{"name": "a"}]}"#, DeliveryError.Code.notObservations), (#"{"type": "Topology", "objects": {}}"#, .notObservations),
        ("[1, 2]", .notObservations), ("[]", .notObservations), (#"{"a": [1, }"#, .unreadable), (#"{"key": "value"}"#, .columnMissing),
    ])
    func refused(_ json: String, _ code: DeliveryError.Code) {
        let error = #expect(throws: DeliveryError.self) { try IntakeSample.take(json) }
        #expect(error?.code == code, "\(error.map { "\($0)" } ?? "")")
    }
}

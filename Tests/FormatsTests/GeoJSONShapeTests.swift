import Formats
import Testing

/// Geometries of GeoJSON as Well-Known Text.
@Suite struct GeoJSONShapeTests {
    private static func shape(_ text: String) throws -> (wkt: String, shape: GeoJSONShape?) {
        let cursor = JSONCursor(MemorySource(Array(text.utf8)), path: "a.json")
        let tape = JSONTape()
        try cursor.take(into: tape)
        var wkt = Array(">".utf8)
        let shape = GeoJSONShape.append(tape, 0, to: &wkt)
        return (String(decoding: wkt.dropFirst(), as: UTF8.self), shape)
    }

    /// type | coordinates | text | largest coordinate
    @Test(arguments: [
        ("Point", "[155000,463000]", "POINT (155000 463000)", 463000.0), ("Point", "[5.3876,52.1562]", "POINT (5.3876 52.1562)", 52),
        ("Point", "[-5.5,-179.99]", "POINT (-5.5 -179.99)", 179), ("Point", "[1.55e5,4.63E5]", "POINT (1.55e5 4.63E5)", 463000),
        ("Point", "[155000,463000,12.5]", "POINT (155000 463000 12.5)", 463000),
        ("MultiPoint", "[[1,2],[3,4]]", "MULTIPOINT (1 2, 3 4)", 4), ("LineString", "[[1,2],[3,4]]", "LINESTRING (1 2, 3 4)", 4),
        ("MultiLineString", "[[[1,2],[3,4]],[[5,6],[7,8]]]", "MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))", 8),
        ("Polygon", "[[[0,0],[4,0],[4,4],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]", "POLYGON ((0 0, 4 0, 4 4, 0 0), (1 1, 2 1, 2 2, 1 1))", 4),
        ("MultiPolygon", "[[[[0,0],[4,0],[4,4],[0,0]]]]", "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)))", 4),
    ])
    func writesWellKnownText(_ type: String, _ coordinates: String, _ text: String, _ largest: Double) throws {
        for object in [
            "{\"type\":\"\(type)\",\"coordinates\":\(coordinates)}", "{\"bbox\":[1,2],\"coordinates\":\(coordinates),\"type\":\"\(type)\"}",
        ] {
            let (wkt, shape) = try Self.shape(object)
            #expect(wkt == text)
            #expect(shape?.largest == largest)
        }
    }

    @Test func collectionsAreNamedAsSuch() throws {
        let point = "{\"type\":\"Point\",\"coordinates\":[1,2]}"
        let wkt = try Self.shape("{\"type\":\"GeometryCollection\",\"geometries\":[\(point),\(point)]}").wkt
        #expect(wkt == "GEOMETRYCOLLECTION (POINT (1 2), POINT (1 2))")
    }

    @Test(arguments: [
        "{}", "[]", "null", "\"POINT (1 2)\"", "{\"type\":\"Point\"}", "{\"type\":\"Point\",\"coordinates\":null}",
        "{\"type\":\"Point\",\"coordinates\":[]}", "{\"type\":\"Point\",\"coordinates\":[1]}",
        "{\"type\":\"Point\",\"coordinates\":[\"1\",\"2\"]}", "{\"type\":\"Point\",\"coordinates\":[[1,2]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[1,2]}", "{\"type\":\"Polygon\",\"coordinates\":[[]]}",
        "{\"type\":\"Punt\",\"coordinates\":[1,2]}", "{\"type\":\"point\",\"coordinates\":[1,2]}",
        "{\"type\":\"GeometryCollection\",\"geometries\":[]}", "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\"}]}",
        "{\"type\":[\"Point\"],\"coordinates\":[1,2]}",
    ])
    func addsNothingForWhatIsNoGeometry(_ text: String) throws {
        let (wkt, shape) = try Self.shape(text)
        #expect(wkt.isEmpty && shape == nil)
    }
}

import Foundation
import Ingest
import Outside
import Testing

struct GeometryTextTests {
    /// The same geometry as GeoJSON and as hexadecimal WKB | as WKT | system | finding
    @Test(
        arguments: rows(
            """
            {"type":"Point","coordinates":[155000,463000]} | POINT (155000 463000) | - |
            { "coordinates" : [ 5.4, 52.1, 3.5 ], "type" : "Point" } | POINT (5.4 52.1) | - | GEOMETRY_HEIGHT_DROPPED
            {"type":"Feature","properties":{"a":[1,{"b":"}"}]},"geometry":{"type":"Point","coordinates":[1,2]}} | POINT (1 2) | - |
            {"type":"Point","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}},"coordinates":[1,2]} | POINT (1 2) | 28992 |
            {"type":"MultiPoint","coordinates":[[1,2],[3,4]]} | POINT (1 2) | - | GEOMETRY_REDUCED_TO_POINT
            {"type":"LineString","coordinates":[[1,2],[3,4.5]]} | LINESTRING (1 2,3 4.5) | - |
            {"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]} | MULTILINESTRING ((1 2,3 4),(5 6,7 8)) | - |
            {"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]} | POLYGON ((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1)) | - |
            {"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,0]]],[[[9,9],[8,9],[8,8],[9,9]]]]} | MULTIPOLYGON (((0 0,4 0,4 4,0 0)),((9 9,8 9,8 8,9 9))) | - |
            0101000000000000000000F03F0000000000000040 | POINT (1 2) | - |
            00000000013ff00000000000004000000000000000 | POINT (1 2) | - |
            010100002040710000000000000000F03F0000000000000040 | POINT (1 2) | 28992 |
            01E9030000000000000000F03F00000000000000400000000000000840 | POINT (1 2) | - | GEOMETRY_HEIGHT_DROPPED
            0101000080000000000000F03F00000000000000400000000000000840 | POINT (1 2) | - | GEOMETRY_HEIGHT_DROPPED
            010200000002000000000000000000F03F000000000000004000000000000008400000000000001040 | LINESTRING (1 2,3 4) | - |
            POINT M (1 2 3) | POINT (1 2) | - | GEOMETRY_HEIGHT_DROPPED
            SRID=28992;POINT(1 2) | POINT (1 2) | 28992 |
            """))
    func geometry(_ row: [String]) throws {
        let geometry = try #require(row[0].bytes { GeometryText.read($0) })
        var text: [UInt8] = []
        geometry.appendText(to: &text)
        #expect(String(decoding: text, as: UTF8.self) == row[1])
        #expect(geometry.epsg.map(String.init) ?? "-" == row[2])
        #expect(geometry.issue?.rawValue ?? "" == row[3])
    }

    @Test(arguments: [
        "{", "{}", "{\"type\":\"Point\"}", "{\"type\":\"Point\",\"coordinates\":[1]}",
        "{\"type\":\"Point\",\"coordinates\":[1,2]} x", "{\"type\":\"Point\",\"coordinates\":[]}",
        "{\"type\":\"Point\",\"coordinates\":[1,2,3,4,5]}", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,0]]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[4,0],[4,4],[0,1]]]}", "{\"type\":\"GeometryCollection\",\"geometries\":[]}",
        "{\"type\":\"Feature\",\"geometry\":null}", String(repeating: "{\"a\":", count: 5000), "{\"type\":\"Point\",\"coordinates\":" + String(repeating: "[", count: 9000),
        "01", "0101000000000000000000F03F00000000000000", "0101000000000000000000F03F000000000000004000",
        "010100000000000000000000F87F000000000000F87F", "0107000000000000", "01020000000100000000000000000000000000000000000000",
        "0102000000FFFFFFFF", "0103000000FFFFFFFFFFFFFFFF", "0101000000000000000000G03F0000000000000040", "POINT (1 x)", "",
    ])
    func refused(_ text: String) {
        #expect(text.bytes { GeometryText.read($0) } == nil)
    }

    @Test func anyBytesAreRead() {
        let json = ["{", "}", "[", "]", ",", ":", "\"type\"", "\"Point\"", "\"coordinates\"", "1", "-2.5e3", "\"", "\\", "null"]
        let whole = Array("0106000000020000000103000000010000000400000000000000000000000000000000000000".utf8)
        for _ in 0..<20_000 {
            let text = "{" + (0..<Int.random(in: 0..<14)).map { _ in json.randomElement() ?? "" }.joined()
            _ = text.bytes { GeometryText.read($0) }
            var hex = whole
            for _ in 0..<3 { hex[Int.random(in: 2..<hex.count)] = Array("0123456789ABCDEF".utf8).randomElement() ?? 48 }
            hex.removeLast(Int.random(in: 0..<20))
            _ = hex.withUnsafeBytes { GeometryText.read($0) }
        }
    }

    /// What shapely writes is read as the same geometry.
    @Test(.enabled(if: Outside.hasPython, "no Python: set NDFF_PYTHON"))
    func asShapelyWrites() throws {
        let program = """
            try:
                import shapely, json
                from shapely import wkt, wkb
            except ImportError:
                raise SystemExit
            for text in ['POINT (155000.25 463000.5)', 'LINESTRING (1 2, 3 4, 5 6)', 'POLYGON ((0 0, 4 0, 4 4, 0 0), (1 1, 2 1, 2 2, 1 1))',
                         'MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((9 9, 8 9, 8 8, 9 9)))', 'MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))',
                         'POLYGON Z ((0 0 1, 4 0 1, 4 4 1, 0 0 1))']:
                g = wkt.loads(text)
                for order in (0, 1):
                    for flavor in ('iso', 'extended'):
                        print(wkt.dumps(g, output_dimension=2, trim=True), '|', wkb.dumps(g, hex=True, byte_order=order, flavor=flavor))
                print(wkt.dumps(g, output_dimension=2, trim=True), '|', json.dumps(shapely.geometry.mapping(g)))
            """
        for line in try Outside.python(program).split(separator: "\n") {
            let parts = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            let expected = try #require(parts[0].bytes { GeometryText.read($0) })
            var geometry = try #require(parts[1].bytes { GeometryText.read($0) }, "\(line)")
            geometry.issue = nil
            #expect(geometry == expected, "\(line)")
        }
    }
}

import Ingest
import Observations
import Testing

struct LocationGeometryTests {
    /// text | as written again | x y of the middle | type | issue
    @Test(
        arguments: rows(
            """
            POINT (155000 463000) | POINT (155000 463000) | 155000 463000 | point |
            point(155000.5 463000) | POINT (155000.5 463000) | 155000.5 463000 | point |
            POINT Z (1 2 3) | POINT (1 2) | 1 2 | point | GEOMETRY_HEIGHT_DROPPED
            POINTZ(1 2 3) | POINT (1 2) | 1 2 | point | GEOMETRY_HEIGHT_DROPPED
            POINT ZM (1 2 3 4) | POINT (1 2) | 1 2 | point | GEOMETRY_HEIGHT_DROPPED
            SRID=28992;POINT(1 2) | POINT (1 2) | 1 2 | point |
            MULTIPOINT ((1 2), (3 4)) | POINT (1 2) | 1 2 | point | GEOMETRY_REDUCED_TO_POINT
            MULTIPOINT (1 2, 3 4) | POINT (1 2) | 1 2 | point | GEOMETRY_REDUCED_TO_POINT
            MULTIPOINT (1 2) | POINT (1 2) | 1 2 | point |
            LINESTRING (0 0, 10 0, 10 30) | LINESTRING (0 0,10 0,10 30) | 8.75 11.25 | line |
            MULTILINESTRING ((0 0, 10 0), (0 10, 10 10)) | MULTILINESTRING ((0 0,10 0),(0 10,10 10)) | 5 5 | line |
            POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0)) | POLYGON ((0 0,10 0,10 10,0 10,0 0)) | 5 5 | polygon |
            POLYGON ((0 0, 0 10, 10 10, 10 0, 0 0)) | POLYGON ((0 0,0 10,10 10,10 0,0 0)) | 5 5 | polygon |
            POLYGON ((0 0,4 0,4 4,0 4,0 0),(0 0,2 0,2 4,0 4,0 0)) | POLYGON ((0 0,4 0,4 4,0 4,0 0),(0 0,2 0,2 4,0 4,0 0)) | 3 2 | polygon |
            MULTIPOLYGON (((0 0,2 0,2 2,0 2,0 0)),((10 0,12 0,12 2,10 2,10 0))) | MULTIPOLYGON (((0 0,2 0,2 2,0 2,0 0)),((10 0,12 0,12 2,10 2,10 0))) | 6 1 | polygon |
            POLYGON ((0 0, 10 0, 0 0, 0 0)) | POLYGON ((0 0,10 0,0 0,0 0)) | 5 0 | polygon |
            LINESTRING (3 4, 3 4) | LINESTRING (3 4,3 4) | 3 4 | line |
            POINT (1e2 -2.5E-1) | POINT (100 -0.25) | 100 -0.25 | point |
            """))
    func geometry(_ row: [String]) throws {
        let geometry = try read(row[0])
        var bytes: [UInt8] = []
        geometry.appendText(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == row[1])
        let middle = try #require(geometry.centroid)
        let expected = row[2].split(separator: " ").compactMap { Double($0) }
        #expect(abs(middle.x - expected[0]) < 1e-9 && abs(middle.y - expected[1]) < 1e-9)
        #expect(geometry.locationType == LocationType(rawValue: row[3]))
        #expect(geometry.issue?.rawValue ?? "" == row[4])
        #expect(geometry.epsg == (row[0].hasPrefix("SRID") ? 28992 : nil))
    }

    /// text | problem | byte
    @Test(
        arguments: rows(
            """
            | unknownKind | 0
            PUNT (1 2) | unknownKind | 0
            GEOMETRYCOLLECTION (POINT (1 2)) | unknownKind | 0
            POINT EMPTY | empty | 6
            POINT (1) | number | 8
            POINT (1 x) | number | 9
            POINT (1,5 2) | number | 8
            POINT (1 2 | parenthesis | 10
            POINT 1 2 | parenthesis | 6
            POINT (1 2) x | trailing | 12
            POINT (1 2, 3 4) | coordinateCount | 16
            POINT (1 2 3 4 5) | coordinateCount | 16
            LINESTRING (1 2) | tooFewPositions | 16
            LINESTRING (1 2, 3 4 5) | coordinateCount | 22
            POLYGON ((0 0, 1 0, 0 0)) | tooFewPositions | 24
            POLYGON ((0 0, 1 0, 1 1, 0 1)) | ringNotClosed | 29
            POLYGON (0 0, 1 0, 1 1, 0 0) | parenthesis | 9
            SRID=x;POINT (1 2) | coordinateSystem | 5
            POINT Q (1 2) | parenthesis | 6
            """))
    func refused(_ row: [String]) {
        #expect(throws: WKTError.self) { try read(row[0]) }
        do {
            _ = try read(row[0])
        } catch let error as WKTError {
            #expect("\(error.problem)" == "\(row[1])" && error.offset == Int(row[2]), "\(error)")
        } catch {}
    }

    private func read(_ text: String) throws -> DeliveredGeometry {
        try text.bytes { try WKTReader.read($0) }
    }

    @Test func boundsHoldAllPositions() throws {
        let bounds = try #require(try read("LINESTRING (3 9, -1 4, 2 12)").bounds)
        #expect(bounds == (-1, 4, 3, 12))
    }

    /// The middle of a small polygon far from the origin loses no digits.
    @Test func centroidFarFromTheOrigin() throws {
        let square = "POLYGON ((250000 600000,250001 600000,250001 600001,250000 600001,250000 600000))"
        let middle = try #require(try read(square).centroid)
        #expect(middle == (250000.5, 600000.5))
    }

    @Test func anyBytesAreRead() {
        let words = ["POLYGON", "MULTIPOLYGON", "POINT", "((", ")", "(", ",", " 1 2", " 0 0", "-", ".", "Z", "\0", "é"]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0..<12)).map { _ in words.randomElement() ?? "" }.joined()
            if let geometry = try? read(text) { #expect(geometry.bounds != nil && geometry.centroid != nil, "\(text)") }
        }
    }
}

import Foundation
import Reference
import Testing

@Suite struct AreaTests {
    private static let loadedSquares = Result<SquareProvinces, any Error> {
        try SquareProvinces(url: ReferenceFiles.fixtures.appendingPathComponent("areas/provincie_kmhok.csv"))
    }
    private static let netherlands = Result<WorkingArea, any Error> {
        try WorkingArea(.netherlands, provinces: loadedSquares.get())
    }

    static func squares() throws -> SquareProvinces { try loadedSquares.get() }

    @Test func provincesByCode() throws {
        let rows = try ReferenceFiles.rows(ReferenceFiles.fixtures.appendingPathComponent("areas/provincies.csv"))
        #expect(rows.count == 12)
        for row in rows {
            let province = try #require(Province(named: row["naam"] ?? ""))
            #expect(row["code"] == "\(province.code)")
            #expect(row["bronhoudercode_cds2015"] == "\(province.bronhouderCode)")
        }
        #expect(Province(named: "fryslân")?.isoCode == "NL-FR")
        #expect(Province(named: "PV30") == .noordBrabant)
        #expect(Province(named: "Vlaanderen") == nil)
    }

    @Test func provincesOfTheTestVectors() throws {
        let squares = try Self.squares()
        #expect(!squares.description.isExample)
        #expect(squares.kmhokCodes.count == 42_424)
        var differing = 0
        // One vector lies 250 m abroad, in a square that touches Groningen.
        for row in try GridTests.vectors() where row["provincie_code"] != "" {
            let x = try #require(Double(row["x_rd"] ?? "")), y = try #require(Double(row["y_rd"] ?? ""))
            let found = squares.provinceCode(x: x, y: y)
            if found?.shared == true {
                differing += found?.code == Int32(row["provincie_code"] ?? "") ? 0 : 1
            } else {
                #expect(found?.code == Int32(row["provincie_code"] ?? ""), "\(row["naam"] ?? "")")
            }
        }
        #expect(differing <= 2)
    }

    @Test(.enabled(if: ReferenceFiles.hasProvincePolygons, "province polygons are not beside the repository"))
    func squaresAgreeWithPolygons() throws {
        let squares = try Self.squares()
        let polygons = try PolygonProvinces(url: ReferenceFiles.provincePolygons)
        var shared = 0, sharedAgreeing = 0, outside = 0
        for kmhok in squares.kmhokCodes {
            let corner = RijksdriehoekGrid.corner(code: kmhok)
            let square = try #require(squares.provinceCode(kmhok: kmhok))
            let polygon = polygons.provinceCode(x: corner.x + 500, y: corner.y + 500)
            if square.shared {
                shared += 1
                sharedAgreeing += polygon?.code == square.code ? 1 : 0
            } else if let polygon {
                #expect(polygon.code == square.code, "\(kmhok)")
            } else {
                // A square on the national border or the coast whose centre lies outside.
                outside += 1
            }
        }
        #expect(shared == 1747)
        #expect(sharedAgreeing > shared * 9 / 10, "\(sharedAgreeing) of \(shared)")
        #expect(outside < 1000, "\(outside) of \(squares.kmhokCodes.count) centres outside")
        for row in try GridTests.vectors() {
            let x = try #require(Double(row["x_rd"] ?? "")), y = try #require(Double(row["y_rd"] ?? ""))
            #expect(
                polygons.provinceCode(x: x, y: y)?.code == Int32(row["provincie_code"] ?? ""), "\(row["naam"] ?? "")")
        }
    }

    /// Two provinces side by side, the eastern one with a hole.
    static let twoProvinces = """
        {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}},
         "features": [
          {"type": "Feature", "properties": {"code": "PV23"}, "geometry": {"type": "Polygon", "coordinates":
           [[[200000,500000],[210500,500000],[210500,510000],[200000,510000],[200000,500000]],
            [[202000,502000],[202300,502000],[202300,502300],[202000,502300],[202000,502000]]]}},
          {"type": "Feature", "properties": {"naam": "Fryslân"}, "geometry": {"type": "MultiPolygon", "coordinates":
           [[[[190000,500000],[200000,500000],[200000,510000],[190000,510000],[190000,500000]]]]}}]}
        """

    @Test(arguments: [
        (195_000.0, 505_000.0, 21 as Int32?), (205_000, 505_000, 23), (200_000, 505_000, 21), (200_000, 510_000, 21),
        (199_999.999, 505_000, 21), (200_000.001, 505_000, 23), (202_150, 502_150, nil), (202_300, 502_100, 23),
        (210_500, 500_000, 23), (210_500.001, 500_000, nil), (189_999.9, 505_000, nil), (.nan, 505_000, nil),
        (1e300, -1e300, nil),
    ]) func polygonsWithBordersAndHoles(x: Double, y: Double, code: Int32?) throws {
        let url = try ReferenceFiles.temporary(Self.twoProvinces, name: "provinces.geojson")
        #expect(try PolygonProvinces(url: url).provinceCode(x: x, y: y)?.code == code)
    }

    @Test(arguments: [
        ("provinces.gpkg", "", "GeoJSON and GeoPackage"), ("a.json", "[]", "no JSON object"),
        ("a.json", #"{"type": "FeatureCollection", "features": []}"#, "no polygon"),
        ("a.json", #"{"type": "Point", "coordinates": [1, 2]}"#, "no Polygon"),
        ("a.json", #"{"type": "Polygon", "coordinates": [[[0,0],[1,1],[0,0]]]}"#, "four positions"),
        ("a.json", #"{"type": "Polygon", "coordinates": [[[0,0],[1,1],[1,0],[0,1],[0,0]]]}"#, "which province"),
        (
            "a.json", #"{"type": "Polygon", "crs": {"properties": {"name": "EPSG:9999"}}, "coordinates": []}"#,
            "unknown crs"
        ),
    ]) func refusedPolygonFiles(name: String, text: String, reason: String) throws {
        let url = try ReferenceFiles.temporary(text, name: name)
        let error = #expect(throws: ReferenceFileError.self) { try PolygonProvinces(url: url) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        // name, latitude, longitude, in the Netherlands, in Flanders
        ("Amersfoort", 52.155, 5.387, true, false), ("Maastricht", 50.85, 5.69, true, true),
        ("Vaals, the three-country point", 50.7550, 6.0205, true, false), ("Gent", 51.05, 3.72, false, true),
        ("Antwerpen", 51.22, 4.40, false, true), ("Knokke", 51.345, 3.285, false, true),
        ("Aachen", 50.776, 6.084, false, false),
        ("Emden", 53.367, 7.206, false, false), ("Borkum", 53.585, 6.70, false, false),
        ("10 km off Scheveningen", 52.17, 4.15, true, false), ("10 km off Westkapelle", 51.56, 3.31, true, false),
        ("north of Ameland, 15 km", 53.60, 5.75, true, false), ("Wadden Sea", 53.35, 5.6, true, false),
        ("Dogger Bank", 55.0, 3.5, false, false), ("60 km off Den Helder", 53.0, 3.8, false, false),
        ("Belgian sea", 51.40, 2.9, false, true), ("Oosterschelde", 51.6, 3.9, true, false),
        ("Lisboa", 38.7, -9.1, false, false),
    ]) func workingAreas(name: String, lat: Double, lon: Double, netherlands: Bool, flanders: Bool) throws {
        let nl = try Self.netherlands.get()
        let fl = try WorkingArea(.boundingBox(west: 2.5, south: 50.6, east: 5.95, north: 51.55))
        let world = try WorkingArea(.world)
        #expect(nl.containsGeographic(lat: lat, lon: lon) == netherlands, "\(name)")
        #expect(
            fl.containsGeographic(lat: lat, lon: lon) == (flanders || (lat < 51.55 && lat > 50.6 && lon < 5.95)),
            "\(name)")
        #expect(world.containsGeographic(lat: lat, lon: lon))
        let toRD = try Transformer(from: .wgs84, to: .rdNew, gridDirectory: nil)
        let point = try #require(toRD.transform(x: lon, y: lat))
        #expect(nl.contains(x: point.x, y: point.y) == netherlands, "\(name)")
    }

    @Test func areaLimits() throws {
        let box = try WorkingArea(.boundingBox(west: 2.5, south: 50.6, east: 5.95, north: 51.55))
        #expect(box.containsGeographic(lat: 51.5499, lon: 4))
        #expect(!box.containsGeographic(lat: 51.5501, lon: 4))
        #expect(box.containsGeographic(lat: 50.6001, lon: 3.3))
        #expect(!box.containsGeographic(lat: 50.5999, lon: 3.3))
        #expect(!box.containsGeographic(lat: 51, lon: 2.4999))
        #expect(!box.contains(x: .nan, y: 400_000))
        #expect(!box.containsGeographic(lat: .nan, lon: 4))
        #expect(try !WorkingArea(.world).containsGeographic(lat: 91, lon: 0))
        #expect(throws: ReferenceFileError.self) {
            try WorkingArea(.boundingBox(west: 5, south: 50, east: 4, north: 51))
        }
        #expect(throws: ReferenceFileError.self) { try WorkingArea(.netherlands) }
        let file = try ReferenceFiles.temporary(
            #"{"type": "Polygon", "coordinates": [[[4,51],[5,51],[5,52],[4,52],[4,51]]]}"#, name: "area.geojson")
        let polygon = try WorkingArea(.polygons(file))
        #expect(polygon.containsGeographic(lat: 51.9999, lon: 4.5))
        #expect(!polygon.containsGeographic(lat: 52.0001, lon: 4.5))
    }

    @Test(arguments: [
        ("10,383,29,0.5\n10,383,29,0.5", 3, "there already"), ("10,383,19,0.5", 2, "20 to 31"),
        ("10,383,29,1.5", 2, "share"),
        ("310,383,29,1", 2, "0 to 299"), ("10,383,29", 2, "3 fields"), ("10,383,29,\"1", 2, "never closed"),
    ]) func refusedSquareFiles(rows: String, line: Int, reason: String) throws {
        let url = try ReferenceFiles.temporary("kmhok_x,kmhok_y,provincie_code,aandeel\n" + rows, name: "p.csv")
        let sidecar = url.deletingPathExtension().appendingPathExtension("json")
        try FileManager.default.copyItem(
            at: ReferenceFiles.fixtures.appendingPathComponent("areas/provincie_kmhok.json"), to: sidecar)
        let error = #expect(throws: ReferenceFileError.self) { try SquareProvinces(url: url) }
        #expect(error?.line == line)
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
}

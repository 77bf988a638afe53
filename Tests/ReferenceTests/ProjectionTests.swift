import Foundation
import Reference
import Testing

/// The systems beside RD, held against what PROJ makes of the same places.
@Suite struct ProjectionTests {
    static func table(_ name: String) -> [[String]] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Tables/\(name).tsv")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst().map { line in
            line.split(separator: "\t").map(String.init)
        }
    }

    @Test func tablesAreThere() {
        #expect(Self.table("projections").count > 90 && Self.table("military_grid").count > 30)
    }

    @Test(arguments: table("projections"))
    func bothWays(_ row: [String]) throws {
        let numbers = row.compactMap(Double.init)
        let system = try #require(CoordinateReferenceSystem(epsg: Int(numbers[0])))
        // UTM on ETRS89 and on WGS 84 are one system here.
        #expect(system.description == "EPSG:\(row[0])".replacing("EPSG:258", with: "EPSG:326"))
        let there = try Transformer(from: .wgs84, to: system, gridDirectory: nil)
        let point = try #require(there.transform(x: numbers[1], y: numbers[2]))
        // The operation of EPSG (4) for WGS 84 and (8) for ETRS89, under RD, differ by less than 4 mm.
        let metres = [28991].contains(Int(numbers[0])) ? 0.005 : 0.001
        let tolerance = system.isGeographic ? 5e-8 : metres
        #expect(abs(point.x - numbers[3]) < tolerance && abs(point.y - numbers[4]) < tolerance, "\(point)")
        let back = try Transformer(from: system, to: .wgs84, gridDirectory: nil)
        let place = try #require(back.transform(x: point.x, y: point.y))
        #expect(abs(place.x - numbers[1]) < 1e-7 && abs(place.y - numbers[2]) < 1e-7, "\(place)")
    }

    @Test(arguments: table("military_grid"))
    func militaryGrid(_ row: [String]) throws {
        let square = try #require(MilitaryGrid.square(ofLabel: row[0]))
        let expected = MilitaryGrid.Square(
            zone: Int(row[1]) ?? 0, isSouth: row[2] == "S", easting: Int(row[3]) ?? 0, northing: Int(row[4]) ?? 0,
            size: Int(row[5]) ?? 0)
        #expect(square == expected)
    }

    @Test(arguments: ["", "31", "31U", "31UF", "31UFT1", "31UIT", "31UFI", "31IFT", "31UFW", "00UFT", "31UFT123456789012", "é"])
    func noSquare(_ label: String) {
        #expect(MilitaryGrid.square(ofLabel: label) == nil)
    }
}

import Foundation
import Ingest
import Outside
import Testing

struct CoordinateTableTests {
    private func text(_ numbers: Double?...) -> String {
        guard !numbers.contains(nil) else { return "-" }
        return numbers.compactMap { $0 }.map { value in
            let rounded = (value * 1_000_000).rounded() / 1_000_000
            return rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)"
        }.joined(separator: " ")
    }

    private func system(_ text: String) throws -> Int? {
        try TableFile.optional(text).map { name in try #require(name.bytes { CoordinateSystemLabel.epsg($0) }) }
    }

    @Test(arguments: TableFile("coordinates").cases)
    func pair(_ row: [String]) throws {
        let reader = CoordinateReader(unit: row[3] == "km" ? .kilometres : .metres)
        let declared = try system(row[2])
        let reading = row[0].bytes { x in row[1].bytes { y in reader.pair(x: x, y: y, epsg: declared) } }
        #expect(text(reading.x, reading.y) == row[4])
        #expect(reading.epsg.map(String.init) ?? "-" == row[5])
        #expect(reading.issue?.rawValue ?? "-" == row[6])
        #expect(reading.proposal.map { "\($0.x) \($0.y)" } ?? "-" == row[7])
    }

    /// How fine kilometres are follows from their decimals.
    @Test(arguments: [("155", "463", 1000.0), ("155.3", "463", 100), ("155", "463.12", 10), ("155.345", "463.120", 1)])
    func kilometres(_ x: String, _ y: String, _ cell: Double) {
        let reader = CoordinateReader(unit: .kilometres)
        let reading = x.bytes { x in y.bytes { y in reader.pair(x: x, y: y, epsg: 28992) } }
        #expect(abs((reading.cell ?? 0) - cell) < 1e-9)
    }

    @Test(arguments: TableFile("coordinate_texts").cases)
    func bothInOneText(_ row: [String]) throws {
        let declared = try system(row[1])
        let place = row[0].bytes { CoordinateText(reader: CoordinateReader()).read($0, epsg: declared) }
        switch place {
        case .pair(let reading):
            #expect(text(reading.x, reading.y) == row[2])
            #expect(reading.epsg.map(String.init) ?? "-" == row[3])
            #expect(reading.issue?.rawValue ?? "-" == row[4])
        case .square(let square):
            #expect("\(square.x) \(square.y) \(square.size)" == row[2])
            #expect(String(square.epsg) == row[3] && row[4] == "-")
        }
    }

    @Test(arguments: TableFile("squares").cases)
    func square(_ row: [String]) {
        let stated = TableFile.optional(row[1]).flatMap { text in text.bytes { GridSquareText.size($0) } }
        let square = row[0].bytes {
            GridSquareText.square($0, size: stated, assumed: Int(row[2]), utmZone: Int(row[3]))
        }
        #expect(square.map { "\($0.x) \($0.y) \($0.size)" } ?? "-" == row[4])
        #expect(square.map { String($0.epsg) } ?? "-" == row[5])
        #expect(square.map { String(Int($0.radius)) } ?? "-" == row[6])
    }

    @Test(
        arguments: rows(
            """
            EPSG 28992 | 28992
            EPSG28992 | 28992
            epsg::28992 | 28992
            (EPSG:28992) | 28992
            EPSG:900913 | 3857
            https://www.opengis.net/def/crs/EPSG/0/28992 | 28992
            PROJCS["RD_New",GEOGCS["GCS_Amersfoort",DATUM["D_Amersfoort",SPHEROID["Bessel_1841",6377397.155,299.1528128]]],PROJECTION["Double_Stereographic"]] | 28992
            PROJCS["Amersfoort / RD New",GEOGCS["Amersfoort",AUTHORITY["EPSG","4289"]],AUTHORITY["EPSG","28992"]] | 28992
            PROJCRS["x",BASEGEOGCRS["y",ID["EPSG",4313]],CONVERSION["z",ID["EPSG",19961]],ID["EPSG",31370]] | 31370
            GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]] | 4326
            PROJCS["WGS_1984_UTM_Zone_31N",GEOGCS["GCS_WGS_1984"]] | 32631
            PROJCS["Mars"] | -
            PROJCS[ | -
            Belge_Lambert_1972 | 31370
            Belge_Lambert_2008 | 3812
            ETRS89 / Belgian Lambert 2008 | 3812
            ETRS_1989_UTM_Zone_32N | 25832
            WGS 84 / UTM zone 32S | 32732
            ED50 / UTM zone 31N | 23031
            UTM 31N | -
            WGS 84 / UTM zone 61N | -
            WGS 84 / World Mercator | -
            GCS_European_1950 | 4230
            ED50 | 4230
            NAD27 | 4267
            North American Datum 1927 | 4267
            RD oud | 28991
            GDA94 | -
            """.replacingOccurrences(of: "\u{1}", with: "")))
    func systemLabel(_ row: [String]) {
        #expect(row[0].bytes { CoordinateSystemLabel.epsg($0) }.map(String.init) ?? "-" == row[1])
    }

    /// The datums of GBIF's own list: what we know, and what we do not take for anything.
    @Test(.enabled(if: Outside.shared("samples/gbif_parsers_dates/test_datum.txt") != nil))
    func datumsOfGBIF() throws {
        let known: [String: Int] = [
            "4326": 4326, "D_WGS_1984": 4326, "EPSG:4326": 4326, "ETRS89 (~WGS84)": 4258, "NAD27": 4267, "NAD83": 4269,
            "North American 1983": 4269, "North American Datum 1927": 4267, "WGS 1984": 4326, "WGS 84": 4326,
            "WGS84": 4326, "WGS84, decimal degrees": 4326, "WGS84, degrees": 4326,
            "WGS84, degrees, transformed by Circé": 4326,
        ]
        let file = try #require(Outside.shared("samples/gbif_parsers_dates/test_datum.txt"))
        let names = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).map(String.init)
        #expect(names.count >= 31)
        for name in names { #expect(name.bytes { CoordinateSystemLabel.epsg($0) } == known[name], "\(name)") }
    }
}

import Ingest
import Testing

struct LocationCoordinateTests {
    /// text | degrees to 6 decimals or `-` | axis
    static let table = """
        52.155               | 52.155000  |
        -52.155              | -52.155000 |
        52°09'18.6"N         | 52.155167  | latitude
        52 09 18 N           | 52.155000  | latitude
        52 09 18             | 52.155000  |
        N 52° 9.31'          | 52.155167  | latitude
        N52.1234             | 52.123400  | latitude
        5° 23' 15" O         | 5.387500   | longitude
        5° 23' 15" E         | 5.387500   | longitude
        5° 23' 15" W         | -5.387500  | longitude
        5º23′15″E            | 5.387500   | longitude
        4 zuid               | -4.000000  | latitude
        12°30'Z              | -12.500000 | latitude
        52d09m18s            | 52.155000  |
        52d09m18sS           | -52.155000 | latitude
        52:09:18             | 52.155000  |
        52°60'               | -          |
        52.5°30'             | -          |
        52°09'18"30          | -          |
        -52°09' N            | -          |
        155 000              | -          |
        noord                | -          |
        N                    | -          |
        """

    @Test(arguments: rows(table))
    func angle(_ row: [String]) {
        let angle = row[0].bytes { AngleReader().angle($0) }
        #expect(angle.map { fixed($0.degrees) } ?? "-" == row[1])
        #expect(angle?.axis.map { "\($0)" } ?? "" == row[2])
    }

    private func fixed(_ value: Double) -> String {
        let millionths = Int((abs(value) * 1_000_000).rounded())
        let fraction = String(millionths % 1_000_000)
        return
            "\(value < 0 ? "-" : "")\(millionths / 1_000_000).\(String(repeating: "0", count: 6 - fraction.count))\(fraction)"
    }

    /// x | y | declared system | system | issue
    @Test(
        arguments: rows(
            """
            155000    | 463000    |       | 28992 |
            5.38      | 52.15     |       | 4326  |
            155000,5  | 463000    | 28992 | 28992 | COORDINATE_INVALID
            5.38      | 52.15     | 4258  | 4258  |
            5°23'15"E | 52°09'18"N | 4326 | 4326  |
            5°23'15"E | 52°09'18"N |      | 4326  |
            52°09'18"N | 5°23'15"E | 4326 | 4326  | PRESUMED_SWAPPED_COORDINATE
            52.15     | 5.38      | 4326  | 4326  | PRESUMED_SWAPPED_COORDINATE
            52.15     | 5.38      |       | 4326  | PRESUMED_SWAPPED_COORDINATE
            463000    | 155000    |       | 28992 | PRESUMED_SWAPPED_COORDINATE
            463000    | 155000    | 28992 | 28992 | PRESUMED_SWAPPED_COORDINATE
            130879.96 | 209130.5  | 31370 | 31370 |
            10        | 95        | 4326  | 4326  | PRESUMED_SWAPPED_COORDINATE
            190       | 95        | 4326  | 4326  | COORDINATE_OUT_OF_RANGE
            155000    | 463000    | 4326  | 4326  | COORDINATE_OUT_OF_RANGE
            5.38      | 52.15     | 28992 | 28992 | COORDINATE_OUT_OF_RANGE
            700000    | 463000    |       | -     | CRS_UNKNOWN
            -5000     | 463000    |       | -     | CRS_UNKNOWN
            0         | 0         |       | -     | ZERO_COORDINATE
            0         | 0.0       | 4326  | 4326  | ZERO_COORDINATE
            151.2     | -33.9     | 4326  | 4326  |
                      | 463000    |       | -     | COORDINATE_INVALID
                      |           |       | -     |
            -         | ?         | 4326  | 4326  |
            x         | y         |       | -     | COORDINATE_INVALID
            155 000   | 463 000   | 28992 | 28992 | COORDINATE_INVALID
            """))
    func pair(_ row: [String]) {
        let reading = row[0].bytes { x in row[1].bytes { y in CoordinateReader().pair(x: x, y: y, epsg: Int(row[2])) } }
        #expect(reading.epsg.map(String.init) ?? "-" == row[3])
        #expect(reading.issue?.rawValue ?? "" == row[4])
        #expect(
            reading.isAssumed
                == (row[2].isEmpty && reading.epsg != nil && reading.issue != .presumedSwapped
                    || row[2].isEmpty && reading.issue == .presumedSwapped && !row[0].contains("°")))
    }

    @Test func swappedCoordinatesAreGivenAsDelivered() {
        let reading = "52,15".bytes { x in
            "5,38".bytes { y in CoordinateReader(decimalComma: true).pair(x: x, y: y, epsg: 4326) }
        }
        #expect(reading == CoordinateReading(x: 52.15, y: 5.38, epsg: 4326, issue: .presumedSwapped))
    }

    @Test(
        arguments: rows(
            """
            EPSG:4326 | 4326
            epsg:28992 | 28992
            4326 | 4326
            28992 | 28992
            WGS84 | 4326
            WGS 84 | 4326
            wgs-84 | 4326
            WGS84, decimal degrees | 4326
            WGS 84 / UTM zone 31N | 32631
            urn:ogc:def:crs:EPSG::28992 | 28992
            urn:ogc:def:crs:EPSG:6.9:28992 | 28992
            http://www.opengis.net/def/crs/EPSG/0/4258 | 4258
            urn:ogc:def:crs:OGC:1.3:CRS84 | 4326
            RD | 28992
            RD New | 28992
            Amersfoort / RD New | 28992
            Rijksdriehoek | 28992
            Lambert 72 | 31370
            Belgian Lambert 1972 | 31370
            EPSG:31370 | 31370
            ETRS89 | 4258
            ETRS89 (~WGS84) | 4258
            EPSG: | -
            EPSG:x | -
            onbekend | -
            not recorded (forced WGS84) | -
             | -
            12 | -
            99999999999999999999 | -
            """))
    func coordinateSystem(_ row: [String]) {
        #expect(row[0].bytes { CoordinateSystemLabel.epsg($0) }.map(String.init) ?? "-" == row[1])
    }

    /// code | size | x y size, or `-`
    @Test(
        arguments: rows(
            """
            155-463       |         | 155000 463000 1000
            155 - 463     |         | 155000 463000 1000
            155463        |         | 155000 463000 1000
            155/463       |         | 155000 463000 1000
            155-460       | 5x5km   | 155000 460000 5000
            155-463       | 5x5 km  | -
            15-463        |         | 15000 463000 1000
            155000-463000 | 500m    | 155000 463000 500
            155250-463000 | 250 m   | 155250 463000 250
            155250-463000 | 500     | -
            155000-463000 |         | -
            463-155       |         | -
            301-463       |         | -
            155-463-1     |         | -
            32-34-21      |         | 155000 463000 1000
            1554634       |         | -
            hok           |         | -
            """))
    func square(_ row: [String]) {
        let size = row[1].bytes { GridSquareText.size($0) }
        let square = row[0].bytes { GridSquareText.square($0, size: size) }
        #expect(square.map { "\($0.x) \($0.y) \($0.size)" } ?? "-" == row[2])
    }

    @Test(
        arguments: rows(
            """
            1x1km | 1000
            5 x 5 km | 5000
            10 | 10000
            5000 | 5000
            250m | 250
            1x2km | -
            0 | -
            km | -
            1000 km | -
            """))
    func squareSize(_ row: [String]) {
        #expect(row[0].bytes { GridSquareText.size($0) }.map(String.init) ?? "-" == row[1])
    }
}

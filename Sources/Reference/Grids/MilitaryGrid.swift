/// Squares of the UTM grid as the Military Grid Reference System names them (NGA.STND.0037): zone, band of latitude, two
/// letters for a square of 100 km, and as many digits for the easting as for the northing: `31U FT 12345 67890`.
///
/// Atlases of Belgium and Germany use its squares of 10, 5 and 1 km (`31UFT16`). The polar grids are not read.
public enum MilitaryGrid {
    public struct Square: Sendable, Equatable {
        public var zone: Int
        public var isSouth: Bool
        /// Easting of the south-west corner, in metres.
        public var easting: Int
        /// Northing of the south-west corner, in metres.
        public var northing: Int
        /// Length of a side, in metres.
        public var size: Int

        public init(zone: Int, isSouth: Bool, easting: Int, northing: Int, size: Int) {
            self.zone = zone
            self.isSouth = isSouth
            self.easting = easting
            self.northing = northing
            self.size = size
        }
    }

    /// The square of a label; `nil` when there is none.
    ///
    /// - Parameter zone: the zone of labels that leave it and the band out (`FT16`), which are then taken to lie in the
    ///   bands of the Low Countries (T, U and V).
    public static func square(ofLabel label: String, zone givenZone: Int? = nil) -> Square? {
        let bytes = label.utf8.filter { $0 != 0x20 }.map { $0 >= 97 && $0 <= 122 ? $0 - 32 : $0 }
        var at = 0
        var zone = 0
        while at < bytes.count, at < 2, isDigit(bytes[at]) {
            zone = zone * 10 + Int(bytes[at] - 48)
            at += 1
        }
        var band: Int?
        if at > 0 {
            guard (1...60).contains(zone), at < bytes.count, let found = bands.firstIndex(of: bytes[at]) else { return nil }
            band = found
            at += 1
        } else {
            guard let givenZone, (1...60).contains(givenZone) else { return nil }
            zone = givenZone
        }
        guard at + 2 <= bytes.count, let easting = easting(bytes[at], zone), let row = row(bytes[at + 1], zone) else {
            return nil
        }
        let digits = bytes[(at + 2)...]
        guard digits.count % 2 == 0, digits.count <= 10, digits.allSatisfy(isDigit) else { return nil }
        let half = digits.count / 2
        var size = 100_000
        for _ in 0..<half { size /= 10 }
        let base = northing(row, from: band.map { leastNorthings[$0] } ?? 4_400_000)
        return Square(
            zone: zone, isSouth: band.map { $0 < 10 } ?? false, easting: easting + number(digits.prefix(half)) * size,
            northing: base + number(digits.suffix(half)) * size, size: size)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 48) } }

    private static let bands = Array("CDEFGHJKLMNPQRSTUVWX".utf8)

    /// The southernmost northing of each band, in whole squares of 100 km.
    private static let leastNorthings = [
        1_100_000, 2_000_000, 2_800_000, 3_700_000, 4_600_000, 5_500_000, 6_400_000, 7_300_000, 8_200_000, 9_100_000,
        0, 800_000, 1_700_000, 2_600_000, 3_500_000, 4_400_000, 5_300_000, 6_200_000, 7_000_000, 7_900_000,
    ]

    /// Columns of 100 km take 24 letters over three zones.
    private static func easting(_ letter: UInt8, _ zone: Int) -> Int? {
        guard let index = Array("ABCDEFGHJKLMNPQRSTUVWXYZ".utf8).firstIndex(of: letter), index / 8 == (zone - 1) % 3 else {
            return nil
        }
        return (index % 8 + 1) * 100_000
    }

    /// Rows of 100 km take 20 letters over and over, in even zones beginning five letters further.
    private static func row(_ letter: UInt8, _ zone: Int) -> Int? {
        Array("ABCDEFGHJKLMNPQRSTUV".utf8).firstIndex(of: letter).map { zone % 2 == 0 ? ($0 + 15) % 20 : $0 }
    }

    private static func northing(_ row: Int, from least: Int) -> Int {
        var northing = row * 100_000
        while northing < least { northing += 2_000_000 }
        return northing
    }
}

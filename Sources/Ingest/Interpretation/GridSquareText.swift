import Reference

/// A square of a grid, by its south-west corner.
public struct GridSquare: Sendable, Equatable {
    /// Easting of the south-west corner in metres.
    public var x: Int
    /// Northing of the south-west corner in metres.
    public var y: Int
    /// Length of a side in metres.
    public var size: Int
    /// Coordinate system of the grid.
    public var epsg: Int

    public init(x: Int, y: Int, size: Int, epsg: Int = CoordinateSystemLabel.rdNew) {
        self.x = x
        self.y = y
        self.size = size
        self.epsg = epsg
    }

    /// The radius around the middle that holds the square: half its diagonal, in whole metres.
    public var radius: Double { (Double(size) / 2 * 2.0.squareRoot()).rounded(.up) }
}

/// Reads codes of squares: by their south-west corner `155-463`, `155 - 463` and `155463` in kilometres and
/// `155000-463000` in metres; atlasblok `32-34` and kmblok `32-34-21`; UTM squares `31UFT16`, `31U FT 1 6` (MGRS).
///
/// A code in kilometres does not tell a kilometre square from an uurhok of 5 km, nor one in metres a quarter from a
/// half kilometre: the size comes from the record or the profile. The other codes say how large they are.
public enum GridSquareText {
    /// The square, `nil` when the text is no code, lies outside the grid (x 0–300 km, y 300–640 km), does not begin at a
    /// multiple of its size, is in metres without a size being given, or has another size than is stated.
    ///
    /// - Parameters:
    ///   - size: side in metres that the record states.
    ///   - assumed: side in metres of codes that do not tell; `nil` is a kilometre for codes in kilometres.
    ///   - utmZone: zone of UTM squares that name none (`FT16`).
    public static func square(
        _ text: UnsafeRawBufferPointer, size: Int? = nil, assumed: Int? = nil, utmZone: Int? = nil
    ) -> GridSquare? {
        let bytes = text.trimmed
        guard bytes.count >= 3, bytes.count <= 40 else { return nil }
        if let square = byCorner(bytes, size: size ?? assumed) { return square }
        guard let named = atlas(bytes) ?? military(bytes, utmZone: utmZone), size == nil || size == named.size else {
            return nil
        }
        return named
    }

    private static func byCorner(_ bytes: UnsafeRawBufferPointer, size: Int?) -> GridSquare? {
        var cursor = DateCursor(bytes, order: .unknown)
        var (x, digits) = cursor.number()
        var y: Int
        if digits == 6, cursor.isAtEnd {
            (x, y) = (x / 1000, x % 1000)
            digits = 3
        } else {
            cursor.skipBlanks()
            guard digits > 0, cursor.skip(UInt8(ascii: "-")) || cursor.skip(UInt8(ascii: "/")) else { return nil }
            cursor.skipBlanks()
            let second = cursor.number()
            guard cursor.isAtEnd, second.digits == 3 || second.digits == 6, digits <= second.digits else { return nil }
            y = second.value
            digits = second.digits
        }
        if digits == 3 {
            (x, y) = (x * 1000, y * 1000)
        } else if size == nil {
            return nil
        }
        let size = size ?? 1000
        guard size > 0, x < 300_000, y >= 300_000, y < 640_000, x % size == 0, y % size == 0 else { return nil }
        return GridSquare(x: x, y: y, size: size)
    }

    private static func atlas(_ bytes: UnsafeRawBufferPointer) -> GridSquare? {
        guard bytes[0].isDigit, bytes.contains(UInt8(ascii: "-")),
            let square = AtlasGrid.square(ofLabel: bytes.text)
        else { return nil }
        return GridSquare(x: Int(square.x), y: Int(square.y), size: Int(square.size))
    }

    private static func military(_ bytes: UnsafeRawBufferPointer, utmZone: Int?) -> GridSquare? {
        guard let square = MilitaryGrid.square(ofLabel: bytes.text, zone: utmZone) else { return nil }
        return GridSquare(
            x: square.easting, y: square.northing, size: square.size,
            epsg: (square.isSouth ? 32700 : 32600) + square.zone)
    }

    /// The side in metres that a text names: `1x1km`, `5x5 km`, `1 km`, `250m`, `5000`, `kmhok`, `uurhok`; `nil` for no
    /// size up to 100 km. A bare number below 100 is in kilometres.
    public static func size(_ text: UnsafeRawBufferPointer) -> Int? {
        let text = text.trimmed
        for (words, size) in names where text.matches(anyOf: words) { return size }
        var cursor = DateCursor(text, order: .unknown)
        let (side, digits) = cursor.number()
        guard digits >= 1, digits <= 6, side > 0 else { return nil }
        cursor.skipBlanks()
        if cursor.skip(UInt8(ascii: "x")) || cursor.skip(UInt8(ascii: "X")) {
            cursor.skipBlanks()
            guard cursor.number().value == side else { return nil }
            cursor.skipBlanks()
        }
        let unit = cursor.word()
        guard cursor.isAtEnd else { return nil }
        let metres: Int
        if unit.matches("km") || (unit.isEmpty && side < 100) {
            metres = side * 1000
        } else if unit.matches("m") || unit.isEmpty {
            metres = side
        } else {
            return nil
        }
        return metres <= 100_000 ? metres : nil
    }

    private static let names: [(words: [StaticString], size: Int)] = [
        (["kmhok", "km-hok", "kilometerhok", "kmblok"], 1000), (["uurhok", "atlasblok"], 5000),
        (["duplo"], 500), (["quarto"], 250),
    ]
}

/// A square of the Dutch national grid.
public struct GridSquare: Sendable, Equatable {
    /// Easting of the south-west corner in metres (EPSG:28992).
    public var x: Int
    /// Northing of the south-west corner in metres (EPSG:28992).
    public var y: Int
    /// Length of a side in metres.
    public var size: Int

    public init(x: Int, y: Int, size: Int) {
        self.x = x
        self.y = y
        self.size = size
    }
}

/// Reads codes of squares by their south-west corner: `155-463`, `155 - 463` and `155463` in kilometres,
/// `155000-463000` in metres.
///
/// A code in kilometres does not tell a kilometre square from an uurhok of 5 km, nor one in metres a quarter from a
/// half kilometre: the size comes from the record or the profile.
public enum GridSquareText {
    /// The square, `nil` when the text is no code, lies outside the grid (x 0–300 km, y 300–640 km), does not begin at a
    /// multiple of its size, or is in metres without a size being given.
    ///
    /// - Parameter size: side in metres; `nil` is a kilometre for codes in kilometres.
    public static func square(_ text: UnsafeRawBufferPointer, size: Int? = nil) -> GridSquare? {
        let bytes = text.trimmed
        var cursor = DateCursor(bytes, order: .unknown)
        var (x, digits) = cursor.number()
        var y: Int
        if digits == 6, cursor.isAtEnd {
            (x, y) = (x / 1000, x % 1000)
            digits = 3
        } else {
            cursor.skipBlanks()
            guard cursor.skip(UInt8(ascii: "-")) || cursor.skip(UInt8(ascii: "/")) else { return nil }
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

    /// The side in metres that a text names: `1x1km`, `5x5 km`, `1 km`, `250m`, `5000`; `nil` for no size up to 100 km.
    /// A bare number below 100 is in kilometres.
    public static func size(_ text: UnsafeRawBufferPointer) -> Int? {
        var cursor = DateCursor(text.trimmed, order: .unknown)
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
}

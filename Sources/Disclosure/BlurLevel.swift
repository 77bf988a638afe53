/// The square, in kilometres, to which the place of a record is coarsened before it is published.
public enum BlurLevel: Int32, CaseIterable, Comparable, Sendable {
    case oneKilometre = 1
    case fiveKilometres = 5
    case tenKilometres = 10

    public static func < (a: BlurLevel, b: BlurLevel) -> Bool { a.rawValue < b.rawValue }

    /// Side of the square in metres.
    public var sideInMetres: Double { Double(rawValue) * 1000 }

    /// Radius of the circle around the square, √2 · side / 2, in whole metres rounded up: 708, 3536 or 7072.
    public var radiusInMetres: Double { (sideInMetres * 2.0.squareRoot() / 2).rounded(.up) }
}

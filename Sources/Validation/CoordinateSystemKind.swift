/// What numbers a delivered coordinate system allows.
enum CoordinateSystemKind: Sendable {
    /// RD New (EPSG:28992) or RD with NAP height (EPSG:7415): metres.
    case rijksdriehoek
    /// Degrees: WGS84, ETRS89 and their like.
    case geographic
    /// Any other system; only the converted position can be judged.
    case other

    init(_ name: String) {
        switch name.uppercased() {
        case "EPSG:28992", "EPSG:7415": self = .rijksdriehoek
        case "EPSG:4326", "EPSG:4258", "EPSG:4979", "EPSG:4937", "OGC:CRS84": self = .geographic
        default: self = .other
        }
    }
}

/// Positions of the rows of a batch; NaN where a coordinate is absent.
public struct Places: Sendable {
    /// RD New (EPSG:28992) easting, metres.
    public var x: [Double]
    /// RD New (EPSG:28992) northing, metres.
    public var y: [Double]
    /// ETRS89/WGS84 latitude, degrees.
    public var latitude: [Double]
    /// ETRS89/WGS84 longitude, degrees.
    public var longitude: [Double]

    public init(x: [Double], y: [Double], latitude: [Double], longitude: [Double]) {
        self.x = x
        self.y = y
        self.latitude = latitude
        self.longitude = longitude
    }
}

/// The working area: says for a batch of positions which of them lie in it.
public protocol AreaTest: Sendable {
    /// For people, in findings: `Nederland`, `Vlaanderen` …; without `=` or line breaks.
    var name: String { get }
    /// Writes for every place whether it lies in the area. Rows without any coordinates are not looked at afterwards.
    func mark(_ places: Places, inside: UnsafeMutableBufferPointer<Bool>)
}

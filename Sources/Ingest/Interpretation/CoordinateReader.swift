/// A place as two numbers, and what is wrong with it.
public struct CoordinateReading: Sendable, Equatable {
    /// Easting in metres or longitude in degrees; `nil` for an absent or unreadable place.
    public var x: Double?
    /// Northing in metres or latitude in degrees; `nil` for an absent or unreadable place.
    public var y: Double?
    /// EPSG code of the coordinate system; `nil` when it is not known.
    public var epsg: Int?
    /// No system was given: `epsg` follows from the size of the numbers.
    public var isAssumed: Bool
    /// For `PRESUMED_SWAPPED_COORDINATE` the proposal is to exchange x and y; they are given as delivered.
    public var issue: InterpretationIssue?

    public init(
        x: Double? = nil, y: Double? = nil, epsg: Int? = nil, isAssumed: Bool = false,
        issue: InterpretationIssue? = nil
    ) {
        self.x = x
        self.y = y
        self.epsg = epsg
        self.isAssumed = isAssumed
        self.issue = issue
    }
}

/// Reads pairs of coordinates.
public struct CoordinateReader: Sendable {
    /// Degrees within which coordinates are at home; a pair outside it that would lie inside when exchanged is
    /// presumed to be swapped.
    public struct HomeArea: Sendable, Equatable {
        public var latitude: ClosedRange<Double>
        public var longitude: ClosedRange<Double>

        public init(latitude: ClosedRange<Double>, longitude: ClosedRange<Double>) {
            self.latitude = latitude
            self.longitude = longitude
        }

        /// The Netherlands and Belgium with their seas and some room around them.
        public static let lowCountries = HomeArea(latitude: 49...56, longitude: 1...9)
    }

    public var homeArea: HomeArea
    let angles: AngleReader

    public init(decimalComma: Bool = false, homeArea: HomeArea = .lowCountries) {
        self.homeArea = homeArea
        angles = AngleReader(decimalComma: decimalComma)
    }

    /// Reads easting and northing, or longitude and latitude where `epsg` is a system in degrees.
    ///
    /// Without a system the NDFF's rule holds: both numbers below 180 are degrees (EPSG:4326), both from 0 to 640,000
    /// are RD New (EPSG:28992), and anything else is `CRS_UNKNOWN`.
    public func pair(x: UnsafeRawBufferPointer, y: UnsafeRawBufferPointer, epsg: Int?) -> CoordinateReading {
        switch (AbsentText.isAbsent(x), AbsentText.isAbsent(y)) {
        case (true, true): return CoordinateReading(epsg: epsg)
        case (true, false), (false, true): return CoordinateReading(epsg: epsg, issue: .coordinateInvalid)
        case (false, false): break
        }
        if let epsg, !CoordinateSystemLabel.isGeographic(epsg) {
            guard let first = angles.numbers.double(x), let second = angles.numbers.double(y) else {
                return CoordinateReading(epsg: epsg, issue: .coordinateInvalid)
            }
            return judge(x: first, y: second, epsg: epsg)
        }
        guard let first = angles.angle(x), let second = angles.angle(y) else {
            return CoordinateReading(epsg: epsg, issue: .coordinateInvalid)
        }
        guard first.axis != .latitude, second.axis != .longitude else {
            return CoordinateReading(
                x: first.degrees, y: second.degrees, epsg: epsg ?? CoordinateSystemLabel.wgs84,
                issue: .presumedSwapped)
        }
        return judge(x: first.degrees, y: second.degrees, epsg: epsg)
    }

    /// Holds a pair of numbers against the range of its system, which is derived where `epsg` is `nil`.
    public func judge(x: Double, y: Double, epsg: Int?) -> CoordinateReading {
        if x == 0, y == 0 { return CoordinateReading(x: x, y: y, epsg: epsg, issue: .zeroCoordinate) }
        guard let system = epsg ?? Self.assumedSystem(x: x, y: y) else {
            return CoordinateReading(x: x, y: y, issue: .crsUnknown)
        }
        var reading = CoordinateReading(x: x, y: y, epsg: system, isAssumed: epsg == nil)
        if CoordinateSystemLabel.isGeographic(system) {
            reading.issue = geographicIssue(longitude: x, latitude: y)
        } else if system == CoordinateSystemLabel.rdNew {
            reading.issue = rdIssue(x: x, y: y)
        }
        return reading
    }

    private static func assumedSystem(x: Double, y: Double) -> Int? {
        if max(x, y) < 180 { return CoordinateSystemLabel.wgs84 }
        return min(x, y) >= 0 && max(x, y) < 640_000 ? CoordinateSystemLabel.rdNew : nil
    }

    private func geographicIssue(longitude: Double, latitude: Double) -> InterpretationIssue? {
        if homeArea.latitude.contains(latitude), homeArea.longitude.contains(longitude) { return nil }
        if homeArea.latitude.contains(longitude), homeArea.longitude.contains(latitude) { return .presumedSwapped }
        if abs(latitude) > 90, abs(latitude) <= 180, abs(longitude) <= 90 { return .presumedSwapped }
        return abs(latitude) > 90 || abs(longitude) > 180 ? .coordinateOutOfRange : nil
    }

    /// In RD y is greater than x everywhere: x runs from 0 to 280 km and y from 300 to 630 km. Around it the sea (x from
    /// −100 km) and some room are allowed; what lies outside the country is for the formal checks to say.
    private func rdIssue(x: Double, y: Double) -> InterpretationIssue? {
        if (300_000...630_000).contains(x), (0..<300_000).contains(y) { return .presumedSwapped }
        return (-200_000...400_000).contains(x) && (200_000...900_000).contains(y) ? nil : .coordinateOutOfRange
    }
}

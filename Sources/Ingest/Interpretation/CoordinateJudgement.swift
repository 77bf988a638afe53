/// Holds pairs of numbers against the range of their coordinate system.
public struct CoordinateJudgement: Sendable {
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

    public init(homeArea: HomeArea = .lowCountries) {
        self.homeArea = homeArea
    }

    /// Judges a pair; its system is derived where `epsg` is `nil`.
    public func judge(x: Double, y: Double, epsg: Int?) -> CoordinateReading {
        if x == 0, y == 0 { return CoordinateReading(x: x, y: y, epsg: epsg, issue: .zeroCoordinate) }
        guard let system = epsg ?? Self.assumedSystem(x: x, y: y) else {
            return CoordinateReading(x: x, y: y, issue: .crsUnknown)
        }
        var reading = CoordinateReading(x: x, y: y, epsg: system, isAssumed: epsg == nil)
        if CoordinateSystemLabel.isGeographic(system) {
            geographic(&reading, longitude: x, latitude: y)
        } else if system == CoordinateSystemLabel.rdNew {
            rijksdriehoek(&reading, x: x, y: y)
        } else {
            reading.issue = planeIssue(system, x: x, y: y)
        }
        return reading
    }

    private static func assumedSystem(x: Double, y: Double) -> Int? {
        if max(x, y) < 180 { return CoordinateSystemLabel.wgs84 }
        return min(x, y) >= 0 && max(x, y) < 640_000 ? CoordinateSystemLabel.rdNew : nil
    }

    // MARK: degrees

    private func geographic(_ reading: inout CoordinateReading, longitude: Double, latitude: Double) {
        if homeArea.latitude.contains(latitude), homeArea.longitude.contains(longitude) { return }
        if homeArea.latitude.contains(longitude), homeArea.longitude.contains(latitude) {
            reading.issue = .presumedSwapped
        } else if abs(latitude) > 90 || abs(longitude) > 180 {
            let isRD = Self.rdX.contains(longitude) && Self.rdY.contains(latitude)
            if !isRD, let meant = withoutSlip(longitude: longitude, latitude: latitude) {
                refuse(&reading, .coordinateScale, meant)
            } else {
                let isSwapped = abs(latitude) > 90 && abs(latitude) <= 180 && abs(longitude) <= 90
                reading.issue = isSwapped ? .presumedSwapped : .coordinateOutOfRange
            }
        }
    }

    /// Degrees whose decimal mark was lost: each divided by the power of ten that brings it home.
    private func withoutSlip(longitude: Double, latitude: Double) -> (x: Double, y: Double)? {
        func home(_ value: Double, _ range: ClosedRange<Double>) -> Double? {
            var power = 1.0
            for _ in 0...12 {
                if range.contains(value / power) { return value / power }
                power *= 10
            }
            return nil
        }
        guard let x = home(longitude, homeArea.longitude), let y = home(latitude, homeArea.latitude) else { return nil }
        return (x, y)
    }

    private func refuse(
        _ reading: inout CoordinateReading, _ issue: InterpretationIssue, _ meant: (x: Double, y: Double)? = nil
    ) {
        reading.x = nil
        reading.y = nil
        reading.issue = issue
        reading.proposal = meant
    }

    // MARK: planes

    private static let rdX = 0.0..<300_000.0
    private static let rdY = 300_000.0..<640_000.0

    /// In RD y is greater than x everywhere: x runs from 0 to 280 km and y from 300 to 630 km. Around it the sea (x from
    /// −100 km) and some room are allowed; what lies outside the country is for the formal checks to say.
    private func rijksdriehoek(_ reading: inout CoordinateReading, x: Double, y: Double) {
        if Self.rdX.contains(x), Self.rdY.contains(y) { return }
        if x > y, (300_000...630_000).contains(x), (-100_000..<300_000).contains(y), y >= 0 || x >= 400_000 {
            reading.issue = .presumedSwapped
            return
        }
        if (-200_000...400_000).contains(x), (200_000...900_000).contains(y) { return }
        reading.issue = .coordinateOutOfRange
        if abs(x) <= 180, abs(y) <= 90 { return }
        // Kilometres, decimetres, centimetres, millimetres.
        for factor in [1000, 0.1, 0.01, 0.001] where Self.rdX.contains(x * factor) && Self.rdY.contains(y * factor) {
            return refuse(&reading, .coordinateScale, (x * factor, y * factor))
        }
        if Self.rdX.contains(x + 155_000), Self.rdY.contains(y + 463_000) { refuse(&reading, .coordinateOldRD) }
    }

    private func planeIssue(_ epsg: Int, x: Double, y: Double) -> InterpretationIssue? {
        let eastings: ClosedRange<Double>
        let northings: ClosedRange<Double>
        switch epsg {
        case 32601...32660, 25828...25838, 23028...23038:
            // A zone is 6 degrees wide, and is used some way beyond.
            (eastings, northings) = (-100_000...1_100_000, 0...9_400_000)
            let isSwapped = (1_500_000...9_400_000).contains(x) && (-100_000...1_100_000).contains(y)
            if isSwapped { return .presumedSwapped }
        case 32701...32760: (eastings, northings) = (-100_000...1_100_000, 1_000_000...10_100_000)
        case 31370: (eastings, northings) = (-50_000...400_000, -50_000...400_000)
        case 3812: (eastings, northings) = (400_000...900_000, 400_000...900_000)
        case 3035:
            (eastings, northings) = (900_000...7_500_000, 900_000...7_500_000)
            // The Low Countries lie between 3.7 and 4.2 million east, and 3.0 and 3.5 million north.
            if (2_950_000...3_600_000).contains(x), (3_700_000...4_300_000).contains(y) { return .presumedSwapped }
        case 28991: (eastings, northings) = (-400_000...250_000, -300_000...450_000)
        default: return nil
        }
        return eastings.contains(x) && northings.contains(y) ? nil : .coordinateOutOfRange
    }
}

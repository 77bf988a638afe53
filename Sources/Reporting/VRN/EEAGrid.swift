import Foundation

/// The European 10 km grid in ETRS89-LAEA (EPSG:3035): the cells of the reports under the Birds and Habitats
/// Directives.
public enum EEAGrid {
    /// Side of a cell in metres.
    public static let side = 10_000.0

    // GRS80, and the projection's origin and false origin (EPSG:3035).
    private static let semiMajorAxis = 6_378_137.0
    private static let eccentricitySquared = 0.006_694_380_022_900_787
    private static let eccentricity = eccentricitySquared.squareRoot()
    private static let originLatitude = 52.0 * .pi / 180
    private static let originLongitude = 10.0 * .pi / 180
    private static let falseEasting = 4_321_000.0
    private static let falseNorthing = 3_210_000.0

    private static let qPole = q(sine: 1)
    private static let originBeta = asin(q(sine: sin(originLatitude)) / qPole)
    private static let authalicRadius = semiMajorAxis * (qPole / 2).squareRoot()
    private static let originSine = sin(originBeta)
    private static let originCosine = cos(originBeta)
    private static let stretch: Double = {
        let sine = sin(originLatitude)
        return semiMajorAxis * cos(originLatitude) / (1 - eccentricitySquared * sine * sine).squareRoot()
            / (authalicRadius * originCosine)
    }()

    /// Projects ETRS89 degrees to metres: Lambert azimuthal equal area, after IOGP Guidance Note 7-2, method 9820.
    public static func project(latitude: Double, longitude: Double) -> (easting: Double, northing: Double) {
        let beta = asin(max(-1, min(1, q(sine: sin(latitude * .pi / 180)) / qPole)))
        let difference = longitude * .pi / 180 - originLongitude
        let (sine, cosine) = (sin(beta), cos(beta))
        let radial =
            authalicRadius
            * (2 / (1 + originSine * sine + originCosine * cosine * cos(difference))).squareRoot()
        return (
            falseEasting + radial * stretch * cosine * sin(difference),
            falseNorthing + radial / stretch * (originCosine * sine - originSine * cosine * cos(difference))
        )
    }

    /// The cell of a place as E·1000 + N in units of 10 km, when the circle of `radius` metres around it lies within
    /// one cell; `nil` otherwise.
    public static func cell(latitude: Double, longitude: Double, radius: Double) -> Int32? {
        guard abs(latitude) <= 90, abs(longitude) <= 180 else { return nil }
        let (easting, northing) = project(latitude: latitude, longitude: longitude)
        guard let e = SquareFit.index(of: easting - radius...easting + radius, side: side),
            let n = SquareFit.index(of: northing - radius...northing + radius, side: side),
            (0..<1000).contains(e), (0..<1000).contains(n)
        else { return nil }
        return Int32(e * 1000 + n)
    }

    /// `10kmE405N322`.
    public static func label(cell: Int32) -> String { "10kmE\(cell / 1000)N\(cell % 1000)" }

    private static func q(sine: Double) -> Double {
        let product = eccentricity * sine
        return (1 - eccentricitySquared)
            * (sine / (1 - product * product) - log((1 - product) / (1 + product)) / (2 * eccentricity))
    }
}

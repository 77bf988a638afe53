/// Datums on which latitude and longitude were measured before satellites, and the shifts that bring them to ETRS89.
///
/// One shift for each, written out and not chosen by PROJ: that of EPSG for the part of the world that our deliveries
/// come from, or the mean for the whole of the datum.
public enum GeodeticDatum: Sendable, Hashable, CaseIterable {
    /// The Dutch triangulation, under RD.
    case amersfoort
    /// The Belgian triangulation, under Lambert 72.
    case belge1972
    /// European Datum 1950.
    case ed50
    /// The German triangulation, under Gauss-Krüger.
    case dhdn
    /// North American Datum 1927.
    case nad27
    /// North American Datum 1983.
    case nad83

    /// EPSG code of degrees on the datum.
    public var epsg: Int {
        switch self {
        case .amersfoort: 4289
        case .belge1972: 4313
        case .ed50: 4230
        case .dhdn: 4314
        case .nad27: 4267
        case .nad83: 4269
        }
    }

    /// What the shift can be off, in metres, by EPSG.
    var accuracyMetres: Double {
        switch self {
        // EPSG operation "Amersfoort to ETRS89 (8)".
        case .amersfoort: 0.25
        // EPSG operation "BD72 to WGS 84 (3)".
        case .belge1972: 1
        // EPSG operation 1133, "ED50 to WGS 84 (1)", the mean for Europe.
        case .ed50: 10
        // EPSG operation 1777, "DHDN to WGS 84 (2)", for the former West Germany.
        case .dhdn: 3
        // EPSG operation 1173, "NAD27 to WGS 84 (4)", the mean for the United States.
        case .nad27: 10
        // EPSG operation 1188, "NAD83 to WGS 84 (1)".
        case .nad83: 4
        }
    }

    private var ellipsoid: String {
        switch self {
        case .amersfoort, .dhdn: "bessel"
        case .belge1972, .ed50: "intl"
        case .nad27: "clrk66"
        case .nad83: "GRS80"
        }
    }

    /// Parameters of the Helmert transformation to ETRS89.
    private var helmert: String? {
        switch self {
        case .amersfoort:
            "+x=565.7381 +y=50.4018 +z=465.2904 +rx=0.395025981036064 +ry=-0.330772431242031 +rz=1.87607329462821 "
                + "+s=4.07244 +convention=coordinate_frame"
        case .belge1972:
            "+x=-106.8686 +y=52.2978 +z=-103.7239 +rx=-0.3366 +ry=0.457 +rz=-1.8422 +s=-1.2747 "
                + "+convention=coordinate_frame"
        case .ed50: "+x=-87 +y=-98 +z=-121"
        case .dhdn:
            "+x=598.1 +y=73.7 +z=418.2 +rx=0.202 +ry=0.045 +rz=-2.455 +s=6.7 +convention=position_vector"
        case .nad27: "+x=-8 +y=160 +z=176"
        case .nad83: nil
        }
    }

    /// PROJ steps from ETRS89 to the datum, both in radians.
    var fromETRS89: String {
        guard let helmert else { return "" }
        // The shifts but the Dutch one were determined towards WGS 84.
        let target = self == .amersfoort ? "GRS80" : "WGS84"
        return "+step +proj=push +v_3 +step +proj=cart +ellps=\(target) +step +inv +proj=helmert \(helmert) "
            + "+step +inv +proj=cart +ellps=\(ellipsoid) +step +proj=pop +v_3 "
    }
}

/// The coordinate systems that deliveries come in. Geographic coordinates are always taken as x = longitude,
/// y = latitude, in degrees; projected ones as x = easting, y = northing, in metres.
public enum CoordinateReferenceSystem: Sendable, Hashable, CustomStringConvertible {
    /// EPSG:4326. Taken to be ETRS89, as is Dutch practice: the two differ by less than a metre (decimetres,
    /// growing 2.5 cm a year), far below the accuracy of an observation.
    case wgs84
    /// EPSG:4258
    case etrs89
    /// EPSG:28992
    case rdNew
    /// EPSG:31370
    case belgianLambert72
    /// EPSG:3812
    case belgianLambert2008
    /// EPSG:326zz north, 327zz south; 258zz (ETRS89, zones 28–38) is the same as 326zz here.
    case utm(zone: Int, south: Bool)
    /// EPSG:28991, RD with its origin in Amersfoort, until 1970.
    case rdOld
    /// EPSG:3035, the grid of European statistics.
    case etrs89LAEA
    /// EPSG:3857, of maps on the web.
    case webMercator
    /// Degrees of latitude and longitude on a datum of the time before satellites.
    case degrees(GeodeticDatum)
    /// EPSG:230zz, UTM on ED50, zones 28–38.
    case utmED50(zone: Int)
    /// EPSG:31466 and 31467, zones 2 and 3 of the German Gauss-Krüger grid.
    case gaussKrueger(zone: Int)
    /// Any other system of the EPSG register.
    case registered(RegisteredSystem)

    public init?(epsg: Int) {
        switch epsg {
        case 4326: self = .wgs84
        case 4258: self = .etrs89
        case 28992: self = .rdNew
        case 31370: self = .belgianLambert72
        case 3812: self = .belgianLambert2008
        case 32601...32660: self = .utm(zone: epsg - 32600, south: false)
        case 32701...32760: self = .utm(zone: epsg - 32700, south: true)
        case 25828...25838: self = .utm(zone: epsg - 25800, south: false)
        case 28991: self = .rdOld
        case 3035: self = .etrs89LAEA
        case 3857: self = .webMercator
        case 23028...23038: self = .utmED50(zone: epsg - 23000)
        case 31466, 31467: self = .gaussKrueger(zone: epsg - 31464)
        default:
            if let datum = GeodeticDatum.allCases.first(where: { $0.epsg == epsg }) {
                self = .degrees(datum)
            } else {
                guard let system = RegisteredSystem(epsg: epsg) else { return nil }
                self = .registered(system)
            }
        }
    }

    /// Reads `EPSG:28992`, `epsg:28992`, `28992`, `urn:ogc:def:crs:EPSG::28992`, `WGS84`, `ETRS89` or `RD`.
    public init?(_ text: String) {
        let name = text.filter { !$0.isWhitespace && $0 != "_" && $0 != "-" }.uppercased()
        let digits = String(name.reversed().prefix { ("0"..."9").contains($0) }.reversed())
        if name == digits || name.hasPrefix("EPSG:") || name.hasPrefix("URN:OGC:DEF:CRS:EPSG:") {
            guard let code = Int(digits), name.hasSuffix(":" + digits) || name == digits else { return nil }
            self.init(epsg: code)
            return
        }
        switch name {
        case "WGS84": self = .wgs84
        case "ETRS89": self = .etrs89
        case "RD", "RDNEW": self = .rdNew
        default: return nil
        }
    }

    /// Whether coordinates are degrees.
    public var isGeographic: Bool {
        switch self {
        case .wgs84, .etrs89, .degrees: true
        case .registered(let system): system.isGeographic
        default: false
        }
    }

    /// Whether coordinates are the degrees that all else goes by way of.
    public var isETRS89: Bool { self == .wgs84 || self == .etrs89 }

    public var description: String {
        switch self {
        case .wgs84: "EPSG:4326"
        case .etrs89: "EPSG:4258"
        case .rdNew: "EPSG:28992"
        case .belgianLambert72: "EPSG:31370"
        case .belgianLambert2008: "EPSG:3812"
        case .utm(let zone, let south): "EPSG:\((south ? 32700 : 32600) + zone)"
        case .rdOld: "EPSG:28991"
        case .etrs89LAEA: "EPSG:3035"
        case .webMercator: "EPSG:3857"
        case .degrees(let datum): "EPSG:\(datum.epsg)"
        case .utmED50(let zone): "EPSG:\(23000 + zone)"
        case .gaussKrueger(let zone): "EPSG:\(31464 + zone)"
        case .registered(let system): "EPSG:\(system.epsg)"
        }
    }

    /// What the way to ETRS89 can be off, in metres, when no correction grid is used.
    var accuracyMetres: Double {
        switch self {
        case .wgs84, .etrs89, .belgianLambert2008, .utm, .etrs89LAEA, .webMercator: 0
        // EPSG operation "Amersfoort to ETRS89 (8)".
        case .rdNew: 0.25
        // The triangulation of before 1970 was not of one piece.
        case .rdOld: 1
        case .belgianLambert72: GeodeticDatum.belge1972.accuracyMetres
        case .degrees(let datum): datum.accuracyMetres
        case .utmED50: GeodeticDatum.ed50.accuracyMetres
        case .gaussKrueger: GeodeticDatum.dhdn.accuracyMetres
        // What EPSG gives for old triangulations without a grid at worst; PROJ does not tell for all of them.
        case .registered: 10
        }
    }

    /// PROJ steps from ETRS89 (degrees; longitude, latitude) to this system; `nil` for those degrees themselves, and for a
    /// system whose steps PROJ chooses.
    /// The steps are written out, so that PROJ has nothing to choose: every point takes the same way whatever
    /// version of its database is installed.
    var pipeline: String? {
        let toRadians = "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
        switch self {
        case .wgs84, .etrs89, .registered: return nil
        case .rdNew: return toRadians + Self.amersfoortHelmert + Self.rdProjection
        case .rdOld: return toRadians + Self.amersfoortHelmert + Self.stereographic + "+ellps=bessel"
        case .belgianLambert72:
            return toRadians + GeodeticDatum.belge1972.fromETRS89
                + "+step +proj=lcc +lat_0=90 +lon_0=4.36748666666667 +lat_1=51.1666672333333 +lat_2=49.8333339 "
                + "+x_0=150000.013 +y_0=5400088.438 +ellps=intl"
        case .belgianLambert2008:
            return toRadians
                + "+step +proj=lcc +lat_0=50.797815 +lon_0=4.35921583333333 +lat_1=49.8333333333333 "
                + "+lat_2=51.1666666666667 +x_0=649328 +y_0=665262 +ellps=GRS80"
        case .utm(let zone, let south):
            return toRadians + "+step +proj=utm +zone=\(zone) \(south ? "+south " : "")+ellps=GRS80"
        case .etrs89LAEA:
            return toRadians + "+step +proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80"
        case .webMercator:
            return toRadians + "+step +proj=webmerc +lat_0=0 +lon_0=0 +x_0=0 +y_0=0 +ellps=WGS84"
        case .degrees(let datum):
            return toRadians + datum.fromETRS89 + "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
        case .utmED50(let zone):
            return toRadians + GeodeticDatum.ed50.fromETRS89 + "+step +proj=utm +zone=\(zone) +ellps=intl"
        case .gaussKrueger(let zone):
            return toRadians + GeodeticDatum.dhdn.fromETRS89
                + "+step +proj=tmerc +lat_0=0 +lon_0=\(zone * 3) +k=1 +x_0=\(zone)500000 +y_0=0 +ellps=bessel"
        }
    }

    /// RD New by the RDNAPTRANS2018 grid, which holds the shift from Bessel to ETRS89.
    static func rdPipeline(grid: String) -> String {
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +inv +proj=hgridshift +grids=\(grid) "
            + rdProjection
    }

    /// EPSG operation "Amersfoort to ETRS89 (8)", backwards.
    private static let amersfoortHelmert = GeodeticDatum.amersfoort.fromETRS89

    private static let stereographic =
        "+step +proj=sterea +lat_0=52.156160555555555 +lon_0=5.387638888888889 +k=0.9999079 "

    private static let rdProjection = stereographic + "+x_0=155000 +y_0=463000 +ellps=bessel"
}

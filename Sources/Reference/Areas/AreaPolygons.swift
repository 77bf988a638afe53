import Foundation

/// Polygons with their properties, from a GeoJSON file (a FeatureCollection, a Feature, or a bare Polygon or
/// MultiPolygon) or a GeoPackage.
struct AreaPolygons {
    typealias Point = (x: Double, y: Double)

    /// A feature: rings by polygon, the outer ring first, closed.
    struct Feature {
        var properties: [String: Any]
        var polygons: [[[Point]]]
    }

    var features: [Feature] = []
    /// As the file's `crs` member says (RFC 7946 has none: EPSG:4326).
    var coordinateSystem = CoordinateReferenceSystem.wgs84
    let file: String

    /// Reads a file; its bytes say of which format it is.
    init(url: URL) throws(ReferenceFileError) {
        if try Self.isGeoPackage(url) {
            try self.init(geoPackage: url)
        } else {
            try self.init(geoJSON: url)
        }
    }

    init(geoJSON url: URL) throws(ReferenceFileError) {
        file = url.lastPathComponent
        switch url.pathExtension.lowercased() {
        case "json", "geojson": break
        default:
            throw ReferenceFileError(
                file: file,
                reason: .unsupportedFormat(
                    "polygons are read from GeoJSON and GeoPackage; convert the file, for example with ogr2ogr"))
        }
        let bytes = try readReferenceFile(url)
        guard let json = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
            throw refused("is no JSON object")
        }
        if let crs = json["crs"] as? [String: Any] {
            let name = (crs["properties"] as? [String: Any])?["name"] as? String ?? ""
            if name != "urn:ogc:def:crs:OGC:1.3:CRS84" {
                guard let system = CoordinateReferenceSystem(name) else {
                    throw refused("has an unknown crs \"\(name)\"")
                }
                coordinateSystem = system
            }
        }
        switch json["type"] as? String {
        case "FeatureCollection":
            guard let list = json["features"] as? [[String: Any]] else { throw refused("has no list \"features\"") }
            for (index, feature) in list.enumerated() { features.append(try self.feature(feature, number: index + 1)) }
        case "Feature": features.append(try feature(json, number: 1))
        default: features.append(Feature(properties: [:], polygons: try polygons(json, number: 1)))
        }
        guard !features.isEmpty else { throw refused("holds no polygon") }
    }

    /// No polygons yet of a file.
    init(file: String) { self.file = file }

    /// One area in degrees that comes from no file; `name` stands for the file in errors.
    init(polygons: [[[Point]]], name: String) {
        file = name
        features = [Feature(properties: [:], polygons: polygons)]
    }

    func refused(_ why: String) -> ReferenceFileError { ReferenceFileError(file: file, reason: .malformed(why)) }

    private func feature(_ json: [String: Any], number: Int) throws(ReferenceFileError) -> Feature {
        guard let geometry = json["geometry"] as? [String: Any] else {
            throw refused("feature \(number) has no geometry")
        }
        return Feature(
            properties: json["properties"] as? [String: Any] ?? [:], polygons: try polygons(geometry, number: number))
    }

    private func polygons(_ geometry: [String: Any], number: Int) throws(ReferenceFileError) -> [[[Point]]] {
        let lists: [[[[Double]]]]
        switch geometry["type"] as? String {
        case "Polygon":
            guard let list = geometry["coordinates"] as? [[[Double]]] else {
                throw refused("feature \(number): bad coordinates")
            }
            lists = [list]
        case "MultiPolygon":
            guard let list = geometry["coordinates"] as? [[[[Double]]]] else {
                throw refused("feature \(number): bad coordinates")
            }
            lists = list
        default: throw refused("feature \(number) is no Polygon or MultiPolygon")
        }
        var polygons: [[[Point]]] = []
        for list in lists {
            var rings: [[Point]] = []
            for ring in list {
                guard ring.count >= 4, ring.first?.prefix(2) == ring.last?.prefix(2),
                    ring.allSatisfy({ $0.count >= 2 && $0[0].isFinite && $0[1].isFinite })
                else {
                    throw refused(
                        "feature \(number): a ring needs at least four positions, the last equal to the first")
                }
                rings.append(ring.map { (x: $0[0], y: $0[1]) })
            }
            guard !rings.isEmpty else { throw refused("feature \(number): a polygon without rings") }
            polygons.append(rings)
        }
        return polygons
    }
}

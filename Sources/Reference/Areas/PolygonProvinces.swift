import Foundation

/// Provinces by their boundaries, from a GeoJSON file or GeoPackage (Kadaster, Bestuurlijke Gebieden). Safe to share between threads.
public final class PolygonProvinces: Sendable {
    public let description: ReferenceDescription
    private let codes: [Int32]
    private let index: PolygonIndex

    /// Reads a GeoJSON file or GeoPackage in which every feature is a province: property `code` (PV20…PV31), `cbs_code`, `iso_3166_2`,
    /// `identificatie` or `naam` says which. Coordinates in the file's `crs`, RD New as a rule. A description beside
    /// the file is taken when there is one.
    public init(url: URL) throws(ReferenceFileError) {
        let file = url.lastPathComponent
        let sidecar = url.deletingPathExtension().appendingPathExtension("json")
        if sidecar != url, FileManager.default.fileExists(atPath: sidecar.path) {
            description = try ReferenceDescription.beside(url)
        } else {
            description = ReferenceDescription(
                name: file, version: "not stated", authority: "not stated", licence: "not stated", isExample: false)
        }
        let polygons = try AreaPolygons(url: url)
        var areas: [(code: Int32, area: PolygonIndex.Area)] = []
        for (number, feature) in polygons.features.enumerated() {
            guard let province = Self.province(feature.properties) else {
                throw polygons.refused("feature \(number + 1) does not say which province it is (code, cbs_code or naam)")
            }
            guard !areas.contains(where: { $0.code == province.code }) else {
                throw polygons.refused("province \(province.name) is there twice")
            }
            areas.append((province.code, try projectedArea(feature, from: polygons)))
        }
        // The lowest code first: it wins on a shared boundary.
        areas.sort { $0.code < $1.code }
        codes = areas.map(\.code)
        index = try PolygonIndex(areas.map(\.area), cellSize: 1000, file: file)
    }

    /// The province (CBS code 20…31) of a place in RD metres; on a shared boundary the lowest code; `nil` outside all.
    /// `shared` is never true: a point lies in one province.
    public func provinceCode(x: Double, y: Double) -> (code: Int32, shared: Bool)? {
        index.area(x: x, y: y).map { (codes[$0], false) }
    }

    private static func province(_ properties: [String: Any]) -> Province? {
        for key in ["code", "cbs_code", "iso_3166_2", "identificatie", "naam"] {
            let text = (properties[key] as? String) ?? (properties[key] as? Int).map(String.init)
            if let text, let province = Province(named: text) { return province }
        }
        return nil
    }
}

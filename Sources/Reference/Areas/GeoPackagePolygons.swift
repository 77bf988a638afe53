import Formats
import Foundation

extension AreaPolygons {
    /// Whether a file begins as SQLite databases do.
    static func isGeoPackage(_ url: URL) throws(ReferenceFileError) -> Bool {
        do {
            let file = try FileHandle(forReadingFrom: url)
            defer { try? file.close() }
            return try file.read(upToCount: 16)?.starts(with: Data("SQLite format 3".utf8)) ?? false
        } catch {
            throw ReferenceFileError(
                file: url.lastPathComponent, reason: .unreadable(error.localizedDescription))
        }
    }

    /// Reads the one layer of polygons of a GeoPackage.
    init(geoPackage url: URL) throws(ReferenceFileError) {
        self.init(file: url.lastPathComponent)
        do {
            try read(GeoPackage(path: url.path))
        } catch let error as ReferenceFileError {
            throw error
        } catch let error as SQLiteError {
            throw refused(error.reason)
        } catch let error as GeoPackageError {
            throw refused(error.reason)
        } catch {
            throw refused("\(error)")
        }
    }

    private mutating func read(_ package: GeoPackage) throws {
        let layers = package.layers.filter { $0.geometryColumn != nil }
        guard layers.count == 1, let layer = layers.first else {
            throw refused(
                layers.isEmpty ? "has no layer with geometry"
                    : "has several layers (\(layers.map(\.name).joined(separator: ", "))); keep the one that is meant")
        }
        guard let system = layer.epsg.flatMap(CoordinateReferenceSystem.init(epsg:)) else {
            throw refused(
                layer.epsg.map { "its coordinates are in EPSG:\($0), which is not known here" }
                    ?? "does not say in which system its coordinates are")
        }
        coordinateSystem = system
        let rows = try GeoPackageFeatures(layer, of: package)
        var geometry = PlaneGeometry()
        while try rows.next() {
            do {
                guard try rows.geometry(into: &geometry) else { throw refused("feature \(rows.number) has no geometry") }
            } catch let error as BinaryGeometryError {
                throw refused("feature \(rows.number): \(error)")
            }
            var feature = Feature(properties: [:], polygons: try polygons(geometry, number: rows.number))
            for (place, name) in layer.columns.enumerated() { feature.properties[name] = rows.text(place) }
            features.append(feature)
        }
        guard !features.isEmpty else { throw refused("holds no polygon") }
    }

    private func polygons(_ geometry: PlaneGeometry, number: Int) throws(ReferenceFileError) -> [[[Point]]] {
        guard geometry.kind == .polygon || geometry.kind == .multiPolygon else {
            throw refused("feature \(number) is no Polygon or MultiPolygon")
        }
        var polygons: [[[Point]]] = []
        var first = 0
        for end in geometry.polygonEnds {
            var rings: [[Point]] = []
            for path in first..<end {
                let positions = geometry.path(path)
                guard positions.count >= 4, let start = positions.first, let stop = positions.last,
                    geometry.xs[start] == geometry.xs[stop], geometry.ys[start] == geometry.ys[stop]
                else {
                    throw refused(
                        "feature \(number): a ring needs at least four positions, the last equal to the first")
                }
                rings.append(positions.map { (x: geometry.xs[$0], y: geometry.ys[$0]) })
            }
            polygons.append(rings)
            first = end
        }
        return polygons
    }
}

import Foundation
import Synchronization

/// Where observations may lie. Default: the Netherlands with its territorial sea. Safe to share between threads.
public final class WorkingArea: Sendable {
    /// An area as a configuration names it.
    public enum Definition: Sendable, Equatable {
        /// Every km square that touches a province, and the territorial sea by an approximate polygon
        /// (see `TerritorialSea`). At the land borders it is up to 1.4 km too wide, as a shared km square counts whole.
        case netherlands
        /// Degrees (EPSG:4326), west < east. Flanders: west 2.5, south 50.6, east 5.95, north 51.55.
        case boundingBox(west: Double, south: Double, east: Double, north: Double)
        /// A GeoJSON file of polygons, EPSG:4326 or the file's `crs`.
        case polygons(URL)
        /// No limit.
        case world
    }

    private enum Shape: Sendable {
        case netherlands(SquareProvinces, sea: PolygonIndex)
        case polygons(PolygonIndex)
        case world
    }

    public let definition: Definition
    private let shape: Shape
    /// For `containsGeographic`; a transformer is for one thread at a time.
    private let toRD: Mutex<Transformer>

    /// `provinces` is needed for `.netherlands` only.
    public init(_ definition: Definition, provinces: SquareProvinces? = nil) throws(ReferenceFileError) {
        self.definition = definition
        let name = "working area"
        switch definition {
        case .world: shape = .world
        case .netherlands:
            guard let provinces else {
                throw ReferenceFileError(
                    file: name, reason: .malformed("the Netherlands need the km squares of the provinces"))
            }
            shape = .netherlands(provinces, sea: try Self.index([[TerritorialSea.ring]], name: name))
        case .boundingBox(let west, let south, let east, let north):
            guard west < east, south < north, abs(west) <= 180, abs(east) <= 180, abs(south) <= 90, abs(north) <= 90
            else {
                throw ReferenceFileError(
                    file: name, reason: .malformed("a bounding box needs west < east and south < north, in degrees"))
            }
            let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)].map {
                (x: $0.0, y: $0.1)
            }
            shape = .polygons(try Self.index([[ring]], name: name))
        case .polygons(let url):
            let json = try AreaPolygons(url: url)
            var areas: [PolygonIndex.Area] = []
            for feature in json.features { areas.append(try projectedArea(feature, from: json)) }
            shape = .polygons(try PolygonIndex(areas, cellSize: 1000, file: url.lastPathComponent))
        }
        do {
            toRD = Mutex(try Transformer(from: .wgs84, to: .rdNew, gridDirectory: nil))
        } catch {
            throw ReferenceFileError(file: name, reason: .unreadable(error.description))
        }
    }

    /// Whether a place in RD metres lies inside; false for NaN. A few nanoseconds a point, some hundreds near a boundary.
    public func contains(x: Double, y: Double) -> Bool {
        switch shape {
        case .world: x.isFinite && y.isFinite
        case .netherlands(let provinces, let sea):
            provinces.provinceCode(x: x, y: y) != nil || sea.area(x: x, y: y) != nil
        case .polygons(let index): index.area(x: x, y: y) != nil
        }
    }

    /// Writes for every place in RD metres whether it lies inside, as `contains` has it; a column at a time.
    public func mark(x: [Double], y: [Double], inside: UnsafeMutableBufferPointer<Bool>) {
        switch shape {
        case .world:
            for row in inside.indices { inside[row] = x[row].isFinite && y[row].isFinite }
        case .netherlands(let provinces, let sea):
            for row in inside.indices {
                inside[row] = provinces.provinceCode(x: x[row], y: y[row]) != nil || sea.area(x: x[row], y: y[row]) != nil
            }
        case .polygons(let index):
            for row in inside.indices { inside[row] = index.area(x: x[row], y: y[row]) != nil }
        }
    }

    /// Whether a place in degrees (WGS84 or ETRS89) lies inside. Goes by RD under a lock: for single places, not for columns.
    public func containsGeographic(lat: Double, lon: Double) -> Bool {
        guard abs(lat) <= 90, abs(lon) <= 180 else { return false }
        if case .world = shape { return true }
        guard let point = toRD.withLock({ $0.transform(x: lon, y: lat) }) else { return false }
        return contains(x: point.x, y: point.y)
    }

    private static func index(
        _ polygons: [[[PolygonIndex.Point]]], name: String
    ) throws(ReferenceFileError) -> PolygonIndex {
        let json = AreaPolygons(polygons: polygons, name: name)
        let feature = AreaPolygons.Feature(properties: [:], polygons: polygons)
        return try PolygonIndex([projectedArea(feature, from: json)], cellSize: 1000, file: name)
    }
}

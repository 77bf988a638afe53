import CGeos
import Synchronization

/// Says which of some polygons a point lies in: a raster of square cells in front of GEOS prepared polygons. Cells that no
/// boundary crosses answer by themselves, so that one point in a hundred or so costs a polygon test. Points on a boundary
/// belong to the polygon; where polygons touch or overlap the first one wins.
final class PolygonIndex: Sendable {
    typealias Point = (x: Double, y: Double)

    /// A multi-polygon, rings closed; polygons of one area are given in order of precedence.
    struct Area {
        var polygons: [[[Point]]]
    }

    private static let nothing: UInt16 = 0
    private static let mixed = UInt16.max
    private static let maximumCells = 1 << 20

    private let originX: Double, originY: Double, cellSize: Double
    private let columns: Int, rows: Int
    /// Area number + 1, or `nothing`, or `mixed`.
    private let cells: [UInt16]
    private let areas: Mutex<GeosAreas>

    /// The areas in any planar coordinates; cells are at least `cellSize` of their units wide.
    init(_ list: [Area], cellSize smallest: Double, file: String) throws(ReferenceFileError) {
        let points = list.lazy.flatMap { $0.polygons.lazy.flatMap { $0.lazy.flatMap { $0 } } }
        var (minX, minY, maxX, maxY) = (Double.infinity, Double.infinity, -Double.infinity, -Double.infinity)
        for point in points {
            (minX, maxX) = (min(minX, point.x), max(maxX, point.x))
            (minY, maxY) = (min(minY, point.y), max(maxY, point.y))
        }
        guard minX > -1e9, minY > -1e9, maxX < 1e9, maxY < 1e9, list.count < Int(Self.mixed) - 1 else {
            throw ReferenceFileError(
                file: file, reason: .malformed("polygons without coordinates or far off the Earth, or too many of them")
            )
        }
        var size = smallest
        while ((maxX - minX) / size + 2) * ((maxY - minY) / size + 2) > Double(Self.maximumCells) { size *= 2 }
        cellSize = size
        originX = (minX / size).rounded(.down) * size
        originY = (minY / size).rounded(.down) * size
        columns = Int((maxX - originX) / size) + 1
        rows = Int((maxY - originY) / size) + 1
        let geos = try GeosAreas(list, file: file)
        var cells = [UInt16](repeating: Self.nothing, count: columns * rows)
        for area in list {
            for ring in area.polygons.lazy.flatMap({ $0 }) {
                for (from, to) in zip(ring, ring.dropFirst()) {
                    Self.mark(
                        from: ((from.x - originX) / size, (from.y - originY) / size),
                        to: ((to.x - originX) / size, (to.y - originY) / size), columns: columns, rows: rows, in: &cells
                    )
                }
            }
        }
        for row in 0..<rows {
            for column in 0..<columns where cells[row * columns + column] != Self.mixed {
                let x = originX + (Double(column) + 0.5) * size, y = originY + (Double(row) + 0.5) * size
                cells[row * columns + column] = UInt16(truncatingIfNeeded: (geos.firstCovering(x: x, y: y) ?? -1) + 1)
            }
        }
        self.cells = cells
        areas = Mutex(geos)
    }

    /// The number of the first area that covers the point; `nil` when none does.
    func area(x: Double, y: Double) -> Int? {
        let column = (x - originX) / cellSize, row = (y - originY) / cellSize
        guard column >= 0, row >= 0, column < Double(columns), row < Double(rows) else { return nil }
        let cell = cells[Int(row) * columns + Int(column)]
        if cell == Self.mixed { return areas.withLock { $0.firstCovering(x: x, y: y) } }
        return cell == Self.nothing ? nil : Int(cell) - 1
    }

    /// Marks the cells that a segment passes, and those a rounding error away, as mixed. Coordinates in cells.
    private static func mark(from: Point, to: Point, columns: Int, rows: Int, in cells: inout [UInt16]) {
        let margin = 1e-6
        let (low, high) = from.y <= to.y ? (from, to) : (to, from)
        let first = max(0, Int(low.y - margin)), last = min(rows - 1, Int(high.y + margin))
        guard first <= last else { return }
        for row in first...last {
            // The part of the segment within this row of cells.
            let bottom = max(low.y, Double(row)), top = min(high.y, Double(row + 1))
            let slope = high.y > low.y ? (high.x - low.x) / (high.y - low.y) : 0
            let (a, b) =
                high.y > low.y
                ? (low.x + (bottom - low.y) * slope, low.x + (top - low.y) * slope) : (low.x, high.x)
            let left = max(0, Int(max(0, min(a, b) - margin))), right = min(columns - 1, Int(max(a, b) + margin))
            guard left <= right else { continue }
            for column in left...right { cells[row * columns + column] = mixed }
        }
    }
}

/// GEOS's side of the index. GEOS handles are for one thread at a time.
private final class GeosAreas {
    private let handle: GEOSContextHandle_t
    private var geometries: [OpaquePointer] = []
    private var prepared: [OpaquePointer] = []

    init(_ list: [PolygonIndex.Area], file: String) throws(ReferenceFileError) {
        guard let handle = GEOS_init_r() else {
            throw ReferenceFileError(file: file, reason: .unreadable("GEOS has no memory"))
        }
        self.handle = handle
        for (index, area) in list.enumerated() {
            guard let geometry = Self.multiPolygon(handle, area) else {
                throw ReferenceFileError(file: file, reason: .malformed("polygon \(index + 1) is refused by GEOS"))
            }
            geometries.append(geometry)
            guard GEOSisValid_r(handle, geometry) == 1, let ready = GEOSPrepare_r(handle, geometry) else {
                throw ReferenceFileError(
                    file: file,
                    reason: .malformed("polygon \(index + 1) is not valid (it crosses itself); repair the file"))
            }
            prepared.append(ready)
        }
    }

    deinit {
        for pointer in prepared { GEOSPreparedGeom_destroy_r(handle, pointer) }
        for pointer in geometries { GEOSGeom_destroy_r(handle, pointer) }
        GEOS_finish_r(handle)
    }

    func firstCovering(x: Double, y: Double) -> Int? {
        guard let point = GEOSGeom_createPointFromXY_r(handle, x, y) else { return nil }
        defer { GEOSGeom_destroy_r(handle, point) }
        return prepared.firstIndex { GEOSPreparedCovers_r(handle, $0, point) == 1 }
    }

    private static func multiPolygon(_ handle: GEOSContextHandle_t, _ area: PolygonIndex.Area) -> OpaquePointer? {
        var parts: [OpaquePointer?] = []
        for rings in area.polygons {
            var linear = rings.map { ring($0, handle) }
            guard let outer = linear.first, linear.allSatisfy({ $0 != nil }) else {
                for case let pointer? in linear + parts { GEOSGeom_destroy_r(handle, pointer) }
                return nil
            }
            linear.removeFirst()
            parts.append(GEOSGeom_createPolygon_r(handle, outer, &linear, UInt32(truncatingIfNeeded: linear.count)))
        }
        guard parts.allSatisfy({ $0 != nil }) else {
            for case let pointer? in parts { GEOSGeom_destroy_r(handle, pointer) }
            return nil
        }
        return GEOSGeom_createCollection_r(
            handle, Int32(GEOS_MULTIPOLYGON.rawValue), &parts, UInt32(truncatingIfNeeded: parts.count))
    }

    private static func ring(_ points: [PolygonIndex.Point], _ handle: GEOSContextHandle_t) -> OpaquePointer? {
        let xs = points.map(\.x), ys = points.map(\.y)
        guard
            let sequence = GEOSCoordSeq_copyFromArrays_r(
                handle, xs, ys, nil, nil, UInt32(truncatingIfNeeded: points.count))
        else { return nil }
        return GEOSGeom_createLinearRing_r(handle, sequence)
    }
}

/// Makes polygons of the rings of a shape: outer rings run clockwise, holes the other way and lie within an outer ring.
struct ShapeRings {
    private struct Ring {
        var xs: [Double]
        var ys: [Double]
        /// Positive for a ring that runs counterclockwise.
        var area: Double
        var minimumX: Double
        var maximumX: Double
        var minimumY: Double
        var maximumY: Double

        func holds(_ x: Double, _ y: Double) -> Bool {
            guard x >= minimumX, x <= maximumX, y >= minimumY, y <= maximumY else { return false }
            var isInside = false
            for index in xs.indices.dropFirst() {
                let (x0, y0, x1, y1) = (xs[index - 1], ys[index - 1], xs[index], ys[index])
                if (y0 > y) != (y1 > y), x < (x1 - x0) * (y - y0) / (y1 - y0) + x0 { isInside.toggle() }
            }
            return isInside
        }

        /// Whether most corners of another ring lie inside; one may lie on the boundary.
        func holds(_ other: Ring) -> Bool {
            guard other.minimumX >= minimumX, other.maximumX <= maximumX, other.minimumY >= minimumY,
                other.maximumY <= maximumY
            else { return false }
            let step = max(1, other.xs.count / 9)
            let corners = stride(from: 0, to: other.xs.count, by: step)
            let inside = corners.filter { holds(other.xs[$0], other.ys[$0]) }.count
            return 2 * inside > (other.xs.count + step - 1) / step
        }
    }

    /// Comparisons of rings that no real shape needs.
    private static let mostComparisons = 4_000_000

    private var rings: [Ring] = []

    /// Adds a ring; one without area is left out, one that is open is closed.
    mutating func add(_ xs: [Double], _ ys: [Double]) {
        var (xs, ys) = (xs, ys)
        if let x = xs.first, let y = ys.first, xs.last != x || ys.last != y {
            xs.append(x)
            ys.append(y)
        }
        guard xs.count >= 4, let minimumX = xs.min(), let maximumX = xs.max(), let minimumY = ys.min(),
            let maximumY = ys.max()
        else { return }
        var area = 0.0
        for index in xs.indices.dropFirst() {
            area += (xs[index - 1] - xs[0]) * (ys[index] - ys[0]) - (xs[index] - xs[0]) * (ys[index - 1] - ys[0])
        }
        guard area != 0 else { return }
        rings.append(
            Ring(xs: xs, ys: ys, area: area, minimumX: minimumX, maximumX: maximumX, minimumY: minimumY, maximumY: maximumY))
    }

    /// Puts the polygons into `geometry`.
    func arrange(into geometry: inout PlaneGeometry) throws(BinaryGeometryError) {
        guard !rings.isEmpty else { throw .malformed("a polygon without area") }
        // Where all rings run the wrong way round, they are taken the other way.
        let isOuter: (Ring) -> Bool = rings.contains { $0.area < 0 } ? { $0.area < 0 } : { _ in true }
        var outers = rings.filter(isOuter)
        let holes = rings.filter { !isOuter($0) }
        guard outers.count <= Self.mostComparisons / max(1, holes.count) else {
            throw .notRead("POLYGON WITH \(rings.count) RINGS")
        }
        var holesOf: [[Ring]] = Array(repeating: [], count: outers.count)
        for hole in holes {
            let around = outers.indices.filter { isOuter(outers[$0]) && outers[$0].holds(hole) }
            if let nearest = around.min(by: { abs(outers[$0].area) < abs(outers[$1].area) }) {
                holesOf[nearest].append(hole)
            } else {
                // A hole in nothing is an outer ring that runs the wrong way round.
                outers.append(hole)
                holesOf.append([])
            }
        }
        geometry.kind = outers.count == 1 ? .polygon : .multiPolygon
        for (outer, holes) in zip(outers, holesOf) {
            for ring in [outer] + holes {
                for index in ring.xs.indices { geometry.append(ring.xs[index], ring.ys[index]) }
                geometry.endPath()
            }
            geometry.endPolygon()
        }
    }
}

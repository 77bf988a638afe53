/// Stands in for PROJ between ETRS89 and RD in and around the Netherlands: cells with biquadratic polynomials
/// through nine points that PROJ computed, filled when a point first falls into them.
///
/// The RDNAPTRANS grid is interpolated linearly between nodes 45″ × 72″ apart in Bessel coordinates, so the exact
/// function has kinks along its lines. The lattice has the same lines (by an affine map from ETRS89 to Bessel that
/// is right to 1.4 m over the country), so that a cell holds no kink. What a cell gives depends on the cell only,
/// never on the order in which points arrive. Memory is bounded: at most 18 numbers for each of the 112 000 cells.
final class RDLattice {
    typealias Point = (x: Double, y: Double)

    /// Bessel minus ETRS89 degrees, affine, fitted to EPSG operation (8) from 3° to 7.25° E and 50.6° to 53.8° N, where it
    /// is right to 1.4 m.
    private static let centreLongitude = 5.4, centreLatitude = 52.2
    private static let shiftX = 4.37058260e-04, shiftXX = 1.47345457e-04, shiftXY = -4.55887879e-06
    private static let shiftY = 9.92632508e-04, shiftYX = 1.71959655e-06, shiftYY = 1.17205474e-04
    /// The lattice in Bessel degrees.
    private static let originLongitude = 2.4, originLatitude = 50.5
    private static let cellWidth = 0.02, cellHeight = 0.0125
    private static let columns = 250, rows = 448

    /// Coefficients of x and y: nine each, by powers of u, then v.
    private struct Cell {
        var x: Polynomial
        var y: Polynomial
    }

    private struct Polynomial {
        var c00 = 0.0, c10 = 0.0, c20 = 0.0
        var c01 = 0.0, c11 = 0.0, c21 = 0.0
        var c02 = 0.0, c12 = 0.0, c22 = 0.0

        /// Through values at u, v ∈ {0, ½, 1}; `values[3·v + u]`.
        init(through values: [Double]) {
            func quadratic(_ a: Double, _ b: Double, _ c: Double) -> (Double, Double, Double) {
                (a, -3 * a + 4 * b - c, 2 * a - 4 * b + 2 * c)
            }
            let low = quadratic(values[0], values[1], values[2])
            let middle = quadratic(values[3], values[4], values[5])
            let high = quadratic(values[6], values[7], values[8])
            (c00, c01, c02) = quadratic(low.0, middle.0, high.0)
            (c10, c11, c12) = quadratic(low.1, middle.1, high.1)
            (c20, c21, c22) = quadratic(low.2, middle.2, high.2)
        }

        @inline(__always) func value(_ u: Double, _ v: Double) -> Double {
            (c00 + v * (c01 + v * c02)) + u * ((c10 + v * (c11 + v * c12)) + u * (c20 + v * (c21 + v * c22)))
        }

        @inline(__always) func alongU(_ u: Double, _ v: Double) -> Double {
            (c10 + v * (c11 + v * c12)) + 2 * u * (c20 + v * (c21 + v * c22))
        }

        @inline(__always) func alongV(_ u: Double, _ v: Double) -> Double {
            (c01 + 2 * v * c02) + u * ((c11 + 2 * v * c12) + u * (c21 + 2 * v * c22))
        }
    }

    private enum State: UInt8 { case empty, filled, unusable }

    private var states = [State](repeating: .empty, count: columns * rows)
    /// Index of a filled cell in `cells`.
    private var places = [Int32](repeating: 0, count: columns * rows)
    private var cells: [Cell] = []

    /// RD of an ETRS89 point (longitude, latitude); `nil` outside the lattice. `node` computes one point exactly.
    func toRD(_ point: Point, node: (Point) -> Point?) -> Point? {
        let (u, v) = Self.lattice(point)
        guard let (cell, column, row) = cell(u, v, node) else { return nil }
        let (fu, fv) = (u - Double(column), v - Double(row))
        return (cell.x.value(fu, fv), cell.y.value(fu, fv))
    }

    /// ETRS89 (longitude, latitude) of an RD point; `nil` outside the lattice. Newton's method on the cells, from the
    /// closed approximation of Schreutelkamp and Strang van Hees, which is within a metre.
    func toGeographic(_ point: Point, node: (Point) -> Point?) -> Point? {
        guard point.x > -100_000, point.x < 400_000, point.y > 200_000, point.y < 1_000_000 else { return nil }
        var (u, v) = Self.lattice(Self.approximation(point))
        for _ in 0..<4 {
            guard let (cell, column, row) = cell(u, v, node) else { return nil }
            let (fu, fv) = (u - Double(column), v - Double(row))
            let (dx, dy) = (point.x - cell.x.value(fu, fv), point.y - cell.y.value(fu, fv))
            let (xu, xv) = (cell.x.alongU(fu, fv), cell.x.alongV(fu, fv))
            let (yu, yv) = (cell.y.alongU(fu, fv), cell.y.alongV(fu, fv))
            let determinant = xu * yv - xv * yu
            guard abs(determinant) > 1 else { return nil }
            u += (dx * yv - dy * xv) / determinant
            v += (dy * xu - dx * yu) / determinant
            // A step this short squares to nothing.
            if abs(dx) < 2, abs(dy) < 2 { return Self.geographic(u, v) }
        }
        return nil
    }

    private func cell(_ u: Double, _ v: Double, _ node: (Point) -> Point?) -> (Cell, Int, Int)? {
        guard u >= 0, v >= 0, u < Double(Self.columns), v < Double(Self.rows) else { return nil }
        let (column, row) = (Int(u), Int(v))
        let index = row * Self.columns + column
        if states[index] == .empty { fill(index, column, row, node) }
        guard states[index] == .filled else { return nil }
        return (cells[Int(places[index])], column, row)
    }

    private func fill(_ index: Int, _ column: Int, _ row: Int, _ node: (Point) -> Point?) {
        var xs: [Double] = []
        var ys: [Double] = []
        for v in 0...2 {
            for u in 0...2 {
                let place = Self.geographic(Double(column) + Double(u) / 2, Double(row) + Double(v) / 2)
                guard let exact = node(place) else {
                    states[index] = .unusable
                    return
                }
                xs.append(exact.x)
                ys.append(exact.y)
            }
        }
        places[index] = Int32(truncatingIfNeeded: cells.count)
        cells.append(Cell(x: Polynomial(through: xs), y: Polynomial(through: ys)))
        states[index] = .filled
    }

    /// Lattice coordinates of an ETRS89 point: Bessel degrees, counted in cells.
    @inline(__always) private static func lattice(_ point: Point) -> (Double, Double) {
        let (east, north) = (point.x - centreLongitude, point.y - centreLatitude)
        let longitude = point.x + shiftX + shiftXX * east + shiftXY * north
        let latitude = point.y + shiftY + shiftYX * east + shiftYY * north
        return ((longitude - originLongitude) / cellWidth, (latitude - originLatitude) / cellHeight)
    }

    /// The ETRS89 point of lattice coordinates: the inverse of `lattice`.
    @inline(__always) private static func geographic(_ u: Double, _ v: Double) -> Point {
        let longitude = originLongitude + u * cellWidth - centreLongitude - shiftX
        let latitude = originLatitude + v * cellHeight - centreLatitude - shiftY
        let determinant = (1 + shiftXX) * (1 + shiftYY) - shiftXY * shiftYX
        return (
            centreLongitude + ((1 + shiftYY) * longitude - shiftXY * latitude) / determinant,
            centreLatitude + ((1 + shiftXX) * latitude - shiftYX * longitude) / determinant
        )
    }

    /// ETRS89 within about a metre (F.H. Schreutelkamp and G.L. Strang van Hees, Geodesia 2001).
    @inline(__always) private static func approximation(_ point: Point) -> Point {
        let (x, y) = ((point.x - 155_000) * 1e-5, (point.y - 463_000) * 1e-5)
        let (x2, y2) = (x * x, y * y)
        var latitude = 3235.65389 * y - 32.58297 * x2 - 0.2475 * y2 - 0.84978 * x2 * y
        latitude += -0.0655 * y2 * y - 0.01709 * x2 * y2 - 0.00738 * x + 0.0053 * x2 * x2
        var longitude = 5260.52916 * x + 105.94684 * x * y + 2.45656 * x * y2
        longitude += -0.81885 * x2 * x + 0.05594 * x * y2 * y - 0.05607 * x2 * x * y + 0.01199 * y
        return (5.38720621 + longitude / 3600, 52.1551744 + latitude / 3600)
    }
}

import Foundation

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

    private static let empty: UInt8 = 0, filled: UInt8 = 1, unusable: UInt8 = 2
    /// Coefficients of a cell: nine for x, nine for y.
    private static let stride = 18

    private let states: UnsafeMutablePointer<UInt8>
    private let coefficients: UnsafeMutablePointer<Double>

    /// `nil` when there is no memory.
    init?() {
        // Zeroed pages cost memory only once a cell in them is filled.
        let cells = Self.columns * Self.rows
        guard let states = calloc(cells, 1) else { return nil }
        guard let coefficients = calloc(cells * Self.stride, MemoryLayout<Double>.stride) else {
            free(states)
            return nil
        }
        self.states = states.bindMemory(to: UInt8.self, capacity: cells)
        self.coefficients = coefficients.bindMemory(to: Double.self, capacity: cells * Self.stride)
    }

    deinit {
        free(states)
        free(coefficients)
    }

    /// Turns ETRS89 (longitude, latitude) into RD, in place. `node` computes one point exactly; `outside` is called with
    /// the positions of points outside the lattice, which are left as they are.
    func toRD(
        x: UnsafeMutablePointer<Double>, y: UnsafeMutablePointer<Double>, count: Int, node: (Point) -> Point?,
        outside: (Int) -> Void
    ) {
        for position in 0..<count {
            let (u, v) = Self.lattice((x[position], y[position]))
            guard let index = cell(u, v, node) else {
                outside(position)
                continue
            }
            let (fu, fv) = (u - u.rounded(.down), v - v.rounded(.down))
            let polynomial = coefficients + index * Self.stride
            x[position] = Self.value(polynomial, fu, fv)
            y[position] = Self.value(polynomial + 9, fu, fv)
        }
    }

    /// Turns RD into ETRS89 (longitude, latitude), in place, by Newton's method on the cells from the closed approximation
    /// of Schreutelkamp and Strang van Hees.
    func toGeographic(
        x: UnsafeMutablePointer<Double>, y: UnsafeMutablePointer<Double>, count: Int, node: (Point) -> Point?,
        outside: (Int) -> Void
    ) {
        for position in 0..<count {
            if let place = geographic((x[position], y[position]), node) {
                (x[position], y[position]) = place
            } else {
                outside(position)
            }
        }
    }

    @inline(__always) private func geographic(_ point: Point, _ node: (Point) -> Point?) -> Point? {
        guard point.x > -100_000, point.x < 400_000, point.y > 200_000, point.y < 1_000_000 else { return nil }
        var (u, v) = Self.lattice(Self.approximation(point))
        for _ in 0..<4 {
            guard let index = cell(u, v, node) else { return nil }
            let (fu, fv) = (u - u.rounded(.down), v - v.rounded(.down))
            let px = coefficients + index * Self.stride, py = px + 9
            let (dx, dy) = (point.x - Self.value(px, fu, fv), point.y - Self.value(py, fu, fv))
            let (xu, xv) = (Self.alongU(px, fu, fv), Self.alongV(px, fu, fv))
            let (yu, yv) = (Self.alongU(py, fu, fv), Self.alongV(py, fu, fv))
            let determinant = xu * yv - xv * yu
            guard abs(determinant) > 1 else { return nil }
            u += (dx * yv - dy * xv) / determinant
            v += (dy * xu - dx * yu) / determinant
            // A step this short squares to nothing.
            if abs(dx) < 2, abs(dy) < 2 { return Self.geographic(u, v) }
        }
        return nil
    }

    /// The index of a usable cell; `nil` outside the lattice and for NaN.
    @inline(__always) private func cell(_ u: Double, _ v: Double, _ node: (Point) -> Point?) -> Int? {
        guard u >= 0, v >= 0, u < Double(Self.columns), v < Double(Self.rows) else { return nil }
        let index = Int(v) * Self.columns + Int(u)
        if states[index] == Self.empty { fill(index, column: Int(u), row: Int(v), node) }
        return states[index] == Self.filled ? index : nil
    }

    @inline(never) private func fill(_ index: Int, column: Int, row: Int, _ node: (Point) -> Point?) {
        var xs: [Double] = []
        var ys: [Double] = []
        for v in 0...2 {
            for u in 0...2 {
                guard let exact = node(Self.geographic(Double(column) + Double(u) / 2, Double(row) + Double(v) / 2))
                else {
                    states[index] = Self.unusable
                    return
                }
                xs.append(exact.x)
                ys.append(exact.y)
            }
        }
        for (offset, value) in (Self.polynomial(through: xs) + Self.polynomial(through: ys)).enumerated() {
            coefficients[index * Self.stride + offset] = value
        }
        states[index] = Self.filled
    }

    // MARK: biquadratic polynomials

    /// Coefficients c[3·i + j] of uⁱvʲ through values at u, v ∈ {0, ½, 1}; `values[3·v + u]`.
    private static func polynomial(through values: [Double]) -> [Double] {
        func quadratic(_ a: Double, _ b: Double, _ c: Double) -> [Double] {
            [a, -3 * a + 4 * b - c, 2 * a - 4 * b + 2 * c]
        }
        let rows = (0..<3).map { v in quadratic(values[3 * v], values[3 * v + 1], values[3 * v + 2]) }
        return (0..<3).flatMap { u in quadratic(rows[0][u], rows[1][u], rows[2][u]) }
    }

    @inline(__always) private static func value(_ c: UnsafeMutablePointer<Double>, _ u: Double, _ v: Double) -> Double {
        (c[0] + v * (c[1] + v * c[2])) + u * ((c[3] + v * (c[4] + v * c[5])) + u * (c[6] + v * (c[7] + v * c[8])))
    }

    @inline(__always) private static func alongU(_ c: UnsafeMutablePointer<Double>, _ u: Double, _ v: Double) -> Double
    {
        (c[3] + v * (c[4] + v * c[5])) + 2 * u * (c[6] + v * (c[7] + v * c[8]))
    }

    @inline(__always) private static func alongV(_ c: UnsafeMutablePointer<Double>, _ u: Double, _ v: Double) -> Double
    {
        (c[1] + 2 * v * c[2]) + u * ((c[4] + 2 * v * c[5]) + u * (c[7] + 2 * v * c[8]))
    }

    // MARK: the lattice

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

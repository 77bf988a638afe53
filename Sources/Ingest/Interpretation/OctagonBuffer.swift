/// Points that were delivered as the octagon around them, as the NDFF's classic deliveries have them: a regular octagon
/// with corners at distance r from the point, and so with an area of 2√2·r².
enum OctagonBuffer {
    /// What the corners' distances from their middle and from each other may be off, as a part of the radius, and in
    /// metres where that is more: for coordinates that were rounded or brought into another system.
    static let relativeTolerance = 0.005
    static let absoluteTolerance = 0.01

    /// The point and the radius, to the millimetre, of a polygon in metres; `nil` for any other shape.
    static func circle(_ shape: DeliveredGeometry) -> (x: Double, y: Double, radius: Double)? {
        guard shape.locationType == .polygon, shape.pathEnds.count == 1, shape.xs.count == 9,
            shape.xs[0] == shape.xs[8], shape.ys[0] == shape.ys[8]
        else { return nil }
        // Relative to the first corner, so that no digits are lost in large coordinates.
        var (x, y) = (0.0, 0.0)
        for corner in 0..<8 {
            x += (shape.xs[corner] - shape.xs[0]) / 8
            y += (shape.ys[corner] - shape.ys[0]) / 8
        }
        func distance(_ dx: Double, _ dy: Double) -> Double { (dx * dx + dy * dy).squareRoot() }
        let distances = (0..<8).map { distance(shape.xs[$0] - shape.xs[0] - x, shape.ys[$0] - shape.ys[0] - y) }
        let radius = distances.reduce(0, +) / 8
        guard radius.isFinite, radius > 0 else { return nil }
        let tolerance = max(relativeTolerance * radius, absoluteTolerance)
        guard distances.allSatisfy({ abs($0 - radius) <= tolerance }) else { return nil }
        // 2·sin(π/8)
        let side = 0.765_366_864_730_179_5 * radius
        for corner in 0..<8 {
            let length = distance(shape.xs[corner + 1] - shape.xs[corner], shape.ys[corner + 1] - shape.ys[corner])
            guard abs(length - side) <= 2 * tolerance else { return nil }
        }
        func millimetres(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
        return (millimetres(shape.xs[0] + x), millimetres(shape.ys[0] + y), millimetres(radius))
    }
}

extension DeliveredGeometry {
    /// Whether it is one square along the axes, in metres, with sides of that length to within a hundredth.
    func isSquare(side: Double) -> Bool {
        guard locationType == .polygon, pathEnds.count == 1, xs.count == 5, let bounds else { return false }
        let tolerance = side / 100
        func lies(_ value: Double, _ first: Double, _ second: Double) -> Bool {
            abs(value - first) <= tolerance || abs(value - second) <= tolerance
        }
        return abs(bounds.maximumX - bounds.minimumX - side) <= tolerance
            && abs(bounds.maximumY - bounds.minimumY - side) <= tolerance
            && xs.indices.allSatisfy {
                lies(xs[$0], bounds.minimumX, bounds.maximumX) && lies(ys[$0], bounds.minimumY, bounds.maximumY)
            }
    }
}

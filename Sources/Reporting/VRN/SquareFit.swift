import Foundation
import Observations

/// In which square a place lies as a whole. A record counts for a square when its geometry, uncertainty included,
/// lies within it; what reaches over an edge is too coarse (te grof) for squares of that size.
enum SquareFit {
    /// The index of the interval of `side` that holds `range`; `nil` when an edge lies inside the range.
    static func index(of range: ClosedRange<Double>, side: Double) -> Int? {
        let lower = (range.lowerBound / side).rounded(.down)
        guard range.upperBound <= (lower + 1) * side else { return nil }
        return Int(exactly: lower)
    }
}

/// The box around a record's place in RD metres, and the circle around its point.
struct PlaceExtent {
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>
    /// From the point to the furthest corner.
    let radius: Double

    /// - Parameters:
    ///   - box: around the line or polygon, where there is one.
    ///   - uncertainty: metres; a point without one is taken as exact.
    /// - Returns: `nil` for what has no extent: a square of unknown size, or coordinates that are no numbers.
    init?(x: Double, y: Double, type: LocationType?, uncertainty: Double?, box: WKTBox?) {
        guard x.isFinite, y.isFinite, (uncertainty ?? 0).isFinite else { return nil }
        let reach = max(0, uncertainty ?? 0)
        if let box {
            self.x = min(box.x.lowerBound, x) - reach...max(box.x.upperBound, x) + reach
            self.y = min(box.y.lowerBound, y) - reach...max(box.y.upperBound, y) + reach
            radius = hypot(
                max(x - self.x.lowerBound, self.x.upperBound - x), max(y - self.y.lowerBound, self.y.upperBound - y))
        } else if type == .square {
            guard let uncertainty, uncertainty > 0 else { return nil }
            // Of a square the uncertainty is half the diagonal, often rounded up to a whole metre.
            let half = max(0, uncertainty / 2.0.squareRoot() - 1)
            self.x = x - half...x + half
            self.y = y - half...y + half
            radius = reach
        } else {
            self.x = x - reach...x + reach
            self.y = y - reach...y + reach
            radius = reach
        }
    }

    /// The RD square of `side` metres as XXXYYY (lower left corner in km); `nil` when the extent does not fit one.
    func square(side: Double) -> Int32? {
        guard let column = SquareFit.index(of: x, side: side), let row = SquareFit.index(of: y, side: side) else {
            return nil
        }
        let kilometres = Int(side / 1000)
        guard (0..<1000).contains(column * kilometres), (0..<1000).contains(row * kilometres) else { return nil }
        return Int32(column * kilometres * 1000 + row * kilometres)
    }
}

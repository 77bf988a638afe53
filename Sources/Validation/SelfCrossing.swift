import Foundation

/// Looks for rings that cross themselves, in WKT as the store has it.
enum SelfCrossing: Equatable {
    case notLooked, none
    case at(x: Double, y: Double)

    /// Rings of more points are not looked at: the search is quadratic where many segments lie side by side.
    static let largestRing = 10_000

    /// Whether a ring of the polygons in `wkt` crosses itself.
    static func find(_ wkt: UnsafeBufferPointer<UInt8>) -> SelfCrossing {
        let polygon: StaticString = "POLYGON"
        let multi: StaticString = "MULTIPOLYGON"
        guard begins(wkt, polygon) || begins(wkt, multi) else { return .notLooked }
        var ring: [Point] = []
        var numbers: [Double] = []
        var at = 0
        var digits: [UInt8] = []
        func closeNumber() {
            guard !digits.isEmpty else { return }
            if let number = Double(String(decoding: digits, as: UTF8.self)) { numbers.append(number) }
            digits.removeAll(keepingCapacity: true)
        }
        func closePoint() {
            closeNumber()
            if numbers.count >= 2 { ring.append(Point(x: numbers[0], y: numbers[1])) }
            numbers.removeAll(keepingCapacity: true)
        }
        while at < wkt.count {
            let byte = wkt[at]
            at += 1
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
                UInt8(ascii: "e"):
                digits.append(byte)
            case UInt8(ascii: ","): closePoint()
            case UInt8(ascii: ")"):
                closePoint()
                if ring.count > largestRing { return .notLooked }
                if let point = crossing(ring) { return .at(x: point.x, y: point.y) }
                ring.removeAll(keepingCapacity: true)
            default: closeNumber()
            }
        }
        return .none
    }

    private static func begins(_ text: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
        text.count >= word.utf8CodeUnitCount && (0..<word.utf8CodeUnitCount).allSatisfy { text[$0] == word.utf8Start[$0] }
    }

    private struct Point: Equatable {
        var x: Double
        var y: Double
    }

    /// Where two segments of a ring cross that do not follow each other; segments are compared from west to east.
    private static func crossing(_ ring: [Point]) -> Point? {
        // Repeated points make segments of no length, which cross nothing.
        var points: [Point] = []
        for point in ring where points.last != point { points.append(point) }
        let count = points.count - 1
        guard count >= 4 else { return nil }
        let order = (0..<count).sorted { min(points[$0].x, points[$0 + 1].x) < min(points[$1].x, points[$1 + 1].x) }
        for (place, first) in order.enumerated() {
            let (a, b) = (points[first], points[first + 1])
            let east = max(a.x, b.x)
            for second in order[(place + 1)...] {
                let (c, d) = (points[second], points[second + 1])
                if min(c.x, d.x) > east { break }
                let gap = abs(first - second)
                if gap == 1 || gap == count - 1 { continue }
                if min(c.y, d.y) > max(a.y, b.y) || max(c.y, d.y) < min(a.y, b.y) { continue }
                if cross(a, b, c, d) { return c }
            }
        }
        return nil
    }

    /// Whether two segments cross properly: the ends of each lie on either side of the other.
    private static func cross(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
        func side(_ p: Point, _ q: Point, _ r: Point) -> Double { (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x) }
        return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
    }
}

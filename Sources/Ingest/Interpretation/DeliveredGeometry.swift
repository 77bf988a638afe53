import Observations

/// A geometry as delivered: points, lines or polygons in two dimensions, in the coordinate system of the delivery.
public struct DeliveredGeometry: Sendable, Equatable {
    public enum Kind: String, CaseIterable, Sendable {
        case point = "POINT"
        case lineString = "LINESTRING"
        case polygon = "POLYGON"
        case multiPoint = "MULTIPOINT"
        case multiLineString = "MULTILINESTRING"
        case multiPolygon = "MULTIPOLYGON"
    }

    public var kind: Kind
    /// Eastings or longitudes of all positions.
    public var xs: [Double] = []
    /// Northings or latitudes of all positions.
    public var ys: [Double] = []
    /// Where each line or ring ends: offsets behind its last position. One end for a point.
    public var pathEnds: [Int] = []
    /// Where each polygon ends: offsets behind its last ring; empty unless there are polygons.
    public var polygonEnds: [Int] = []
    /// EPSG code from an `SRID=…;` in front of the text.
    public var epsg: Int?
    /// What was left out: `GEOMETRY_HEIGHT_DROPPED` or `GEOMETRY_REDUCED_TO_POINT`.
    public var issue: InterpretationIssue?

    public init(kind: Kind) {
        self.kind = kind
    }

    /// What sort of place it is for an observation.
    public var locationType: LocationType {
        switch kind {
        case .point, .multiPoint: .point
        case .lineString, .multiLineString: .line
        case .polygon, .multiPolygon: .polygon
        }
    }

    /// Smallest and largest coordinates, `nil` without positions.
    public var bounds: (minimumX: Double, minimumY: Double, maximumX: Double, maximumY: Double)? {
        guard let minX = xs.min(), let minY = ys.min(), let maxX = xs.max(), let maxY = ys.max() else { return nil }
        return (minX, minY, maxX, maxY)
    }

    /// The positions of a line or ring.
    public func path(_ index: Int) -> Range<Int> {
        (index == 0 ? 0 : pathEnds[index - 1])..<pathEnds[index]
    }

    /// The middle: of polygons weighted by area (the shoelace formula; holes count negative), of lines by length, of
    /// points their mean. Polygons without area are taken as lines, lines without length as points. Meaningful in a
    /// plane; in degrees only for small things.
    public var centroid: (x: Double, y: Double)? {
        guard let originX = xs.first, let originY = ys.first else { return nil }
        var sums = CentroidSums(originX: originX, originY: originY)
        if locationType == .polygon {
            var firstPath = 0
            for end in polygonEnds {
                for index in firstPath..<end { addRing(path(index), isHole: index > firstPath, to: &sums) }
                firstPath = end
            }
        }
        if sums.weight == 0, locationType != .point {
            sums = CentroidSums(originX: originX, originY: originY)
            for index in pathEnds.indices { addLine(path(index), to: &sums) }
        }
        if sums.weight == 0 {
            sums = CentroidSums(originX: originX, originY: originY)
            for index in xs.indices { sums.add(xs[index] - originX, ys[index] - originY, weight: 1) }
        }
        return sums.middle
    }

    /// Sums relative to a position of the geometry, so that no digits are lost in large coordinates.
    private struct CentroidSums {
        var originX: Double
        var originY: Double
        var x = 0.0
        var y = 0.0
        var weight = 0.0

        mutating func add(_ addedX: Double, _ addedY: Double, weight added: Double) {
            x += addedX * added
            y += addedY * added
            weight += added
        }

        var middle: (x: Double, y: Double) { (originX + x / weight, originY + y / weight) }
    }

    private func addLine(_ path: Range<Int>, to sums: inout CentroidSums) {
        for index in path.dropFirst() {
            let (dx, dy) = (xs[index] - xs[index - 1], ys[index] - ys[index - 1])
            sums.add(
                (xs[index] + xs[index - 1]) / 2 - sums.originX, (ys[index] + ys[index - 1]) / 2 - sums.originY,
                weight: (dx * dx + dy * dy).squareRoot())
        }
    }

    private func addRing(_ path: Range<Int>, isHole: Bool, to sums: inout CentroidSums) {
        var ring = CentroidSums(originX: sums.originX, originY: sums.originY)
        for index in path.dropFirst() {
            let (x0, y0) = (xs[index - 1] - sums.originX, ys[index - 1] - sums.originY)
            let (x1, y1) = (xs[index] - sums.originX, ys[index] - sums.originY)
            ring.add((x0 + x1) / 3, (y0 + y1) / 3, weight: (x0 * y1 - x1 * y0) / 2)
        }
        // Whichever way round a ring was delivered, its outside adds and its holes take away.
        let sign = (ring.weight < 0 ? -1.0 : 1.0) * (isHole ? -1.0 : 1.0)
        sums.x += ring.x * sign
        sums.y += ring.y * sign
        sums.weight += ring.weight * sign
    }

    /// Appends the geometry as WKT in two dimensions. Coordinates are written with the fewest digits that give the
    /// same number again.
    public func appendText(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: kind.rawValue.utf8)
        bytes.append(UInt8(ascii: " "))
        switch kind {
        case .point, .lineString: appendPath(0, to: &bytes)
        case .multiPoint, .polygon, .multiLineString: appendPaths(0..<pathEnds.count, to: &bytes)
        case .multiPolygon:
            var first = 0
            bytes.append(UInt8(ascii: "("))
            for (index, end) in polygonEnds.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                appendPaths(first..<end, to: &bytes)
                first = end
            }
            bytes.append(UInt8(ascii: ")"))
        }
    }

    private func appendPaths(_ indices: Range<Int>, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "("))
        for index in indices {
            if index > indices.lowerBound { bytes.append(UInt8(ascii: ",")) }
            appendPath(index, to: &bytes)
        }
        bytes.append(UInt8(ascii: ")"))
    }

    private func appendPath(_ index: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "("))
        let positions = path(index)
        for position in positions {
            if position > positions.lowerBound { bytes.append(UInt8(ascii: ",")) }
            append(xs[position], to: &bytes)
            bytes.append(UInt8(ascii: " "))
            append(ys[position], to: &bytes)
        }
        bytes.append(UInt8(ascii: ")"))
    }

    private func append(_ number: Double, to bytes: inout [UInt8]) {
        var text = number.description
        if text.hasSuffix(".0") { text.removeLast(2) }
        bytes.append(contentsOf: text.utf8)
    }
}

/// A geometry of a spatial format in two dimensions: positions by path (line or ring) and rings by polygon.
///
/// Kept by readers and filled again and again, so that a feature costs no memory of its own.
public struct PlaneGeometry: Sendable, Equatable {
    public enum Kind: String, Sendable {
        case point = "POINT"
        case lineString = "LINESTRING"
        case polygon = "POLYGON"
        case multiPoint = "MULTIPOINT"
        case multiLineString = "MULTILINESTRING"
        case multiPolygon = "MULTIPOLYGON"
    }

    public internal(set) var kind = Kind.point
    public internal(set) var xs: [Double] = []
    public internal(set) var ys: [Double] = []
    /// Offsets behind the last position of each path; of a multipoint every point is one.
    public internal(set) var pathEnds: [Int] = []
    /// Offsets behind the last ring of each polygon.
    public internal(set) var polygonEnds: [Int] = []

    public init() {}

    public var isEmpty: Bool { xs.isEmpty }

    /// The positions of a path.
    public func path(_ index: Int) -> Range<Int> { (index == 0 ? 0 : pathEnds[index - 1])..<pathEnds[index] }

    mutating func clear() {
        kind = .point
        xs.removeAll(keepingCapacity: true)
        ys.removeAll(keepingCapacity: true)
        pathEnds.removeAll(keepingCapacity: true)
        polygonEnds.removeAll(keepingCapacity: true)
    }

    mutating func append(_ x: Double, _ y: Double) {
        xs.append(x)
        ys.append(y)
    }

    mutating func endPath() { pathEnds.append(xs.count) }
    mutating func endPolygon() { polygonEnds.append(pathEnds.count) }

    /// Appends the geometry as Well-Known Text, numbers with the fewest digits that give them again; nothing when it
    /// is empty.
    public func appendText(to bytes: inout [UInt8]) {
        guard !isEmpty else { return }
        bytes.append(contentsOf: kind.rawValue.utf8)
        bytes.append(UInt8(ascii: " "))
        switch kind {
        case .point, .lineString: append(path(0), to: &bytes)
        case .polygon, .multiLineString, .multiPoint: append(paths: 0..<pathEnds.count, to: &bytes)
        case .multiPolygon:
            var first = 0
            var separator = UInt8(ascii: "(")
            for end in polygonEnds {
                bytes.append(separator)
                separator = UInt8(ascii: ",")
                append(paths: first..<end, to: &bytes)
                first = end
            }
            bytes.append(UInt8(ascii: ")"))
        }
    }

    private func append(paths: Range<Int>, to bytes: inout [UInt8]) {
        var separator = UInt8(ascii: "(")
        for index in paths {
            bytes.append(separator)
            separator = UInt8(ascii: ",")
            append(path(index), to: &bytes)
        }
        bytes.append(UInt8(ascii: ")"))
    }

    private func append(_ positions: Range<Int>, to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DecimalText.maximumBytes) { room in
            guard let text = room.baseAddress else { return }
            var separator = UInt8(ascii: "(")
            for position in positions {
                bytes.append(separator)
                separator = UInt8(ascii: ",")
                let x = DecimalText.write(xs[position], to: text)
                bytes.append(contentsOf: UnsafeBufferPointer(start: text, count: x))
                bytes.append(UInt8(ascii: " "))
                let y = DecimalText.write(ys[position], to: text)
                bytes.append(contentsOf: UnsafeBufferPointer(start: text, count: y))
            }
        }
        bytes.append(UInt8(ascii: ")"))
    }
}

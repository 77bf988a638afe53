/// Reads what stands in a column of geometries: Well-Known Text, WKB or EWKB in hexadecimal, or GeoJSON.
package enum GeometryText {
    /// The geometry, `nil` when the text is none or one of a kind that is not read.
    package static func read(_ text: UnsafeRawBufferPointer) -> DeliveredGeometry? {
        let trimmed = text.trimmed
        guard let first = trimmed.first else { return nil }
        if first == UInt8(ascii: "{") { return GeoJSONGeometry.read(trimmed) }
        // All WKB begins with the order of bytes, 00 or 01.
        if first == UInt8(ascii: "0") { return WKBReader.read(hexadecimal: trimmed) }
        return try? WKTReader.read(trimmed)
    }
}

extension DeliveredGeometry {
    /// Of several points the first is taken, as the NDFF does.
    mutating func reduceToPoint() {
        guard kind == .multiPoint || kind == .point, let x = xs.first, let y = ys.first else { return }
        if xs.count > 1 { issue = .geometryReducedToPoint }
        (xs, ys, pathEnds, kind) = ([x], [y], [1], .point)
    }

    /// Whether lines have two positions and rings four, the last of which is the first.
    var isWellFormed: Bool {
        let minimum = locationType == .polygon ? 4 : locationType == .line ? 2 : 1
        guard !xs.isEmpty, xs.count == ys.count, pathEnds.last == xs.count else { return false }
        for index in pathEnds.indices {
            let positions = path(index)
            guard positions.count >= minimum else { return false }
            let (first, last) = (positions.lowerBound, positions.upperBound - 1)
            if locationType == .polygon, xs[first] != xs[last] || ys[first] != ys[last] { return false }
        }
        return locationType != .polygon || polygonEnds.last == pathEnds.count
    }
}

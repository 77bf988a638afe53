/// A feature's polygons in RD metres. Edges between degrees are followed along the parallel or the straight line in degrees,
/// by points at most 0.02° apart, as RD bends them.
func projectedArea(
    _ feature: AreaPolygons.Feature, from json: AreaPolygons
) throws(ReferenceFileError) -> PolygonIndex.Area {
    guard json.coordinateSystem != .rdNew else { return PolygonIndex.Area(polygons: feature.polygons) }
    let transformer: Transformer
    do {
        transformer = try Transformer(from: json.coordinateSystem, to: .rdNew, gridDirectory: nil)
    } catch {
        throw json.refused(error.description)
    }
    var area = PolygonIndex.Area(polygons: [])
    for polygon in feature.polygons {
        var rings: [[PolygonIndex.Point]] = []
        for ring in polygon {
            let dense = json.coordinateSystem.isGeographic ? densified(ring) : ring
            let projected = dense.compactMap { transformer.transform(x: $0.x, y: $0.y) }
            guard projected.count == dense.count else { throw json.refused("has positions that do not exist in RD") }
            rings.append(projected)
        }
        area.polygons.append(rings)
    }
    return area
}

private func densified(_ ring: [PolygonIndex.Point]) -> [PolygonIndex.Point] {
    guard var previous = ring.first else { return [] }
    var dense = [previous]
    for point in ring.dropFirst() {
        let (dx, dy) = (point.x - previous.x, point.y - previous.y)
        let steps = min(4096, max(1, (max(abs(dx), abs(dy)) / 0.02).rounded(.up)))
        for step in 1...Int(steps) {
            let part = Double(step) / steps
            dense.append(step == Int(steps) ? point : (previous.x + dx * part, previous.y + dy * part))
        }
        previous = point
    }
    return dense
}

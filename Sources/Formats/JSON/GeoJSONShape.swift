/// Geometries of GeoJSON (RFC 7946) as Well-Known Text. Numbers are taken over as they stand; heights are left out.
public struct GeoJSONShape: Sendable {
    /// The largest coordinate, without its sign.
    public private(set) var largest = 0.0
    /// A height was left out.
    public private(set) var hadHeights = false
    /// Of several points the first was taken.
    public private(set) var hadSeveralPoints = false

    private enum Shape { case point, points, line, lines, polygon, polygons }

    /// Adds the geometry to `target`.
    /// - Parameters:
    ///   - value: the number of the geometry's object in the tape.
    ///   - firstPointOnly: of a MultiPoint only the first point is taken, as the NDFF does.
    /// - Returns: nil when it is no geometry or an empty one; nothing is then added.
    public static func append(
        _ tape: JSONTape, _ value: Int, to target: inout [UInt8], firstPointOnly: Bool = false
    ) -> GeoJSONShape? {
        guard tape[value].kind == .object, let type = tape.member("type", of: value) else { return nil }
        let size = target.count
        var geometry = GeoJSONShape()
        let isComplete: Bool
        if tape.equals(type, "GeometryCollection") {
            isComplete = geometry.collection(tape, value, &target, firstPointOnly)
        } else {
            isComplete = geometry.simple(tape, value, type, &target, firstPointOnly)
        }
        if isComplete { return geometry }
        target.removeSubrange(size...)
        return nil
    }

    private mutating func collection(
        _ tape: JSONTape, _ value: Int, _ target: inout [UInt8], _ firstPointOnly: Bool
    ) -> Bool {
        guard let members = tape.member("geometries", of: value), tape[members].kind == .array else { return false }
        target.append(contentsOf: "GEOMETRYCOLLECTION (".utf8)
        var count = 0
        var isComplete = true
        tape.forEachMember(of: members) { _, member in
            guard isComplete, let type = tape.member("type", of: member) else {
                isComplete = false
                return
            }
            if count > 0 { target.append(contentsOf: ", ".utf8) }
            count += 1
            isComplete = simple(tape, member, type, &target, firstPointOnly)
        }
        target.append(UInt8(ascii: ")"))
        return isComplete && count > 0
    }

    private mutating func simple(
        _ tape: JSONTape, _ value: Int, _ type: Int, _ target: inout [UInt8], _ firstPointOnly: Bool
    ) -> Bool {
        let kinds: [(StaticString, Shape, StaticString)] = [
            ("Point", .point, "POINT "), ("MultiPoint", .points, "MULTIPOINT "), ("LineString", .line, "LINESTRING "),
            ("MultiLineString", .lines, "MULTILINESTRING "), ("Polygon", .polygon, "POLYGON "),
            ("MultiPolygon", .polygons, "MULTIPOLYGON "),
        ]
        guard let (_, shape, name) = kinds.first(where: { tape.equals(type, $0.0) }),
            let coordinates = tape.member("coordinates", of: value), tape[coordinates].kind == .array
        else { return false }
        if shape == .points, firstPointOnly {
            let first = coordinates + 1
            guard first < Int(tape[coordinates].next), tape[first].kind == .array else { return false }
            hadSeveralPoints = Int(tape[first].next) < Int(tape[coordinates].next)
            target.append(contentsOf: "POINT ".utf8)
            return nested(tape, first, depth: 0, isPoint: true, &target)
        }
        target.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        switch shape {
        case .point: return nested(tape, coordinates, depth: 0, isPoint: true, &target)
        case .points, .line: return nested(tape, coordinates, depth: 1, isPoint: false, &target)
        case .lines, .polygon: return nested(tape, coordinates, depth: 2, isPoint: false, &target)
        case .polygons: return nested(tape, coordinates, depth: 3, isPoint: false, &target)
        }
    }

    /// Lists of positions, so many deep.
    private mutating func nested(
        _ tape: JSONTape, _ value: Int, depth: Int, isPoint: Bool, _ target: inout [UInt8]
    ) -> Bool {
        guard tape[value].kind == .array else { return false }
        guard depth > 0 else {
            if isPoint { target.append(UInt8(ascii: "(")) }
            guard position(tape, value, &target) else { return false }
            if isPoint { target.append(UInt8(ascii: ")")) }
            return true
        }
        target.append(UInt8(ascii: "("))
        let end = Int(tape[value].next)
        var part = value + 1
        guard part < end else { return false }
        while part < end {
            if part > value + 1 { target.append(contentsOf: ", ".utf8) }
            guard nested(tape, part, depth: depth - 1, isPoint: false, &target) else { return false }
            part = Int(tape[part].next)
        }
        target.append(UInt8(ascii: ")"))
        return true
    }

    private mutating func position(_ tape: JSONTape, _ value: Int, _ target: inout [UInt8]) -> Bool {
        let end = Int(tape[value].next)
        var number = 0
        var part = value + 1
        while part < end {
            guard tape[part].kind == .number else { return false }
            if number < 2 {
                if number == 1 { target.append(UInt8(ascii: " ")) }
                let bytes = tape.bytes(part)
                target.append(contentsOf: bytes)
                largest = max(largest, abs(Double(String(decoding: bytes, as: UTF8.self)) ?? 0))
            } else {
                hadHeights = true
            }
            number += 1
            part = Int(tape[part].next)
        }
        return number >= 2
    }
}

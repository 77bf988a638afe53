/// Geometries of GeoJSON (RFC 7946) as Well-Known Text, in as many dimensions as they have. Numbers are taken over as they
/// stand.
public struct GeoJSONShape: Sendable, Equatable {
    /// The largest coordinate in the plane, without its sign and what is behind the point.
    public private(set) var largest = 0.0

    private enum Shape { case point, points, line, lines, polygon, polygons }
    private static let kinds: [(type: StaticString, shape: Shape, name: StaticString)] = [
        ("Point", .point, "POINT "), ("Polygon", .polygon, "POLYGON "), ("MultiPolygon", .polygons, "MULTIPOLYGON "),
        ("LineString", .line, "LINESTRING "), ("MultiLineString", .lines, "MULTILINESTRING "),
        ("MultiPoint", .points, "MULTIPOINT "),
    ]
    private static let collection: StaticString = "GeometryCollection"

    /// Whether a value is an object that says it is a geometry.
    public static func isGeometry(_ tape: JSONTape, _ value: Int) -> Bool {
        guard tape[value].kind == .object, let type = tape.member("type", of: value) else { return false }
        if tape.equals(type, collection) { return tape.member("geometries", of: value) != nil }
        return kinds.contains { tape.equals(type, $0.type) } && tape.member("coordinates", of: value) != nil
    }

    /// Adds the geometry to `target`.
    /// - Parameter value: the number of the geometry's object in the tape.
    /// - Returns: nil when it is no geometry or an empty one; nothing is then added.
    public static func append(_ tape: JSONTape, _ value: Int, to target: inout [UInt8]) -> GeoJSONShape? {
        guard tape[value].kind == .object, let type = tape.member("type", of: value) else { return nil }
        let size = target.count
        var geometry = GeoJSONShape()
        let isComplete =
            tape.equals(type, collection)
            ? geometry.appendCollection(tape, value, &target) : geometry.appendSimple(tape, value, type, &target)
        if isComplete { return geometry }
        target.removeSubrange(size...)
        return nil
    }

    private mutating func appendCollection(_ tape: JSONTape, _ value: Int, _ target: inout [UInt8]) -> Bool {
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
            isComplete = appendSimple(tape, member, type, &target)
        }
        target.append(UInt8(ascii: ")"))
        return isComplete && count > 0
    }

    private mutating func appendSimple(_ tape: JSONTape, _ value: Int, _ type: Int, _ target: inout [UInt8]) -> Bool {
        guard let kind = Self.kinds.first(where: { tape.equals(type, $0.type) }),
            let coordinates = tape.member("coordinates", of: value), tape[coordinates].kind == .array
        else { return false }
        target.append(contentsOf: UnsafeBufferPointer(start: kind.name.utf8Start, count: kind.name.utf8CodeUnitCount))
        switch kind.shape {
        case .point:
            target.append(UInt8(ascii: "("))
            guard appendPosition(tape, coordinates, &target) else { return false }
            target.append(UInt8(ascii: ")"))
            return true
        case .points, .line: return appendList(tape, coordinates, depth: 1, &target)
        case .lines, .polygon: return appendList(tape, coordinates, depth: 2, &target)
        case .polygons: return appendList(tape, coordinates, depth: 3, &target)
        }
    }

    /// Lists of positions, so many deep.
    private mutating func appendList(_ tape: JSONTape, _ value: Int, depth: Int, _ target: inout [UInt8]) -> Bool {
        guard tape[value].kind == .array else { return false }
        guard depth > 0 else { return appendPosition(tape, value, &target) }
        target.append(UInt8(ascii: "("))
        let end = Int(tape[value].next)
        var part = value + 1
        guard part < end else { return false }
        while part < end {
            if part > value + 1 { target.append(contentsOf: ", ".utf8) }
            guard appendList(tape, part, depth: depth - 1, &target) else { return false }
            part = Int(tape[part].next)
        }
        target.append(UInt8(ascii: ")"))
        return true
    }

    private mutating func appendPosition(_ tape: JSONTape, _ value: Int, _ target: inout [UInt8]) -> Bool {
        let end = Int(tape[value].next)
        var number = 0
        var part = value + 1
        while part < end {
            guard tape[part].kind == .number else { return false }
            let bytes = tape.bytes(part)
            if number > 0 { target.append(UInt8(ascii: " ")) }
            target.append(contentsOf: bytes)
            if number < 2 { largest = max(largest, Self.size(bytes)) }
            number += 1
            part = Int(tape[part].next)
        }
        return number >= 2
    }

    /// A number without its sign and what is behind the point.
    private static func size(_ bytes: UnsafeRawBufferPointer) -> Double {
        var value = 0.0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value * 10 + Double(byte &- UInt8(ascii: "0"))
            case UInt8(ascii: "-"): continue
            case UInt8(ascii: ".") where !bytes.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }): return value
            default: return abs(Double(String(decoding: bytes, as: UTF8.self)) ?? 0).rounded(.down)
            }
        }
        return value
    }
}

/// Why bytes are no geometry that is read here.
public enum BinaryGeometryError: Error, Sendable, Equatable, CustomStringConvertible {
    case truncated
    /// Not the bytes of a geometry at all.
    case malformed(String)
    /// A curve, surface or collection, or a producer's own type.
    case notRead(String)

    public var description: String {
        switch self {
        case .truncated: "GEOMETRY CUT SHORT"
        case .malformed(let why): "DAMAGED GEOMETRY: \(why)"
        case .notRead(let kind): kind
        }
    }
}

/// Reads Well-Known Binary (ISO 19125, and PostGIS' flags for heights and SRID), in either byte order. Heights and
/// measures are dropped.
struct WellKnownBinary {
    private let bytes: UnsafeRawBufferPointer
    private var at: Int
    private var isLittleEndian = true

    /// Fills `geometry` with what stands at `offset`; empty geometries have no positions.
    static func read(
        _ bytes: UnsafeRawBufferPointer, at offset: Int = 0, into geometry: inout PlaneGeometry
    ) throws(BinaryGeometryError) {
        geometry.clear()
        var reader = WellKnownBinary(bytes: bytes, at: offset)
        do throws(BinaryGeometryError) {
            try reader.geometry(into: &geometry)
        } catch {
            geometry.clear()
            throw error
        }
    }

    private init(bytes: UnsafeRawBufferPointer, at: Int) {
        self.bytes = bytes
        self.at = at
    }

    private mutating func geometry(into geometry: inout PlaneGeometry) throws(BinaryGeometryError) {
        let (type, dimensions) = try header()
        switch type {
        case 1:
            geometry.kind = .point
            try point(dimensions, into: &geometry)
        case 2:
            geometry.kind = .lineString
            try path(dimensions, into: &geometry)
        case 3:
            geometry.kind = .polygon
            try polygon(dimensions, into: &geometry)
        case 4:
            geometry.kind = .multiPoint
            try parts(of: 1, into: &geometry) { (reader, dimensions, geometry) throws(BinaryGeometryError) in
                try reader.point(dimensions, into: &geometry)
            }
        case 5:
            geometry.kind = .multiLineString
            try parts(of: 2, into: &geometry) { (reader, dimensions, geometry) throws(BinaryGeometryError) in
                try reader.path(dimensions, into: &geometry)
            }
        case 6:
            geometry.kind = .multiPolygon
            try parts(of: 3, into: &geometry) { (reader, dimensions, geometry) throws(BinaryGeometryError) in
                try reader.polygon(dimensions, into: &geometry)
            }
        default:
            guard let name = Self.names[type] else { throw .malformed("geometry type \(type)") }
            throw .notRead(name)
        }
    }

    private static let names: [UInt32: String] = [
        0: "GEOMETRY", 7: "GEOMETRYCOLLECTION", 8: "CIRCULARSTRING", 9: "COMPOUNDCURVE", 10: "CURVEPOLYGON",
        11: "MULTICURVE", 12: "MULTISURFACE", 13: "CURVE", 14: "SURFACE", 15: "POLYHEDRALSURFACE", 16: "TIN",
        17: "TRIANGLE",
    ]

    // MARK: parts

    private mutating func parts(
        of wanted: UInt32, into geometry: inout PlaneGeometry,
        _ part: (inout WellKnownBinary, Int, inout PlaneGeometry) throws(BinaryGeometryError) -> Void
    ) throws(BinaryGeometryError) {
        // Every part has five bytes of header at least.
        for _ in 0..<(try count(bytesEach: 5)) {
            let (type, dimensions) = try header()
            guard type == wanted else { throw .malformed("a part of another type") }
            try part(&self, dimensions, &geometry)
        }
    }

    private mutating func point(_ dimensions: Int, into geometry: inout PlaneGeometry) throws(BinaryGeometryError) {
        let x = try number()
        let y = try number()
        try skip(dimensions - 2)
        // An empty point is written as NaN.
        if x.isNaN, y.isNaN { return }
        try append(x, y, to: &geometry)
        geometry.endPath()
    }

    private mutating func path(_ dimensions: Int, into geometry: inout PlaneGeometry) throws(BinaryGeometryError) {
        let positions = try count(bytesEach: 8 * dimensions)
        if positions == 0 { return }
        for _ in 0..<positions {
            let x = try number()
            let y = try number()
            try skip(dimensions - 2)
            try append(x, y, to: &geometry)
        }
        geometry.endPath()
    }

    private mutating func polygon(_ dimensions: Int, into geometry: inout PlaneGeometry) throws(BinaryGeometryError) {
        let before = geometry.pathEnds.count
        for _ in 0..<(try count(bytesEach: 4)) { try path(dimensions, into: &geometry) }
        if geometry.pathEnds.count > before { geometry.endPolygon() }
    }

    private func append(_ x: Double, _ y: Double, to geometry: inout PlaneGeometry) throws(BinaryGeometryError) {
        guard x.isFinite, y.isFinite else { throw .malformed("a coordinate is no number") }
        geometry.append(x, y)
    }

    // MARK: bytes

    /// Byte order and type; a set SRID is skipped. The number of dimensions is two to four.
    private mutating func header() throws(BinaryGeometryError) -> (type: UInt32, dimensions: Int) {
        guard at < bytes.count else { throw .truncated }
        switch bytes[at] {
        case 0: isLittleEndian = false
        case 1: isLittleEndian = true
        default: throw .malformed("byte order \(bytes[at])")
        }
        at += 1
        let word = try whole()
        var dimensions = 2
        if word & 0x8000_0000 != 0 { dimensions += 1 }
        if word & 0x4000_0000 != 0 { dimensions += 1 }
        if word & 0x2000_0000 != 0 { _ = try whole() }
        let type = word & 0x1FFF_FFFF
        switch type / 1000 {
        case 0: break
        case 1, 2: dimensions += 1
        case 3: dimensions += 2
        default: throw .malformed("geometry type \(type)")
        }
        guard dimensions <= 4 else { throw .malformed("geometry type \(word)") }
        return (type % 1000, dimensions)
    }

    /// A number of things that take so many bytes each at least.
    private mutating func count(bytesEach: Int) throws(BinaryGeometryError) -> Int {
        let count = Int(try whole())
        guard count <= (bytes.count - at) / bytesEach else { throw .truncated }
        return count
    }

    private mutating func whole() throws(BinaryGeometryError) -> UInt32 {
        guard bytes.count - at >= 4 else { throw .truncated }
        let raw = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
        at += 4
        return isLittleEndian ? UInt32(littleEndian: raw) : UInt32(bigEndian: raw)
    }

    private mutating func number() throws(BinaryGeometryError) -> Double {
        guard bytes.count - at >= 8 else { throw .truncated }
        let raw = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        at += 8
        return Double(bitPattern: isLittleEndian ? UInt64(littleEndian: raw) : UInt64(bigEndian: raw))
    }

    private mutating func skip(_ numbers: Int) throws(BinaryGeometryError) {
        guard bytes.count - at >= 8 * numbers else { throw .truncated }
        at += 8 * numbers
    }
}

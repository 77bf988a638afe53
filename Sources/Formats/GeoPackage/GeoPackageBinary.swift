/// Geometries as GeoPackage keeps them (OGC 12-128r15, §2.1.3): a header with flags, SRS and envelope, then WKB.
enum GeoPackageBinary {
    /// Fills `geometry`; empty ones have no positions. Extended types are refused.
    static func read(
        _ bytes: UnsafeRawBufferPointer, into geometry: inout PlaneGeometry
    ) throws(BinaryGeometryError) {
        geometry.clear()
        guard bytes.count >= 8 else { throw .truncated }
        guard bytes[0] == UInt8(ascii: "G"), bytes[1] == UInt8(ascii: "P") else {
            throw .malformed("it does not begin with GP")
        }
        guard bytes[2] == 0 else { throw .malformed("version \(bytes[2])") }
        let flags = bytes[3]
        guard flags & 0b0010_0000 == 0 else { throw .notRead("EXTENDED GEOMETRY") }
        let envelope: Int
        switch (flags >> 1) & 0b111 {
        case 0: envelope = 0
        case 1: envelope = 32
        case 2, 3: envelope = 48
        case 4: envelope = 64
        default: throw .malformed("envelope \((flags >> 1) & 0b111)")
        }
        guard bytes.count >= 8 + envelope else { throw .truncated }
        if flags & 0b0001_0000 != 0 { return }
        try WellKnownBinary.read(bytes, at: 8 + envelope, into: &geometry)
    }

    /// A point, little-endian and without an envelope.
    static func point(x: Double, y: Double, system: Int32) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "G"), UInt8(ascii: "P"), 0, 1]
        withUnsafeBytes(of: system.littleEndian) { bytes += $0 }
        bytes += [1, 1, 0, 0, 0]
        for coordinate in [x, y] { withUnsafeBytes(of: coordinate.bitPattern.littleEndian) { bytes += $0 } }
        return bytes
    }
}

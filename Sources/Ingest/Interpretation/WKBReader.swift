/// Reads geometries in Well-Known Binary (OGC 06-103r4), with heights and measures in ISO's way and PostGIS's (EWKB, with
/// its SRID), from bytes or from hexadecimal text. Heights and measures are dropped; collections and curves are refused.
struct WKBReader {
    private let bytes: UnsafeRawBufferPointer
    private var at = 0

    /// The longest geometry that is read, in bytes.
    private static let longest = 64 << 20

    static func read(hexadecimal text: UnsafeRawBufferPointer) -> DeliveredGeometry? {
        guard text.count % 2 == 0, text.count >= 10, text.count / 2 <= longest else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        for index in stride(from: 0, to: text.count, by: 2) {
            guard let high = nibble(text[index]), let low = nibble(text[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes.withUnsafeBytes { read($0) }
    }

    static func read(_ bytes: UnsafeRawBufferPointer) -> DeliveredGeometry? {
        var reader = WKBReader(bytes: bytes)
        guard var geometry = reader.geometry(), reader.at == bytes.count, geometry.isWellFormed else { return nil }
        geometry.reduceToPoint()
        return geometry
    }

    private init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }

    private struct Header {
        var isLittle: Bool
        var kind: UInt32
        /// Numbers a position has beyond two.
        var extra: Int
        var srid: Int?
    }

    private static let kinds: [DeliveredGeometry.Kind] = [
        .point, .lineString, .polygon, .multiPoint, .multiLineString, .multiPolygon,
    ]

    private mutating func geometry() -> DeliveredGeometry? {
        guard let header = header(), (1...6).contains(header.kind) else { return nil }
        var geometry = DeliveredGeometry(kind: Self.kinds[Int(header.kind) - 1])
        geometry.epsg = header.srid.flatMap { $0 > 0 ? $0 : nil }
        if header.extra > 0 { geometry.issue = .geometryHeightDropped }
        guard content(header, into: &geometry) else { return nil }
        return geometry
    }

    /// What stands behind the header of one geometry.
    private mutating func content(_ header: Header, into geometry: inout DeliveredGeometry) -> Bool {
        switch header.kind {
        case 1:
            guard positions(1, header, into: &geometry) else { return false }
            geometry.pathEnds.append(geometry.xs.count)
        case 2:
            return path(header, into: &geometry)
        case 3:
            guard let rings = count(header.isLittle, smallest: 4), rings > 0 else { return false }
            for _ in 0..<rings { guard path(header, into: &geometry) else { return false } }
            geometry.polygonEnds.append(geometry.pathEnds.count)
        default:
            guard let parts = count(header.isLittle, smallest: 5), parts > 0 else { return false }
            for _ in 0..<parts {
                guard let part = self.header(), part.kind == header.kind - 3, part.extra == header.extra,
                    content(part, into: &geometry)
                else { return false }
            }
        }
        return true
    }

    private mutating func path(_ header: Header, into geometry: inout DeliveredGeometry) -> Bool {
        guard let count = count(header.isLittle, smallest: 16), count > 0, positions(count, header, into: &geometry) else {
            return false
        }
        geometry.pathEnds.append(geometry.xs.count)
        return true
    }

    private mutating func positions(_ count: Int, _ header: Header, into geometry: inout DeliveredGeometry) -> Bool {
        let size = (2 + header.extra) * 8
        guard count <= (bytes.count - at) / size else { return false }
        for _ in 0..<count {
            let (x, y) = (double(at, header.isLittle), double(at + 8, header.isLittle))
            // An empty point is written as NaN.
            guard x.isFinite, y.isFinite else { return false }
            geometry.xs.append(x)
            geometry.ys.append(y)
            at += size
        }
        return true
    }

    private mutating func header() -> Header? {
        guard bytes.count - at >= 5, bytes[at] <= 1 else { return nil }
        let isLittle = bytes[at] == 1
        var type = word(at + 1, isLittle)
        at += 5
        var header = Header(isLittle: isLittle, kind: 0, extra: 0)
        // EWKB sets the highest bits; ISO adds 1000 for Z, 2000 for M, 3000 for both.
        if type & 0x8000_0000 != 0 { header.extra += 1 }
        if type & 0x4000_0000 != 0 { header.extra += 1 }
        if type & 0x2000_0000 != 0 {
            guard bytes.count - at >= 4 else { return nil }
            header.srid = Int(word(at, isLittle))
            at += 4
        }
        type &= 0x0FFF_FFFF
        switch type / 1000 {
        case 0: break
        case 1, 2: header.extra = 1
        case 3: header.extra = 2
        default: return nil
        }
        header.kind = type % 1000
        return header
    }

    /// A number of things that take at least `smallest` bytes each; `nil` when there is no room for so many.
    private mutating func count(_ isLittle: Bool, smallest: Int) -> Int? {
        guard bytes.count - at >= 4 else { return nil }
        let count = Int(word(at, isLittle))
        at += 4
        return count <= (bytes.count - at) / smallest ? count : nil
    }

    private func word(_ at: Int, _ isLittle: Bool) -> UInt32 {
        let value = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
        return isLittle ? UInt32(littleEndian: value) : UInt32(bigEndian: value)
    }

    private func double(_ at: Int, _ isLittle: Bool) -> Double {
        let value = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        return Double(bitPattern: isLittle ? UInt64(littleEndian: value) : UInt64(bigEndian: value))
    }
}

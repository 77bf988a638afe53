/// Why a text is no geometry, and where.
public struct WKTError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Problem: String, Sendable {
        case unknownKind = "expected POINT, LINESTRING, POLYGON, MULTIPOINT, MULTILINESTRING or MULTIPOLYGON"
        case empty = "the geometry is empty"
        case number = "expected a number"
        case parenthesis = "expected a parenthesis or comma"
        case coordinateCount = "every position needs two to four numbers, and each as many"
        case tooFewPositions = "a line needs two positions and a ring four"
        case ringNotClosed = "the last position of a ring must be its first"
        case trailing = "text behind the geometry"
        case coordinateSystem = "expected SRID=number; in front of the geometry"
    }

    public var problem: Problem
    /// Offset in bytes from the beginning of the text.
    public var offset: Int

    public var description: String { "\(problem.rawValue), at byte \(offset)" }
}

/// Reads geometries in Well-Known Text (OGC 06-103r4), with `SRID=…;` in front as PostGIS writes it.
///
/// Heights and measures are dropped. Of a MULTIPOINT the first point is taken, as the NDFF does. Collections, curves and
/// surfaces are refused.
public struct WKTReader {
    private let bytes: UnsafeRawBufferPointer
    private var at = 0
    /// Numbers a position, once the first one was read.
    private var dimensions = 0
    private var hasHeight = false

    /// The geometry that the whole text says.
    public static func read(_ text: UnsafeRawBufferPointer) throws(WKTError) -> DeliveredGeometry {
        var reader = WKTReader(bytes: text)
        return try reader.geometry()
    }

    private init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    private mutating func geometry() throws(WKTError) -> DeliveredGeometry {
        skipBlanks()
        let epsg = try coordinateSystem()
        let begin = at
        let name = word()
        guard let kind = Self.kind(name) else { throw WKTError(problem: .unknownKind, offset: begin) }
        // `POINT Z (…)`, and `POINTZ(…)`, whose letter the name has taken along.
        skipBlanks()
        let behindKind = at
        let tag = word()
        if tag.matches("empty") { throw WKTError(problem: .empty, offset: behindKind) }
        guard tag.isEmpty || tag.matches(anyOf: ["z", "m", "zm"]) else {
            throw WKTError(problem: .parenthesis, offset: behindKind)
        }
        var geometry = DeliveredGeometry(kind: kind)
        geometry.epsg = epsg
        switch kind {
        case .point:
            try path(into: &geometry, minimum: 1)
            guard geometry.xs.count == 1 else { throw WKTError(problem: .coordinateCount, offset: at) }
        case .lineString: try path(into: &geometry, minimum: 2)
        case .polygon: try polygon(into: &geometry)
        case .multiPoint: try points(into: &geometry)
        case .multiLineString:
            try list { (reader) throws(WKTError) in try reader.path(into: &geometry, minimum: 2) }
        case .multiPolygon: try list { (reader) throws(WKTError) in try reader.polygon(into: &geometry) }
        }
        skipBlanks()
        guard at == bytes.count else { throw WKTError(problem: .trailing, offset: at) }
        if geometry.issue == nil, hasHeight { geometry.issue = .geometryHeightDropped }
        return geometry
    }

    private mutating func coordinateSystem() throws(WKTError) -> Int? {
        guard bytes.part(at..<bytes.count).begins(with: "srid=") else { return nil }
        at += 5
        var cursor = DateCursor(bytes.part(at..<bytes.count), order: .unknown)
        let (code, digits) = cursor.number()
        guard digits >= 4, digits <= 6, cursor.skip(UInt8(ascii: ";")) else {
            throw WKTError(problem: .coordinateSystem, offset: at)
        }
        at += cursor.at
        skipBlanks()
        return code
    }

    private static func kind(_ name: UnsafeRawBufferPointer) -> DeliveredGeometry.Kind? {
        func named(_ word: StaticString, _ withZ: StaticString, _ withM: StaticString, _ withZM: StaticString) -> Bool {
            name.matches(anyOf: [word, withZ, withM, withZM])
        }
        if named("point", "pointz", "pointm", "pointzm") { return .point }
        if named("linestring", "linestringz", "linestringm", "linestringzm") { return .lineString }
        if named("polygon", "polygonz", "polygonm", "polygonzm") { return .polygon }
        if named("multipoint", "multipointz", "multipointm", "multipointzm") { return .multiPoint }
        if named("multilinestring", "multilinestringz", "multilinestringm", "multilinestringzm") {
            return .multiLineString
        }
        return named("multipolygon", "multipolygonz", "multipolygonm", "multipolygonzm") ? .multiPolygon : nil
    }

    // MARK: parts

    /// `(item, item, …)`
    private mutating func list(_ item: (inout WKTReader) throws(WKTError) -> Void) throws(WKTError) {
        try expect(UInt8(ascii: "("))
        repeat { try item(&self) } while skip(UInt8(ascii: ","))
        try expect(UInt8(ascii: ")"))
    }

    private mutating func path(into geometry: inout DeliveredGeometry, minimum: Int) throws(WKTError) {
        let first = geometry.xs.count
        try list { (reader) throws(WKTError) in try reader.position(into: &geometry) }
        guard geometry.xs.count - first >= minimum else { throw WKTError(problem: .tooFewPositions, offset: at) }
        geometry.pathEnds.append(geometry.xs.count)
    }

    private mutating func polygon(into geometry: inout DeliveredGeometry) throws(WKTError) {
        try list { (reader) throws(WKTError) in
            let first = geometry.xs.count
            try reader.path(into: &geometry, minimum: 4)
            let last = geometry.xs.count - 1
            guard geometry.xs[first] == geometry.xs[last], geometry.ys[first] == geometry.ys[last] else {
                throw WKTError(problem: .ringNotClosed, offset: reader.at)
            }
        }
        geometry.polygonEnds.append(geometry.pathEnds.count)
    }

    /// All points are read, so that an error behind the first is found too, and the first is kept.
    private mutating func points(into geometry: inout DeliveredGeometry) throws(WKTError) {
        try list { (reader) throws(WKTError) in
            reader.skipBlanks()
            if reader.skip(UInt8(ascii: "(")) {
                try reader.position(into: &geometry)
                try reader.expect(UInt8(ascii: ")"))
            } else {
                try reader.position(into: &geometry)
            }
        }
        if geometry.xs.count > 1 { geometry.issue = .geometryReducedToPoint }
        geometry.xs = [geometry.xs[0]]
        geometry.ys = [geometry.ys[0]]
        geometry.pathEnds = [1]
        geometry.kind = .point
    }

    private mutating func position(into geometry: inout DeliveredGeometry) throws(WKTError) {
        geometry.xs.append(try number())
        geometry.ys.append(try number())
        var count = 2
        skipBlanks()
        while at < bytes.count, bytes[at] != UInt8(ascii: ","), bytes[at] != UInt8(ascii: ")"), count < 5 {
            _ = try number()
            count += 1
            skipBlanks()
        }
        if dimensions == 0 { dimensions = count }
        guard count <= 4, count == dimensions else { throw WKTError(problem: .coordinateCount, offset: at) }
        hasHeight = count > 2
    }

    private mutating func number() throws(WKTError) -> Double {
        skipBlanks()
        let begin = at
        while at < bytes.count {
            let byte = bytes[at]
            let isPart =
                byte.isDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
                || byte | 0x20 == UInt8(ascii: "e")
            guard isPart else { break }
            at += 1
        }
        guard let value = NumberReader().double(bytes.part(begin..<at)) else {
            throw WKTError(problem: .number, offset: begin)
        }
        return value
    }

    // MARK: bytes

    private mutating func word() -> UnsafeRawBufferPointer {
        let begin = at
        while at < bytes.count, bytes[at].isLetter { at += 1 }
        return bytes.part(begin..<at)
    }

    private mutating func skipBlanks() {
        while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(WKTError) {
        guard skip(byte) else { throw WKTError(problem: .parenthesis, offset: at) }
    }
}

/// Reads geometries of GML 2 and 3 and writes them as Well-Known Text, easting first, without heights.
///
/// Numbers are taken over as they stand. What is not of straight lines comes out under a name that no reader of simple
/// features takes (`CIRCULARSTRING`), so that it is told of and not silently straightened.
final class GMLGeometryReader {
    private let scanner: XMLScanner
    /// What is written of the geometry: its text without the name in front.
    @exclusivity(unchecked) private var body: [UInt8] = []
    @exclusivity(unchecked) private var text: [UInt8] = []
    /// The system in force, by its name; geometries within one another inherit it.
    private var system: GMLCoordinateSystem?
    /// The system last named, and its name: it is nearly always the same.
    private var lastNamed: (name: [UInt8], system: GMLCoordinateSystem)?
    @exclusivity(unchecked) private var dimension = 2
    @exclusivity(unchecked) private var hasCurves = false
    /// The next position may repeat the last one, at which the curve before it ended.
    @exclusivity(unchecked) private var isAtJoint = false
    /// The system of what does not name one (that of the envelope around all).
    var inherited: GMLCoordinateSystem?

    init(_ scanner: XMLScanner) {
        self.scanner = scanner
    }

    /// The system of the geometry last read.
    var label: [UInt8] { system?.label ?? [] }

    /// Whether an element by that name is a geometry.
    static func isGeometry(_ scanner: XMLScanner) -> Bool {
        kinds.contains { scanner.nameIs($0.name) }
    }

    private enum Kind {
        case point, line, polygon, surface, multiPoint, multiLine, multiPolygon, collection, unknown
    }

    private static let kinds: [(name: StaticString, kind: Kind)] = [
        ("Point", .point), ("LineString", .line), ("Polygon", .polygon), ("MultiPoint", .multiPoint),
        ("MultiLineString", .multiLine), ("MultiPolygon", .multiPolygon), ("MultiCurve", .multiLine),
        ("MultiSurface", .multiPolygon), ("Curve", .line), ("Surface", .surface), ("CompositeCurve", .line),
        ("CompositeSurface", .surface), ("LinearRing", .line), ("Ring", .line), ("OrientableCurve", .line),
        ("OrientableSurface", .surface), ("MultiGeometry", .collection), ("GeometryCollection", .collection),
        ("PolyhedralSurface", .surface), ("Triangle", .polygon), ("Solid", .unknown), ("MultiSolid", .unknown),
        ("CompositeSolid", .unknown), ("Tin", .surface), ("TriangulatedSurface", .surface),
    ]

    /// Reads the geometry whose start was read last, to its end, and adds it to `target`.
    func read(into target: inout [UInt8]) throws {
        system = inherited
        dimension = 2
        try geometry(into: &target)
    }

    private func geometry(into target: inout [UInt8]) throws {
        let kind = Self.kinds.first { scanner.nameIs($0.name) }?.kind ?? .unknown
        if kind == .collection {
            try collection(into: &target)
            return
        }
        body.removeAll(keepingCapacity: true)
        hasCurves = false
        try takeAttributes()
        var patches = 0
        switch kind {
        case .point: try point()
        case .line: try line()
        case .polygon: try polygon()
        case .surface: patches = try members(writing: .polygon)
        case .multiPoint: _ = try members(writing: .point)
        case .multiLine: _ = try members(writing: .line)
        case .multiPolygon: _ = try members(writing: .polygon)
        case .collection, .unknown: try scanner.skipElement()
        }
        let name: StaticString
        switch kind {
        case .point: name = "POINT "
        case .line: name = hasCurves ? "CIRCULARSTRING " : "LINESTRING "
        case .polygon: name = hasCurves ? "CURVEPOLYGON " : "POLYGON "
        case .surface: name = hasCurves ? "CURVEPOLYGON " : patches == 1 ? "POLYGON " : "MULTIPOLYGON "
        case .multiPoint: name = "MULTIPOINT "
        case .multiLine: name = hasCurves ? "MULTICURVE " : "MULTILINESTRING "
        case .multiPolygon: name = hasCurves ? "MULTISURFACE " : "MULTIPOLYGON "
        case .collection, .unknown: name = "SOLID "
        }
        target.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        if body.isEmpty {
            target.append(contentsOf: "EMPTY".utf8)
        } else if kind == .polygon || kind == .point || kind == .line || (kind == .surface && patches == 1) {
            target.append(contentsOf: body)
        } else {
            target.append(UInt8(ascii: "("))
            target.append(contentsOf: body)
            target.append(UInt8(ascii: ")"))
        }
    }

    private func collection(into target: inout [UInt8]) throws {
        try takeAttributes()
        target.append(contentsOf: "GEOMETRYCOLLECTION (".utf8)
        let level = scanner.depth
        var isFirst = true
        while true {
            switch try scanner.next() {
            case .start where Self.isGeometry(scanner):
                if !isFirst { target.append(contentsOf: ", ".utf8) }
                isFirst = false
                try geometry(into: &target)
            case .end where scanner.depth == level:
                target.append(UInt8(ascii: ")"))
                return
            case .finished: return
            default: break
            }
        }
    }

    private func takeAttributes() throws {
        for attribute in scanner.attributes {
            if scanner.attribute(attribute, isNamed: "srsDimension") || scanner.attribute(attribute, isNamed: "dimension") {
                let digits = scanner.rawValue(attribute)
                if digits.count == 1, (0x32...0x34).contains(digits[0]) { dimension = Int(digits[0] - 0x30) }
            }
        }
        if let named = namedSystem() { system = named }
    }

    /// The system that the attributes of the element whose start was read last name.
    func namedSystem() -> GMLCoordinateSystem? {
        guard let attribute = scanner.attributes.first(where: { scanner.attribute($0, isNamed: "srsName") }) else {
            return nil
        }
        let name = scanner.rawValue(attribute)
        if let lastNamed, name.elementsEqual(lastNamed.name) { return lastNamed.system }
        let system = GMLCoordinateSystem(String(decoding: name, as: UTF8.self))
        lastNamed = (Array(name), system)
        return system
    }

    // MARK: parts

    /// `(x y)`
    private func point() throws {
        body.append(UInt8(ascii: "("))
        let begin = body.count
        try positions(in: nil)
        if body.count == begin {
            body.removeLast()
        } else {
            body.append(UInt8(ascii: ")"))
        }
    }

    /// `(x y, x y)`, of segments and of curves that follow on one another.
    private func line() throws {
        body.append(UInt8(ascii: "("))
        let begin = body.count
        try positions(in: begin)
        if body.count == begin {
            body.removeLast()
        } else {
            body.append(UInt8(ascii: ")"))
        }
    }

    /// `((x y, …), (x y, …))`
    private func polygon() throws {
        body.append(UInt8(ascii: "("))
        let begin = body.count
        let level = scanner.depth
        while true {
            switch try scanner.next() {
            case .start where scanner.nameIs("LinearRing") || scanner.nameIs("Ring"):
                try takeAttributes()
                if body.count > begin { body.append(contentsOf: ", ".utf8) }
                try line()
            case .end where scanner.depth == level:
                if body.count == begin {
                    body.removeLast()
                } else {
                    body.append(UInt8(ascii: ")"))
                }
                return
            case .finished: return
            default: break
            }
        }
    }

    /// The members of a multi-geometry, one behind the other; returns their number.
    private func members(writing kind: Kind) throws -> Int {
        var count = 0
        let level = scanner.depth
        while true {
            switch try scanner.next() {
            case .start:
                guard let found = memberKind() else { continue }
                try takeAttributes()
                guard found == kind else {
                    // A surface of patches, or a line among polygons.
                    if found == .surface, kind == .polygon {
                        if count > 0 { body.append(contentsOf: ", ".utf8) }
                        count += try members(writing: .polygon)
                    } else {
                        hasCurves = true
                        try scanner.skipElement()
                    }
                    continue
                }
                if count > 0 { body.append(contentsOf: ", ".utf8) }
                let before = body.count
                switch kind {
                case .point: try point()
                case .line: try line()
                default: try polygon()
                }
                if body.count == before {
                    if count > 0 { body.removeLast(2) }
                } else {
                    count += 1
                }
            case .end where scanner.depth == level: return count
            case .finished: return count
            default: break
            }
        }
    }

    private func memberKind() -> Kind? {
        if scanner.nameIs("PolygonPatch") || scanner.nameIs("Rectangle") { return .polygon }
        return Self.kinds.first { scanner.nameIs($0.name) }?.kind
    }

    /// All positions within the element whose start was read last; of curves that follow on one another, the position
    /// at which they meet once.
    /// - Parameter begin: where the line begins in `body`; `nil`: one position only.
    private func positions(in begin: Int?) throws {
        let level = scanner.depth
        let first = begin ?? body.count
        while true {
            switch try scanner.next() {
            case .start:
                try takeAttributes()
                if scanner.nameIs("pos") {
                    try gatherText()
                    append(position: text, from: first)
                } else if scanner.nameIs("posList") {
                    try gatherText()
                    append(list: text, from: first)
                } else if scanner.nameIs("coordinates") {
                    let form = try CoordinatesForm(scanner)
                    try gatherText()
                    append(coordinates: text, form, from: first)
                } else if scanner.nameIs("coord") {
                    try coord(from: first)
                } else if scanner.nameIs("LineStringSegment") || scanner.nameIs("LineString") || scanner.nameIs("Curve") {
                    isAtJoint = true
                } else if scanner.nameIs("Arc") || scanner.nameIs("ArcString") || scanner.nameIs("Circle")
                    || scanner.nameIs("ArcByCenterPoint") || scanner.nameIs("CircleByCenterPoint")
                    || scanner.nameIs("BSpline") || scanner.nameIs("CubicSpline") || scanner.nameIs("Bezier")
                    || scanner.nameIs("Clothoid") || scanner.nameIs("ArcByBulge") || scanner.nameIs("ArcStringByBulge")
                {
                    hasCurves = true
                }
            case .end where scanner.depth == level: return
            case .finished: return
            default: break
            }
        }
    }

    /// The text of the element whose start was read last.
    private func gatherText() throws {
        text.removeAll(keepingCapacity: true)
        let level = scanner.depth
        while true {
            let token = try scanner.next()
            if token == .text { try scanner.appendText(to: &text) }
            if token == .finished || token == .end && scanner.depth == level { return }
        }
    }

    private func coord(from first: Int) throws {
        let level = scanner.depth
        var parts: [[UInt8]] = []
        while true {
            switch try scanner.next() {
            case .start:
                try gatherText()
                parts.append(text)
            case .end where scanner.depth == level:
                append(position: Array(parts.prefix(2).joined(separator: [0x20])), from: first)
                return
            case .finished: return
            default: break
            }
        }
    }

    // MARK: numbers

    private func append(position: [UInt8], from first: Int) {
        position.withUnsafeBufferPointer { bytes in
            var at = 0
            let one = Self.number(bytes, &at)
            let two = Self.number(bytes, &at)
            append(bytes, one, two, from: first)
        }
    }

    private func append(list: [UInt8], from first: Int) {
        list.withUnsafeBufferPointer { bytes in
            var at = 0
            while true {
                let one = Self.number(bytes, &at)
                if one.isEmpty { return }
                let two = Self.number(bytes, &at)
                for _ in 2..<max(2, dimension) { _ = Self.number(bytes, &at) }
                append(bytes, one, two, from: first)
            }
        }
    }

    private func append(coordinates: [UInt8], _ form: CoordinatesForm, from first: Int) {
        // Into the form of a position: blanks between numbers, points in them.
        for tuple in coordinates.split(whereSeparator: { $0 == form.tuple || form.tuple == 0x20 && $0.isXMLBlank }) {
            var position: [UInt8] = []
            for byte in tuple {
                position.append(byte == form.number ? 0x20 : byte == form.decimal ? UInt8(ascii: ".") : byte)
            }
            append(position: position, from: first)
        }
    }

    /// The next word of a text.
    @inline(__always)
    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Range<Int> {
        while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
        let begin = at
        while at < bytes.count, bytes[at] > 0x20 { at += 1 }
        return begin..<at
    }

    private func append(_ bytes: UnsafeBufferPointer<UInt8>, _ one: Range<Int>, _ two: Range<Int>, from first: Int) {
        // What is longer is no record any more; the feature is refused for it.
        guard !one.isEmpty, body.count <= 3 * RecordBlock.maximumRecordBytes else { return }
        let isNorthingFirst = system?.isNorthingFirst ?? false
        let begin = body.count
        if begin > first {
            body.append(UInt8(ascii: ","))
            body.append(0x20)
        }
        let start = body.count
        body.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[isNorthingFirst ? two : one]))
        body.append(0x20)
        body.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[isNorthingFirst ? one : two]))
        if isAtJoint { dropIfRepeated(from: first, separator: begin, start: start) }
        isAtJoint = false
    }

    /// Curves that follow on one another repeat the position at which they meet.
    private func dropIfRepeated(from first: Int, separator: Int, start: Int) {
        let length = body.count - start
        guard separator > first, separator - length >= first,
            separator - length == first || body[separator - length - 1] == 0x20 && body[separator - length - 2] == UInt8(ascii: ",")
        else { return }
        for offset in 0..<length where body[separator - length + offset] != body[start + offset] { return }
        body.removeSubrange(separator...)
    }
}

/// How numbers are separated in GML 2's `coordinates`.
private struct CoordinatesForm {
    var number = UInt8(ascii: ",")
    var tuple: UInt8 = 0x20
    var decimal = UInt8(ascii: ".")

    init(_ scanner: XMLScanner) throws {
        if let text = try scanner.attributeText("cs")?.utf8, text.count == 1 { number = text.first ?? number }
        if let text = try scanner.attributeText("ts")?.utf8, text.count == 1 { tuple = text.first ?? tuple }
        if let text = try scanner.attributeText("decimal")?.utf8, text.count == 1 { decimal = text.first ?? decimal }
    }
}

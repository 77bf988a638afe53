/// Reads a geometry of GeoJSON (RFC 7946) from a text field, bare or in a feature, with the `crs` of GeoJSON 2008 where it
/// is given. Heights are dropped; collections are refused.
struct GeoJSONGeometry {
    private let bytes: UnsafeRawBufferPointer
    private var at = 0

    /// Brackets within brackets: a MultiPolygon has four, and objects around it some more.
    private static let deepest = 16

    static func read(_ text: UnsafeRawBufferPointer) -> DeliveredGeometry? {
        var reader = GeoJSONGeometry(bytes: text)
        guard let geometry = reader.object(depth: 0) else { return nil }
        reader.skipBlanks()
        return reader.at == text.count ? geometry : nil
    }

    private init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// `{ "type": …, "coordinates": … }` or `{ "type": "Feature", "geometry": { … } }`; members in any order.
    private mutating func object(depth: Int) -> DeliveredGeometry? {
        guard depth < 3, expect("{") else { return nil }
        var kind: DeliveredGeometry.Kind?
        var coordinates: Int?
        var inner: DeliveredGeometry?
        var epsg: Int?
        repeat {
            guard let key = string(), expect(":") else { return nil }
            skipBlanks()
            if sameText(key, "type") {
                guard let name = string() else { return nil }
                kind = DeliveredGeometry.Kind.allCases.first { sameText(name, $0.rawValue.lowercased()) }
            } else if sameText(key, "coordinates") {
                coordinates = at
                guard skipValue(depth: 0) else { return nil }
            } else if sameText(key, "geometry") {
                inner = object(depth: depth + 1)
                guard inner != nil else { return nil }
            } else if sameText(key, "crs") {
                let begin = at
                guard skipValue(depth: 0) else { return nil }
                epsg = system(bytes.part(begin..<at))
            } else {
                guard skipValue(depth: 0) else { return nil }
            }
        } while skip(",")
        guard expect("}") else { return nil }
        if var inner {
            inner.epsg = inner.epsg ?? epsg
            return inner
        }
        guard let kind, let coordinates else { return nil }
        let end = at
        at = coordinates
        var geometry = DeliveredGeometry(kind: kind)
        geometry.epsg = epsg
        guard content(of: kind, into: &geometry), geometry.isWellFormed else { return nil }
        geometry.reduceToPoint()
        at = end
        return geometry
    }

    /// The name in `{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}}`.
    private func system(_ text: UnsafeRawBufferPointer) -> Int? {
        var reader = GeoJSONGeometry(bytes: text)
        var found: Int?
        while reader.at < text.count {
            if text[reader.at] == UInt8(ascii: "\"") {
                guard let word = reader.string() else { return found }
                if word.count >= 4, let code = CoordinateSystemLabel.epsg(word) { found = code }
            } else {
                reader.at += 1
            }
        }
        return found
    }

    // MARK: coordinates

    private mutating func content(of kind: DeliveredGeometry.Kind, into geometry: inout DeliveredGeometry) -> Bool {
        switch kind {
        case .point:
            guard position(into: &geometry) else { return false }
            geometry.pathEnds.append(geometry.xs.count)
            return true
        case .multiPoint, .lineString: return path(into: &geometry)
        case .polygon: return polygon(into: &geometry)
        case .multiLineString: return list { $0.path(into: &geometry) }
        case .multiPolygon: return list { $0.polygon(into: &geometry) }
        }
    }

    private mutating func polygon(into geometry: inout DeliveredGeometry) -> Bool {
        guard list({ $0.path(into: &geometry) }) else { return false }
        geometry.polygonEnds.append(geometry.pathEnds.count)
        return true
    }

    private mutating func path(into geometry: inout DeliveredGeometry) -> Bool {
        guard list({ $0.position(into: &geometry) }) else { return false }
        geometry.pathEnds.append(geometry.xs.count)
        return true
    }

    private mutating func position(into geometry: inout DeliveredGeometry) -> Bool {
        guard expect("["), let x = number(), expect(","), let y = number() else { return false }
        var further = 0
        while skip(",") {
            guard number() != nil, further < 2 else { return false }
            further += 1
        }
        if further > 0 { geometry.issue = .geometryHeightDropped }
        geometry.xs.append(x)
        geometry.ys.append(y)
        return expect("]")
    }

    private mutating func list(_ item: (inout GeoJSONGeometry) -> Bool) -> Bool {
        guard expect("[") else { return false }
        repeat { guard item(&self) else { return false } } while skip(",")
        return expect("]")
    }

    private mutating func number() -> Double? {
        skipBlanks()
        let begin = at
        while at < bytes.count, bytes[at].isDigit || "+-.eE".utf8.contains(bytes[at]) { at += 1 }
        return at > begin ? NumberReader().double(bytes.part(begin..<at)) : nil
    }

    // MARK: JSON

    /// A string without escapes, which no key or type of GeoJSON needs; others are skipped over.
    private mutating func string() -> UnsafeRawBufferPointer? {
        guard expect("\"") else { return nil }
        let begin = at
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
        guard at < bytes.count else { return nil }
        at += 1
        return bytes.part(begin..<at - 1)
    }

    private mutating func skipValue(depth: Int) -> Bool {
        guard depth < Self.deepest else { return false }
        skipBlanks()
        guard at < bytes.count else { return false }
        switch bytes[at] {
        case UInt8(ascii: "\""): return string() != nil
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            let isObject = bytes[at] == UInt8(ascii: "{")
            let close: Unicode.Scalar = isObject ? "}" : "]"
            at += 1
            if skip(close) { return true }
            repeat {
                if isObject { guard string() != nil, expect(":") else { return false } }
                guard skipValue(depth: depth + 1) else { return false }
            } while skip(",")
            return expect(close)
        default:
            let begin = at
            while at < bytes.count, bytes[at].isLetter || bytes[at].isDigit || "+-.".utf8.contains(bytes[at]) { at += 1 }
            return at > begin
        }
    }

    private mutating func skipBlanks() {
        while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    }

    private mutating func skip(_ sign: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard at < bytes.count, UInt32(bytes[at]) == sign.value else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ sign: Unicode.Scalar) -> Bool { skip(sign) }

    private func sameText(_ bytes: UnsafeRawBufferPointer, _ word: String) -> Bool {
        bytes.count == word.utf8.count && zip(bytes, word.utf8).allSatisfy { $0.asciiLowercased == $1 }
    }
}

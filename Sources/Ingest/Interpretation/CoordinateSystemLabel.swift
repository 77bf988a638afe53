import Foundation
import Reference

/// The coordinate systems that deliveries name, as EPSG codes.
public enum CoordinateSystemLabel {
    /// RD New.
    public static let rdNew = 28992
    public static let wgs84 = 4326
    public static let etrs89 = 4258
    public static let lambert72 = 31370
    /// Stands for a system that was named and is not known.
    static let unknown = -1

    /// The longest description of a system in Well-Known Text that is looked at.
    private static let longestDescription = 20_000

    /// The EPSG code that a text names: a number, `EPSG:28992` in all its spellings, an OGC URN or URL, the WKT of a
    /// system (OGC and ESRI), or a name in common use. `nil` for an unknown one.
    /// It makes a String: call it once for every distinct value.
    public static func epsg(_ text: UnsafeRawBufferPointer) -> Int? {
        let text = text.trimmed
        if text.count <= longestDescription, text.contains(UInt8(ascii: "[")) { return description(text) }
        guard text.count <= 200 else { return nil }
        let label = folded(text)
        if label.isEmpty { return nil }
        if label.hasSuffix("CRS84") { return wgs84 }
        if label.utf8.allSatisfy(\.isDigit) || label.contains("EPSG") {
            // Of `urn:ogc:def:crs:EPSG:6.9:28992` and `…/EPSG/0/28992` the last number is the code.
            guard let end = text.lastIndex(where: \.isDigit).map({ $0 + 1 }) else { return nil }
            let begin = text.part(0..<end).lastIndex { !$0.isDigit }.map { $0 + 1 } ?? 0
            guard end - begin >= 4, end - begin <= 6 else { return names[label] }
            let code = Int(text.part(begin..<end).text)
            return code == 900_913 ? 3857 : code
        }
        return named(label)
    }

    /// Letters and digits only, in upper case.
    private static func folded(_ text: UnsafeRawBufferPointer) -> String {
        var name: [UInt8] = []
        for byte in text where byte.isDigit || (byte | 0x20) &- 97 < 26 {
            name.append(byte & ~(byte.isDigit ? 0 : 0x20))
        }
        return String(decoding: name, as: UTF8.self)
    }

    private static func named(_ label: String) -> Int? {
        if let code = names[label] { return code }
        if let code = utm(label) { return code }
        if label.hasPrefix("WGS84") || label.hasPrefix("WGS1984"), !label.contains("UTM"), !label.contains("MERCATOR") {
            return wgs84
        }
        return nil
    }

    /// `WGS84UTMZONE31N`, `ETRS1989UTMZONE31N`, `ED50UTM31`: a datum, a zone, and N, S or nothing.
    private static func utm(_ label: String) -> Int? {
        guard let mark = label.range(of: "UTM") else { return nil }
        var rest = label[mark.upperBound...]
        if rest.hasPrefix("ZONE") { rest = rest.dropFirst(4) }
        let digits = rest.prefix { $0.isNumber }
        let side = rest.dropFirst(digits.count)
        guard digits.utf8.count <= 2, let zone = Int(digits), (1...60).contains(zone), ["", "N", "S"].contains(side)
        else { return nil }
        switch label[..<mark.lowerBound] {
        case "WGS84", "WGS1984": return (side == "S" ? 32700 : 32600) + zone
        case "ETRS89", "ETRS1989", "ETRF89": return side != "S" && (28...38).contains(zone) ? 25800 + zone : nil
        case "ED50", "ED1950", "EUROPEAN1950": return side != "S" && (28...38).contains(zone) ? 23000 + zone : nil
        default: return nil
        }
    }

    // MARK: Well-Known Text of systems

    /// The code that a description in WKT gives for the system as a whole, and otherwise that of its name.
    private static func description(_ text: UnsafeRawBufferPointer) -> Int? {
        let whole = text.text
        guard let open = whole.firstIndex(of: "["), let firstQuote = whole[open...].firstIndex(of: "\"") else { return nil }
        let behind = whole[whole.index(after: firstQuote)...]
        guard let lastQuote = behind.firstIndex(of: "\"") else { return nil }
        // The authority of the whole stands last: `…,AUTHORITY["EPSG","28992"]]`, `…,ID["EPSG",28992]]`.
        let end = whole.filter { !$0.isWhitespace && $0 != "\"" }.uppercased()
        for mark in ["AUTHORITY[EPSG,", "ID[EPSG,"] {
            guard let begin = end.range(of: mark, options: .backwards)?.upperBound else { continue }
            let digits = end[begin...].prefix { $0.isNumber }
            if end[begin...].dropFirst(digits.count) == "]]", let code = Int(digits) { return code }
        }
        guard let code = Array(behind[..<lastQuote].utf8).withUnsafeBytes({ named(folded($0)) }) else { return nil }
        // A projection on WGS 84 that is not known by name is not WGS 84.
        return isGeographic(code) && whole[..<open].uppercased().contains("PROJ") ? nil : code
    }

    /// Whether coordinates of a system are degrees.
    public static func isGeographic(_ epsg: Int) -> Bool {
        switch epsg {
        case 4258, 4326, 4230, 4267, 4269, 4289, 4313, 4314: true
        case 28992, 31370, 32601...32660, 25828...25838: false
        default: CoordinateReferenceSystem(epsg: epsg)?.isGeographic ?? false
        }
    }

    /// Names in upper case, letters and digits only.
    private static let names: [String: Int] = [
        "WGS84": wgs84, "WGS1984": wgs84, "DWGS1984": wgs84, "GCSWGS1984": wgs84, "WGS": wgs84, "GPS": wgs84,
        "WORLDGEODETICSYSTEM1984": wgs84, "LATLON": wgs84, "LATLONG": wgs84, "LONLAT": wgs84,
        "DECIMALDEGREES": wgs84,
        "ETRS89": etrs89, "ETRF89": etrs89, "ETRS": etrs89, "EUREF89": etrs89, "ETRS89WGS84": etrs89,
        "ETRS1989": etrs89, "GCSETRS1989": etrs89, "DETRS1989": etrs89, "EUROPEANTERRESTRIALREFERENCESYSTEM1989": etrs89,
        "RD": rdNew, "RDNEW": rdNew, "RDNAP": rdNew, "AMERSFOORTRDNEW": rdNew, "RIJKSDRIEHOEK": rdNew,
        "RIJKSDRIEHOEKSTELSEL": rdNew, "RIJKSDRIEHOEKSCOORDINATEN": rdNew, "RDCOORDINATEN": rdNew,
        "RIJKSDRIEHOEKSTELSELNEW": rdNew, "RIJKSDRIEHOEKNEW": rdNew, "AMERSFOORTRDNEWNAP": rdNew,
        "DUTCHRD": rdNew, "DUTCHGRID": rdNew, "AMERSFOORTRDNIEUW": rdNew, "RDNIEUW": rdNew,
        "RDOLD": 28991, "RDOUD": 28991, "AMERSFOORTRDOLD": 28991, "AMERSFOORT": 4289, "GCSAMERSFOORT": 4289,
        "DAMERSFOORT": 4289,
        "LAMBERT72": lambert72, "LAMBERT1972": lambert72, "BELGELAMBERT72": lambert72, "BELGELAMBERT1972": lambert72,
        "BELGIANLAMBERT72": lambert72, "BELGIANLAMBERT1972": lambert72, "BELGIAMLAMBERT1972": lambert72,
        "BELGE1972BELGIANLAMBERT72": lambert72, "BD72BELGIANLAMBERT72": lambert72, "BELGE1972BELGELAMBERT72": lambert72,
        "BELGISCHELAMBERT72": lambert72,
        "LAMBERT2008": 3812, "LAMBERT08": 3812, "ETRS89BELGIANLAMBERT2008": 3812, "BELGELAMBERT2008": 3812,
        "BELGIANLAMBERT2008": 3812, "ETRS89BELGIANLAMBERT08": 3812,
        "BD72": 4313, "BELGE1972": 4313, "BELGIANDATUM1972": 4313, "GCSBELGE1972": 4313,
        "ETRS89LAEA": 3035, "ETRS89LAEAEUROPE": 3035, "LAEA": 3035, "ETRS89EXTENDEDLAEAEUROPE": 3035,
        "ETRS1989LAEA": 3035,
        "WEBMERCATOR": 3857, "WGS84PSEUDOMERCATOR": 3857, "PSEUDOMERCATOR": 3857, "GOOGLEMERCATOR": 3857,
        "WGS1984WEBMERCATORAUXILIARYSPHERE": 3857, "WGS1984WEBMERCATOR": 3857,
        "ED50": 4230, "EUROPEANDATUM1950": 4230, "EUROPEAN1950": 4230, "GCSEUROPEAN1950": 4230,
        "NAD27": 4267, "NORTHAMERICANDATUM1927": 4267, "NORTHAMERICAN1927": 4267,
        "NAD83": 4269, "NORTHAMERICANDATUM1983": 4269, "NORTHAMERICAN1983": 4269,
        "DHDN": 4314, "DEUTSCHESHAUPTDREIECKSNETZ": 4314, "POTSDAM": 4314,
        "DHDN3DEGREEGAUSSKRUGERZONE2": 31466, "DHDN3DEGREEGAUSSKRUGERZONE3": 31467,
        "DHDN3DEGREEGAUSSZONE2": 31466, "DHDN3DEGREEGAUSSZONE3": 31467,
    ]
}

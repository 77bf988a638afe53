/// The coordinate systems that deliveries name, as EPSG codes.
public enum CoordinateSystemLabel {
    /// RD New.
    public static let rdNew = 28992
    public static let wgs84 = 4326
    public static let etrs89 = 4258
    public static let lambert72 = 31370

    /// The EPSG code that a text names: a number, `EPSG:28992`, an OGC URN or URL, or a name in common use.
    /// `nil` for an unknown one. It makes a String: call it once for every distinct value.
    public static func epsg(_ text: UnsafeRawBufferPointer) -> Int? {
        let text = text.trimmed
        guard text.count <= 200 else { return nil }
        var name: [UInt8] = []
        for byte in text where byte.isDigit || (byte | 0x20) &- 97 < 26 {
            name.append(byte & ~(byte.isDigit ? 0 : 0x20))
        }
        let label = String(decoding: name, as: UTF8.self)
        if label.isEmpty { return nil }
        if label.hasSuffix("CRS84") { return wgs84 }
        if label.utf8.allSatisfy(\.isDigit) || label.contains("EPSG") {
            // Of `urn:ogc:def:crs:EPSG:6.9:28992` and `…/EPSG/0/28992` the last number is the code.
            guard let begin = text.lastIndex(where: { !$0.isDigit }).map({ $0 + 1 }) ?? Optional(0),
                text.count - begin >= 4, text.count - begin <= 6
            else { return names[label] }
            return Int(text.part(begin..<text.count).text)
        }
        if let code = names[label] { return code }
        if label.hasPrefix("WGS84") || label.hasPrefix("WGS1984"), !label.contains("UTM") { return wgs84 }
        return nil
    }

    /// Whether coordinates of a system are degrees.
    public static func isGeographic(_ epsg: Int) -> Bool {
        switch epsg {
        case 4258, 4326, 4230, 4267, 4269, 4289, 4313, 4314, 4979, 4937: true
        default: false
        }
    }

    /// Names in upper case, letters and digits only.
    private static let names: [String: Int] = [
        "WGS84": wgs84, "WGS1984": wgs84, "DWGS1984": wgs84, "GCSWGS1984": wgs84, "WGS": wgs84, "GPS": wgs84,
        "WORLDGEODETICSYSTEM1984": wgs84, "LATLON": wgs84, "LATLONG": wgs84, "LONLAT": wgs84,
        "DECIMALDEGREES": wgs84,
        "ETRS89": etrs89, "ETRF89": etrs89, "ETRS": etrs89, "EUREF89": etrs89, "ETRS89WGS84": etrs89,
        "RD": rdNew, "RDNEW": rdNew, "RDNAP": rdNew, "AMERSFOORTRDNEW": rdNew, "RIJKSDRIEHOEK": rdNew,
        "RIJKSDRIEHOEKSTELSEL": rdNew, "RIJKSDRIEHOEKSCOORDINATEN": rdNew, "RDCOORDINATEN": rdNew,
        "DUTCHRD": rdNew, "DUTCHGRID": rdNew, "AMERSFOORTRDNIEUW": rdNew, "RDNIEUW": rdNew,
        "RDOLD": 28991, "AMERSFOORTRDOLD": 28991, "AMERSFOORT": 4289,
        "LAMBERT72": lambert72, "LAMBERT1972": lambert72, "BELGELAMBERT72": lambert72, "BELGELAMBERT1972": lambert72,
        "BELGIANLAMBERT72": lambert72, "BELGIANLAMBERT1972": lambert72, "BELGIAMLAMBERT1972": lambert72,
        "BELGE1972BELGIANLAMBERT72": lambert72, "BD72BELGIANLAMBERT72": lambert72, "BELGE1972BELGELAMBERT72": lambert72,
        "LAMBERT2008": 3812, "LAMBERT08": 3812, "ETRS89BELGIANLAMBERT2008": 3812,
        "BD72": 4313, "BELGE1972": 4313, "BELGIANDATUM1972": 4313,
        "ETRS89LAEA": 3035, "ETRS89LAEAEUROPE": 3035, "LAEA": 3035,
        "ETRS89UTM31N": 25831, "ETRS89UTMZONE31N": 25831, "ETRS89UTM32N": 25832, "ETRS89UTMZONE32N": 25832,
        "WGS84UTM31N": 32631, "WGS84UTMZONE31N": 32631, "WGS84UTM32N": 32632, "WGS84UTMZONE32N": 32632,
        "WEBMERCATOR": 3857, "WGS84PSEUDOMERCATOR": 3857, "PSEUDOMERCATOR": 3857, "GOOGLEMERCATOR": 3857,
        "EPSG900913": 3857, "900913": 3857,
        "ED50": 4230, "EUROPEANDATUM1950": 4230, "NAD27": 4267, "NAD83": 4269, "DHDN": 4314,
    ]
}

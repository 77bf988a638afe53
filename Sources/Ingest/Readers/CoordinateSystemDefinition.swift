import Formats

/// Coordinate systems in Well-Known Text, as `.prj` files and GeoPackages have them (WKT 1 in the manner of ESRI or
/// GDAL, and WKT 2).
enum CoordinateSystemDefinition {
    /// The EPSG code of a definition: the one that it names for itself, or that of its name, or RD New by its
    /// parameters; `nil` for one that is not known.
    static func epsg(_ definition: String) -> Int? {
        let text = definition.prefix(20_000)
        guard let nameStart = text.firstIndex(of: "\""),
            let nameEnd = text[text.index(after: nameStart)...].firstIndex(of: "\"")
        else { return nil }
        if let code = ownCode(text) { return code }
        let name = String(text[text.index(after: nameStart)..<nameEnd])
        let kind = text[..<nameStart].uppercased()
        let isGeographic = kind.contains("GEOGCS") || kind.contains("GEOGCRS") || kind.contains("GEODCRS")
        if isGeographic {
            switch name.uppercased() {
            case "GCS_ETRS_1989": return CoordinateSystemLabel.etrs89
            case "GCS_AMERSFOORT": return 4289
            default: break
            }
        }
        let label = Array(name.utf8).withUnsafeBytes { CoordinateSystemLabel.epsg($0) }
        if let label { return label }
        let upper = text.uppercased()
        // RD New, whatever it is called: its projection and false origin are nobody else's.
        let isRD = ["463000", "155000", "0.9999079", "5.38763888"].allSatisfy { upper.contains($0) }
        if isRD { return CoordinateSystemLabel.rdNew }
        for (start, base) in [("WGS_1984_UTM_ZONE_", 32_600), ("ETRS_1989_UTM_ZONE_", 25_800)]
        where name.uppercased().hasPrefix(start) && name.uppercased().hasSuffix("N") {
            if let zone = Int(name.dropFirst(start.count).dropLast()), (1...60).contains(zone) { return base + zone }
        }
        return nil
    }

    /// `AUTHORITY["EPSG","28992"]` or `ID["EPSG",28992]` at the very end: that of the whole definition.
    private static func ownCode(_ text: Substring) -> Int? {
        let upper = text.uppercased().filter { !$0.isWhitespace }
        for mark in ["AUTHORITY[\"EPSG\",", "ID[\"EPSG\","] {
            guard let found = upper.ranges(of: mark).last else { continue }
            let rest = upper[found.upperBound...].drop { $0 == "\"" }
            let digits = rest.prefix { $0.isNumber }
            // Nothing behind it but what closes it and the definition.
            let behind = rest.dropFirst(digits.count).allSatisfy { $0 == "\"" || $0 == "]" }
            if behind, digits.count <= 6, let code = Int(digits) { return code }
        }
        return nil
    }
}

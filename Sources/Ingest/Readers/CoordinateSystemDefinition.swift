import Formats
import Reference

/// Coordinate systems in Well-Known Text, as `.prj` files and GeoPackages have them (WKT 1 in the manner of ESRI or
/// GDAL, and WKT 2).
enum CoordinateSystemDefinition {
    /// The EPSG code of a definition: the one that it names for itself, or that of its name, or RD New by its
    /// parameters, or what PROJ finds in the register; `nil` for one that is not known.
    static func epsg(_ definition: String) -> Int? {
        let text = String(definition.prefix(20_000))
        if let code = Array(text.utf8).withUnsafeBytes({ CoordinateSystemLabel.epsg($0) }) { return code }
        // RD New, whatever it is called: its projection and false origin are nobody else's.
        if ["463000", "155000", "0.9999079", "5.38763888"].allSatisfy(text.contains) { return CoordinateSystemLabel.rdNew }
        return RegisteredSystem.epsg(ofDefinition: text)
    }
}

/// What a GeoPackage says of its layers, as another one takes it over.
struct LayerDescriptions {
    /// One a layer.
    private(set) var contents: [GeoPackageFile.Contents] = []
    /// The systems of the layers as the file defines them, and those that every GeoPackage must have.
    private(set) var systems: [CoordinateSystemDefinitions.Definition] = []

    /// Stands where the file does not say when a layer was changed, so that it is not the time of copying.
    private static let noMoment = "1970-01-01T00:00:00.000Z"

    init(of package: GeoPackage, layers: [GeoPackage.Layer]) throws {
        let said = try package.ownRows("gpkg_contents")
        let geometries = try package.ownRows("gpkg_geometry_columns")
        let known = try package.ownRows("gpkg_spatial_ref_sys")
        var identifiers: Set<String> = []
        for layer in layers {
            let row = said.first { $0["table_name"] == layer.name } ?? [:]
            var contents = GeoPackageFile.Contents(
                table: layer.name, identifier: row["identifier"], description: row["description"],
                lastChange: row["last_change"] ?? Self.noMoment)
            // No two may have the same.
            if let identifier = contents.identifier, !identifiers.insert(identifier).inserted { contents.identifier = nil }
            if let column = layer.geometryColumn {
                let geometry = geometries.first { $0["table_name"]?.lowercased() == layer.name.lowercased() } ?? [:]
                contents.geometry = GeoPackageFile.Contents.Geometry(
                    column: column, type: DeclaredColumnType.geometry(geometry["geometry_type_name"]),
                    z: Self.presence(geometry["z"]), m: Self.presence(geometry["m"]))
                // -1: a plane of which nothing is known.
                contents.system = geometry["srs_id"].flatMap { Int64($0) } ?? -1
            }
            self.contents.append(contents)
        }
        let used = Set(contents.compactMap(\.system))
        systems = used.sorted().compactMap { id in
            known.first { $0["srs_id"] == String(id) }.map { Self.definition(id, $0) }
        }
        // Coordinates of a system that the source does not define are not to become those of one that we do.
        let defined = Set(systems.map(\.id))
        systems += CoordinateSystemDefinitions.obligatory.filter {
            !defined.contains($0.id) && ($0.organization == "NONE" || !used.contains($0.id))
        }
    }

    private static func presence(_ text: String?) -> Int64 {
        text.flatMap { Int64($0) }.flatMap { (0...2).contains($0) ? $0 : nil } ?? 2
    }

    private static func definition(_ id: Int64, _ row: [String: String]) -> CoordinateSystemDefinitions.Definition {
        let number = row["organization_coordsys_id"].flatMap { Int64($0) }
        return CoordinateSystemDefinitions.Definition(
            name: row["srs_name"] ?? "", id: id, organization: number == nil ? "NONE" : row["organization"] ?? "NONE",
            number: number, definition: row["definition"] ?? "undefined", description: row["description"] ?? "")
    }
}

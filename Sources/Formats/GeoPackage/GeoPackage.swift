/// Why a file is no GeoPackage that can be read.
public struct GeoPackageError: Error, Sendable, Equatable, CustomStringConvertible {
    public var path: String
    public var reason: String

    public var description: String { "\(path): \(reason)" }
}

/// A GeoPackage (OGC 12-128) open for reading: its layers of features and its tables of attributes. Nothing in the file
/// is trusted; see `SQLiteDatabase`.
public final class GeoPackage {
    /// A layer of features, or a table of attributes.
    public struct Layer: Sendable, Equatable {
        public var name: String
        public var description: String?
        /// Columns without the geometry, in the order of the table.
        public var columns: [String]
        /// `nil` for attributes.
        public var geometryColumn: String?
        /// EPSG code of the coordinates; `nil` where the file names none.
        public var epsg: Int?
        /// The system in Well-Known Text, as the file has it.
        public var systemDefinition: String?
    }

    public let path: String
    /// In the order of their names.
    public let layers: [Layer]
    /// Contents of other kinds: tiles, coverages.
    public let otherContents: [String]
    let database: SQLiteDatabase

    /// Opens a GeoPackage.
    /// - Throws: `GeoPackageError` or `SQLiteError`.
    public init(path: String) throws {
        self.path = path
        database = try SQLiteDatabase(path: path)
        let tables = try Self.rows(database, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')", 1)
        let names = Set(tables.compactMap { $0[0]?.lowercased() })
        guard names.contains("gpkg_contents") else {
            throw GeoPackageError(
                path: path, reason: "is a SQLite database but no GeoPackage: it has no table gpkg_contents")
        }
        let contents = try Self.rows(
            database, "SELECT table_name, data_type, description FROM gpkg_contents ORDER BY table_name", 3)
        let geometries = names.contains("gpkg_geometry_columns")
            ? try Self.rows(database, "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns", 3) : []
        let systems = names.contains("gpkg_spatial_ref_sys")
            ? try Self.rows(
                database,
                "SELECT srs_id, organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys", 4) : []

        var layers: [Layer] = []
        var others: [String] = []
        for row in contents {
            guard let name = row[0], let type = row[1]?.lowercased() else { continue }
            guard type == "features" || type == "attributes" || type == "aspatial" else {
                others.append("\(name) (\(type))")
                continue
            }
            guard names.contains(name.lowercased()) else {
                throw GeoPackageError(
                    path: path, reason: "is damaged: gpkg_contents names the table '\(name)', which is not there")
            }
            var layer = Layer(name: name, description: row[2], columns: [])
            layer.columns = try database.ask("SELECT * FROM \(SQLiteDatabase.quoted(name)) LIMIT 0").columns
            if type == "features" {
                guard let geometry = geometries.first(where: { $0[0]?.lowercased() == name.lowercased() }),
                    let column = geometry[1]
                else {
                    throw GeoPackageError(
                        path: path, reason: "is damaged: gpkg_geometry_columns does not have the layer '\(name)'")
                }
                guard let place = layer.columns.firstIndex(where: { $0.lowercased() == column.lowercased() }) else {
                    throw GeoPackageError(
                        path: path,
                        reason: "is damaged: the layer '\(name)' has no column '\(column)' for its geometry")
                }
                layer.geometryColumn = layer.columns.remove(at: place)
                if let system = systems.first(where: { $0[0] == geometry[2] }) {
                    layer.systemDefinition = system[3]
                    if system[1]?.lowercased() == "epsg" { layer.epsg = system[2].flatMap { Int($0) } }
                }
            }
            layers.append(layer)
        }
        self.layers = layers
        otherContents = others
    }

    /// What one of the file's own tables says, row by row, by the names of its columns in small letters; nothing when
    /// there is no such table.
    func ownRows(_ table: StaticString) throws -> [[String: String]] {
        let isThere = "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = '\(table)' COLLATE NOCASE"
        guard try !Self.rows(database, isThere, 1).isEmpty else { return [] }
        let all = "SELECT * FROM \(table)"
        let columns = try database.ask(all).columns.map { $0.lowercased() }
        return try Self.rows(database, all, columns.count).map { row in
            Dictionary(zip(columns, row).compactMap { name, value in value.map { (name, $0) } }) { first, _ in first }
        }
    }

    /// The file's own tables are small; who says otherwise wants something else.
    private static let mostRows = 100_000

    private static func rows(_ database: SQLiteDatabase, _ sql: String, _ width: Int) throws -> [[String?]] {
        let answer = try database.ask(sql)
        var rows: [[String?]] = []
        while try answer.next() {
            rows.append((0..<width).map { answer.text($0) })
            guard rows.count <= mostRows else {
                throw GeoPackageError(path: database.path, reason: "its tables gpkg_… have more than \(mostRows) rows")
            }
        }
        return rows
    }
}

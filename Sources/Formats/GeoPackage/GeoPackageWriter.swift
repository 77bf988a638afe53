/// Writes a GeoPackage 1.3 (OGC 12-128r17) with one layer of points in RD New (EPSG:28992), row by row; memory does not
/// grow with their number. One thread at a time.
public final class GeoPackageWriter {
    public struct Column: Sendable, Equatable {
        public enum Kind: String, Sendable {
            case text = "TEXT"
            case integer = "INTEGER"
            case real = "REAL"
        }

        public var name: String
        public var kind: Kind

        public init(_ name: String, _ kind: Kind = .text) {
            self.name = name
            self.kind = kind
        }
    }

    public enum Value: Sendable, Equatable {
        case text(String)
        case integer(Int64)
        case real(Double)
        case null
    }

    private let layer: String
    private let width: Int
    private let file: GeoPackageFile
    private var insertion: SQLiteStatement?
    private var extent: (west: Double, south: Double, east: Double, north: Double)?
    /// Rows written so far.
    public private(set) var count = 0

    /// - Parameters:
    ///   - path: a file that does not exist yet.
    ///   - layer: name of the layer and its table.
    ///   - moment: `2026-11-21T13:05:00.000Z`, as the time of the last change.
    public init(
        path: String, layer: String, identifier: String, description: String, columns: [Column], moment: String
    ) throws {
        self.layer = layer
        width = columns.count
        file = try GeoPackageFile(path: path, systems: CoordinateSystemDefinitions.all)
        try file.makeTable(
            layer,
            columns: ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", "geom POINT"]
                + columns.map { "\(SQLiteDatabase.quoted($0.name)) \($0.kind.rawValue)" })
        try file.enter(
            GeoPackageFile.Contents(
                table: layer, identifier: identifier, description: description, lastChange: moment, system: 28992,
                geometry: GeoPackageFile.Contents.Geometry(column: "geom", type: "POINT")))
        let places = [String](repeating: "?", count: columns.count + 1).joined(separator: ", ")
        insertion = try file.prepare("INSERT INTO \(SQLiteDatabase.quoted(layer)) VALUES (NULL, \(places))")
    }

    /// Adds a row.
    /// - Parameters:
    ///   - point: RD metres; `nil` where there is no place.
    ///   - values: one a column.
    public func append(_ point: (x: Double, y: Double)?, _ values: [Value]) throws {
        guard let insertion, values.count == width else {
            throw GeoPackageError(
                path: file.path, reason: "\(values.count) values for \(width) columns, or written to after its end")
        }
        if let point, point.x.isFinite, point.y.isFinite {
            insertion.bind(blob: GeoPackageBinary.point(x: point.x, y: point.y, system: 28992), 1)
            let known = extent ?? (point.x, point.y, point.x, point.y)
            extent = (
                min(known.west, point.x), min(known.south, point.y), max(known.east, point.x), max(known.north, point.y)
            )
        } else {
            insertion.bind(.null as Value, 1)
        }
        for (place, value) in values.enumerated() { insertion.bind(value, place + 2) }
        try insertion.run()
        count += 1
    }

    /// Writes the extent and ends the file.
    public func finish() throws {
        if let extent {
            try file.insert(
                "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
                [.real(extent.west), .real(extent.south), .real(extent.east), .real(extent.north), .text(layer)])
        }
        insertion = nil
        try file.finish()
    }
}

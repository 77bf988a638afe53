import CSQLite
import Foundation

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

    private let path: String
    private let layer: String
    private let width: Int
    private var connection: OpaquePointer?
    private var insertion: OpaquePointer?
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
        self.path = path
        self.layer = layer
        width = columns.count
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
        let code = sqlite3_open_v2(path, &connection, flags, nil)
        guard code == SQLITE_OK else {
            defer { close() }
            throw error(code)
        }
        // A file that is put in its place when it is complete needs no journal.
        for pragma in [
            "application_id = 0x47504B47", "user_version = 10300", "journal_mode = OFF", "synchronous = OFF",
            "locking_mode = EXCLUSIVE", "cache_size = -16384",
        ] { try run("PRAGMA \(pragma)") }
        try run("BEGIN")
        try makeTables(columns)
        try insert(
            "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, NULL, NULL, NULL, NULL, 28992)",
            [.text(layer), .text(identifier), .text(description), .text(moment)])
        try insert("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', 28992, 0, 0)", [.text(layer)])
        let places = [String](repeating: "?", count: columns.count + 1).joined(separator: ", ")
        insertion = try prepare("INSERT INTO \(SQLiteDatabase.quoted(layer)) VALUES (NULL, \(places))")
    }

    deinit { close() }

    /// Adds a row.
    /// - Parameters:
    ///   - point: RD metres; `nil` where there is no place.
    ///   - values: one a column.
    public func append(_ point: (x: Double, y: Double)?, _ values: [Value]) throws {
        guard let insertion, values.count == width else {
            throw GeoPackageError(path: path, reason: "\(values.count) values for \(width) columns, or written to after its end")
        }
        if let point, point.x.isFinite, point.y.isFinite {
            let blob = GeoPackageBinary.point(x: point.x, y: point.y, system: 28992)
            _ = blob.withUnsafeBytes {
                sqlite3_bind_blob(insertion, 1, $0.baseAddress, Int32($0.count), Self.transient)
            }
            let known = extent ?? (point.x, point.y, point.x, point.y)
            extent = (
                min(known.west, point.x), min(known.south, point.y), max(known.east, point.x), max(known.north, point.y)
            )
        } else {
            sqlite3_bind_null(insertion, 1)
        }
        for (place, value) in values.enumerated() { bind(value, Int32(place + 2), insertion) }
        let code = sqlite3_step(insertion)
        sqlite3_reset(insertion)
        guard code == SQLITE_DONE else { throw error(code) }
        count += 1
    }

    /// Writes the extent and ends the file.
    public func finish() throws {
        if let extent {
            try insert(
                "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
                [.real(extent.west), .real(extent.south), .real(extent.east), .real(extent.north), .text(layer)])
        }
        sqlite3_finalize(insertion)
        insertion = nil
        try run("COMMIT")
        let code = sqlite3_close_v2(connection)
        connection = nil
        guard code == SQLITE_OK else { throw error(code) }
    }

    private func close() {
        sqlite3_finalize(insertion)
        sqlite3_close_v2(connection)
        insertion = nil
        connection = nil
    }

    private func makeTables(_ columns: [Column]) throws {
        try run(
            """
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
                organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
            CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
                description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
                min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
                CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
            CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
                geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
                CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
                CONSTRAINT uk_gc_table_name UNIQUE (table_name),
                CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
                CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
            """)
        for system in CoordinateSystemDefinitions.all {
            try insert(
                "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .text(system.name), .integer(system.id), .text(system.organization), .integer(system.id),
                    .text(system.definition), .text(system.description),
                ])
        }
        let own = columns.map { "\(SQLiteDatabase.quoted($0.name)) \($0.kind.rawValue)" }
        let all = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", "geom POINT"] + own
        try run("CREATE TABLE \(SQLiteDatabase.quoted(layer)) (\(all.joined(separator: ", ")))")
    }

    // MARK: SQLite

    /// Tells SQLite to copy what it is given.
    private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    private func bind(_ value: Value, _ place: Int32, _ statement: OpaquePointer) {
        switch value {
        case .text(let text): sqlite3_bind_text(statement, place, text, -1, Self.transient)
        case .integer(let number): sqlite3_bind_int64(statement, place, number)
        case .real(let number): sqlite3_bind_double(statement, place, number)
        case .null: sqlite3_bind_null(statement, place)
        }
    }

    private func prepare(_ sql: String) throws -> OpaquePointer {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else { throw error(code) }
        return statement
    }

    private func insert(_ sql: String, _ values: [Value]) throws {
        let statement = try prepare(sql)
        defer { sqlite3_finalize(statement) }
        for (place, value) in values.enumerated() { bind(value, Int32(place + 1), statement) }
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE else { throw error(code) }
    }

    private func run(_ sql: String) throws {
        let code = sqlite3_exec(connection, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code) }
    }

    private func error(_ code: Int32) -> SQLiteError {
        let said = connection.map { String(cString: sqlite3_errmsg($0)) } ?? "error \(code)"
        return SQLiteError(path: path, code: code & 0xFF, reason: "cannot be written: \(said)")
    }
}

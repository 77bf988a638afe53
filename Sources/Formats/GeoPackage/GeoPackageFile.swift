import CSQLite

/// A GeoPackage 1.3 (OGC 12-128r17) that is being written, in one transaction: its own tables `gpkg_…`, tables of rows,
/// and what goes into them. One thread at a time.
final class GeoPackageFile {
    let path: String
    private var connection: OpaquePointer?

    /// Opens a file that is empty or not there yet, and makes the tables `gpkg_…` in it.
    /// - Parameter systems: the coordinate systems that it knows, each id once.
    init(path: String, systems: [CoordinateSystemDefinitions.Definition]) throws {
        self.path = path
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
        try run(Self.ownTables)
        for system in systems {
            try insert(
                "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .text(system.name), .integer(system.id), .text(system.organization), .integer(system.organizationID),
                    .text(system.definition), .text(system.description),
                ])
        }
    }

    deinit { close() }

    private static let ownTables = """
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
        """

    /// A row of `gpkg_contents`, and of `gpkg_geometry_columns` where it is a layer of features.
    struct Contents {
        struct Geometry {
            var column: String
            /// `POINT`, `GEOMETRY`, …
            var type: String
            /// Whether positions have heights, measures: 0 no, 1 yes, 2 some.
            var z: Int64 = 0
            var m: Int64 = 0
        }

        var table: String
        var identifier: String?
        var description: String?
        /// `2026-11-21T13:05:00.000Z`
        var lastChange: String
        var system: Int64?
        var geometry: Geometry?
    }

    /// Makes a table.
    /// - Parameter columns: as SQL has them, of words of our own and of quoted names.
    func makeTable(_ name: String, columns: [String]) throws {
        try run("CREATE TABLE \(SQLiteDatabase.quoted(name)) (\(columns.joined(separator: ", ")))")
    }

    /// Says what a table holds.
    func enter(_ contents: Contents) throws {
        try insert(
            "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, ?)",
            [
                .text(contents.table), .text(contents.geometry == nil ? "attributes" : "features"), .ofText(contents.identifier),
                .ofText(contents.description), .text(contents.lastChange), contents.system.map { .integer($0) } ?? .null,
            ])
        guard let geometry = contents.geometry else { return }
        try insert(
            "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, ?, ?)",
            [
                .text(contents.table), .text(geometry.column), .text(geometry.type), .integer(contents.system ?? -1),
                .integer(geometry.z), .integer(geometry.m),
            ])
    }

    /// Ends the file. Statements have to be ended before.
    func finish() throws {
        try run("COMMIT")
        let code = sqlite3_close_v2(connection)
        connection = nil
        guard code == SQLITE_OK else { throw error(code) }
    }

    private func close() {
        sqlite3_close_v2(connection)
        connection = nil
    }

    // MARK: SQL

    /// Prepares a statement of our own.
    func prepare(_ sql: String) throws -> SQLiteStatement {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else { throw error(code) }
        return SQLiteStatement(statement, of: self)
    }

    /// Does one statement with these values.
    func insert(_ sql: String, _ values: [GeoPackageWriter.Value]) throws {
        let statement = try prepare(sql)
        for (place, value) in values.enumerated() { statement.bind(value, place + 1) }
        try statement.run()
    }

    private func run(_ sql: String) throws {
        let code = sqlite3_exec(connection, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code) }
    }

    fileprivate func error(_ code: Int32) -> SQLiteError {
        let said = connection.map { String(cString: sqlite3_errmsg($0)) } ?? "error \(code)"
        return SQLiteError(path: path, code: code & 0xFF, reason: "cannot be written: \(said)")
    }
}

/// A statement that adds a row, over and over. Places of values count from 1.
final class SQLiteStatement {
    private let statement: OpaquePointer
    private let file: GeoPackageFile

    fileprivate init(_ statement: OpaquePointer, of file: GeoPackageFile) {
        self.statement = statement
        self.file = file
    }

    deinit { sqlite3_finalize(statement) }

    /// Tells SQLite to copy what it is given.
    private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    func bind(_ value: GeoPackageWriter.Value, _ place: Int) {
        let place = Int32(truncatingIfNeeded: place)
        switch value {
        case .text(let text): sqlite3_bind_text(statement, place, text, -1, Self.transient)
        case .integer(let number): sqlite3_bind_int64(statement, place, number)
        case .real(let number): sqlite3_bind_double(statement, place, number)
        case .null: sqlite3_bind_null(statement, place)
        }
    }

    func bind(blob bytes: [UInt8], _ place: Int) {
        bytes.withUnsafeBytes { bind(.blob($0), place) }
    }

    /// Takes a value over as another file has it.
    func bind(_ value: SQLiteRows.Value, _ place: Int) {
        let column = Int32(truncatingIfNeeded: place)
        switch value {
        case .null: sqlite3_bind_null(statement, column)
        case .integer(let number): sqlite3_bind_int64(statement, column, number)
        case .real(let number): sqlite3_bind_double(statement, column, number)
        case .text(let bytes):
            guard !bytes.isEmpty else { return bind(.text("") as GeoPackageWriter.Value, place) }
            sqlite3_bind_text(
                statement, column, bytes.assumingMemoryBound(to: CChar.self).baseAddress,
                Int32(truncatingIfNeeded: bytes.count), Self.transient)
        case .blob(let bytes):
            // Without bytes there is no address, which would stand for NULL.
            if bytes.isEmpty {
                sqlite3_bind_zeroblob(statement, column, 0)
            } else {
                sqlite3_bind_blob(
                    statement, column, bytes.baseAddress, Int32(truncatingIfNeeded: bytes.count), Self.transient)
            }
        }
    }

    /// Does it with the values bound.
    func run() throws {
        let code = sqlite3_step(statement)
        sqlite3_reset(statement)
        guard code == SQLITE_DONE else { throw file.error(code) }
    }
}

extension GeoPackageWriter.Value {
    static func ofText(_ text: String?) -> Self { text.map { .text($0) } ?? .null }
}

import Foundation

/// Python that attaches a store as a DuckDB user does; offline, with the extensions from the wheels.
enum DuckDBScript {
    /// `lake` is the connection; arguments begin at `sys.argv[2]`, the first one is the store's folder.
    static let attach = """
        import json, os, shutil, sys, tempfile
        import duckdb, duckdb_extension_ducklake, duckdb_extension_sqlite
        def wheel(module, name):
            folder = os.path.join(os.path.dirname(module.__file__), 'extensions', 'v' + duckdb.__version__)
            return os.path.join(folder, name + '.duckdb_extension')
        folder = tempfile.mkdtemp()
        try:
            lake = duckdb.connect(config={'extension_directory': folder})
            # DuckDB derives the entry point from the file's name.
            scanner = os.path.join(folder, 'sqlite_scanner.duckdb_extension')
            shutil.copy(wheel(duckdb_extension_sqlite, 'sqlite'), scanner)
            lake.execute(f"INSTALL '{scanner}'")
            lake.execute("LOAD sqlite_scanner")
            lake.execute(f"INSTALL '{wheel(duckdb_extension_ducklake, 'ducklake')}'")
            lake.execute("LOAD ducklake")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        lake.execute(f"ATTACH 'ducklake:sqlite:{sys.argv[1]}/catalog.sqlite' AS lake (READ_ONLY)")
        def rows(query):
            return [[value if isinstance(value, (int, float, bool, type(None))) else str(value) for value in row]
                    for row in lake.execute(query).fetchall()]

        """

    /// Answers of queries, rows of texts and numbers as text.
    static func rows(of store: String, _ queries: [String]) throws -> [[[String]]] {
        let script = attach + "print(json.dumps([[[str(v) for v in row] for row in rows(q)] for q in sys.argv[2:]]))"
        let run = try ProgramRun.of(Surroundings.python, ["-c", script, store] + queries).expecting(0)
        return try run.decoded()
    }
}

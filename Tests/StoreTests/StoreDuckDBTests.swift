import Foundation
import ObservationStore
import Observations
import Outside
import Testing

/// DuckDB, which defines the format, reads what we wrote.
@Suite(.enabled(if: DuckDBClient.isThere, "no Python with DuckDB and its ducklake extension; see NDFF_PYTHON"))
struct StoreDuckDBTests {
    @Test func readsAllTablesAsWeDo() throws {
        let home = try TemporaryStore()
        try home.store.deliver((0..<5_000).map { SampleRecord("r\($0)", UInt64($0)) }, blockSize: 700)
        var other = stride(from: 0, to: 5_000, by: 3).map { SampleRecord("r\($0)", UInt64($0 + $0 % 2)) }
        other.append(SampleRecord("é\u{1F98A}"))
        try home.store.deliver(other, source: "ander")
        try home.store.deliver([.init("r4999", 1), .init("r0", 9), .init("r0", 10)])
        let link = try home.store.begin()
        link.endAll(of: .link)
        let batch = SampleBatch(links: [(1, 0), (2, 0)]).columns(of: .link)
        try link.append(StoreEncoding.encoder(of: .link).encode(batch), to: .link)
        try link.commit(message: "links", extra: "{\"run\":\"1\"}")
        try home.store.deliver([])

        for snapshot in [2, 3, 4, 6] as [Int64] {
            let reader = try home.store.read(at: snapshot)
            let rows = try reader.liveRows()
            let answers = try DuckDBClient.ask(
                home.store.directory,
                [
                    "select count(*), count(distinct identity), sum(payload_key), sum(observation_id) from lake.observation at (version => \(snapshot))",
                    "select count(*) from lake.observation o at (version => \(snapshot)) join lake.observation_restricted r at (version => \(snapshot)) using (observation_id) join lake.assessment a at (version => \(snapshot)) using (observation_id) where r.remarks = 'opmerking bij ' || o.identity and a.rule_pack = 'pack@1'",
                    "select count(*) from lake.link at (version => \(snapshot))",
                ])
            let sums = (rows.reduce(0) { $0 + $1.payload }, rows.reduce(0) { $0 + $1.id })
            #expect(answers[0] == "\(rows.count) \(rows.count) \(sums.0) \(sums.1)")
            #expect(answers[1] == "\(rows.count)")
            #expect(answers[2] == (snapshot < 5 ? "0" : "2"))
        }
        // The row id of the lake is our number.
        let answers = try DuckDBClient.ask(
            home.store.directory,
            [
                "select count(*) from lake.observation where rowid <> observation_id",
                "select count(*) from lake.observation where identity = 'é\u{1F98A}'",
                "select max(snapshot_id) from __ducklake_metadata_lake.ducklake_snapshot",
                "select count(*) from (select unnest([1])) where (select count(*) from duckdb_tables() where database_name = 'lake') = \(StoreTable.allCases.count)",
                "select string_agg(column_name, ',' order by column_index) from duckdb_columns() where database_name = 'lake' and table_name = 'observation'",
            ])
        #expect(answers[0] == "0" && answers[1] == "1" && answers[2] == "6" && answers[3] == "1")
        #expect(answers[4] == ObservationColumn.allCases.map(\.rawValue).joined(separator: ","))
    }

    @Test func readsAStoreThatWasMoved() throws {
        let home = try TemporaryStore()
        try home.store.deliver((0..<100).map { SampleRecord("r\($0)") })
        try home.store.deliver([.init("r7", 2)])
        try home.move(to: "elsewhere")
        try home.store.recordDataPath()
        #expect(
            try DuckDBClient.ask(home.store.directory, ["select count(*), sum(payload_key) from lake.observation"]) == [
                "100 101"
            ])
    }

    /// What our catalog calls a type is what DuckDB makes of it, and absent values are NULL.
    @Test func typesAreThoseOfTheCatalog() throws {
        let home = try TemporaryStore()
        try home.store.deliver([.init("a")])
        let types = try DuckDBClient.ask(
            home.store.directory,
            [
                "select typeof(observation_id) || ' ' || typeof(identity) || ' ' || typeof(period_start) || ' ' || typeof(x) || ' ' || typeof(kmhok) || ' ' || typeof(province_shared) || ' ' || typeof(embargo_until) from lake.observation",
                "select count(*) from lake.observation where taxon_id is null and embargo_until is null and period_start is null and kmhok is null and geometry is null and count_min is null and province_shared is null",
            ])
        #expect(types[0] == "BIGINT VARCHAR TIMESTAMP DOUBLE INTEGER BOOLEAN DATE")
        #expect(types[1] == "1")
    }
}

enum DuckDBClient {
    static let isThere =
        (try? Outside.python(
            "import duckdb; c = duckdb.connect(); c.execute('LOAD sqlite_scanner'); c.execute('LOAD ducklake')")) != nil

    /// The first row of every query, its values separated by blanks. The store is attached as `lake`.
    static func ask(_ directory: String, _ queries: [String]) throws -> [String] {
        let script = """
            import sys, duckdb
            c = duckdb.connect()
            c.execute("LOAD sqlite_scanner"); c.execute("LOAD ducklake")
            c.execute(f"ATTACH 'ducklake:sqlite:{sys.argv[1]}/catalog.sqlite' AS lake (READ_ONLY)")
            for query in sys.argv[2:]:
                print(*c.execute(query).fetchone())
            """
        return try Outside.python(script, [directory] + queries).split(separator: "\n").map(String.init)
    }
}

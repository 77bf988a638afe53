import Foundation
import Pipeline
import Testing

/// DuckDB is the referee of the store: it attaches it and sees what we see.
@Suite(
    .enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"),
    .enabled(if: Surroundings.hasPython, "no Python with duckdb: make .venv, or name one in NDFF_PYTHON"))
struct DuckDBStoreTests {
    @Test func sameRowsAsStatus() throws {
        let run = try FixtureRun.shared()
        let status = try run.place.status()
        let answers = try DuckDBScript.rows(
            of: run.place.workspace + "/store",
            [
                "SELECT count(*), count(DISTINCT identity), count(DISTINCT observation_id) FROM lake.observation",
                "SELECT count(*) FROM lake.observation_restricted",
                "SELECT status, count(*) FROM lake.assessment GROUP BY 1 ORDER BY 1",
                """
                SELECT count(*), count(o.observation_id), count(a.observation_id), count(r.observation_id)
                FROM lake.observation o FULL JOIN lake.assessment a USING (observation_id)
                FULL JOIN lake.observation_restricted r USING (observation_id)
                """,
                "SELECT count(*), count(DISTINCT observation_id) FROM lake.link",
                "SELECT count(*) FROM lake.observation WHERE rowid <> observation_id",
                """
                SELECT count(*) FROM lake.link l ANTI JOIN lake.observation o ON l.canonical_id = o.observation_id
                """,
                "SELECT count(DISTINCT observer) > 5 FROM lake.observation_restricted",
                "SELECT source, count(*) FROM lake.observation GROUP BY 1 ORDER BY 1",
            ])
        let all = String(status.observations)
        #expect(answers[0] == [[all, all, all]])
        #expect(answers[1] == [[all]])
        #expect(answers[2] == status.byStatus.sorted { $0.key < $1.key }.map { [$0.key, String($0.value)] })
        #expect(answers[3] == [[all, all, all, all]])
        let duplicates = String(status.observations - status.canonical)
        #expect(answers[4] == [[duplicates, duplicates]])
        #expect(answers[5] == [["0"]])
        #expect(answers[6] == [["0"]])
        #expect(answers[7] == [["True"]])
        var bySource: [String: Int] = [:]
        for delivery in run.record.deliveries { bySource[delivery.source, default: 0] += delivery.stored }
        #expect(answers[8] == bySource.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { [$0.key, String($0.value)] })
    }

    /// What is published is in the store with the same name and day.
    @Test func sameRowsAsTheExport() throws {
        let place = try FixtureRun.shared().place
        let exported = try place.occurrences().map { $0.components(separatedBy: "\t") }
        let stored = try DuckDBScript.rows(
            of: place.workspace + "/store",
            ["""
            SELECT identity, scientific_name, dutch_name, status FROM lake.observation JOIN lake.assessment
            USING (observation_id) WHERE status LIKE 'goedgekeurd%' AND observation_id NOT IN
            (SELECT observation_id FROM lake.link)
            """])[0]
        let known = Dictionary(uniqueKeysWithValues: stored.map { ($0[0], $0) })
        var found = 0
        for row in exported {
            // Blurred records have another identity.
            guard let observation = known[row[0]] else { continue }
            found += 1
            #expect(row[3] == observation[1])
            #expect(row[4] == observation[2] || observation[2] == "None")
            #expect(row[19] == observation[3])
        }
        #expect(found > 1700)
    }

    @Test func olderSnapshotsStay() throws {
        let run = try FixtureRun.shared()
        let first = try #require(run.delivery("2025-01-export.csv"))
        let second = try #require(run.delivery("2025-02-herlevering.csv"))
        let snapshots = try DuckDBScript.rows(
            of: run.place.workspace + "/store",
            [
                "SELECT snapshot_id, author, commit_message, commit_extra_info FROM ducklake_snapshots('lake') ORDER BY 1"
            ])[0]
        let before = try #require(snapshots.first { $0[2] == "delivery \(first.id): 2025-01-export.csv" })
        let after = try #require(snapshots.first { $0[2] == "delivery \(second.id): 2025-02-herlevering.csv" })
        #expect(before[1] == "ndff")
        #expect(before[3].contains(#""rulePack":"nl-demo@1.0""#))
        #expect(before[3].contains(run.record.run))
        #expect(snapshots.last.map { $0[0] } == String(run.record.snapshot))

        let updated = """
            SELECT count(*) FROM (FROM lake.observation AT (VERSION => \(before[0]))) b
            JOIN (FROM lake.observation AT (VERSION => \(after[0]))) a USING (identity)
            WHERE a.observation_id <> b.observation_id
            """
        let answers = try DuckDBScript.rows(
            of: run.place.workspace + "/store",
            [
                "SELECT count(*), min(delivery_id), max(delivery_id) FROM lake.observation AT (VERSION => \(before[0]))",
                "SELECT count(*), count(DISTINCT identity) FROM lake.observation AT (VERSION => \(after[0]))",
                updated + " AND a.payload_key <> b.payload_key", updated,
                // The old versions are gone.
                """
                SELECT count(*) FROM lake.observation n WHERE observation_id IN
                (SELECT b.observation_id FROM (FROM lake.observation AT (VERSION => \(before[0]))) b
                JOIN (FROM lake.observation AT (VERSION => \(after[0]))) a USING (identity)
                WHERE a.observation_id <> b.observation_id)
                """,
                "SELECT count(*) FROM lake.assessment AT (VERSION => \(before[0]))",
                "SELECT count(*) FROM lake.assessment AT (VERSION => \(after[0]))",
            ])
        #expect(answers[0] == [[String(first.stored), String(first.id), String(first.id)]])
        let both = String(first.stored + second.stored)
        #expect(answers[1] == [[both, both]])
        #expect(answers[2] == [[String(second.updated)]])
        #expect(answers[3] == [[String(second.updated)]])
        #expect(answers[4] == [["0"]])
        #expect(answers[5] == [[String(first.stored)]])
        #expect(answers[6] == [[both]])
    }

    /// Every data file opens in another reader, and its statistics are those of its rows.
    @Test func pyarrowReadsTheFiles() throws {
        let place = try FixtureRun.shared().place
        let script = """
            import glob, json, sys
            import pyarrow.compute as compute, pyarrow.parquet as parquet
            rows = {}
            for path in sorted(glob.glob(sys.argv[1] + '/data/main/*/*.parquet')):
                file = parquet.ParquetFile(path)
                table = file.read()
                table.validate(full=True)
                name = path.split('/')[-2] + ('-delete' if '-delete-' in path else '')
                rows[name] = rows.get(name, 0) + table.num_rows
                assert table.num_rows == file.metadata.num_rows, path
                for group in range(file.metadata.num_row_groups):
                    part = file.read_row_group(group)
                    for place in range(file.metadata.num_columns):
                        chunk = file.metadata.row_group(group).column(place)
                        column = part.column(place)
                        if chunk.is_stats_set and chunk.statistics.has_null_count:
                            assert chunk.statistics.null_count == column.null_count, (path, chunk.path_in_schema)
                        if chunk.is_stats_set and chunk.statistics.has_min_max and chunk.physical_type != 'BYTE_ARRAY':
                            least = compute.min_max(column)
                            assert chunk.statistics.min == least['min'].as_py(), (path, chunk.path_in_schema)
                            assert chunk.statistics.max == least['max'].as_py(), (path, chunk.path_in_schema)
            print(json.dumps(rows))
            """
        let rows: [String: Int] = try ProgramRun.python(script, place.workspace + "/store").decoded()
        let versions = RunTests.expected.reduce(0) { $0 + $1.books.stored + $1.books.updated }
        let updated = RunTests.expected.reduce(0) { $0 + $1.books.updated }
        for table in ["observation", "observation_restricted", "assessment"] {
            #expect(rows[table] == versions)
            #expect(rows[table + "-delete"] == updated)
        }
        #expect(rows["link"] == 5)
    }

    @Test func aMovedStoreIsFoundAgain() throws {
        let place = try FixtureRun.shared().place.copied()
        #expect(try place.status().wasMoved)
        let proof: VerifyReport = try place.ndff("verify", "--json").expecting(1).decoded()
        #expect(proof.findings.map(\.kind) == ["moved"])
        let repaired: StatusReport = try place.ndff("status", "--json", "--repair").expecting(0).decoded()
        #expect(!repaired.wasMoved)
        #expect(try place.ndff("verify").code == 0)
        let counts = try DuckDBScript.rows(of: place.workspace + "/store", ["SELECT count(*) FROM lake.observation"])
        #expect(counts == [[[String(repaired.observations)]]])
    }
}

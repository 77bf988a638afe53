import Columns
import Formats
import Foundation
import Outside
import Testing

/// Files by DuckDB, Arrow, Polars and pandas read here, and files from here read by them.
@Suite(.enabled(if: ParquetPython.isThere, ParquetPython.missing))
struct ParquetForeignTests {
    @Test("Others' files are read", arguments: ParquetPython.foreignNames)
    func readForeign(name: String) throws {
        let path = try ParquetPython.foreignFolder.get() + "/" + name
        let json = try Data(contentsOf: URL(fileURLWithPath: path + ".json"))
        let expected = try JSONDecoder().decode([String: [String?]].self, from: json)
        let cells = try ParquetFile(path: path + ".parquet").cells()
        #expect(Set(cells.keys) == Set(expected.keys))
        for (column, values) in expected {
            let read = cells[column] ?? []
            #expect(read.count == values.count, "\(column)")
            if let row = zip(read, values).enumerated().first(where: { $1.0 != $1.1 })?.offset {
                Issue.record("\(column) row \(row): \(read[row] ?? "absent") for \(values[row] ?? "absent")")
            }
        }
    }

    @Test("Some rows of others' files are what they are among all", arguments: ParquetPython.foreignNames)
    func readSomeRows(name: String) throws {
        let file = try ParquetFile(path: try ParquetPython.foreignFolder.get() + "/" + name + ".parquet")
        try expectSameWhenPicked(file)
    }

    @Test("Columns that are not flat do not stand in the way of those that are")
    func oddColumns() throws {
        let file = try ParquetFile(path: try ParquetPython.foreignFolder.get() + "/odd.parquet")
        #expect(file.fields.map(\.name) == ["good", "list", "record", "decimal", "last", "time"])
        #expect(try file.cells() == ["good": ["a", nil], "last": ["1", "2"]])
        for name in ["list", "record", "decimal", "time"] {
            let error = #expect(throws: ParquetError.self) { try file.read(group: 0, columns: ["good", name]) }
            #expect(error?.kind == .unsupported)
            #expect(error?.column == name)
        }
    }

    @Test("What cannot be held or decompressed is refused by name", arguments: ["brotli", "large"])
    func unsupported(name: String) throws {
        let file = try ParquetFile(path: try ParquetPython.foreignFolder.get() + "/" + name + ".parquet")
        let error = #expect(throws: ParquetError.self) { try file.read(group: 0, columns: ["a"]) }
        #expect(error?.kind == .unsupported)
    }

    @Test(
        "Our files are read by others", arguments: ["duckdb", "pyarrow", "polars", "pandas"],
        [ParquetCompression.uncompressed, .gzip(level: 6), .zstd(level: 3)])
    func readByOthers(reader: String, compression: ParquetCompression) throws {
        let scratch = try ParquetScratch()
        let path = scratch.path("a.parquet")
        let batches = [ParquetSample.batch(rows: 5000, seed: 1), ParquetSample.batch(rows: 3, seed: 2)]
        _ = try ParquetSample.write(batches, to: path, compression)
        let read = """
            import duckdb, polars, pandas, pyarrow.parquet as pq
            path, reader = sys.argv[1], sys.argv[2]
            if reader == 'duckdb': table = duckdb.sql(f"select * from '{path}'").to_arrow_table()
            elif reader == 'pyarrow': table = pq.read_table(path)
            elif reader == 'polars': table = polars.read_parquet(path).to_arrow()
            else: table = pa.Table.from_pandas(pandas.read_parquet(path, dtype_backend='pyarrow'))
            json.dump(cells(table), open(path + '.json', 'w'))
            """
        try Outside.python(ParquetPython.cells + read, [path, reader])
        let json = try Data(contentsOf: URL(fileURLWithPath: path + ".json"))
        let others = try JSONDecoder().decode([String: [String?]].self, from: json)
        let ours = try ParquetFile(path: path).cells()
        for field in ParquetSample.fields {
            let equal = others[field.name] == ours[field.name]
            #expect(equal, "\(field.name)")
        }
    }

    @Test("Values that compression makes hardly smaller are written as they are")
    func leavesUncompressed() throws {
        let scratch = try ParquetScratch()
        let path = scratch.path("a.parquet")
        _ = try ParquetSample.write([ParquetSample.batch(rows: 5000, seed: 1)], to: path, .zstd(level: 1))
        let script = """
            import sys, duckdb
            for name, codec, stored, raw in duckdb.sql(f"select path_in_schema, compression, total_compressed_size, total_uncompressed_size from parquet_metadata('{sys.argv[1]}')").fetchall():
                if name in ('hash', 'x', 'id', 'few'): print(name, codec, stored == raw)
            """
        let lines = try Outside.python(script, [path]).split(separator: "\n").map(String.init)
        #expect(lines == ["few ZSTD False", "id ZSTD False", "hash UNCOMPRESSED True", "x UNCOMPRESSED True"])
    }

    @Test("Types, field ids, statistics and footer size are as others see them")
    func metadata() throws {
        let scratch = try ParquetScratch()
        let path = scratch.path("a.parquet")
        let batches = [ParquetSample.batch(rows: 500, seed: 1), ParquetSample.batch(rows: 500, seed: 2)]
        let summary = try ParquetSample.write(batches, to: path)
        let script = """
            import sys, duckdb, os
            path = sys.argv[1]
            q = lambda sql: duckdb.sql(sql.replace('FILE', "'" + path + "'")).fetchall()
            print(','.join(r[0] for r in q("select column_type from (describe select * from FILE)")))
            print(','.join(str(r[0]) for r in q("select field_id from parquet_schema(FILE) where field_id is not null")))
            print(q("select footer_size from parquet_file_metadata(FILE)")[0][0], os.path.getsize(path))
            for r in q("select list(stats_null_count), min(stats_min_value::int), max(stats_max_value::int) from parquet_metadata(FILE) where path_in_schema = 'count'"):
                print(sum(r[0]), r[1], r[2])
            # Filters that use the statistics have to find what a scan finds.
            t = "select * from FILE"
            for where in ["x = 0", "x < 0", "x > 1e300", "few = ''", "few > 'Ærø'", "count = 2147483647", "hash < 0", "flag", "day < date '1900-01-01'"]:
                kept = q(f"select count(*) from FILE where {where}")[0][0]
                all = q(f"select count(*) filter (where {where}) from (select * from FILE)")[0][0]
                assert kept == all, where
            """
        let lines = try Outside.python(script, [path]).split(separator: "\n").map(String.init)
        #expect(
            lines.first
                == "VARCHAR,VARCHAR,VARCHAR,VARCHAR,INTEGER,BIGINT,DOUBLE,BOOLEAN,DATE,TIMESTAMP,TIMESTAMP WITH TIME ZONE,BLOB,VARCHAR,DOUBLE"
        )
        #expect(lines[1] == "1,2,3,4,5,6,7,8,9,10,11,12,13,14")
        #expect(lines[2] == "\(summary.footerSize) \(summary.fileSizeBytes)")
        let count = summary.columns[4]
        #expect(lines[3] == "\(count.nullCount) \(count.min ?? "") \(count.max ?? "")")
    }
}

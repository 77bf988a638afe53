import Foundation
import Outside
import Testing

/// The independent readers and writers, by way of a Python that has them.
enum ParquetPython {
    static let missing: Comment = "needs NDFF_PYTHON or .venv/bin/python with duckdb, pyarrow, polars and pandas"

    static let isThere = Outside.hasPython(with: "duckdb", "pyarrow", "polars", "pandas")

    /// Cells as text in the form of `parquetCells`.
    static let cells = """
        import json, sys, struct, math
        import pyarrow as pa
        def cell(value, kind):
            if value is None: return None
            if pa.types.is_floating(kind):
                return 'nan' if math.isnan(value) else '%x' % struct.unpack('>Q', struct.pack('>d', value))[0]
            if pa.types.is_boolean(kind): return str(value).lower()
            if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_binary_view(kind):
                return ' '.join('%x' % b for b in value)
            return str(value)
        def cells(table):
            out = {}
            for name in table.column_names:
                column = table[name]
                if pa.types.is_dictionary(column.type): column = column.cast(column.type.value_type)
                kind = column.type
                scale = lambda v: v
                if pa.types.is_date32(kind): column = column.cast(pa.int32())
                elif pa.types.is_timestamp(kind):
                    scale = {'s': lambda v: v * 10**6, 'ms': lambda v: v * 1000, 'us': lambda v: v,
                             'ns': lambda v: v // 1000}[kind.unit]
                    column = column.cast(pa.int64())
                out[name] = [cell(v if v is None else scale(v), column.type) for v in column.to_pylist()]
            return out

        """

    private static let foreignPlace = FileManager.default.temporaryDirectory.appendingPathComponent(
        "parquet-foreign-\(ProcessInfo.processInfo.processIdentifier)")

    /// A folder of files by other writers, each with a `.json` of its cells; made once a run.
    static let foreignFolder: Result<String, any Error> = Result {
        let folder = foreignPlace
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        atexit { try? FileManager.default.removeItem(at: ParquetPython.foreignPlace) }
        try Outside.python(cells + foreignScript, [folder.path])
        return folder.path
    }

    static let foreignNames = [
        "pyarrow-snappy-v1", "pyarrow-gzip-v2", "pyarrow-zstd-plain", "pyarrow-none", "pyarrow-delta-v1",
        "pyarrow-delta-v2", "pyarrow-split", "pyarrow-fallback", "pyarrow-small-pages", "pyarrow-int96", "pyarrow-ns",
        "duckdb-snappy-v1", "duckdb-snappy-v2", "duckdb-zstd-v1", "duckdb-gzip-v2", "duckdb-uncompressed-v1",
        "polars-zstd", "polars-snappy", "polars-pages", "pandas", "empty",
    ]

    private static let foreignScript = """
        import os, random, datetime as dt
        import pyarrow.parquet as pq, duckdb, polars, pandas
        os.chdir(sys.argv[1])
        random.seed(4)
        n = 3000
        def some(f, gap=5): return [None if gap and i % gap == 2 else f(i) for i in range(n)]
        floats = [0.0, -0.0, float('inf'), float('-inf'), 5e-324, 1.7976931348623157e308]
        day = dt.datetime(2020, 1, 1)
        t = pa.table({
            'i8': pa.array(some(lambda i: i % 256 - 128), pa.int8()), 'u8': pa.array(some(lambda i: i % 256), pa.uint8()),
            'i16': pa.array(some(lambda i: i * 7 - 9000), pa.int16()), 'u16': pa.array(some(lambda i: i * 21), pa.uint16()),
            'i32': pa.array(some(lambda i: random.choice([-2**31, 2**31 - 1, i])), pa.int32()),
            'u32': pa.array(some(lambda i: 2**32 - 1 - i), pa.uint32()),
            'i64': pa.array(some(lambda i: random.choice([-2**63, 2**63 - 1, i])), pa.int64()),
            'u64': pa.array(some(lambda i: 2**63 - 1 - i), pa.uint64()),
            'step': pa.array([i * 3 for i in range(n)], pa.int64()),
            'f32': pa.array(some(lambda i: i / 8), pa.float32()),
            'f64': pa.array(some(lambda i: random.choice(floats + [i / 7])), pa.float64()),
            'b': pa.array(some(lambda i: i % 3 == 0), pa.bool_()), 'runs': pa.array([i > 900 for i in range(n)], pa.bool_()),
            'few': pa.array(some(lambda i: random.choice(['', 'Parus major', 'Ærø', '🦋'])), pa.string()),
            'many': pa.array(some(lambda i: 'remark %d é ' % i + 'x' * (i % 40)), pa.string()),
            'sorted': pa.array(['https://example.org/%06d' % i for i in range(n)], pa.string()),
            'bin': pa.array(some(lambda i: bytes([i % 256, 0, 255])), pa.binary()),
            'day': pa.array(some(lambda i: dt.date(1969, 1, 1) + dt.timedelta(days=i)), pa.date32()),
            'ms': pa.array(some(lambda i: i * 7919 - 10**6), pa.timestamp('ms')),
            'us': pa.array(some(lambda i: i * 7919_000_001 - 10**12), pa.timestamp('us')),
            'utc': pa.array(some(lambda i: i * 7919_000_001), pa.timestamp('us', 'UTC')),
            'no_int': pa.array([None] * n, pa.int32()), 'no_text': pa.array([None] * n, pa.string()),
        })
        def save(name, table): json.dump(cells(table), open(name + '.json', 'w'))
        def arrow(name, table=t, **options):
            pq.write_table(table, name + '.parquet', **{'row_group_size': 1100, **options}); save(name, table)
        arrow('pyarrow-snappy-v1')
        arrow('pyarrow-gzip-v2', compression='gzip', data_page_version='2.0')
        arrow('pyarrow-zstd-plain', compression='zstd', use_dictionary=False)
        arrow('pyarrow-none', compression='none')
        whole = [c for c in t.column_names if pa.types.is_integer(t[c].type) or pa.types.is_temporal(t[c].type)]
        delta = {**{c: 'DELTA_BINARY_PACKED' for c in whole}, 'few': 'DELTA_LENGTH_BYTE_ARRAY', 'many': 'DELTA_LENGTH_BYTE_ARRAY',
                 'sorted': 'DELTA_BYTE_ARRAY', 'bin': 'DELTA_BYTE_ARRAY', 'no_text': 'DELTA_BYTE_ARRAY'}
        arrow('pyarrow-delta-v1', use_dictionary=False, column_encoding=delta, data_page_size=3000)
        arrow('pyarrow-delta-v2', use_dictionary=False, column_encoding=delta, data_page_version='2.0', compression='zstd')
        split = {c: 'BYTE_STREAM_SPLIT' for c in ['f32', 'f64', 'i32', 'i64', 'us']}
        arrow('pyarrow-split', use_dictionary=False, column_encoding=split, data_page_size=2000)
        arrow('pyarrow-fallback', dictionary_pagesize_limit=3000, data_page_size=2000, write_batch_size=100, row_group_size=3000)
        arrow('pyarrow-small-pages', data_page_size=300, write_batch_size=50, data_page_version='2.0', compression='none')
        arrow('pyarrow-int96', table=t.select(['us', 'day', 'few']), use_deprecated_int96_timestamps=True)
        arrow('pyarrow-ns', table=pa.table({'ns': pa.array(some(lambda i: (i - 1500) * 7919_000_001), pa.timestamp('ns'))}))
        arrow('empty', table=t.slice(0, 0))
        con = duckdb.connect()
        # DuckDB keeps one of 0.0 and -0.0 in a dictionary.
        zeros = pa.array([0.0 if v == 0 else v for v in t['f64'].to_pylist()], pa.float64())
        unsigned = t.set_column(t.column_names.index('f64'), 'f64', zeros)
        con.register('t', unsigned)
        for codec in ['snappy', 'zstd', 'gzip', 'uncompressed']:
            for version in [1, 2]:
                name = f'duckdb-{codec}-v{version}'
                con.execute(f"copy (select * from t) to '{name}.parquet' (format parquet, compression {codec}, parquet_version v{version}, row_group_size 2048)")
                save(name, unsigned)
        p = polars.from_arrow(t)
        p.write_parquet('polars-zstd.parquet'); save('polars-zstd', t)
        p.write_parquet('polars-snappy.parquet', compression='snappy', row_group_size=1000); save('polars-snappy', t)
        p.write_parquet('polars-pages.parquet', compression='gzip', data_page_size=1000, statistics='full'); save('polars-pages', t)
        t.drop(['bin', 'day']).to_pandas(types_mapper=pandas.ArrowDtype).to_parquet('pandas.parquet'); save('pandas', t.drop(['bin', 'day']))
        import decimal
        odd = pa.table({'good': ['a', None], 'list': [[1], [2, 3]], 'record': [{'a': 1, 'b': 'x'}, None],
            'decimal': [decimal.Decimal('1.50'), None], 'last': [1, 2], 'time': [dt.time(1), None]})
        pq.write_table(odd, 'odd.parquet')
        pq.write_table(pa.table({'a': [1, 2]}), 'brotli.parquet', compression='brotli')
        pq.write_table(pa.table({'a': pa.array([1, 2**64 - 1], pa.uint64())}), 'large.parquet')

        """
}

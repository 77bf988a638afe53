"""What ndff is measured beside; one call is one measurement. Prints the number of rows.

Dirty rows are handled as each can: DuckDB and pandas skip rows with too many or too few fields,
polars cuts or fills them. All fields stay text.
"""

import sys


def duckdb_load(file, database):
    import duckdb

    connection = duckdb.connect(database)
    connection.execute("SET threads = 2")
    # Quotes are named, or the apostrophes of Dutch names are taken for them.
    dialect = "delim = ',', quote = '\"', escape = '\"', header = true, all_varchar = true"
    source = f"read_csv('{file}', {dialect}, strict_mode = false, ignore_errors = true)"
    connection.execute(f"CREATE TABLE observation AS FROM {source} LIMIT 0")
    connection.execute(f"INSERT INTO observation SELECT DISTINCT ON (occurrenceID) * FROM {source}")
    (rows,) = connection.execute("SELECT count(*) FROM observation").fetchone()
    connection.close()
    return rows


def polars_load(file, parquet):
    import polars

    # Streaming into the file is faster than collecting first, and takes less memory.
    rows = polars.scan_csv(file, infer_schema=False, truncate_ragged_lines=True, ignore_errors=True)
    rows.unique(subset=["occurrenceID"], keep="first").sink_parquet(parquet, compression="zstd")
    return polars.scan_parquet(parquet).select(polars.len()).collect().item()


def pandas_load(file, parquet):
    import pandas

    table = pandas.read_csv(file, dtype=str, keep_default_na=False, on_bad_lines="skip")
    table = table.drop_duplicates("occurrenceID")
    table.to_parquet(parquet, compression="zstd", index=False)
    return len(table)


def duckdb_take_text(text, database):
    """Not measured: a native table with exactly the rows and columns of a Darwin Core text, all as text, which is
    what DuckDB writes fastest."""
    import duckdb

    connection = duckdb.connect(database)
    connection.execute(
        f"CREATE TABLE occurrence AS FROM read_csv('{text}', delim = '\t', quote = '', header = true, all_varchar = true)"
    )
    (rows,) = connection.execute("SELECT count(*) FROM occurrence").fetchone()
    connection.close()
    return rows


def duckdb_text(database, text):
    import duckdb

    connection = duckdb.connect(database, read_only=True)
    connection.execute("SET threads = 2")
    (rows,) = connection.execute(f"COPY occurrence TO '{text}' (FORMAT csv, DELIMITER '\t', QUOTE '', HEADER)").fetchone()
    return rows


def pyreader_read(archive):
    """python-dwca-reader: every row of the core."""
    from dwca.read import DwCAReader

    with DwCAReader(archive) as reader:
        return sum(1 for _ in reader)


def calamine_read(workbook):
    import python_calamine

    sheet = python_calamine.CalamineWorkbook.from_path(workbook).get_sheet_by_index(0)
    return sum(1 for _ in sheet.iter_rows()) - 1


def openpyxl_read(workbook):
    import openpyxl

    sheet = openpyxl.load_workbook(workbook, read_only=True).worksheets[0]
    return sum(1 for _ in sheet.iter_rows(values_only=True)) - 1


def ogr_gml(gml, geopackage):
    """GDAL into a GeoPackage, its usual target."""
    import subprocess

    subprocess.run(["ogr2ogr", "-f", "GPKG", "-nln", "waarneming", geopackage, gml], check=True, stderr=subprocess.DEVNULL)
    import sqlite3

    (rows,) = sqlite3.connect(geopackage).execute("SELECT count(*) FROM waarneming").fetchone()
    return rows


if __name__ == "__main__":
    print(globals()[sys.argv[1]](*sys.argv[2:]))

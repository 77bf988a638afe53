"""Counts the records of a delivery with Python's own CSV and XML readers: a second opinion on `read`."""

import csv
import io
import json
import os
import re
import sqlite3
import struct
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import deliveries

csv.field_size_limit(sys.maxsize)


class CannotCount(Exception):
    """Says why there is no second opinion."""


def count(delivery, notes=""):
    """The numbers of records that it may have; or CannotCount.

    Several: with and without records of which every field is empty, or tables of which the program may choose one.
    - notes: what the program said while reading, which tells the sheets that it chose.
    """
    kind = delivery.format.split(".")[0]
    if kind in OTHER_FORMATS:
        try:
            return OTHER_FORMATS[kind](delivery, notes)
        except CannotCount:
            raise
        except Exception as error:
            raise CannotCount(f"Python cannot read it ({type(error).__name__}: {error})") from error
    return count_texts(delivery)


def count_texts(delivery):
    try:
        files = deliveries.files_of(delivery)
    except Exception as error:
        raise CannotCount(f"archive is damaged ({type(error).__name__})") from error
    descriptors = [name for name in files if name.rsplit("/", 1)[-1] == "meta.xml"]
    if descriptors:
        return count_archive(files, min(descriptors, key=lambda name: name.count("/")))
    tables = [name for name in files if not name.lower().endswith((".xml", ".md", ".pdf", ".rtf", ".log"))]
    if len(tables) > 1:
        # Files whose names do not say so are no tables; of several, the one named for the occurrences is meant.
        tables = [name for name in tables if name.lower().endswith((".csv", ".tsv", ".txt", ".tab"))]
    if len(tables) > 1:
        tables = [name for name in tables if "occurrence" in name.rsplit("/", 1)[-1].lower()] or tables
    if len(tables) != 1:
        raise CannotCount(f"{len(tables)} files, no meta.xml")
    return count_table(files[tables[0]])


def count_table(data):
    encoding = encoding_of(data)
    text = data.decode(encoding, errors="replace").lstrip("\ufeff")
    if not text.strip():
        return 0, 0
    header = text.splitlines()[0]
    delimiter = max("\t,;|", key=header.count)
    quote = csv.QUOTE_NONE if '"' not in text else csv.QUOTE_MINIMAL
    rows = csv.reader(deliveries.text_lines(text.encode("utf-8"), "utf-8"), delimiter=delimiter, quoting=quote)
    try:
        return count_rows(rows, skipped=1)
    except csv.Error as error:
        raise CannotCount(f"Python's csv: {error}") from error


def count_rows(rows, skipped):
    filled = with_empty = 0
    for row in rows:
        filled += any(row)
        with_empty += len(row) > 0
    return max(0, filled - skipped), max(0, with_empty - skipped)


def encoding_of(data):
    if data[:3] == b"\xef\xbb\xbf":
        return "utf-8-sig"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    sample = data[:4000]
    if sample and sample[1::2].count(0) > len(sample) / 5:
        return "utf-16-le"
    if sample and sample[0::2].count(0) > len(sample) / 5:
        return "utf-16-be"
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return "cp1252"


def count_archive(files, descriptor):
    try:
        archive = ElementTree.fromstring(files[descriptor].strip())
    except ElementTree.ParseError as error:
        raise CannotCount(f"meta.xml: {error}") from error
    folder = descriptor[: -len("meta.xml")]
    tables = [element for element in archive if element.tag.rsplit("}", 1)[-1] in ("core", "extension")]
    occurrences = [table for table in tables if table.get("rowType", "").rsplit("/", 1)[-1] == "Occurrence"]
    if not occurrences:
        raise CannotCount("no occurrences in it")
    table = occurrences[0]
    locations = [element for element in table.iter() if element.tag.rsplit("}", 1)[-1] == "location"]
    if not locations:
        raise CannotCount("meta.xml names no file")
    counts = []
    for location in locations:
        name = folder + (location.text or "").strip()
        if name not in files:
            raise CannotCount(f"{name} is not in the archive")
        counts.append(count_described(files[name], table))
    return sum(filled for filled, _ in counts), sum(with_empty for _, with_empty in counts)


def unescape(value):
    return value.replace("\\t", "\t").replace("\\n", "\n").replace("\\r", "\r").replace("\\|", "|")


def count_described(data, table):
    encoding = (table.get("encoding") or "utf-8").strip() or "utf-8"
    delimiter = unescape(table.get("fieldsTerminatedBy") or ",") or ","
    enclosed = table.get("fieldsEnclosedBy", '"')
    skipped = int(table.get("ignoreHeaderLines") or 0)
    try:
        lines = deliveries.text_lines(data, encoding)
        if enclosed:
            rows = csv.reader(lines, delimiter=delimiter, quotechar=enclosed[0])
        else:
            rows = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        return count_rows(rows, skipped)
    except (csv.Error, LookupError, TypeError) as error:
        raise CannotCount(f"Python's csv: {error}") from error


# Other formats, each with a reader that is not ours.


def bytes_of(delivery, ending=""):
    """The only file of a delivery, or the one that ends so."""
    files = deliveries.files_of(delivery)
    names = [name for name in files if name.lower().endswith(ending)] if len(files) > 1 else list(files)
    if len(names) != 1:
        raise CannotCount(f"{len(names)} files")
    return files[names[0]]


def count_workbook(delivery, notes):
    import python_calamine

    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(bytes_of(delivery)))
    told = dict(re.findall(r"sheet '(.+?)' read, its records begin in row (\d+)", notes))
    sums = 0
    counts = []
    for name in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        filled = [number for number, row in enumerate(rows, 1) if any(str(cell).strip() for cell in row)]
        if told:
            first = int(told.get(name, 0))
            sums += sum(number >= first for number in filled) if first else 0
        elif filled:
            # The program says nothing when there is no choice: a header in the first row.
            counts.append(len(filled) - 1)
    return (sums,) if told else tuple(counts)


def count_geopackage(delivery, notes):
    with tempfile.NamedTemporaryFile(suffix=".gpkg") as file:
        file.write(bytes_of(delivery, ".gpkg"))
        file.flush()
        connection = sqlite3.connect(f"file:{file.name}?mode=ro", uri=True)
        tables = connection.execute("SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes')").fetchall()
        counts = [connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables]
        connection.close()
    return (sum(counts), *counts)


def count_json(delivery, notes):
    text = bytes_of(delivery, "data.json").decode("utf-8-sig")
    try:
        document = json.loads(text)
    except json.JSONDecodeError:
        lines = [line for line in text.splitlines() if line.strip()]
        for line in lines:
            json.loads(line)
        return (len(lines),)
    if isinstance(document, list):
        return (len(document),)
    if "features" in document:
        return (len(document["features"]),)
    counts = []
    for verb in ("POST", "PUT", "DELETE"):
        part = document.get(verb) or {}
        counts.append(len(part.get("observations") or []) if isinstance(part, dict) else len(part))
    embedded = document.get("_embedded")
    items = document.get("items") or (embedded.get("items") if isinstance(embedded, dict) else None) or []
    return (sum(counts), len(items), 1)


def count_gml(delivery, notes):
    members = collections = 0
    for event, element in ElementTree.iterparse(io.BytesIO(bytes_of(delivery)), events=("end",)):
        name = element.tag.rsplit("}", 1)[-1]
        if name in ("featureMember", "member"):
            members += 1
            element.clear()
        elif name == "featureMembers":
            collections += len(element)
    if members + collections == 0:
        raise CannotCount("no GML features in it")
    return (members + collections,)


def count_parquet(delivery, notes):
    import pyarrow.parquet

    return (pyarrow.parquet.ParquetFile(io.BytesIO(bytes_of(delivery, "parquet"))).metadata.num_rows,)


def count_dbase(delivery, notes):
    """Records that are not marked as deleted, of all tables together."""
    if delivery.format.endswith(".zip"):
        tables = [data for name, data in deliveries.files_of(delivery).items() if name.lower().endswith(".dbf")]
    else:
        stem = os.path.splitext(delivery.full_path)[0]
        path = next((stem + ending for ending in (".dbf", ".DBF") if os.path.exists(stem + ending)), None)
        if path is None:
            raise CannotCount("no .dbf beside it")
        with open(path, "rb") as file:
            tables = [file.read()]
    total = kept = 0
    for data in tables:
        records, header, length = struct.unpack("<IHH", data[4:12])
        total += records
        kept += sum(data[header + number * length : header + number * length + 1] != b"*" for number in range(records))
    return (total, kept)


def count_package(delivery, notes):
    """Rows of the table of observations of a data package."""
    files = deliveries.files_of(delivery)
    name = next(name for name in files if name.rsplit("/", 1)[-1] == "datapackage.json")
    resources = json.loads(files[name].decode("utf-8-sig"))["resources"]
    for resource in resources:
        if resource.get("name") in ("observations", "occurrence", "occurrences"):
            path = resource["path"] if isinstance(resource["path"], str) else resource["path"][0]
            found = files.get(os.path.join(os.path.dirname(name), path)) or files.get(path.rsplit("/", 1)[-1])
            if found is None:
                raise CannotCount(f"{path} is not in it")
            return count_table(found)
    raise CannotCount("no table of observations")


OTHER_FORMATS = {
    "xlsx": count_workbook,
    "gpkg": count_geopackage,
    "json": count_json,
    "xml": count_gml,
    "parquet": count_parquet,
    "shp": count_dbase,
    "dbf": count_dbase,
    "datapackage": count_package,
}

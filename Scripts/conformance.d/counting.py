"""Counts the records of a delivery with Python's own CSV and XML readers: a second opinion on `read`."""

import csv
import sys
import xml.etree.ElementTree as ElementTree

import deliveries

csv.field_size_limit(sys.maxsize)


class CannotCount(Exception):
    """Says why there is no second opinion."""


def count(delivery):
    """The number of records, without and with those of which every field is empty; or CannotCount."""
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

"""The same observations in other formats, for measuring the readers. Made from the generated CSV."""

import csv
import json
import sys
import zipfile
from xml.sax.saxutils import escape

# What consultancies send: sixteen columns.
WORKBOOK_COLUMNS = [
    "occurrenceID", "scientificName", "vernacularName", "eventDate", "decimalLatitude", "decimalLongitude",
    "coordinateUncertaintyInMeters", "individualCount", "lifeStage", "sex", "behavior", "habitat", "samplingProtocol",
    "recordedBy", "locality", "rightsHolder",
]
NUMBERS = {"decimalLatitude", "decimalLongitude", "coordinateUncertaintyInMeters", "individualCount"}


def records(file):
    """Header and records that have all fields: a peer that stops at a broken line measures nothing."""
    with open(file, encoding="utf-8", errors="replace", newline="") as text:
        reader = csv.reader(text)
        header = next(reader)
        yield header
        for row in reader:
            if len(row) == len(header) and row[0] and not any("\n" in cell or "\r" in cell or "\t" in cell or "\0" in cell for cell in row):
                yield row


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def write_csv(file, path):
    with open(path, "w", encoding="utf-8", newline="") as text:
        rows = csv.writer(text, lineterminator="\n").writerows(records(file))
    return rows


def write_archive(file, path):
    rows = records(file)
    header = next(rows)
    fields = "".join(f'<field index="{i}" term="http://rs.tdwg.org/dwc/terms/{t}"/>' for i, t in enumerate(header))
    meta = (
        '<archive xmlns="http://rs.tdwg.org/dwc/text/"><core rowType="http://rs.tdwg.org/dwc/terms/Occurrence" encoding="UTF-8" '
        'fieldsTerminatedBy="\\t" linesTerminatedBy="\\n" fieldsEnclosedBy="" ignoreHeaderLines="1">'
        f'<files><location>occurrence.txt</location></files><id index="0"/>{fields}</core></archive>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr("meta.xml", meta)
        with archive.open("occurrence.txt", "w", force_zip64=True) as text:
            text.write(("\t".join(header) + "\n").encode())
            for row in rows:
                text.write(("\t".join(row) + "\n").encode())


def write_parquet(file, path):
    import itertools

    import pyarrow
    import pyarrow.parquet

    rows = records(file)
    schema = pyarrow.schema([(name, pyarrow.string()) for name in next(rows)])
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(itertools.islice(rows, 100_000)):
            writer.write_table(pyarrow.table([pyarrow.array(column, pyarrow.string()) for column in zip(*group)], schema=schema))


def write_workbook(file, path):
    import openpyxl

    rows = records(file)
    header = next(rows)
    places = [header.index(name) for name in WORKBOOK_COLUMNS]
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("Waarnemingen")
    sheet.append(WORKBOOK_COLUMNS)
    for row in rows:
        cells = [row[place] for place in places]
        sheet.append([number(cell) if name in NUMBERS else cell or None for name, cell in zip(WORKBOOK_COLUMNS, cells)])
    workbook.save(path)


def write_gml(file, path):
    rows = records(file)
    header = next(rows)
    latitude, longitude = header.index("decimalLatitude"), header.index("decimalLongitude")
    with open(path, "w", encoding="utf-8") as text:
        text.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" '
            'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:w="https://waarneming.example/gml">\n'
        )
        for count, row in enumerate(rows):
            if number(row[latitude]) is None or number(row[longitude]) is None:
                continue
            properties = "".join(f"<w:{name}>{escape(cell)}</w:{name}>" for name, cell in zip(header, row) if cell)
            text.write(
                f'<wfs:member><w:waarneming gml:id="w.{count}">{properties}<w:geom><gml:Point gml:id="p.{count}" '
                f'srsName="urn:ogc:def:crs:EPSG::4258"><gml:pos>{row[latitude]} {row[longitude]}</gml:pos></gml:Point></w:geom>'
                "</w:waarneming></wfs:member>\n"
            )
        text.write("</wfs:FeatureCollection>\n")


def write_ndff_json(file, path):
    """A bulk set as the NDFF's interface takes it."""
    rows = records(file)
    place = {name: index for index, name in enumerate(next(rows))}
    codes = "http://ndff-ecogrid.nl/codes"
    with open(path, "w", encoding="utf-8") as text:
        text.write('{"POST":{"datasets":[],"persons":[],"observations":[')
        separator = ""
        for row in rows:
            latitude, longitude = number(row[place["decimalLatitude"]]), number(row[place["decimalLongitude"]])
            if latitude is None or longitude is None:
                continue
            name = row[place["scientificName"]].split("(")[0].lower().replace(" ", "")
            observation = {
                "identity": row[0], "dataset": "https://waarneming.example/map/1",
                "taxon": f"http://ndff-ecogrid.nl/taxonomy/taxa/{name}",
                "abundanceSchema": f"{codes}/scales/exact_count",
                "abundanceValue": number(row[place["individualCount"]]) or 1,
                "activity": f"{codes}/domainvalues/observation/activities/unknown",
                "biotope": f"{codes}/domainvalues/observation/biotopes/unknown",
                "determinationMethod": f"{codes}/domainvalues/observation/determinationmethods/unknown",
                "lifestage": f"{codes}/domainvalues/observation/lifestages/unknown",
                "sex": f"{codes}/domainvalues/observation/sexes/undefined",
                "subjectType": f"{codes}/domainvalues/observation/subjecttypes/live/individual",
                "surveyMethod": f"{codes}/domainvalues/observation/surveymethods/unknown",
                "location": {"buffer": 10, "geometry": {"type": "Point", "coordinates": [longitude, latitude]}},
                "periodStart": row[place["eventDate"]], "periodStop": row[place["eventDate"]],
                "extrainfo": [], "involved": [],
            }
            text.write(separator + json.dumps(observation, ensure_ascii=False))
            separator = ","
        text.write("]}}")


WRITERS = {
    "csv": ("observations-f.csv", write_csv), "dwca": ("archive.zip", write_archive),
    "parquet": ("observations.parquet", write_parquet), "xlsx": ("observations.xlsx", write_workbook),
    "gml": ("observations.gml", write_gml), "ndff-json": ("data.json", write_ndff_json),
}

if __name__ == "__main__":
    _, write = WRITERS[sys.argv[1]]
    write(sys.argv[2], sys.argv[3])

"""Makes the inputs that Scripts/fuzz begins with: one small delivery of every format, and some with oddities.

    .venv/bin/python Scripts/fuzz.d/seeds.py Fixtures/fuzz

What consists of several files is put in a tar without compression: in a zip nearly every changed byte would end at its
checksum, and the readers behind it would never see one.
"""

import gzip
import io
import json
import pathlib
import sqlite3
import struct
import sys
import tarfile
import tempfile
import zipfile

import pyarrow
import pyarrow.parquet

HEADER = ["occurrenceID", "scientificName", "eventDate", "decimalLatitude", "decimalLongitude", "individualCount", "recordedBy"]
ROWS = [
    ["https://x.example/1", "Bufo bufo", "2024-05-12", "52.1", "5.2", "3", "A. Voorbeeld"],
    ["https://x.example/2", "Lutra lutra", "2024-05-12/2024-05-14", "52,15", "5,25", "1-5", ""],
    ["https://x.example/3", "Prunus serotina Ehrh.", "12-05-2024 14:30", "51°44'N", "4°42'E", "veel", "?"],
]


def delimited(rows, delimiter=",", end="\n"):
    return end.join(delimiter.join(row) for row in rows) + end


def tar(files):
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in files.items():
            content = content.encode() if isinstance(content, str) else content
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return target.getvalue()


def zipped(files, method=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


def table_of(kind, row_type, location, terms, identifier):
    fields = "".join(f'<field index="{i}" term="http://rs.tdwg.org/dwc/terms/{t}"/>' for i, t in enumerate(terms))
    return (
        f'<{kind} rowType="http://rs.tdwg.org/dwc/terms/{row_type}" fieldsTerminatedBy="\\t" linesTerminatedBy="\\n" '
        f'ignoreHeaderLines="1"><files><location>{location}</location></files><{identifier} index="0"/>{fields}</{kind}>'
    )


def archive(*tables):
    return '<archive xmlns="http://rs.tdwg.org/dwc/text/">' + "".join(tables) + "</archive>"


def csv_files():
    yield "plain.csv", delimited([HEADER, *ROWS])
    yield "semicolon.csv", delimited([["id", "soort_wet", "datm_start", "x", "y", "aantal"], ["1", "Bufo bufo", "12-05-2024", "155000,5", "463000,2", "3"]], ";", "\r\n")
    yield "quoted.csv", 'id,scientificName,remarks,x,y\r\n1,"Bufo ""bufo""","twee\nregels",155000,463000\r2,"open,Bufo\n'
    yield "utf16.tsv", delimited([HEADER, *ROWS], "\t").encode("utf-16")
    yield "latin1.csv", "id;naam;datum;hok\n1;koekoeksbloem é;mei 2024;155-463\n".encode("latin-1")
    yield "ragged.csv", "a,b,c\n1,2\n1,2,3,4\n\0,\xff\n".encode("latin-1")
    yield "gzipped.csv.gz", gzip.compress(delimited([HEADER, *ROWS]).encode(), mtime=0)
    yield "species.csv", "Deze export is aangemaakt op 16-07-26 14:53\nGevraagde hokken: 155 - 460\nGevraagde hok grootte: 1x1km\nGevraagde periode: 2022-2026\n\nHoknummer,Soortgroep,Naam soort,Wetenschappelijke naam,Beleidsstatus,Vervagingsniveau,Aantal waarnemingen\n"


def archives():
    core = delimited([HEADER, *ROWS], "\t")
    meta = archive(table_of("core", "Occurrence", "occurrence.txt", HEADER, "id"))
    yield "occurrence.tar", tar({"meta.xml": meta, "occurrence.txt": core})
    yield "zipped.zip", zipped({"map/meta.xml": meta, "map/occurrence.txt": core})
    yield "stored.zip", zipped({"meta.xml": meta, "occurrence.txt": core}, zipfile.ZIP_STORED)
    yield "tables.tar", tar({"occurrence.csv": delimited([HEADER, *ROWS]), "event.csv": "eventID,eventDate\ne,2024\n"})
    events = [["eventID", "parentEventID", "eventDate", "decimalLatitude", "decimalLongitude"], ["e1", "", "2024-05", "52.1", "5.2"], ["e2", "e1", "", "", ""], ["e3", "e3", "2024", "", ""]]
    occurrences = [["eventID", "occurrenceID", "scientificName"], ["e2", "o1", "Bufo bufo"], ["e3", "o2", "Lutra lutra"], ["e9", "o3", "Meles meles"]]
    facts = [["eventID", "occurrenceID", "measurementType", "measurementValue"], ["e1", "o1", "cover", "5%"], ["e1", "", "depth", "1"]]
    meta = archive(
        table_of("core", "Event", "event.txt", events[0], "id"),
        table_of("extension", "Occurrence", "occurrence.txt", occurrences[0], "coreid"),
        table_of("extension", "MeasurementOrFact", "mof.txt", facts[0], "coreid"),
    )
    yield "event.tar", tar({"meta.xml": meta, **{f"{n}.txt": delimited(r, "\t") for n, r in (("event", events), ("occurrence", occurrences), ("mof", facts))}})


def packages():
    schema = {"fields": [{"name": name, "type": "string"} for name in HEADER]}
    resource = {"name": "observations", "path": "observations.csv", "schema": schema}
    yield "plain.tar", tar({"datapackage.json": json.dumps({"name": "p", "resources": [resource]}), "observations.csv": delimited([HEADER, *ROWS])})
    deployments = [["deploymentID", "latitude", "longitude", "deploymentStart", "deploymentEnd", "coordinateUncertainty"], ["d1", "52.1", "5.2", "2024-05-12T10:00:00Z", "2024-05-13T10:00:00Z", "100"]]
    media = [["mediaID", "deploymentID", "timestamp", "filePath", "fileMediatype"], ["m1", "d1", "2024-05-12T10:01:00Z", "a.jpg", "image/jpeg"]]
    observations = [["observationID", "deploymentID", "mediaID", "eventStart", "eventEnd", "observationType", "scientificName", "count", "lifeStage", "sex"], ["o1", "d1", "m1", "2024-05-12T10:01:00Z", "2024-05-12T10:01:10Z", "animal", "Meles meles", "2", "adult", ""], ["o2", "d1", "", "2024-05-12T11:01:00Z", "", "blank", "", "", "", ""]]
    tables = {"deployments": deployments, "media": media, "observations": observations}
    package = {"profile": "https://raw.githubusercontent.com/tdwg/camtrap-dp/1.0/camtrap-dp-profile.json", "resources": [{"name": n, "path": f"{n}.csv", "profile": "tabular-data-resource"} for n in tables]}
    yield "camtrap.tar", tar({"datapackage.json": json.dumps(package), **{f"{n}.csv": delimited(r) for n, r in tables.items()}})


def ndff_observation(number, **more):
    return {
        "identity": f"https://x.example/{number}", "dataset": "https://x.example/map", "taxon": "http://ndff-ecogrid.nl/taxonomy/taxa/bufobufo",
        "abundanceSchema": "http://ndff-ecogrid.nl/codes/scales/exact_count", "abundanceValue": 3,
        "location": {"buffer": 5, "geometry": {"type": "Point", "coordinates": [155000.5, 463000]}},
        "periodStart": "2024-05-12T10:00:00", "periodStop": "2024-05-12T10:01:00",
        "extrainfo": [{"key": "http://ndff-ecogrid.nl/codes/keys/observation/dwellings", "value": "nest"}],
        "involved": [{"involvementType": "http://ndff-ecogrid.nl/codes/involvementtypes/data_owner", "person": "https://x.example/p"}], **more,
    }


def json_files():
    square = {"buffer": 0, "geometry": {"type": "Polygon", "coordinates": [[[5, 52], [5.1, 52], [5.1, 52.1], [5, 52]]]}}
    dataset = {"identity": "https://x.example/map", "parent": "https://x.example/boven", "protocol": "http://ndff-ecogrid.nl/codes/protocols/12.205", "description": "caf\u00e9"}
    bulk = {"POST": {"observations": [ndff_observation(1), ndff_observation(2, location=square)], "persons": [{"identity": "https://x.example/p", "name": "A"}], "datasets": [dataset]}, "PUT": {"observations": [ndff_observation(1, abundanceValue=4)]}, "DELETE": ["https://x.example/9"]}
    yield "bulk.json", json.dumps(bulk)
    yield "bulk.tar", tar({"data.json": json.dumps(bulk)})
    yield "one.json", json.dumps(ndff_observation(1))
    yield "hal.json", json.dumps({"_links": {"self": {"href": "x"}}, "count": 1, "_embedded": {"items": [ndff_observation(1)]}})
    features = [{"type": "Feature", "id": n, "properties": {"occurrenceID": str(n), "soort": "Bufo bufo", "datum": "2024-05-12", "x": {"y": [1, None]}}, "geometry": g} for n, g in enumerate([{"type": "Point", "coordinates": [5.1, 52.1, 3]}, {"type": "MultiPolygon", "coordinates": [[[[5, 52], [5.1, 52], [5, 52.1], [5, 52]]]]}, None])]
    yield "features.geojson", json.dumps({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}, "features": features})
    yield "sequence.geojson", "\x1e" + "\n\x1e".join(json.dumps(f) for f in features) + "\n"
    yield "lines.jsonl", "\n".join(json.dumps(dict(zip(HEADER, row))) for row in ROWS) + '\n{"occurrenceID": "\\ud83d\\udc38", "later": true}\n'
    yield "array.json", json.dumps([dict(zip(HEADER, row)) for row in ROWS])


def geopackage(layer, columns, rows, geometry):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "a.gpkg"
        connection = sqlite3.connect(path)
        connection.executescript(
            "PRAGMA page_size = 512; VACUUM; PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;"
            "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);"
            "INSERT INTO gpkg_spatial_ref_sys VALUES ('RD', 28992, 'EPSG', 28992, 'undefined', NULL);"
            "CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT, description TEXT DEFAULT '', last_change DATETIME, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);"
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT);"
        )
        names = ", ".join(f'"{name}"' for name in columns)
        connection.execute(f'CREATE TABLE "{layer}" (fid INTEGER PRIMARY KEY AUTOINCREMENT, geom BLOB, {names})')
        connection.execute("INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES (?, 'features', ?, 28992)", (layer, layer))
        connection.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', 28992, 0, 0)", (layer,))
        for row in rows:
            connection.execute(f'INSERT INTO "{layer}" (geom, {names}) VALUES (?, {", ".join("?" * len(columns))})', (geometry, *row))
        connection.commit()
        connection.close()
        return path.read_bytes()


def ring(points):
    return struct.pack("<I", len(points)) + b"".join(struct.pack("<dd", *p) for p in points)


def geopackages():
    head = b"GP\x00\x01" + struct.pack("<i", 28992)
    point = head + struct.pack("<BIdd", 1, 1, 155000, 463000)
    polygon = head + struct.pack("<BII", 1, 3, 1) + ring([(155000, 463000), (156000, 463000), (156000, 464000), (155000, 463000)])
    multi = head + struct.pack("<BII", 1, 6, 1) + polygon[8:]
    yield "points.gpkg", geopackage("waarnemingen", HEADER, ROWS, point)
    yield "polygons.gpkg", geopackage("vlakken", HEADER, ROWS, polygon)
    columns = ["Identiteit", "Soortgroep", "Naam soort", "Wetenschappelijke naam", "Periode start", "Periode stop", "Vervaging", "Hoknummer", "Hok grootte", "Aantal", "Bronhouder"]
    row = ["a" * 64, "Amfibieën", "gewone pad", "Bufo bufo", "2024-01-01", "2025-01-01", "1 km", "155-463", "1x1km", "1", "B"]
    yield "ndff.gpkg", geopackage("waarnemingen", columns, [row, [*row[:7], "156-463", *row[8:]]], multi)


def shapefiles():
    fields = [("obs_uri", "C", 20, 0), ("soort_wet", "C", 20, 0), ("datm_start", "D", 8, 0), ("orig_aant", "N", 6, 0), ("area_m2", "F", 12, 4), ("vervaagd", "L", 1, 0)]
    records = [b" " + b"x:1".ljust(20) + "Bufo bufo".encode().ljust(20) + b"20240512" + b"     3" + b"    282.8427" + b"F", b"*" + b"x:2".ljust(20) + b"caf\xe9".ljust(20) + b"        " + b"******" + b"            " + b"?"]
    head = 32 + 32 * len(fields) + 1
    dbf = struct.pack("<BBBBIHH20x", 3, 124, 5, 12, len(records), head, len(records[0]))
    for name, kind, size, decimals in fields:
        dbf += name.encode().ljust(11, b"\0") + kind.encode() + b"\0" * 4 + bytes([size, decimals]) + b"\0" * 14
    dbf += b"\r" + b"".join(records) + b"\x1a"
    octagon = [(155010, 463000), (155007, 463007), (155000, 463010), (154993, 463007), (154990, 463000), (154993, 462993), (155000, 462990), (155007, 462993), (155010, 463000)]
    shape = struct.pack("<I4dIII", 5, 154990, 462990, 155010, 463010, 1, len(octagon), 0) + b"".join(struct.pack("<dd", *p) for p in octagon)
    empty = struct.pack("<I", 0)
    body = b"".join(struct.pack(">II", n + 1, len(s) // 2) + s for n, s in enumerate((shape, empty)))
    shp = struct.pack(">I20xI", 9994, (100 + len(body)) // 2) + struct.pack("<II8d", 1000, 5, 154990, 462990, 155010, 463010, 0, 0, 0, 0) + body
    prj = 'PROJCS["RD_New",GEOGCS["GCS_Amersfoort",DATUM["D_Amersfoort",SPHEROID["Bessel_1841",6377397.155,299.1528128]]],PROJECTION["Double_Stereographic"]]'
    yield "classic.tar", tar({"a.shp": shp, "a.dbf": dbf, "a.prj": prj, "a.cpg": "1252"})
    yield "table.dbf", dbf


def workbook(sheet, strings, styles=""):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return tar({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><workbookPr date1904="0"/><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">' + "".join(f"<si><t>{s}</t></si>" for s in strings) + "<si><r><t>rij</t></r><r><t>k</t></r></si></sst>",
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>',
    })


def workbooks():
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="s"><v>2</v></c><c r="C3" t="inlineStr"><is><t>datum</t></is></c><c r="E3" t="str"><f>A1</f><v>aantal</v></c></row><row r="4"><c r="A4"><v>1</v></c><c r="B4" t="s"><v>3</v></c><c r="C4" s="1"><v>45424.5</v></c><c r="E4" t="n"><v>51.200000000000003</v></c></row><row><c><v>2</v></c><c t="s"><v>99</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>'
    yield "oddities.tar", workbook(cells, ["Waarnemingen 2024", "id", "soort", "Bufo bufo", "a_x000D_b"])


def gml_files():
    def member(number, geometry):
        return f'<gml:featureMember><ms:w gml:id="w.{number}"><ms:id>{number}</ms:id><ms:soort>Bufo bufo</ms:soort><ms:datum>2024-05-12</ms:datum><ms:aantal xsi:nil="true"/>{geometry}</ms:w></gml:featureMember>'

    point = '<ms:geom><gml:Point srsName="urn:ogc:def:crs:EPSG::4326"><gml:pos>52.1 5.2</gml:pos></gml:Point></ms:geom>'
    polygon = '<ms:geom><gml:Polygon srsName="EPSG:28992"><gml:exterior><gml:LinearRing><gml:posList srsDimension="2">155000 463000 156000 463000 156000 464000 155000 463000</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></ms:geom>'
    old = '<ms:geom><gml:LineString srsName="http://www.opengis.net/gml/srs/epsg.xml#28992"><gml:coordinates>155000,463000 155100,463000</gml:coordinates></gml:LineString></ms:geom>'
    spaces = 'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:ms="http://x.example/ms" xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    yield "features.gml", f'<?xml version="1.0" encoding="UTF-8"?><wfs:FeatureCollection {spaces}>' + member(1, point) + member(2, polygon) + member(3, old) + "</wfs:FeatureCollection>"
    yield "records.xml", '<SimpleDarwinRecordSet xmlns="http://rs.tdwg.org/dwc/xsd/simpledarwincore/" xmlns:dwc="http://rs.tdwg.org/dwc/terms/"><SimpleDarwinRecord><dwc:occurrenceID>1</dwc:occurrenceID><dwc:scientificName>Bufo bufo</dwc:scientificName></SimpleDarwinRecord></SimpleDarwinRecordSet>'
    yield "entity.xml", '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d SYSTEM "file:///etc/passwd">]><a>&b;&d;</a>'


def parquet(table, **options):
    target = io.BytesIO()
    pyarrow.parquet.write_table(table, target, **options)
    return target.getvalue()


def parquets():
    columns = list(zip(*ROWS))
    text = pyarrow.table({name: list(column) for name, column in zip(HEADER, columns)})
    yield "text.parquet", parquet(text, compression="zstd")
    yield "plain.parquet", parquet(text, compression="none", use_dictionary=False)
    typed = pyarrow.table({"gbifid": [1, 2, None], "species": ["Bufo bufo", None, "Lutra lutra"], "decimallatitude": [52.1, None, 51.0], "decimallongitude": [5.1, 5.2, None], "eventdate": pyarrow.array([1, 2, None], pyarrow.timestamp("ms")), "day": pyarrow.array([1, None, 3], pyarrow.date32()), "isincluster": [True, None, False], "issue": [["a", "b"], [], None], "geometry": [struct.pack("<BIdd", 1, 1, 5.1, 52.1)] * 3})
    yield "typed.parquet", parquet(typed, compression="snappy", data_page_version="2.0")


FORMATS = {
    "csv": csv_files, "dwca": archives, "datapackage": packages, "json": json_files, "geopackage": geopackages,
    "shapefile": shapefiles, "xlsx": workbooks, "gml": gml_files, "parquet": parquets,
}

if __name__ == "__main__":
    for name, files in FORMATS.items():
        folder = pathlib.Path(sys.argv[1]) / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in files():
            (folder / file).write_bytes(content.encode() if isinstance(content, str) else content)

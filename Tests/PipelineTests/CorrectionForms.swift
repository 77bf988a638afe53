/// Python that makes small deliveries in forms that are no text, with a record that lacks its identity, and that mends
/// what comes back of them, as suppliers do with their own programs.
enum CorrectionForms {
    /// `make FORM PATH`: three good records `bron:1…3` and one without identity, of the same species on the same day.
    /// `mend PATH NEW`: gives the record that came back the identity `bron:4`, and prints what it says of itself.
    static let script = """
        import json, os, re, sqlite3, struct, sys, zipfile
        ROWS = [(f"bron:{n}" if n else None, "Bufo bufo", f"2024-05-{10 + k:02d}", 155000 + 100 * k, 463000, k + 1)
                for k, n in enumerate([1, 2, None, 3])]
        NAMES = ["identiteit", "soort", "datum", "x", "y", "aantal"]

        def blob(x, y):
            return b"GP\\0\\1" + struct.pack("<i", 28992) + struct.pack("<BIdd", 1, 1, x, y)

        def make_xlsx(path):
            import openpyxl
            book = openpyxl.Workbook()
            sheet = book.active
            sheet.title = "Tellingen 2024"
            sheet.append(["Tellingen van de padden"])
            sheet.append([])
            sheet.append(NAMES)
            for row in ROWS: sheet.append(row)
            book.save(path)

        def make_wide(path):
            import openpyxl
            book = openpyxl.Workbook()
            sheet = book.active
            sheet.append(["nummer", "datum", "x", "y", "Bufo bufo", "Rana temporaria"])
            for row in ROWS: sheet.append([row[0], row[2], row[3], row[4], row[5], 0])
            book.save(path)

        def make_parquet(path):
            import pyarrow as pa, pyarrow.parquet as pq
            pq.write_table(pa.table({name: [row[k] for row in ROWS] for k, name in enumerate(NAMES)}), path)

        def make_gpkg(path):
            c = sqlite3.connect(path)
            c.executescript('''
                PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300;
                CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
                    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
                INSERT INTO gpkg_spatial_ref_sys VALUES ('RD New', 28992, 'EPSG', 28992, 'undefined', NULL);
                CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
                    description TEXT, last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
                    srs_id INTEGER);
                INSERT INTO gpkg_contents VALUES ('Tellingen', 'features', 'Tellingen', '', '2024-06-01T00:00:00.000Z',
                    NULL, NULL, NULL, NULL, 28992);
                CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
                    geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL);
                INSERT INTO gpkg_geometry_columns VALUES ('Tellingen', 'punt', 'POINT', 28992, 0, 0);
                CREATE TABLE Tellingen (fid INTEGER PRIMARY KEY, punt POINT, identiteit TEXT, soort TEXT, datum TEXT, aantal INTEGER);
                ''')
            for row in ROWS:
                c.execute("INSERT INTO Tellingen VALUES (NULL, ?, ?, ?, ?, ?)", (blob(row[3], row[4]), row[0], row[1], row[2], row[5]))
            c.commit()

        def make_shp(path):
            import shapefile
            stem = path + ".d/tellingen"
            os.makedirs(path + ".d")
            with shapefile.Writer(stem, shapeType=shapefile.POINT) as w:
                w.field("identiteit", "C", 20); w.field("soort", "C", 40); w.field("datum", "D"); w.field("aantal", "N", 6)
                for row in ROWS:
                    w.point(row[3], row[4])
                    w.record(row[0] or "", row[1], row[2].replace("-", ""), row[5])
            open(stem + ".prj", "w").write('PROJCS["Amersfoort_RD_New",AUTHORITY["EPSG","28992"]]')
            with zipfile.ZipFile(path, "w") as z:
                for ending in ("shp", "shx", "dbf", "prj"): z.write(f"{stem}.{ending}", f"tellingen.{ending}")

        def members(row):
            names = dict(zip(NAMES, row))
            if names["identiteit"] is None: del names["identiteit"]
            return names

        def make_geojson(path):
            features = []
            for row in ROWS:
                properties = {k: v for k, v in zip(NAMES, row) if k not in "xy"}
                features.append({"type": "Feature", "properties": properties,
                                 "geometry": {"type": "Point", "coordinates": [row[3], row[4]]}})
            json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}},
                       "features": features}, open(path, "w"))

        def make_jsonl(path):
            with open(path, "w") as file:
                for row in ROWS: file.write(json.dumps(members(row)) + "\\n")

        def make_broken(path):
            with open(path, "w") as file:
                for row in ROWS:
                    file.write(json.dumps(members(row)) + "\\n" if row[0] else '{"identiteit": "bron:, "soort": "Bufo bufo"\\n')

        def make_json(path):
            json.dump({"count": 4, "results": [members(row) for row in ROWS]}, open(path, "w"), indent=1)

        def observation(row):
            code = "http://ndff-ecogrid.nl/codes/"
            return {"identity": row[0], "dataset": "https://bron.example/map/1", "taxon": "http://ndff-ecogrid.nl/taxonomy/taxa/bufobufo",
                    "abundanceSchema": code + "scales/exact_count", "abundanceValue": row[5],
                    "location": {"buffer": 5, "geometry": {"type": "Point", "coordinates": [row[3], row[4]]}},
                    "periodStart": row[2] + "T10:00:00", "periodStop": row[2] + "T10:30:00", "extrainfo": [], "involved": []}

        def make_ndff(path):
            data = {"POST": {"observations": [observation(row) for row in ROWS[:2]],
                             "datasets": [{"identity": "https://bron.example/map/1", "parent": None, "description": "Padden",
                                           "protocol": "http://ndff-ecogrid.nl/codes/protocols/12.001"}]},
                    "PUT": {"observations": [observation(row) for row in ROWS[2:]]}}
            json.dump(data, open(path, "w"))

        def make_gml(path):
            with open(path, "w") as file:
                file.write('<?xml version="1.0" encoding="UTF-8"?>\\n<wfs:FeatureCollection numberReturned="4" '
                           'xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" '
                           'xmlns:app="https://bron.example/app">\\n')
                for row in ROWS:
                    identity = f"<app:identiteit>{row[0]}</app:identiteit>" if row[0] else "<app:identiteit>-</app:identiteit>"
                    file.write(f'<wfs:member><app:telling>{identity}<app:soort>{row[1]}</app:soort><app:datum>{row[2]}</app:datum>'
                               f'<app:plek><gml:Point srsName="urn:ogc:def:crs:EPSG::28992"><gml:pos>{row[3]} {row[4]}</gml:pos>'
                               f'</gml:Point></app:plek><app:aantal>{row[5]}</app:aantal></app:telling></wfs:member>\\n')
                file.write("</wfs:FeatureCollection>\\n")

        def make_latin(path):
            with open(path, "w", encoding="latin-1") as file:
                file.write("Tellingen van de padden\\n\\n")
                for row in ROWS:
                    file.write("^".join("" if v is None else str(v) for v in row) + "^gelopen om één uur\\n")

        def note(values):
            print(json.dumps({k: str(v) for k, v in values.items() if k.startswith("ndff_") and v not in (None, "")}))

        def mend_xlsx(path, new):
            import openpyxl
            book = openpyxl.load_workbook(path)
            sheet = book.worksheets[0]
            rows = list(sheet.iter_rows())
            names = [cell.value for cell in rows[0]]
            at = next(k for k, name in enumerate(names) if name in ("identiteit", "nummer"))
            for row in rows[1:]: row[at].value = "bron:4"
            note({name: cell.value for name, cell in zip(names, rows[1])})
            book.save(new)

        def mend_parquet(path, new):
            import pyarrow as pa, pyarrow.parquet as pq
            rows = pq.read_table(path).to_pylist()
            note(rows[0])
            for row in rows: row["identiteit"] = "bron:4"
            pq.write_table(pa.Table.from_pylist(rows), new)

        def mend_gpkg(path, new):
            open(new, "wb").write(open(path, "rb").read())
            c = sqlite3.connect(new)
            c.row_factory = sqlite3.Row
            rows = c.execute("SELECT * FROM Tellingen").fetchall()
            assert len(rows) == 1 and rows[0]["punt"] == blob(155200, 463000)
            note(dict(rows[0]))
            c.execute("UPDATE Tellingen SET identiteit = 'bron:4'")
            c.commit()

        def mend_zip(path, new):
            import shapefile
            r = shapefile.Reader(path)
            assert len(r) == 1 and list(r.shape(0).points[0]) == [155200, 463000]
            note(r.record(0).as_dict())
            with zipfile.ZipFile(path) as old, zipfile.ZipFile(new, "w") as z:
                for name in old.namelist():
                    data = bytearray(old.read(name))
                    if name.endswith(".dbf"):
                        start = struct.unpack("<H", data[8:10])[0] + 1
                        data[start:start + 6] = b"bron:4"
                    z.writestr(name, bytes(data))

        def mend_text(path, new):
            text = open(path).read()
            values = [json.loads(line) for line in text.splitlines()] if path.endswith(".jsonl") else json.loads(text)
            def visit(value):
                if isinstance(value, list):
                    for item in value: visit(item)
                elif isinstance(value, dict) and "ndff_record" in value:
                    note(value)
                    key = "identity" if "taxon" in value else "identiteit"
                    value[key] = "bron:4"
                    if "ndff_rest" in value: value.update(soort="Bufo bufo", datum="2024-05-12", x=155200, y=463000, aantal=3)
                elif isinstance(value, dict):
                    for item in value.values(): visit(item)
            visit(values)
            with open(new, "w") as file:
                if path.endswith(".jsonl"):
                    for value in values: file.write(json.dumps(value) + "\\n")
                else:
                    json.dump(values, file)

        def mend_gml(path, new):
            text = open(path).read()
            note(dict(re.findall("<(ndff_[a-z]+)>([^<]*)<", text)))
            assert "numberReturned" not in text
            open(new, "w").write(text.replace("<app:identiteit>-</app:identiteit>", "<app:identiteit>bron:4</app:identiteit>"))

        def mend_csv(path, new):
            text = open(path, encoding="utf-8").read()
            lines = text.splitlines()
            note(dict(zip(lines[0].split("^"), lines[1].split("^"))))
            open(new, "w", encoding="utf-8").write(lines[0] + "\\n" + "".join("bron:4" + line + "\\n" for line in lines[1:]))

        if sys.argv[1] == "make":
            globals()["make_" + sys.argv[2]](sys.argv[3])
        else:
            ending = sys.argv[2].rsplit(".", 1)[1]
            globals()["mend_" + {"geojson": "text", "jsonl": "text", "json": "text"}.get(ending, ending)](sys.argv[2], sys.argv[3])

        """
}

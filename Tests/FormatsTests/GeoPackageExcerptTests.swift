import Foundation
import Outside
import Testing

import Formats

@Suite struct GeoPackageExcerptTests {
    static let added: [(name: String, isNumber: Bool)] = [("ndff_levering", true), ("ndff_reden", false), ("ndff_regel", true)]

    /// Rows of all layers as the reader gives them, by their number; cells without a value are left out.
    static func rows(_ path: String) throws -> [Int: [String: String]] {
        let package = try GeoPackage(path: path)
        var columns: [String] = []
        for column in package.layers.flatMap(\.columns) where !columns.contains(column) { columns.append(column) }
        columns += ["geometry", "crs"]
        let reader = GeoPackageReader(
            package, layers: package.layers, columns: columns, geometryColumn: "geometry", systemColumn: "crs")
        let block = RecordBlock()
        var rows: [Int: [String: String]] = [:]
        while try reader.nextBlock(into: block, maximumRecords: 10) {
            for record in 0..<block.recordCount {
                var values: [String: String] = [:]
                for (column, name) in columns.enumerated() {
                    if let text = block.text(record, column), !text.isEmpty { values[name] = text }
                }
                rows[Int(block.line(record))] = values
            }
        }
        return rows
    }

    static func excerpt(_ numbers: [Int], of source: String, to path: String) throws {
        let package = try GeoPackage(path: source)
        try GeoPackageExcerpt.write(
            rows: numbers.map { ($0, ["7", $0 == 2 ? nil : "rij \($0): 'é\"", $0 == 5 ? "geen" : "\($0)"]) }, of: package,
            layers: package.layers, addedColumns: added, to: path)
    }

    /// The rows of these numbers with the added values, as they are to come out.
    static func expected(_ numbers: [Int], of rows: [Int: [String: String]]) -> [Int: [String: String]] {
        var expected: [Int: [String: String]] = [:]
        for (place, number) in numbers.enumerated() {
            var row = rows[number] ?? [:]
            row["ndff_levering"] = "7"
            row["ndff_reden"] = number == 2 ? nil : "rij \(number): 'é\""
            row["ndff_regel"] = number == 5 ? "geen" : "\(number)"
            expected[place + 1] = row
        }
        return expected
    }

    // MARK: of our own making

    private static func makePoints(_ path: String) throws {
        let writer = try GeoPackageWriter(
            path: path, layer: "laag \"één\"", identifier: "Laag", description: "van ons",
            columns: [.init("soort"), .init("aantal", .integer), .init("NDFF_Reden"), .init("maat", .real)],
            moment: "2026-11-21T13:05:00.000Z")
        for number in 1...9 {
            try writer.append(
                number == 4 ? nil : (155_000.5 + Double(number), 463_000),
                [.text("soort \(number)"), .integer(Int64(number)), .text("oud"), number == 3 ? .null : .real(0.1)])
        }
        try writer.finish()
    }

    @Test func rowsAreTheSameAndHaveTheColumnsBesides() throws {
        try ArchiveSamples.withFolder { folder in
            try Self.makePoints(folder + "/whole.gpkg")
            var whole = try Self.rows(folder + "/whole.gpkg")
            for number in whole.keys { whole[number]?["NDFF_Reden"] = nil }
            try Self.excerpt([2, 4, 5, 9], of: folder + "/whole.gpkg", to: folder + "/some.gpkg")
            #expect(try Self.rows(folder + "/some.gpkg") == Self.expected([2, 4, 5, 9], of: whole))
            let layer = try #require(try GeoPackage(path: folder + "/some.gpkg").layers.first)
            #expect(layer.columns == ["fid", "soort", "aantal", "maat", "ndff_levering", "ndff_reden", "ndff_regel"])
            #expect(layer.name == "laag \"één\"" && layer.description == "van ons" && layer.epsg == 28992)
            #expect(layer.geometryColumn == "geom")
            let mode = try FileManager.default.attributesOfItem(atPath: folder + "/some.gpkg")[.posixPermissions] as? Int
            #expect(mode == 0o600)

            try Self.excerpt([2, 4, 5, 9], of: folder + "/whole.gpkg", to: folder + "/same.gpkg")
            #expect(FileManager.default.contentsEqual(atPath: folder + "/some.gpkg", andPath: folder + "/same.gpkg"))
        }
    }

    @Test func correctedTwice() throws {
        try ArchiveSamples.withFolder { folder in
            try Self.makePoints(folder + "/whole.gpkg")
            try Self.excerpt(Array(1...9), of: folder + "/whole.gpkg", to: folder + "/once.gpkg")
            try Self.excerpt([1, 2, 5, 8], of: folder + "/once.gpkg", to: folder + "/twice.gpkg")
            let once = try Self.rows(folder + "/once.gpkg")
            #expect(try Self.rows(folder + "/twice.gpkg") == Self.expected([1, 2, 5, 8], of: once))
            #expect(
                try GeoPackage(path: folder + "/twice.gpkg").layers == GeoPackage(path: folder + "/once.gpkg").layers)
        }
    }

    @Test func whatCannotBeWritten() throws {
        try ArchiveSamples.withFolder { folder in
            try Self.makePoints(folder + "/whole.gpkg")
            let package = try GeoPackage(path: folder + "/whole.gpkg")
            let path = folder + "/some.gpkg"
            for numbers in [[10], [0], [3, 2], [3, 3]] {
                #expect(throws: GeoPackageError.self) { try Self.excerpt(numbers, of: package.path, to: path) }
            }
            #expect(throws: GeoPackageError.self) {
                try GeoPackageExcerpt.write(
                    rows: [(1, [])], of: package, layers: package.layers, addedColumns: Self.added, to: path)
            }
            var foreign = try #require(package.layers.first)
            foreign.name = "gpkg_contents"
            #expect(throws: SQLiteError.self) {
                try GeoPackageExcerpt.write(rows: [], of: package, layers: [foreign], addedColumns: Self.added, to: path)
            }
            #expect(!FileManager.default.fileExists(atPath: path))
            #expect(throws: FileAccessError.self) { try Self.excerpt([1], of: package.path, to: package.path) }
            #expect(try Self.rows(package.path).count == 9)
        }
    }

    // MARK: of others

    /// Two layers of features, one with a column of a hostile type and one in a system of its own, a table of attributes, an
    /// empty layer and a view; triggers, an index, and texts that are not UTF-8.
    private static let foreign = #"""
        import sqlite3, struct, sys
        c = sqlite3.connect(sys.argv[1])
        c.executescript('''
        create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text,
          organization_coordsys_id integer, definition text, description text, definition_12_063 text);
        insert into gpkg_spatial_ref_sys values ('RD', 100, 'epsg', 28992, 'PROJCS["RD"]', null, 'x'),
          ('WGS', 4326, 'EPSG', 4326, 'GEOGCS["eigen"]', 'd', 'x'), ('Los', 7, 'NONE', 7, 'LOCAL_CS["los"]', 'd', 'x'),
          ('Niet', 8, 'NONE', 8, 'undefined', 'd', 'x');
        create table gpkg_contents (table_name text primary key, data_type text, identifier text, description text,
          last_change text, min_x double, min_y double, max_x double, max_y double, srs_id integer);
        insert into gpkg_contents values ('waarneming', 'features', 'zelfde', 'Wat', '2020-01-02T03:04:05.000Z', 0, 0, 9, 9, 100),
          ('plot; drop table x', 'features', 'zelfde', null, '2021-01-02T03:04:05.000Z', 0, 0, 9, 9, 4326),
          ('bezoek', 'attributes', null, '', '2022-01-02T03:04:05.000Z', null, null, null, null, null),
          ('leeg', 'features', 'leeg', '', '2022-01-02T03:04:05.000Z', null, null, null, null, 7),
          ('zicht', 'attributes', 'zicht', '', '2022-01-02T03:04:05.000Z', null, null, null, null, null);
        create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id integer,
          z int, m int);
        insert into gpkg_geometry_columns values ('waarneming', 'plek', 'POINT', 100, 0, 0),
          ('Plot; drop table x', 'VORM', 'geometry', 4326, 2, 1),
          ('leeg', 'g', 'x POINT); drop table gpkg_contents', 7, 0, 0);
        create table waarneming (id integer primary key autoincrement not null, plek POINT, soort varchar( 30 ), aantal mediumint,
          maat decimal(10, 2), "raar ""type""" "TEXT CHECK (0)", datum date, foto blob, los);
        create table "plot; drop table x" (naam text, "vorm" geometry, Ndff_Regel text, "order" boolean default 1);
        create table bezoek (id text, nummer integer);
        create table leeg (fid integer primary key, g point, iets double);
        create view zicht as select id, soort, aantal * 2 as dubbel from waarneming;
        create index i on waarneming (soort);
        ''')
        def point(srs, x, y): return b'GP\0\1' + struct.pack('<i', srs) + struct.pack('<BIdd', 1, 1, x, y)
        for i in range(1, 9):
            c.execute('insert into waarneming values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
                (i * 10, None if i == 3 else 'geen' if i == 4 else b'' if i == 5 else point(100, 155000 + i, 463000),
                 'soort %d' % i, i if i != 2 else 'veel', i / 3, '', '2020-01-0%d' % i, b'' if i == 1 else b'foto\0',
                 1.5 if i % 2 else 2**53))
        c.execute("update waarneming set soort = cast(x'c3280041' as text) where id = 20")
        for i in range(4):
            c.execute('insert into "plot; drop table x" values (?, ?, ?, ?)', ('p%d' % i, point(4326, 5 + i, 52), 'oud', i % 2))
        c.executemany('insert into bezoek values (?, ?)', [('a', 1), ('b', None), ('007', 3)])
        c.execute("create trigger t after insert on waarneming begin insert into bezoek values ('x', 1); end")
        c.commit()
        """#

    /// Tables with the types of their columns, and what the file says of them; rows of which a value changed its type or
    /// its bytes.
    private static let look = #"""
        import sqlite3, sys
        def quoted(name): return '"' + name.replace('"', '""') + '"'
        some, whole = (sqlite3.connect('file:%s?mode=ro' % path, uri=True) for path in sys.argv[1:3])
        tables = "select type, name from sqlite_master where name not like 'sqlite_%' and name not like 'gpkg_%' order by name"
        for kind, name in some.execute(tables).fetchall():
            columns = some.execute('pragma table_info(%s)' % quoted(name)).fetchall()
            print(kind, name, [(c[1], c[2], c[5]) for c in columns])
            cells = ', '.join('cast({0} as blob), typeof({0})'.format(quoted(c[1])) for c in columns[:-3])
            rows = 'select %s from %s' % (cells, quoted(name))
            for row in set(some.execute(rows)) - set(whole.execute(rows)): print('changed:', row)
        for own in ('table_name, data_type, identifier, description, last_change, srs_id from gpkg_contents',
            '* from gpkg_geometry_columns',
            'srs_id, organization, organization_coordsys_id, substr(definition, 1, 15) from gpkg_spatial_ref_sys'):
            print(some.execute('select %s order by 1' % own).fetchall())
        print(some.execute('pragma integrity_check').fetchall(), some.execute('pragma foreign_key_check').fetchall())
        """#

    @Test(.enabled(if: Outside.hasPython)) func whatOthersMake() throws {
        try ArchiveSamples.withFolder { folder in
            let source = folder + "/whole.gpkg"
            try Outside.python(Self.foreign, [source])
            let package = try GeoPackage(path: source)
            #expect(package.layers.map(\.name) == ["bezoek", "leeg", "plot; drop table x", "waarneming", "zicht"])
            var whole = try Self.rows(source)
            #expect(whole.count == 3 + 4 + 8 + 8)
            for number in whole.keys { whole[number]?["Ndff_Regel"] = nil }
            // bezoek 1–3, plot 4–7, waarneming 8–15, zicht 16–23
            let numbers = [2, 3, 5, 6, 8, 9, 10, 11, 12, 15, 17, 23]
            try Self.excerpt(numbers, of: source, to: folder + "/some.gpkg")
            #expect(try Self.rows(folder + "/some.gpkg") == Self.expected(numbers, of: whole))
            let layers = try GeoPackage(path: folder + "/some.gpkg").layers
            #expect(layers.map(\.name) == package.layers.map(\.name) && layers.map(\.epsg) == package.layers.map(\.epsg))
            #expect(layers.map(\.systemDefinition) == package.layers.map(\.systemDefinition))

            let said = try Outside.python(Self.look, [folder + "/some.gpkg", source])
            #expect(said == Self.expectedLook)
        }
    }

    private static let addedColumns = "('ndff_levering', 'INTEGER', 0), ('ndff_reden', 'TEXT', 0), ('ndff_regel', 'INTEGER', 0)"

    private static let expectedLook = #"""
        table bezoek [('id', 'TEXT', 0), ('nummer', 'INTEGER', 0), \#(addedColumns)]
        table leeg [('fid', 'INTEGER', 1), ('g', 'GEOMETRY', 0), ('iets', 'DOUBLE', 0), \#(addedColumns)]
        table plot; drop table x [('naam', 'TEXT', 0), ('vorm', 'GEOMETRY', 0), ('order', 'BOOLEAN', 0), \#(addedColumns)]
        table waarneming [('id', 'INTEGER', 1), ('plek', 'POINT', 0), ('soort', 'VARCHAR(30)', 0), \#
        ('aantal', 'MEDIUMINT', 0), ('maat', 'DECIMAL(10,2)', 0), ('raar "type"', '', 0), ('datum', 'DATE', 0), \#
        ('foto', 'BLOB', 0), ('los', '', 0), \#(addedColumns)]
        table zicht [('id', 'INTEGER', 0), ('soort', 'VARCHAR(30)', 0), ('dubbel', '', 0), \#(addedColumns)]
        [('bezoek', 'attributes', None, '', '2022-01-02T03:04:05.000Z', None), \#
        ('leeg', 'features', 'leeg', '', '2022-01-02T03:04:05.000Z', 7), \#
        ('plot; drop table x', 'features', 'zelfde', None, '2021-01-02T03:04:05.000Z', 4326), \#
        ('waarneming', 'features', None, 'Wat', '2020-01-02T03:04:05.000Z', 100), \#
        ('zicht', 'attributes', 'zicht', '', '2022-01-02T03:04:05.000Z', None)]
        [('leeg', 'g', 'GEOMETRY', 7, 0, 0), ('plot; drop table x', 'vorm', 'GEOMETRY', 4326, 2, 1), \#
        ('waarneming', 'plek', 'POINT', 100, 0, 0)]
        [(-1, 'NONE', -1, 'undefined'), (0, 'NONE', 0, 'undefined'), (7, 'NONE', 7, 'LOCAL_CS["los"]'), \#
        (100, 'epsg', 28992, 'PROJCS["RD"]'), (4326, 'EPSG', 4326, 'GEOGCS["eigen"]')]
        [('ok',)] []

        """#

    private static let ogrinfo = ["/usr/bin/ogrinfo", "/usr/local/bin/ogrinfo"].first { Outside.isExecutable($0) }

    /// What GDAL sees of it.
    @Test(.enabled(if: Outside.hasPython && ogrinfo != nil)) func ogrinfoReadsIt() throws {
        try ArchiveSamples.withFolder { folder in
            try Outside.python(Self.foreign, [folder + "/whole.gpkg"])
            try Self.excerpt([5, 8, 9], of: folder + "/whole.gpkg", to: folder + "/some.gpkg")
            let ogrinfo = try #require(Self.ogrinfo)
            let said = try Outside.run(ogrinfo, ["-ro", "-al", "-q", folder + "/some.gpkg"])
            #expect(said.contains("Layer name: leeg") && said.contains("OGRFeature(waarneming):10"))
            #expect(said.contains("POINT (155001 463000") && said.contains("POINT (6 52"))
            #expect(said.contains("ndff_regel (Integer64) = 9") || said.contains("ndff_regel (Integer) = 9"), "\(said)")

            try Self.makePoints(folder + "/points.gpkg")
            try Self.excerpt([5, 9], of: folder + "/points.gpkg", to: folder + "/two.gpkg")
            let points = try Outside.run(ogrinfo, ["-ro", "-al", folder + "/two.gpkg"])
            #expect(!points.contains("Warning") && !points.contains("ERROR") && points.contains("Feature Count: 2"), "\(points)")
            #expect(points.contains("FID Column = fid") && points.contains("POINT (155009.5 463000"), "\(points)")
        }
    }
}

import Foundation
import Pipeline
import Testing

/// The work list for specialists: out, filled in, and back.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct ReviewTests {
    /// Fills in the verdict columns of all rows but the last with Python's own CSV.
    private static let fillIn = """
        import csv, sys
        rows = list(csv.DictReader(open(sys.argv[1], newline='')))
        for number, row in enumerate(rows[:-1]):
            row.update(verdict='goedgekeurd_deskundige' if number % 2 else 'afgekeurd', role='validator', pseudonym='v-1',
                       moment='2025-06-01T12:00', reason='gezien, "zeker"')
        with open(sys.argv[2], 'w', newline='') as file:
            writer = csv.DictWriter(file, rows[0].keys()); writer.writeheader(); writer.writerows(rows)
        print(len(rows))
        """

    @Test(.enabled(if: Surroundings.hasPython))
    func theWorkListComesBackFilledIn() throws {
        let place = try FixtureRun.shared().place.copied()
        let waiting = try place.status().byStatus["te_beoordelen"] ?? 0
        #expect(waiting > 10)
        let folder = place.folder.file("werklijst")
        let report: ReviewReport = try place.ndff("review export", "-o", folder, "--format", "csv", "--json").expecting(0).decoded()
        #expect(report.records == waiting)
        #expect(report.byRule["phenology"] == waiting)
        let path = folder + "/te-beoordelen.csv"
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["te-beoordelen.csv"])
        // As it is it says nothing.
        let empty: VerdictReport = try place.ndff("verdict", path, "--json").expecting(0).decoded()
        #expect(empty.open == waiting)
        #expect(empty.applied == 0)
        let filled = place.folder.file("ingevuld.csv")
        _ = try ProgramRun.python(Self.fillIn, path, filled)
        let taken: VerdictReport = try place.ndff("verdict", filled, "--json").expecting(0).decoded()
        #expect(taken.applied == waiting - 1)
        #expect(taken.open == 1)
        #expect(taken.notApplied.isEmpty)
        #expect(try place.status().byStatus["te_beoordelen"] == 1)
        #expect(try place.expectVerified())
        let rest: ReviewReport = try place.ndff("review export", "-o", folder, "--format", "csv", "--json").expecting(0).decoded()
        #expect(rest.records == 1)
    }

    @Test(.enabled(if: Surroundings.hasPython))
    func prioritiesAndEarlierVerdicts() throws {
        // 0 and 4 are toads, which have a beleidsstatus; 2 and 6 butterflies, which have none.
        let place = try VerdictFiles.place(doubtful: [0, 2, 6])
        _ = try place.verdict([VerdictFiles.row(6, version: "6", "afgekeurd")]).expecting(0)
        _ = try place.ingest(Deliveries.header + "\n" + Deliveries.record(6, count: 6_000_000) + "\n", as: "twee.csv")
        let folder = place.folder.file("werklijst")
        let report: ReviewReport = try place.ndff("review export", "-o", folder, "--format", "csv", "--json").expecting(0).decoded()
        #expect(report.byPriority == ["15": 2, "10": 1])
        let rows = try ProgramRun.python(
            """
            import csv, sys
            for row in csv.DictReader(open(sys.argv[1], newline='')):
                print(row['identity'], row['priority'], row['failing_rules'], bool(row['findings']), 'afgekeurd' in row['last_verdicts'])
            """, report.path
        ).output.split(separator: "\n").map(String.init)
        #expect(
            rows == [
                "\(Deliveries.identity(0)) 15 count_plausible True False",
                "\(Deliveries.identity(6)) 15 count_plausible True True",
                "\(Deliveries.identity(2)) 10 count_plausible True False",
            ])
        // Nobody's name is in it.
        #expect(!(try String(contentsOfFile: report.path, encoding: .utf8)).contains("Waarnemer"))
        let permissions = try FileManager.default.attributesOfItem(atPath: report.path)[.posixPermissions] as? NSNumber
        #expect(permissions?.intValue == 0o600)
    }

    @Test(.enabled(if: Surroundings.hasPython))
    func forQGIS() throws {
        let run = try FixtureRun.shared()
        let folder = run.folder.file("werklijst")
        let report: ReviewReport = try run.place.ndff("review export", "-o", folder, "--format", "gpkg", "--json")
            .expecting(0).decoded()
        let seen = try GeoPackageLook.of(report.path, layer: "te_beoordelen")
        #expect(seen.crs == "EPSG:28992")
        #expect(seen.type == "Point")
        #expect(seen.features == report.records)
        #expect(seen.inside == report.records)
        #expect(try run.place.ndff("review export", "-o", folder, "--format", "docx").code == 2)
    }
}

/// What GDAL sees of a GeoPackage, and whether SQLite and the standard's own tables find it whole.
struct GeoPackageLook: Decodable {
    var crs: String
    var type: String
    var features: Int
    /// Points within the Netherlands.
    var inside: Int

    private static let script = """
        import json, sqlite3, struct, sys
        import pyogrio
        path, layer = sys.argv[1:3]
        info = pyogrio.read_info(path, layer=layer)
        geometries = pyogrio.raw.read(path, layer=layer)[2]
        points = [struct.unpack('<dd', g[5:21]) for g in geometries if g is not None]
        c = sqlite3.connect(path)
        assert c.execute('PRAGMA integrity_check').fetchone() == ('ok',)
        assert c.execute('PRAGMA foreign_key_check').fetchall() == []
        assert c.execute('PRAGMA application_id').fetchone()[0] == 0x47504B47
        assert c.execute('PRAGMA user_version').fetchone()[0] == 10300
        assert {0, -1, 4326, 28992} == {r[0] for r in c.execute('SELECT srs_id FROM gpkg_spatial_ref_sys')}
        box = c.execute('SELECT min_x, min_y, max_x, max_y, last_change FROM gpkg_contents').fetchone()
        assert not points or [min(p[0] for p in points), max(p[1] for p in points)] == [box[0], box[3]]
        c.execute("SELECT strftime('%s', ?)", (box[4],)).fetchone()[0] or 1 / 0
        print(json.dumps({'crs': info['crs'], 'type': info['geometry_type'], 'features': info['features'],
                          'inside': sum(0 < x < 300000 and 300000 < y < 640000 for x, y in points)}))
        """

    static func of(_ path: String, layer: String) throws -> GeoPackageLook {
        try ProgramRun.python(script, path, layer).decoded()
    }
}

import Foundation
import Pipeline
import Testing

/// Which findings `findings export` writes, and in what form.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct FindingsTests {
    private func export(_ arguments: String..., to name: String = "bevindingen.csv") throws -> FindingsReport {
        let run = try FixtureRun.shared()
        let path = run.folder.file("\(UUID().uuidString)-\(name)")
        return try ProgramRun.of(
            Surroundings.binary,
            ["findings", "export", "-c", run.place.configuration, "-o", path, "--json"] + arguments
        ).expecting(0).decoded()
    }

    @Test func filters() throws {
        let run = try FixtureRun.shared()
        let all = try export()
        let waiting = try export("--status", "te_beoordelen")
        let approved = try export("--status", "goedgekeurd_automatisch")
        let refused = try export("--status", "formeel_afgewezen")
        #expect(waiting.findings > 0 && refused.findings > 0)
        #expect(all.findings == waiting.findings + approved.findings + refused.findings)
        #expect(try export("--status", "te_beoordelen", "--status", "formeel_afgewezen").findings == waiting.findings + refused.findings)
        #expect(try export("--rule", "phenology").byRule == ["phenology": all.byRule["phenology"] ?? 0])
        let butterfly = try export("--taxon", "Anthocharis cardamines", "--rule", "phenology", "--status", "te_beoordelen")
        #expect(butterfly.findings > 0)
        #expect(butterfly.findings < waiting.findings)
        #expect(try export("--taxon", "Anthocharis cardamines", "--status", "formeel_afgewezen").findings == 0)
        let byDelivery = try run.record.deliveries.filter { $0.status == "accepted" }.reduce(0) {
            $0 + (try export("--delivery", String($1.id)).findings)
        }
        #expect(byDelivery == all.findings)
        let wrong = try run.place.ndff("findings export", "-o", run.folder.file("x.csv"), "--status", "goed")
        #expect(wrong.code == 2)
        #expect(wrong.errors.contains("te_beoordelen"))
    }

    @Test(.enabled(if: Surroundings.hasPython))
    func asGeoPackage() throws {
        let table = try export()
        let points = try export(to: "bevindingen.gpkg")
        #expect(points.findings == table.findings)
        #expect(points.byRule == table.byRule)
        let seen = try GeoPackageLook.of(points.path, layer: "bevindingen")
        #expect(seen.crs == "EPSG:28992")
        #expect(seen.features == table.findings)
        #expect(seen.inside > table.findings / 2)
        // The same rows as the CSV, cell by cell.
        let same = try ProgramRun.python(
            """
            import csv, sqlite3, sys
            table = list(csv.reader(open(sys.argv[1], newline='')))
            columns = ', '.join('"%s"' % name for name in table[0])
            rows = sqlite3.connect(sys.argv[2]).execute('SELECT %s FROM bevindingen ORDER BY fid' % columns).fetchall()
            print([['' if cell is None else str(cell) for cell in row] for row in rows] == table[1:])
            """, table.path, points.path)
        #expect(same.output == "True\n")
    }
}

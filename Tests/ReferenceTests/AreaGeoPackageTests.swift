import Foundation
import Outside
import Testing

import Reference

/// The province polygons as GeoPackage.
private enum ProvincePackage {
    static let canRun = ReferenceFiles.hasProvincePolygons && (try? Outside.python("import pyogrio, shapely")) != nil

    /// Made once.
    static let package: Result<URL, any Error> = Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let url = folder.appendingPathComponent("provincies%20 é.gpkg")
        try Outside.python(
            """
            import sys, pyogrio
            meta, _, geometry, fields = pyogrio.raw.read(sys.argv[1])
            pyogrio.raw.write(sys.argv[2], geometry, fields, meta['fields'], layer='provincies',
                              geometry_type=meta['geometry_type'], crs=meta['crs'], driver='GPKG')
            """, [ReferenceFiles.provincePolygons.path, url.path])
        return url
    }
}

/// Areas from GeoPackages that the usual client (GDAL, by way of pyogrio) made, held against the same from GeoJSON.
@Suite(.enabled(if: ProvincePackage.canRun, "needs Python with pyogrio, and the province polygons"))
struct AreaGeoPackageTests {
    @Test func sameProvincesAsFromGeoJSON() throws {
        let expected = try PolygonProvinces(url: ReferenceFiles.provincePolygons)
        let actual = try PolygonProvinces(url: ProvincePackage.package.get())
        var dice = Dice(state: 3)
        var inside = 0
        for _ in 0..<200_000 {
            let (x, y) = (dice.next(in: 0...290_000), dice.next(in: 300_000...625_000))
            let province = expected.provinceCode(x: x, y: y)?.code
            #expect(actual.provinceCode(x: x, y: y)?.code == province)
            if province != nil { inside += 1 }
        }
        #expect(inside > 50_000)
    }

    @Test func workingAreaOfPolygons() throws {
        let area = try WorkingArea(.polygons(ProvincePackage.package.get()), provinces: AreaTests.squares())
        #expect(area.containsGeographic(lat: 52.155, lon: 5.387))
        #expect(!area.containsGeographic(lat: 51.05, lon: 3.72))
    }

    @Test(arguments: [
        ("UPDATE gpkg_spatial_ref_sys SET organization='none' WHERE srs_id=28992", "does not say in which system"),
        ("UPDATE gpkg_contents SET table_name='weg'", "which is not there"),
        ("DELETE FROM gpkg_geometry_columns", "gpkg_geometry_columns does not have"),
        ("DROP TABLE gpkg_contents", "no GeoPackage"),
        ("UPDATE provincies SET geom=NULL", "has no geometry"),
        ("UPDATE provincies SET geom=substr(geom, 1, 900)", "CUT SHORT"),
        ("DELETE FROM provincies", "holds no polygon"),
    ])
    func refused(_ damage: String, reason: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let url = folder.appendingPathComponent("damaged.gpkg")
        try FileManager.default.copyItem(at: ProvincePackage.package.get(), to: url)
        try Outside.python(
            """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1])
            for name, in c.execute("select name from sqlite_master where type='trigger'").fetchall():
                c.execute(f'drop trigger "{name}"')
            c.execute(sys.argv[2])
            c.commit()
            """, [url.path, damage])
        do {
            _ = try PolygonProvinces(url: url)
            Issue.record("not refused")
        } catch {
            #expect("\(error)".contains(reason), "\(error)")
        }
    }
}

import Foundation
import Outside
import Testing

import Formats

/// Packages of the OGC's conformance test, good and broken.
struct GeoPackageSampleTests {
    static let folder = Outside.sharedFolder.appendingPathComponent("samples/gpkg_ets12")
    static let isThere = FileManager.default.fileExists(atPath: folder.path)

    @Test(.enabled(if: isThere, "the samples are not here"), arguments: GeoPackageSampleTests.expected)
    func layers(_ sample: (name: String, outcome: String)) throws {
        #expect(Self.outcome(Self.folder.appendingPathComponent(sample.name).path) == sample.outcome)
    }

    @Test(.enabled(if: isThere, "the samples are not here"))
    func everySampleIsInTheTable() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".gpkg") }
        #expect(names.sorted() == Self.expected.map(\.name).sorted())
    }

    /// Whatever a file holds, it is read or refused, and in no time.
    @Test(.enabled(if: isThere, "the samples are not here"))
    func damagedCopies() throws {
        let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent("gdal_sample_view.gpkg")))
        let copy = FileManager.default.temporaryDirectory.appendingPathComponent("damaged-\(UUID().uuidString).gpkg")
        defer { try? FileManager.default.removeItem(at: copy) }
        var state: UInt64 = 11
        func dice(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(below))
        }
        var refused = 0
        for round in 0..<60 {
            var damaged = bytes
            if round % 3 == 0 { damaged.removeLast(1 + dice(bytes.count - 100)) }
            for _ in 0..<(1 + dice(200)) { damaged[dice(damaged.count)] = UInt8(dice(256)) }
            try Data(damaged).write(to: copy)
            if Self.outcome(copy.path).hasPrefix("refused") { refused += 1 }
        }
        #expect(refused > 20)
    }

    /// A view that never gives a row, one that gives too many, and one that wants more than to read.
    @Test(arguments: [
        ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid FROM n WHERE i < 0", "endlessly"),
        ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid FROM n", "more rows"),
        ("SELECT zeroblob(1000000000) AS fid", "larger than"),
        ("SELECT load_extension('x') AS fid", "load_extension"),
    ])
    func hostileViews(_ view: String, reason: String) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("hostile-\(UUID().uuidString).gpkg").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Outside.python(
            """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1])
            c.execute("create table gpkg_contents (table_name text, data_type text, description text)")
            c.execute("create view v as " + sys.argv[2])
            c.execute("insert into gpkg_contents values ('v', 'attributes', '')")
            c.commit()
            """, [file, view])
        let outcome = Self.outcome(file)
        #expect(outcome.hasPrefix("refused: ") && outcome.contains(reason), "\(outcome)")
    }

    /// Layers with their rows, and of those the ones with a geometry that is not read; or why the file is refused.
    static func outcome(_ path: String) -> String {
        do {
            let package = try GeoPackage(path: path)
            let layers = try package.layers.map { layer in
                let rows = try GeoPackageFeatures(layer, of: package)
                var geometry = PlaneGeometry()
                var unread = 0
                while try rows.next() {
                    do { _ = try rows.geometry(into: &geometry) } catch { unread += 1 }
                }
                return "\(layer.name) \(rows.number)" + (unread > 0 ? " (\(unread) not read)" : "")
            }
            return layers.joined(separator: ", ")
        } catch let error as GeoPackageError {
            return "refused: \(error.reason)"
        } catch let error as SQLiteError {
            return "refused: \(error.reason)"
        } catch {
            return "\(error)"
        }
    }

    /// What Python's sqlite3 and a look at the header of every geometry say.
    static let expected: [(name: String, outcome: String)] = [
        (
            "bentiu_southsudan-osm-20170213.gpkg",
            "airports_all_points 2, airports_all_polygons 2, amenities_all_points 4, amenities_all_polygons 6"
                + ", grassy_fields_polygons 0, health_schools_points 1, health_schools_polygons 4"
                + ", landuse_other_polygons 3, landuse_residential_polygons 688, natural_lines 0"
                + ", natural_polygons 380, roads_paths_lines 2243, towers_antennas_points 5, villages_points 11"
                + ", waterways_lines 191"
        ),
        ("coastline-polyline-hydro-115mil-and-smaller.gpkg", "coastline_polyline_hydro_115mil_and_smaller 363"),
        ("elevation.gpkg", "ogr_empty_table 0"),
        ("emp ty.gpkg", ""),
        ("empty.gpkg", ""),
        ("features-0.gpkg", "0 51"),
        ("features-0_1.gpkg", "0 51"),
        ("features-0_FIXED.gpkg", "0 51"),
        (
            "gdal_sample.gpkg",
            "geomcollection2d 5 (1 not read), geomcollection3d 5 (1 not read), geometry2d 8 (1 not read)"
                + ", geometry3d 8 (1 not read), linestring2d 2, linestring3d 2, multilinestring2d 2"
                + ", multilinestring3d 2, multipoint2d 2, multipoint3d 2, multipolygon2d 2, multipolygon3d 2"
                + ", point2d 2, point3d 2, polygon2d 2, polygon3d 2"
        ),
        (
            "gdal_sample_v1.2_no_extensions.gpkg",
            "attribute_table 1, geomcollection2d 5 (1 not read), geomcollection3d 5 (1 not read)"
                + ", geometry2d 8 (1 not read), geometry3d 8 (1 not read), linestring2d 2, linestring3d 2"
                + ", multilinestring2d 2, multilinestring3d 2, multipoint2d 2, multipoint3d 2, multipolygon2d 2"
                + ", multipolygon3d 2, point2d 2, point3d 2, polygon2d 2, polygon3d 2"
        ),
        (
            "gdal_sample_v1.2_no_extensions_with_gpkg_ogr_contents.gpkg",
            "attribute_table 1, geomcollection2d 5 (1 not read), geomcollection3d 5 (1 not read)"
                + ", geometry2d 8 (1 not read), geometry3d 8 (1 not read), linestring2d 2, linestring3d 2"
                + ", multilinestring2d 2, multilinestring3d 2, multipoint2d 2, multipoint3d 2, multipolygon2d 2"
                + ", multipolygon3d 2, point2d 2, point3d 2, polygon2d 2, polygon3d 2"
        ),
        (
            "gdal_sample_v1.2_spatial_index_extension.gpkg",
            "attribute_table 1, geomcollection2d 5 (1 not read), geomcollection3d 5 (1 not read)"
                + ", geometry2d 8 (1 not read), geometry3d 8 (1 not read), linestring2d 2, linestring3d 2"
                + ", multilinestring2d 2, multilinestring3d 2, multipoint2d 2, multipoint3d 2, multipolygon2d 2"
                + ", multipolygon3d 2, point2d 2, point3d 2, polygon2d 2, polygon3d 2"
        ),
        (
            "gdal_sample_v1.2_spi_nonlinear_webp_elevation.gpkg",
            "attribute_table 1, circularstring 1 (1 not read), compoundcurve 1 (1 not read)"
                + ", curve 3 (2 not read), curvepolygon 1 (1 not read), geomcollection2d 5 (1 not read)"
                + ", geomcollection3d 5 (1 not read), geometry2d 8 (1 not read), geometry3d 8 (1 not read)"
                + ", linestring2d 2, linestring3d 2, multicurve 1 (1 not read), multilinestring2d 2"
                + ", multilinestring3d 2, multipoint2d 2, multipoint3d 2, multipolygon2d 2, multipolygon3d 2"
                + ", multisurface 1 (1 not read), point2d 2, point3d 2, polygon2d 2, polygon3d 2"
                + ", surface 2 (1 not read)"
        ),
        (
            "gdal_sample_view.gpkg",
            "geomcollection2d 5 (1 not read), geomcollection3d 5 (1 not read), geometry2d 8 (1 not read)"
                + ", geometry3d 8 (1 not read), linestring2d 2, linestring3d 2, multilinestring2d 2"
                + ", multilinestring3d 2, multipoint2d 2, multipoint3d 2, multipolygon2d 2, multipolygon3d 2"
                + ", point2d 2, point3d 2, polygon2d 2, polygon3d 2, sample_attributes 8, sample_view 8 (1 not read)"
        ),
        ("geonames_belgium.gpkg", "hydrography 4652, leisure 1356, roads 275, terrain 3202, undersea 7, vegetation 2701"),
        ("gpkg-test-5208.gpkg", "geojson 6"),
        ("null_geometry.gpkg", "PointExamples 2, new_geopackage 3"),
        ("sample1_0.gpkg", "counties 3141, countiestbl 3141"),
        ("sample1_1.gpkg", "counties 3141, countiestbl 3141"),
        ("sample1_2.gpkg", "counties 3141, countiestbl 3141"),
        ("sample1_2F10.gpkg", "counties 3141, countiestbl 3141"),
        ("simple_sewer_features.gpkg", "foul_sewer 82, s_manhole 69, surface_water_sewer 21"),
        ("states10.gpkg", "statesQGIS 51"),
        ("uint16.gpkg", "ogr_empty_table 0"),
        ("v12_bad_attributes.gpkg", "attribute_table 1, linestring2d 2"),
    ]
}

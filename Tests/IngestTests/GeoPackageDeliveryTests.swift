import Foundation
import Outside
import Ingest
import Testing

@Suite(
    .enabled(
        if: Outside.hasPython(with: "pyogrio", "shapely", "shapefile", "pyarrow", "numpy"),
        "needs NDFF_PYTHON or .venv/bin/python with pyogrio, shapely, pyshp and pyarrow"))
struct GeoPackageDeliveryTests {
    @Test func observationsOfTheNDFF() throws {
        let taken = try IntakeSample.take(path: SpatialSamples.file("waarnemingen.gpkg"))
        // Only the square differs: unchanged. Another number: another content.
        #expect(taken.result.read == 6)
        #expect(taken.result.unchanged == 1)
        #expect(taken.result.stored == 4)
        #expect(taken.result.updated == 1)
        #expect(taken.result.quarantined.isEmpty)
        #expect(taken.values(.periodStart).prefix(3) == ["2021-05-03T10:15:00", "2019-01-01T00:00:00", "2018-01-01T00:00:00"])
        #expect(taken.values(.periodStop).prefix(3) == ["2021-05-03T10:15:00", "2019-12-31T23:59:59", "2018-12-31T23:59:59"])
        #expect(taken.values("period_precision").prefix(3) == ["second", "year", "year"])
        #expect(taken.values("location_type").prefix(4) == ["point", "hok", "hok", "polygon"])
        #expect(taken.values("x").prefix(3) == ["155100", "157500", "155000"])
        #expect(taken.values("y").prefix(3) == ["463200", "462500", "465000"])
        // 5 km: from the middle to a corner; 10 m: the octagon's radius.
        #expect(taken.values("uncertainty_m").prefix(4) == ["10", "3536", "7072", ""])
        #expect(taken.values("data_generalizations").prefix(4) == ["", "Vervaagd naar 5 km", "vervaagd: 10 km", ""])
        #expect(taken.result.problems == ["DUPLICATE_IN_DELIVERY": 1])
    }

    @Test func classicDelivery() throws {
        for name in ["klassiek.gpkg", "klassiek.zip", "klassiek", "klassiek/levering.shp", "klassiek/levering.dbf"] {
            let taken = try IntakeSample.take(path: SpatialSamples.file(name))
            #expect(taken.result.stored == 3, "\(name)")
            #expect(taken.result.quarantined.isEmpty, "\(name)")
            #expect(taken.values("location_type") == ["point", "point", "hok"], "\(name)")
            #expect(taken.values("x") == ["155100", "148000.5", "152500"], "\(name)")
            #expect(taken.values("y") == ["463200", "461000.25", "462500"], "\(name)")
            #expect(taken.values("uncertainty_m") == ["10", "5", "3536"], "\(name)")
            #expect(taken.values(.periodStop).last == "2019-12-31T23:59:59", "\(name)")
            #expect(taken.values("other").contains { $0.contains("amfibieën") } || taken.values("other").isEmpty, "\(name)")
        }
    }

    @Test func layersWithObservations() throws {
        let read = try ReadDelivery(path: SpatialSamples.file("lagen.gpkg"))
        #expect(read.columns == ["id", "soort", "datum", "opmerking", "geometry", "crs"])
        #expect(read.cells == [
            ["o1", "Bufo bufo", "2021-05-03", "", "POINT (155000 463000)", "EPSG:28992"],
            ["o2", "Bufo bufo", "2021-05-03", "", "", "EPSG:28992"],
            ["w1", "Bufo bufo", "2021-05-03", "x", "POINT (5.387 52.155)", "EPSG:4326"],
            ["w2", "Bufo bufo", "2021-05-03", "y", "POINT (5.387 52.155)", "EPSG:4326"],
        ])
        #expect(read.notes.contains("layers not read: gebied"))
    }

    @Test func layersByProfile() throws {
        var declared = DeclaredForm()
        declared.table.layers = ["WEST"]
        let delivery = try OpenedDelivery.open(path: SpatialSamples.file("lagen.gpkg"), declared: declared)
        #expect(delivery.columns == ["id", "soort", "datum", "opmerking", "geometry", "crs"])
        declared.table.layers = ["noord"]
        #expect {
            _ = try OpenedDelivery.open(path: SpatialSamples.file("lagen.gpkg"), declared: declared)
        } throws: { ($0 as? DeliveryError)?.code == .profileMismatch }
    }

    @Test func shapesOfEveryKind() throws {
        let cases: [(name: String, shapes: [String])] = [
            ("punten.shp", ["POINT (155000.5 463000.25)", "POINT (1 2)"]),
            ("puntenz.shp", ["POINT (155000.5 463000.25)"]),
            ("lijnenm.shp", ["MULTILINESTRING ((155000 463000,155100 463000),(1 2,4 5))"]),
            ("multi.shp", ["MULTIPOINT ((155000 463000),(155001 463001))"]),
            (
                "ringen.shp",
                [
                    "MULTIPOLYGON (((0 0,0 100,100 100,100 0,0 0),(10 10,20 10,20 20,10 20,10 10)),"
                        + "((200 0,200 50,250 50,250 0,200 0)))",
                    "POLYGON ((0 0,100 0,100 100,0 100,0 0))",
                ]
            ),
        ]
        for (name, shapes) in cases {
            let read = try ReadDelivery(path: SpatialSamples.file(name))
            #expect(read.columns == ["id", "soort", "datum", "aantal", "hoogte", "zeker", "memo", "geometry", "crs"])
            #expect(read.cells.map { $0[7] } == shapes, "\(name)")
            #expect(read.cells.allSatisfy { $0[8] == "EPSG:28992" }, "\(name)")
            let first = try #require(read.cells.first)
            #expect(Array(first.prefix(7)) == ["id-0", "Bufo bufo – é", "2021-05-03", "1", "1.500", "true", ""], "\(name)")
            #expect(read.notes.contains { $0.contains("memo") }, "\(name)")
        }
        let read = try ReadDelivery(path: SpatialSamples.file("punten.shp"))
        #expect(read.notes.contains("1 rows that are marked as deleted are skipped"))
    }

    @Test func tablesCutShort() throws {
        #expect { _ = try ReadDelivery(path: SpatialSamples.file("kapot/half.dbf")) } throws: {
            "\($0)".contains("is cut short")
        }
    }

    @Test(arguments: ["gbif-1.0-1.0", "gbif-1.0-2.0", "gbif-2.6-1.0", "gbif-2.6-2.0"])
    func parquet(_ name: String) throws {
        let read = try ReadDelivery(path: SpatialSamples.file(name + ".parquet"))
        #expect(read.columns == [
            "gbifid", "scientificname", "eventdate", "decimallatitude", "decimallongitude", "individualcount",
            "coordinateuncertaintyinmeters", "dateidentified", "mediatype", "issue", "hasissues", "height",
        ])
        #expect(read.cells == [
            ["1", "Bufo bufo", "2021-05-03T10:15:00", "52.155", "5.387", "1", "10", "2021-05-03", "StillImage|Sound", "A", "true", "0.1"],
            ["2", "", "2021-05-04T00:00:00", "52.25", "5.5", "", "0.1", "", "", "", "false", ""],
            ["3", "Meles meles", "", "", "", "3", "1000000000", "2021-05-03", "", "B|C", "", "2"],
        ])
        #expect(read.notes == ["columns not read: nested (a nested column)"])
    }

    /// Decimals, times of day, UUIDs, bytes of fixed length and 16-bit floats, in every encoding that writers use.
    @Test(arguments: ["vast", "boek", "geheel", "verdeeld", "delta"])
    func typesThatBecomeText(_ name: String) throws {
        let read = try ReadDelivery(path: SpatialSamples.file("getypt-\(name).parquet"))
        let columns = ["id", "aantal", "lang", "plaats", "tijd", "tijd_ms", "nummer", "vast", "half"]
        #expect(Array(read.columns.prefix(columns.count)) == columns)
        #expect(read.cells.map { Array($0.prefix(columns.count)) } == [
            [
                "t1", "3", "-12345678901234567890123456789012345678", "52.155123", "10:15:00", "10:15:30",
                "00000000-0000-0000-0000-000000000001", "abcd", "1.5",
            ],
            ["t2", "-0.05", "0", "", "", "", "", "", "-2"],
            ["t3", "", "", "-5.4", "00:00:00", "00:00:00", "b2f5ff47-4366-4c4b-9f5f-3f4c5a2d1e6a", "x", "0"],
            ["t4", "1200.5", "7", "0.000001", "23:59:59.5", "01:02:03.04", "00000000-0000-0000-0000-000000000000", "", "0.099975586"],
        ])
        #expect(read.notes.isEmpty)
    }

    @Test func geoParquet() throws {
        let columns = ["id", "soort", "datum", "geometry", "crs"]
        let cases: [(name: String, shapes: [String], system: String)] = [
            ("punt", ["POINT (155000.5 463000)", "", "POINT (1 2)"], "EPSG:28992"),
            ("wgs", Array(repeating: "POINT (5.387 52.155)", count: 3), "EPSG:4326"),
        ]
        for (name, shapes, system) in cases {
            let read = try ReadDelivery(path: SpatialSamples.file(name + ".parquet"))
            #expect(read.columns == columns)
            #expect(read.cells.map { $0[3] } == shapes)
            #expect(read.cells.allSatisfy { $0[4] == system && $0[2] == "2021-05-03" })
        }
        let taken = try IntakeSample.take(path: SpatialSamples.file("rd.parquet"))
        #expect(taken.values("location_type") == ["point", "", "point"])
        #expect(taken.values("uncertainty_m") == ["", "", "10"])
    }

    @Test func speciesListIsRefused() throws {
        let text = """
            Deze export is aangemaakt op 16-07-26 14:53\r
            Gevraagde hokken: 155 - 460\r
            Gevraagde hok grootte: 1x1km\r
            Gevraagde periode: 2022-2026\r
            \r
            Hoknummer,Soortgroep,Naam soort,Wetenschappelijke naam,Beleidsstatus,Vervagingsniveau,Aantal waarnemingen\r
            155 - 460,Amfibieën,Gewone pad,Bufo bufo,Andere soorten,0,12\r

            """
        #expect {
            _ = try IntakeSample.take(bytes: Array(text.utf8))
        } throws: { error in
            let error = error as? DeliveryError
            return error?.code == .notObservations && error?.line == 6
                && error?.message.contains("list of species by square") == true
                && error?.message.contains("Gevraagde hokken: 155 - 460") == true
        }
    }
}

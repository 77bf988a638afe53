import Foundation
import Ingest
import Testing

/// Dates, places and texts of whole deliveries: what is stored, and what is found.
struct RepairedDeliveryTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var profile: String
        var text: String
        var columns: [String: String]
        var rules: [String] = []
        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "texts",
            profile: """
                crs: RD
                fields: { identity: id, taxon: soort, eventDate: datum, x: x, y: y, locality: plaats, basisOfRecord: aard }
                """,
            text: """
                id,soort,datum,x,y,plaats,aard
                1,Bufo\u{A0}bufo,2024-06-15,155000,463000,Cafe\u{301}berg,HumanObservation
                2,Bufo\u{200B} bufo,2024-06-15,155000,463000,CafÃ©berg,Human Observation
                3,\u{FEFF}Bufo bufo,2024-06-15,155000,463000,Caf\u{FFFD}berg,O
                4\u{200B}5,Bufo bufo,2024-06-15,155000,463000,\u{200B},
                """,
            columns: [
                "identity": "1 | 2 | 3 | 4\u{200B}5",
                "scientific_name": "Bufo bufo | Bufo bufo | Bufo bufo | Bufo bufo",
                "verbatim_name": "Bufo\u{A0}bufo | Bufo\u{200B} bufo | Bufo bufo | Bufo bufo",
                "locality": "Caféberg | CafÃ©berg | Caf\u{FFFD}berg | ",
            ],
            rules: ["3 TEXT_MOJIBAKE", "4 BASIS_OF_RECORD_INVALID", "4 TEXT_REPLACEMENT_CHARACTER"]),
        Case(
            name: "kilometres",
            profile: """
                crs: RD
                coordinateUnit: km
                defaults: { uncertainty: "5" }
                fields: { identity: id, taxon: soort, eventDate: datum, x: x, y: y, uncertainty: m }
                """,
            text: """
                id,soort,datum,x,y,m
                1,Bufo bufo,2024-06-15,155,463,
                2,Bufo bufo,2024-06-15,155.3,463.1,
                3,Bufo bufo,2024-06-15,155.345,463.123,
                4,Bufo bufo,2024-06-15,155.3,463.1,30
                5,Bufo bufo,2024-06-15,463,155,
                """,
            columns: [
                "x": "155500 | 155300 | 155345 | 155300 | 463500", "y": "463500 | 463100 | 463123 | 463100 | 155500",
                "uncertainty_m": "708 | 142 | 5 | 30 | 708", "location_type": "hok | point | point | point | hok",
            ], rules: ["6 PRESUMED_SWAPPED_COORDINATE"]),
        Case(
            name: "squares of all kinds",
            profile: "fields: { identity: id, taxon: soort, eventDate: datum, hok: hok, hokSize: zijde }",
            text: """
                id,soort,datum,hok,zijde
                1,Bufo bufo,2024-06-15,155-463,
                2,Bufo bufo,2024-06-15,32-34,
                3,Bufo bufo,2024-06-15,32-34-21,
                4,Bufo bufo,2024-06-15,155250-463500,250m
                5,Bufo bufo,2024-06-15,31UFT6681,
                6,Bufo bufo,2024-06-15,63-11,
                """,
            columns: [
                "uncertainty_m": "708 | 3536 | 708 | 177 | 708 | ",
                "location_type": "hok | hok | hok | hok | hok | ",
                "source_crs": "EPSG:28992 | EPSG:28992 | EPSG:28992 | EPSG:28992 | EPSG:32631 | ",
                "kmhok": "155463 | 157462 | 155463 | 155463 | 158463 | ",
            ], rules: ["7 SQUARE_INVALID"]),
        Case(
            name: "no system, and systems that need a word",
            profile: "fields: { identity: id, taxon: soort, eventDate: datum, x: x, y: y, crs: stelsel }",
            text: """
                id,soort,datum,x,y,stelsel
                1,Bufo bufo,2024-06-15,155000,463000,
                2,Bufo bufo,2024-06-15,0.5,-0.2,EPSG:28991
                3,Bufo bufo,2024-06-15,5.3890,52.1569,ED50
                4,Bufo bufo,2024-06-15,-20000,15000,RD
                5,Bufo bufo,2024-06-15,53876,52155,WGS84
                6,Bufo bufo,2024-06-15,5,52,WGS84
                """,
            columns: [
                "kmhok": "155463 | 155462 | 155463 |  |  | 128445",
                "source_crs": "EPSG:28992 | EPSG:28991 | EPSG:4230 |  |  | EPSG:4326",
                "verbatim_coordinates": " |  |  | -20000 15000 | 53876 52155 | 5 52",
            ],
            rules: ["2 CRS_ASSUMED", "5 COORDINATE_OLD_RD", "6 COORDINATE_SCALE", "7 COORDINATE_COARSE"]),
        Case(
            name: "geometries and coordinates in one text",
            profile: """
                crs: RD
                fields: { identity: id, taxon: soort, eventDate: datum, geometry: vorm, coordinates: plek }
                """,
            text: """
                id;soort;datum;vorm;plek
                1;Bufo bufo;2024-06-15;{"type":"Point","coordinates":[155000,463000]};
                2;Bufo bufo;2024-06-15;0101000020407100000000000000EC0241000000006042 1C41;
                3;Bufo bufo;2024-06-15;POINT Z (155000 463000 3);
                4;Bufo bufo;2024-06-15;POINT (463000 155000);
                5;Bufo bufo;2024-06-15;;463000 155000
                6;Bufo bufo;2024-06-15;;31UFT6681
                """,
            columns: [
                "x": "155000 |  | 155000 | 463000 | 155000 | 158211.22",
                "source_crs": "EPSG:28992 |  | EPSG:28992 | EPSG:28992 | EPSG:28992 | EPSG:32631",
                "location_type": "point |  | point | point | point | hok",
            ],
            rules: ["2 STRAY_QUOTE", "3 GEOMETRY_INVALID", "4 GEOMETRY_HEIGHT_DROPPED", "5 PRESUMED_SWAPPED_COORDINATE"]),
        Case(
            name: "dates as a profile reads them",
            profile: """
                crs: RD
                dates: { order: dayMonthYear, pivotYear: 1930, weeks: true, seasons: meteorological, decades: true }
                fields: { identity: id, taxon: soort, eventDate: datum, x: x, y: y }
                """,
            text: """
                id,soort,datum,x,y
                1,Bufo bufo,3-4-98,155000,463000
                2,Bufo bufo,voorjaar 2020,155000,463000
                3,Bufo bufo,week 5 2021,155000,463000
                4,Bufo bufo,jaren 90,155000,463000
                5,Bufo bufo,28-3-2021 2:30,155000,463000
                6,Bufo bufo,2021-05-01/..,155000,463000
                """,
            columns: [
                "period_start":
                    "1998-04-03T00:00:00 | 2020-03-01T00:00:00 | 2021-02-01T00:00:00 | 1990-01-01T00:00:00 | 2021-03-28T03:30:00 | ",
                "period_stop":
                    "1998-04-03T23:59:59 | 2020-05-31T23:59:59 | 2021-02-07T23:59:59 | 1999-12-31T23:59:59 | 2021-03-28T03:30:59 | ",
                "verbatim_period": "3-4-98 | voorjaar 2020 | week 5 2021 | jaren 90 | 28-3-2021 2:30 | 2021-05-01/..",
            ], rules: ["6 TIME_LEFT_OUT", "7 PERIOD_OPEN"]),
    ]

    @Test(arguments: cases)
    func stored(_ sample: Case) throws {
        let taken = try IntakeSample.take(sample.text, profile: sample.profile)
        for (column, expected) in sample.columns {
            #expect(taken.values(column).joined(separator: " | ") == expected, "\(column)")
        }
        #expect(taken.rules.sorted() == sample.rules.sorted())
        #expect(taken.result.read == taken.result.stored)
    }

    /// A line of text among the records, and two records that have run into each other, are set aside.
    @Test func unusableFields() throws {
        let header = "id,soort,datum,x,y,a,b,c\n"
        let record = { (id: Int) in "\(id),Bufo bufo,2024-06-15,155000,463000,,,"}
        let taken = try IntakeSample.take(
            header + record(1) + "\nTotaal: 3\n" + record(2) + "," + record(3) + "\n" + record(4) + ",\n",
            profile: "crs: RD\nfields: { identity: id, taxon: soort, eventDate: datum, x: x, y: y }")
        #expect(taken.result.read == 4 && taken.result.stored == 2)
        #expect(taken.result.quarantined.map { "\($0.line) \($0.reason.rawValue)" } == ["3 FIELDS_UNUSABLE", "4 FIELDS_UNUSABLE"])
    }
}

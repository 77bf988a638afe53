import Ingest
import Observations
import Testing

/// Whole small deliveries and the columns that are stored of them.
@Suite struct AssemblyTests {
    /// What a delivery is and what comes of it.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var profile: String?
        var text: String
        /// Stored values of a column, a row each, separated by ` | `.
        var columns: [String: String]
        /// `line RULE`, sorted by line as they come.
        var rules: [String] = []
        var testDescription: String { name }
    }

    static let rd = """
        crs: RD
        fields: { identity: id, taxon: soort, eventDate: datum, x: x, y: y }
        """

    static let cases: [Case] = [
        Case(
            name: "names", profile: rd,
            text: """
                id,soort,datum,x,y
                1,Vanessa atalanta,2024-06-15,155000,463000
                2,"Vanessa atalanta (Linnaeus, 1758)",2024-06-15,155000,463000
                3,Bufo calamita,2024-06-15,155000,463000
                4,gewone  pad,2024-06-15,155000,463000
                5,http://ndff-ecogrid.nl/taxonomy/taxa/bufobufo,2024-06-15,155000,463000
                6,Robinia sp.,2024-06-15,155000,463000
                7,Vanesa atalanta,2024-06-15,155000,463000
                8,,2024-06-15,155000,463000
                9, ? ,2024-06-15,155000,463000
                """,
            columns: [
                "taxon_match": "exact | withAuthor | synonym | dutchName | uri | genusOnly | none |  | ",
                "scientific_name":
                    "Vanessa atalanta | Vanessa atalanta | Epidalea calamita | Bufo bufo | Bufo bufo | Robinia |  |  | ",
                "verbatim_name":
                    "Vanessa atalanta | Vanessa atalanta (Linnaeus, 1758) | Bufo calamita | gewone  pad | http://ndff-ecogrid.nl/taxonomy/taxa/bufobufo | Robinia sp. | Vanesa atalanta |  | ",
                "soortgroep":
                    "Dagvlinders | Dagvlinders | Amfibieën | Amfibieën | Amfibieën | Vaatplanten |  |  | ",
                "record_number": "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9", "line": "2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10",
                "delivery_id": "7 | 7 | 7 | 7 | 7 | 7 | 7 | 7 | 7",
                "observation_id": "0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8",
            ], rules: ["8 TAXON_UNKNOWN", "9 TAXON_MISSING", "10 TAXON_MISSING"]),
        Case(
            name: "periods", profile: rd,
            text: """
                id,soort,datum,x,y
                1,Bufo bufo,2024-06-15,155000,463000
                2,Bufo bufo,2024,155000,463000
                3,Bufo bufo,2024-02,155000,463000
                4,Bufo bufo,15-06-2024,155000,463000
                5,Bufo bufo,05-06-2024,155000,463000
                6,Bufo bufo,2024-06-15/2024-06-17,155000,463000
                7,Bufo bufo,2024-06-15T10:30,155000,463000
                8,Bufo bufo,2023-02-29,155000,463000
                9,Bufo bufo,-,155000,463000
                10,Bufo bufo,2024-06-17/2024-06-15,155000,463000
                """,
            columns: [
                "period_start":
                    "2024-06-15T00:00:00 | 2024-01-01T00:00:00 | 2024-02-01T00:00:00 | 2024-06-15T00:00:00 |  | 2024-06-15T00:00:00 | 2024-06-15T10:30:00 |  |  | 2024-06-17T00:00:00",
                "period_stop":
                    "2024-06-15T23:59:59 | 2024-12-31T23:59:59 | 2024-02-29T23:59:59 | 2024-06-15T23:59:59 |  | 2024-06-17T23:59:59 | 2024-06-15T10:30:59 |  |  | 2024-06-15T23:59:59",
                "period_precision": "day | year | month | day |  | interval | minute |  |  | interval",
                "verbatim_period":
                    " |  |  | 15-06-2024 | 05-06-2024 |  |  | 2023-02-29 | - | 2024-06-17/2024-06-15",
            ],
            rules: ["6 DATE_AMBIGUOUS", "9 DATE_INVALID", "10 DATE_MISSING", "11 PERIOD_REVERSED"]),
        Case(
            name: "RD, sea and border",
            profile: rd,
            text: """
                id,soort,datum,x,y
                1,Bufo bufo,2024-06-15,155000,463000
                2,Bufo bufo,2024-06-15,"155000,5",463000
                3,Bufo bufo,2024-06-15,20000,550000
                4,Bufo bufo,2024-06-15,174500,369500
                5,Bufo bufo,2024-06-15,,
                6,Bufo bufo,2024-06-15,155000,
                7,Bufo bufo,2024-06-15,oost,west
                8,Bufo bufo,2024-06-15,0,0
                9,Bufo bufo,2024-06-15,463000,155000
                """,
            columns: [
                "kmhok": "155463 |  | 20550 | 174369 |  |  |  |  | ",
                "uurhok": "155460 |  | 20550 | 170365 |  |  |  |  | ",
                "province": "26 |  |  | 30 |  |  |  |  | ", "province_shared": "false |  |  | true |  |  |  |  | ",
                "location_type": "point |  | point | point |  |  |  | point | point",
                "source_crs": "EPSG:28992 |  | EPSG:28992 | EPSG:28992 |  |  |  | EPSG:28992 | EPSG:28992",
                "verbatim_coordinates": " | 155000,5 463000 |  |  |  | 155000  | oost west | 0 0 | 463000 155000",
            ],
            rules: [
                "3 COORDINATE_INVALID", "6 COORDINATE_MISSING", "7 COORDINATE_INVALID", "8 COORDINATE_INVALID",
                "9 ZERO_COORDINATE", "10 PRESUMED_SWAPPED_COORDINATE",
            ]),
        Case(
            name: "RD with decimal commas", profile: rd + "\ndecimalComma: true\n",
            text: "id;soort;datum;x;y\n1;Bufo bufo;2024-06-15;155000,25;463000,75\n",
            columns: ["x": "155000.25", "y": "463000.75", "latitude": "52.15518", "longitude": "5.38721"]),
        Case(
            name: "degrees, and a system that the record names",
            text: """
                occurrenceID,scientificName,eventDate,decimalLatitude,decimalLongitude,geodeticDatum
                1,Bufo bufo,2024-06-15,51.728601274,4.712120126,WGS84
                2,Bufo bufo,2024-06-15,51.728601274,4.712120126,EPSG:4258
                3,Bufo bufo,2024-06-15,51.728601274,4.712120126,
                4,Bufo bufo,2024-06-15,51.728601274,4.712120126,Atlantis
                5,Bufo bufo,2024-06-15,95,195,
                """,
            columns: [
                "x": "108360.88 | 108360.88 | 108360.88 | 108360.88 | ",
                "y": "415757.27 | 415757.27 | 415757.27 | 415757.27 | ",
                "kmhok": "108415 | 108415 | 108415 | 108415 | ",
                "source_crs": "EPSG:4326 | EPSG:4258 | EPSG:4326 | EPSG:4326 | EPSG:4326",
            ], rules: ["5 CRS_UNKNOWN", "6 COORDINATE_OUT_OF_RANGE", "6 COORDINATE_REPROJECTION_FAILED"]),
        Case(
            name: "Belgian Lambert 72 as its publisher converted it",
            profile: """
                crs: EPSG:31370
                fields: { identity: id, taxon: soort, x: x, y: y }
                defaults: { uncertainty: "30" }
                """,
            text: "id,soort,x,y\nExo_111,Bufo bufo,130879.96250000,209130.50750000\n",
            columns: [
                "latitude": "51.19184", "longitude": "4.09526", "uncertainty_m": "30", "source_crs": "EPSG:31370",
            ], rules: ["2 DATE_MISSING"]),
        Case(
            name: "squares",
            profile:
                "fields: { identity: id, taxon: soort, eventDate: datum, hok: hok, hokSize: zijde, uncertainty: m }\ndefaults: { uncertainty: '50' }",
            text: """
                id,soort,datum,hok,zijde,m
                1,Bufo bufo,2024-06-15,155-463,,
                2,Bufo bufo,2024-06-15,155463,1x1km,
                3,Bufo bufo,2024-06-15,155-460,5 km,
                4,Bufo bufo,2024-06-15,155-463,5 km,
                5,Bufo bufo,2024-06-15,155-46,,
                6,Bufo bufo,2024-06-15,155-463,1 km,900
                7,Bufo bufo,2024-06-15,-,1 km,
                """,
            columns: [
                "x": "155500 | 155500 | 157500 |  |  | 155500 | ",
                "y": "463500 | 463500 | 462500 |  |  | 463500 | ",
                "location_type": "hok | hok | hok |  |  | hok | ",
                "uncertainty_m": "708 | 708 | 3536 | 50 | 50 | 900 | 50",
                "kmhok": "155463 | 155463 | 157462 |  |  | 155463 | ",
                "verbatim_coordinates": " |  |  | 155-463 | 155-46 |  | ",
            ], rules: ["5 SQUARE_INVALID", "6 SQUARE_INVALID", "8 COORDINATE_MISSING"]),
        Case(
            name: "shapes",
            profile: "crs: RD\nfields: { identity: id, taxon: soort, eventDate: datum, geometry: wkt, buffer: buffer }",
            text: """
                id;soort;datum;wkt;buffer
                1;Bufo bufo;2024-06-15;LINESTRING(155000 463000,155200 463000);10
                2;Bufo bufo;2024-06-15;POLYGON((155000 463000,155100 463000,155100 463100,155000 463100,155000 463000));
                3;Bufo bufo;2024-06-15;SRID=4326;POINT(5 52);
                4;Bufo bufo;2024-06-15;"SRID=4326;POINT(4.712120126 51.728601274)";breed
                5;Bufo bufo;2024-06-15;LINESTRING(155000;
                6;Bufo bufo;2024-06-15;POINT(155000 463000);-
                7;Bufo bufo;2024-06-15;;
                """,
            columns: [
                "x": "155100 | 155050 |  | 108360.88 |  | 155000 | ",
                "y": "463000 | 463050 |  | 415757.27 |  | 463000 | ",
                "location_type": "line | polygon |  | point |  | point | ",
                "uncertainty_m": "10 |  |  |  |  |  | ",
                "geometry":
                    "LINESTRING (155000 463000,155200 463000) | POLYGON ((155000 463000,155100 463000,155100 463100,155000 463100,155000 463000)) |  |  |  |  | ",
                "source_crs": "EPSG:28992 | EPSG:28992 |  | EPSG:4326 |  | EPSG:28992 | ",
                "verbatim_coordinates": " |  | SRID=4326 |  | LINESTRING(155000 |  | ",
            ],
            rules: [
                "4 GEOMETRY_INVALID", "4 UNCERTAINTY_INVALID", "5 UNCERTAINTY_INVALID", "6 GEOMETRY_INVALID",
                "8 COORDINATE_MISSING", "4 RAGGED_ROW_LONG",
            ]),
        Case(
            name: "counts",
            profile:
                "fields: { identity: id, taxon: soort, abundance: aantal, abundanceSchema: schaal, occurrenceStatus: status }",
            text: """
                id,soort,aantal,schaal,status
                1,Bufo bufo,3,,
                2,Bufo bufo,3-5,,
                3,Bufo bufo,>10,,
                4,Bufo bufo,,,
                5,Bufo bufo,0,,
                6,Bufo bufo,0,,present
                7,Bufo bufo,f,tansley,
                8,Bufo bufo,f,,
                9,Bufo bufo,2,ellen,
                10,Bufo bufo,9223372036854775808,,
                11,Bufo bufo,4,,absent
                """,
            columns: [
                "abundance_schema":
                    "exact_count | range | range | presence | exact_count | exact_count | tansley | presence | presence | presence | exact_count",
                "abundance_value": "3 | 3-5 | >10 |  | 0 | 0 | f | f | 2 | 9223372036854775808 | 4",
                "count_min": "3 | 3 | 11 |  | 0 | 0 |  |  |  |  | 4",
                "count_max": "3 | 5 |  |  | 0 | 0 |  |  |  |  | 4",
                "occurrence_status":
                    "present | present | present | present | absent | present | present | present | present | present | absent",
            ],
            rules: [
                "6 OCCURRENCE_STATUS_INFERRED_FROM_INDIVIDUAL_COUNT",
                "7 INDIVIDUAL_COUNT_CONFLICTS_WITH_OCCURRENCE_STATUS", "9 COUNT_INVALID",
                "10 ABUNDANCE_SCHEMA_UNKNOWN", "11 COUNT_INVALID",
                "12 INDIVIDUAL_COUNT_CONFLICTS_WITH_OCCURRENCE_STATUS",
            ]),
        Case(
            name: "codes, values and defaults",
            profile: """
                fields: { identity: id, taxon: soort, sex: geslacht, lifeStage: stadium, activity: gedrag, basisOfRecord: { constant: HumanObservation } }
                values:
                  sex: { M: male, V: female }
                  lifeStage: { imago: adult, "*": andere }
                defaults: { sex: undefined, biotope: unknown }
                """,
            text: """
                id,soort,geslacht,stadium,gedrag
                1,Bufo bufo,M,imago,http://ndff-ecogrid.nl/codes/domainvalues/behaviour/123
                2,Bufo bufo, v ,IMAGO,zingend
                3,Bufo bufo,male,pop,
                4,Bufo bufo,m,,-
                5,Bufo bufo,,?,NULL
                6,Bufo bufo,onzijdig,n.v.t.,zingend
                """,
            columns: [
                "sex": "male | female | male | male | undefined | onzijdig",
                "life_stage": "adult | adult | andere |  |  | andere", "activity": "123 | zingend |  |  |  | zingend",
                "biotope": "unknown | unknown | unknown | unknown | unknown | unknown",
                "basis_of_record":
                    "HumanObservation | HumanObservation | HumanObservation | HumanObservation | HumanObservation | HumanObservation",
            ], rules: ["4 CODE_UNKNOWN", "7 CODE_UNKNOWN"]),
        Case(
            name: "values and defaults of fields without a code",
            profile: """
                fields: { identity: id, taxon: soort, eventDate: datum, abundance: aantal, abundanceSchema: eenheid, uncertainty: m, crs: stelsel, x: x, y: y, remarks: opm, license: licentie }
                values:
                  taxon: { pad: Bufo bufo, "Fallopia / Reynoutria": "" }
                  abundance: { "0": "", "veel": ">100" }
                  abundanceSchema: { st: exact_count }
                  uncertainty: { "999": "" }
                  crs: { "Rijks": "EPSG:28992" }
                  eventDate: { "Pasen 2024": "2024-03-31" }
                defaults: { uncertainty: "25", occurrenceStatus: absent, crs: RD, remarks: geen, license: CC0-1.0 }
                """,
            text: """
                id,soort,datum,aantal,eenheid,m,stelsel,x,y,opm,licentie
                1,pad,Pasen 2024,0,st,999,Rijks,155000,463000,,
                2,Bufo bufo,2024-06-15,veel,,3,,155000,463000,nat,CC-BY
                3,Fallopia / Reynoutria,2024-06-15,,,,-,155000,463000,-,
                """,
            columns: [
                "scientific_name": "Bufo bufo | Bufo bufo | ",
                "verbatim_name": "pad | Bufo bufo | Fallopia / Reynoutria",
                "abundance_schema": "presence | range | presence", "abundance_value": "0 | veel | ",
                "count_min": " | 101 | ", "uncertainty_m": "25 | 3 | 25", "kmhok": "155463 | 155463 | 155463",
                "source_crs": "EPSG:28992 | EPSG:28992 | EPSG:28992",
                "period_start": "2024-03-31T00:00:00 | 2024-06-15T00:00:00 | 2024-06-15T00:00:00",
                "occurrence_status": "absent | absent | absent", "remarks": "geen | nat | geen",
                "license": "CC0-1.0 | CC-BY | CC0-1.0",
            ], rules: ["4 TAXON_UNKNOWN", "3 INDIVIDUAL_COUNT_CONFLICTS_WITH_OCCURRENCE_STATUS"]),
        Case(
            name: "embargo",
            profile: "fields: { identity: id, taxon: soort, embargoUntil: tot }",
            text: """
                id,soort,tot
                1,Bufo bufo,2026-01-01
                2,Bufo bufo,
                3,Bufo bufo,-
                4,Bufo bufo,2030
                5,Bufo bufo,2026-01-01T12:00
                """,
            columns: ["embargo_until": "2026-01-01 |  |  | 2030-12-31 | 2026-01-01"]),
        Case(
            name: "restricted facts and what has no column",
            profile:
                "fields: { identity: id, taxon: soort, observer: wie, identifiedBy: det, remarks: opm, locality: plaats }\nignore: [rijnr]",
            text: #"""
                id,soort,wie,det,opm,plaats,kleur,"a ""b""",rijnr
                1,Bufo bufo,J. Jansen,,"Nat, ""erg""
                nat",Lek,rood,"x\y	z",17
                2,Bufo bufo,?,K. Klaassen,-,,,,18
                """#,
            columns: [
                "observer": "J. Jansen | ", "identified_by": " | K. Klaassen", "remarks": "Nat, \"erg\"\nnat | ",
                "locality": "Lek | ",
                "other": "{\"kleur\":\"rood\",\"a \\\"b\\\"\":\"x\\\\y\\u0009z\"} | ", "line": "2 | 4",
                "record_number": "1 | 2",
            ]),
        Case(
            name: "ragged rows",
            profile: "fields: { identity: id, taxon: soort, remarks: opm }",
            text: "id,soort,opm,kleur\n1,Bufo bufo\n2,Bufo bufo,nat,rood,te veel,,nog een\n3,Bufo bufo,nat,rood\n4\n",
            columns: [
                "identity": "1 | 2 | 3 | 4", "remarks": " | nat | nat | ",
                "other":
                    " | {\"kleur\":\"rood\",\"column5\":\"te veel\",\"column7\":\"nog een\"} | {\"kleur\":\"rood\"} | ",
            ],
            rules: ["2 RAGGED_ROW_SHORT", "3 RAGGED_ROW_LONG", "5 TAXON_MISSING", "5 RAGGED_ROW_SHORT"]),
        Case(
            name: "identity from a template",
            profile: "fields: { identity: { template: 'https://x.example/{jaar}/{nr}' }, taxon: soort }",
            text: "jaar,nr,soort\n2024, 7 ,Bufo bufo\n2024,8,Bufo bufo\n",
            columns: ["identity": "https://x.example/2024/7 | https://x.example/2024/8", "other": " | "]),
        Case(
            name: "the best of several names, and authors that tell homonyms apart",
            profile: "fields: { identity: id, taxon: [wet, nederlandse_naam] }",
            text: "id,wet,nederlandse_naam\n1,,Atalanta\n2,Onzin onzin,Gewone pad\n3,Bufo bufo,Atalanta\n4,NULL,\n",
            columns: [
                "scientific_name": "Vanessa atalanta | Bufo bufo | Bufo bufo | ",
                "verbatim_name": "Atalanta | Onzin onzin | Bufo bufo | ",
            ], rules: ["5 TAXON_MISSING"]),
    ]

    @Test(arguments: cases)
    func storedColumns(_ sample: Case) throws {
        let taken = try IntakeSample.take(sample.text, profile: sample.profile)
        for (column, expected) in sample.columns.sorted(by: { $0.key < $1.key }) {
            #expect(taken.values(column).joined(separator: " | ") == expected, "\(column)")
        }
        // Cases without dates and places are not about those.
        let beside = ["DATE_MISSING", "COORDINATE_MISSING"].filter { name in
            !sample.rules.contains { $0.hasSuffix(name) }
        }
        let rules = taken.rules.filter { rule in !beside.contains { rule.hasSuffix($0) } }
        #expect(rules.sorted() == sample.rules.sorted(), "\(taken.findings)")
        #expect(taken.result.quarantined.isEmpty && taken.quarantine == nil)
        #expect(taken.result.read == taken.result.stored + taken.result.updated + taken.result.unchanged)
        #expect(taken.result.problems.values.reduce(0, +) == taken.findings.count)
    }

    /// An identifier of somebody else's does not hide the name.
    @Test func aForeignIdentifierIsNoName() throws {
        let taken = try IntakeSample.take(
            "occurrenceID,taxonID,scientificName,eventDate\n1,INBSYS0000013777,Bufo bufo,2024\n2,INBSYS1,Fantasma ignota,2024\n3,INBSYS2,,2024\n")
        #expect(taken.values("verbatim_name") == ["Bufo bufo", "Fantasma ignota", "INBSYS2"])
        #expect(taken.values("scientific_name").first == "Bufo bufo")
        #expect(taken.findings.contains { $0.hasPrefix("3 TAXON_UNKNOWN scientificName Fantasma ignota") })
    }

    /// Metres in a system that is named and not known lie anywhere; degrees are degrees.
    @Test func aNamedSystemIsNotReplacedByAGuess() throws {
        let taken = try IntakeSample.take(
            """
            id,soort,x,y,stelsel
            1,Bufo bufo,242000,459000,eigen stelsel
            2,Bufo bufo,5.2,52.1,eigen stelsel
            3,Bufo bufo,155000,463000,
            """, profile: "fields: { identity: id, taxon: soort, x: x, y: y, crs: stelsel }")
        #expect(taken.values("source_crs") == ["", "EPSG:4326", "EPSG:28992"])
        #expect(taken.values("verbatim_coordinates").first == "242000 459000")
        let rules = taken.rules.filter { !$0.hasSuffix("DATE_MISSING") }
        #expect(rules.sorted() == ["2 CRS_UNKNOWN", "3 CRS_ASSUMED", "3 CRS_UNKNOWN", "4 CRS_ASSUMED"], "\(taken.findings)")
        let geometries = try IntakeSample.take(
            "id,soort,vorm,stelsel\n1,Bufo bufo,POINT (242000 459000),eigen\n2,Bufo bufo,SRID=28992;POINT (155000 463000),eigen\n",
            profile: "fields: { identity: id, taxon: soort, geometry: vorm, crs: stelsel }")
        #expect(geometries.values("source_crs") == ["", "EPSG:28992"])
    }

    /// A finding on a scale is about the scale, not about the number on it.
    @Test func findingsNameWhatIsWrong() throws {
        let taken = try IntakeSample.take(
            "id,soort,aantal,schaal\n1,Bufo bufo,2,ellen\n2,Bufo bufo,veel,\n",
            profile: "fields: { identity: id, taxon: soort, abundance: aantal, abundanceSchema: schaal }")
        let texts = taken.findings.map { "\($0)" }
        #expect(texts.contains { $0.contains("ABUNDANCE_SCHEMA_UNKNOWN") && $0.contains("ellen") }, "\(texts)")
        #expect(texts.contains { $0.contains("COUNT_INVALID") && $0.contains("veel") }, "\(texts)")
    }

    /// Darwin Core's type of a quantity says nothing of the number of individuals beside it.
    @Test func individualsAndAQuantity() throws {
        let taken = try IntakeSample.take(
            """
            occurrenceID,scientificName,eventDate,decimalLatitude,decimalLongitude,individualCount,organismQuantity,organismQuantityType
            1,Bufo bufo,2021-05-03,52.155,5.387,3,2,nests
            2,Bufo bufo,2021-05-03,52.155,5.387,3,40,% cover
            3,Bufo bufo,2021-05-03,52.155,5.387,,40,% cover
            4,Bufo bufo,2021-05-03,52.155,5.387,,5,individuals
            5,Bufo bufo,2021-05-03,52.155,5.387,,55,nests

            """)
        #expect(taken.values("abundance_schema") == ["exact_count", "exact_count", "cover_percentage", "exact_count", "presence"])
        #expect(taken.values("abundance_value") == ["3", "3", "40", "5", "55"])
        #expect(taken.values("count_min") == ["3", "3", "", "5", ""])
        #expect(taken.rules.filter { $0.contains("SCHEMA") } == ["6 ABUNDANCE_SCHEMA_UNKNOWN"])
    }

    /// An embargo that cannot be read keeps the record closed for good.
    @Test func anUnreadableEmbargoNeverEnds() throws {
        let taken = try IntakeSample.take(
            "id,soort,tot\n1,Bufo bufo,zolang als nodig\n",
            profile: "fields: { identity: id, taxon: soort, embargoUntil: tot }")
        let day = try #require(taken.values(.embargoUntil).first)
        #expect((Int(day.prefix { $0 != "-" }) ?? 0) > 9_000)
        #expect(taken.findings.contains("2 EMBARGO_INVALID embargoUntil zolang als nodig -"))
    }

    @Test func proposalsComeWithUnknownNames() throws {
        let taken = try IntakeSample.take("id,soort,datum\n1,Vanesa atalanta,2024\n")
        #expect(taken.findings.contains("2 TAXON_UNKNOWN scientificName Vanesa atalanta Vanessa atalanta"))
        #expect(taken.values(.taxonID) == [""])
    }

    /// A text that the profile does not know is reported itself; that its value equals another's meaning is no matter.
    @Test func knownWordsAreNotReportedForUnknownOnes() throws {
        let profile = "fields: { identity: id, taxon: soort, sex: s }\nvalues: { sex: { M: male } }"
        let taken = try IntakeSample.take(
            "id,soort,s\n1,Bufo bufo,male\n2,Bufo bufo,M\n3,Bufo bufo,m\n", profile: profile)
        #expect(taken.findings.filter { $0.contains("CODE_UNKNOWN") } == ["2 CODE_UNKNOWN sex male -"])
    }
}

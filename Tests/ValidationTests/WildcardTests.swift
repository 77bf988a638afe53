import Testing
import Validation

/// Which row of a table holds for a record: own taxon, species, genus, soortgroep, all.
@Suite struct WildcardTests {
    /// The season of each row is a month of its own.
    static let own = "urn:t:sub,Vanessa atalanta fulvia,*,1,1,31,1"
    static let species = "urn:t:sp,Vanessa atalanta,*,1,3,31,3"
    static let genus = ",Vanessa *,*,1,5,31,5"
    static let group = ",soortgroep:Dagvlinders,*,1,7,31,7"
    static let otherGroup = ",soortgroep:Nachtvlinders,*,1,8,31,8"
    static let all = ",*,*,1,9,30,9"

    static let cases: [(rows: [String], month: String)] = [
        ([all, group, genus, species, own], "01"), ([own, species, genus, group, all], "01"),
        ([all, group, genus, species], "03"), ([all, group, genus], "05"), ([all, group, otherGroup], "07"),
        ([all, otherGroup], "08"), ([all], "09"),
    ]

    @Test(arguments: cases.indices) func mostSpecificRowHolds(_ index: Int) throws {
        let (rows, month) = Self.cases[index]
        let pack = try TemporaryPack.load(rule: "phenology", ["phenology.csv": rows])
        let validator = Validator(pack: pack)
        for other in ["01", "03", "05", "07", "08", "09"] {
            let row = ObservationRow.with {
                ($0.taxonID, $0.scientificName) = ("urn:t:sub", "Vanessa atalanta fulvia")
                ($0.speciesID, $0.soortgroep) = ("urn:t:sp", "Dagvlinders|Nachtvlinders")
                $0.period = "2023-\(other)-15"
            }
            #expect(try validator.outcomes(row)["phenology"] == (other == month ? "pass" : "fail"), "\(other)")
        }
    }

    static let records: [(note: String, row: ObservationRow, expected: String)] = [
        ("another genus", .with { ($0.scientificName, $0.taxonID, $0.speciesID) = ("Vanessaria a", "urn:v", "urn:v") }, "n/a"),
        ("the genus itself", .with { ($0.scientificName, $0.taxonID, $0.speciesID) = ("Vanessa", "urn:v", nil) }, "fail"),
        ("an aggregate", .with { ($0.scientificName, $0.taxonID, $0.speciesID) = ("Vanessa a agg.", "urn:v", nil) }, "fail"),
        ("not recognised", .with { ($0.scientificName, $0.taxonID, $0.speciesID) = (nil, nil, nil) }, "n/a"),
    ]

    @Test(arguments: records.indices) func genus(_ index: Int) throws {
        let (note, row, expected) = Self.records[index]
        let pack = try TemporaryPack.load(rule: "phenology", ["phenology.csv": [Self.genus]])
        #expect(try Validator(pack: pack).outcomes(row)["phenology"] == expected, "\(note)")
    }

    @Test func allButNotWhatWasNotRecognised() throws {
        let validator = Validator(pack: try TemporaryPack.load(rule: "phenology", ["phenology.csv": [Self.all]]))
        #expect(try validator.outcomes(ObservationRow())["phenology"] == "fail")
        let nobody = ObservationRow.with { ($0.taxonID, $0.scientificName, $0.speciesID) = (nil, nil, nil) }
        #expect(try validator.outcomes(nobody)["phenology"] == "n/a")
    }

    /// A species with rows of its own is an exception to its genus, for all stages.
    @Test func onlyTheRowsOfOneEntryCount() throws {
        let pack = try TemporaryPack.load(
            rule: "phenology", ["phenology.csv": [",Vanessa atalanta,larva,1,3,31,3", Self.genus]])
        #expect(try Validator(pack: pack).outcomes(ObservationRow())["phenology"] == "n/a")
    }

    @Test func everyTableHasThem() throws {
        let tables: [(rule: String, file: String, row: String)] = [
            ("taxon_period", "period.csv", ",,,,1,1,1990"), ("distribution", "distribution.csv", ",,,uurhok,000300"),
            ("abundance_expected", "abundance.csv", ",*,*,1"),
            ("identification_difficulty", "difficulty.csv", ",*,1,photo"),
            ("combination_plausible", "combinations.csv", ",mature,foraging,,,,"),
            ("additional_attention", "additional.csv", ",1"),
        ]
        for table in tables {
            for wildcard in ["*", "Vanessa *", "soortgroep:Dagvlinders"] {
                // The row begins behind the organism_key and the taxon.
                let row = ",\(wildcard)\(table.row)"
                let pack = try TemporaryPack.load(
                    rule: table.rule,
                    [
                        table.file: [row], "difficulty_codes.csv": ["1,x"], "additional_codes.csv": ["1,x"],
                    ], isKnownTaxon: { _, _ in false })
                #expect(try Validator(pack: pack).outcomes(ObservationRow())[table.rule] == "fail", "\(row)")
            }
        }
    }
}

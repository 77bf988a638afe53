import Testing
import Validation

/// One line a case: the rows of a table, what is changed in a sound record of Vanessa atalanta, outcome.
struct TableCase: Sendable, CustomTestStringConvertible {
    var rows: [String]
    var expected: String
    var row: ObservationRow
    var testDescription: String

    init(_ rows: [String], _ expected: String, _ note: String, _ change: (inout ObservationRow) -> Void) {
        self.rows = rows
        self.expected = expected
        row = .with(change)
        testDescription = "\(expected): \(note)"
    }
}

@Suite struct TaxonPeriodTests {
    static let from2004 = [",Vanessa atalanta,1,1,2004,,,"]
    static let span = [",Vanessa atalanta,,,1950,13,6,1992"]
    static let until = [",Vanessa atalanta,,,,,2,1999"]

    static let cases = [
        TableCase(from2004, "pass", "first day") { $0.period = "2004-01-01" },
        TableCase(from2004, "fail", "day before") { $0.period = "2003-12-31" },
        TableCase(from2004, "pass", "vague date that touches the first day") { $0.period = "1990-01-01/2004-01-01" },
        TableCase(from2004, "fail", "vague date before") { $0.period = "2003-01-01/2003-12-31" },
        TableCase(span, "pass", "last day") { $0.period = "1992-06-13" },
        TableCase(span, "fail", "day after") { $0.period = "1992-06-14" },
        TableCase(span, "pass", "first year without month") { $0.period = "1950-01-01" },
        TableCase(span, "fail", "before it") { $0.period = "1949-12-31" },
        TableCase(span, "pass", "vague date around it") { $0.period = "1900-01-01/2020-12-31" },
        TableCase(until, "pass", "end of the month") { $0.period = "1999-02-28" },
        TableCase(until, "fail", "after it") { $0.period = "1999-03-01" },
        TableCase(from2004, "n/a", "absence") {
            $0.period = "2003-12-31"; $0.occurrenceStatus = "absent"
        },
        TableCase(from2004, "n/a", "no date") { $0.period = nil },
        TableCase(from2004, "n/a", "dates turned round") { $0.period = "2003-12-31/2003-12-01" },
        TableCase([",Omega omega,1,1,2004,,,"], "n/a", "no rule for the taxon") { $0.period = "1900-01-01" },
    ]

    @Test(arguments: cases) func outcome(_ example: TableCase) throws {
        let pack = try TemporaryPack.load(rule: "taxon_period", ["period.csv": example.rows])
        #expect(try Validator(pack: pack).outcomes(example.row)["taxon_period"] == example.expected)
    }

    @Test func findings() throws {
        for (rows, period, detail, message) in [
            (Self.from2004, "1990-05-05", "first=2004-01-01 last=-",
                "De datum ‘1990-05-05’ ligt vóór het eerste bekende voorkomen (2004-01-01)."),
            (Self.until, "2001-05-05", "first=- last=1999-02-28",
                "De datum ‘2001-05-05’ ligt na het laatste bekende voorkomen (1999-02-28)."),
            (Self.span, "2001-05-05", "first=1950-01-01 last=1992-06-13",
                "De datum ‘2001-05-05’ ligt buiten het bekende voorkomen (1950-01-01 tot en met 1992-06-13)."),
        ] {
            let pack = try TemporaryPack.load(rule: "taxon_period", ["period.csv": rows])
            let finding = try Validator(pack: pack).finding(.with { $0.period = period })
            #expect(finding.verbatim == period && finding.detail == detail)
            #expect(finding.message == message)
        }
    }
}

@Suite struct DistributionTests {
    /// 10 km west of the uurhok of Amersfoort (155-460) there is nothing known; this one is known.
    static let uurhok = [",Vanessa atalanta,,,uurhok,155-460"]
    static let hok10 = [",Vanessa atalanta,,,hok10,150460"]
    static let corner = [",Vanessa atalanta,,,uurhok,000300 295855"]
    static let early = [",Vanessa atalanta,,1999,uurhok,100-460", ",Vanessa atalanta,2000,,uurhok,155-460"]

    static func place(_ x: Double, _ y: Double, _ uncertainty: Double? = 0, _ period: String = "2024-06-15")
        -> (inout ObservationRow) -> Void
    {
        { ($0.x, $0.y, $0.uncertainty, $0.period) = (x, y, uncertainty, period) }
    }

    static let cases = [
        TableCase(uurhok, "pass", "within", place(157_000, 462_000)),
        TableCase(uurhok, "pass", "neighbour to the west, at its far side", place(150_000, 462_000)),
        TableCase(uurhok, "fail", "a metre further west", place(149_999, 462_000)),
        TableCase(uurhok, "pass", "neighbour to the east, up to its far side", place(164_999.9, 462_000)),
        TableCase(uurhok, "fail", "on the far side", place(165_000, 462_000)),
        TableCase(uurhok, "pass", "neighbour over the corner", place(164_000, 469_000)),
        TableCase(uurhok, "fail", "north of it", place(164_000, 470_000)),
        TableCase(uurhok, "pass", "uncertainty reaches it", place(149_000, 462_000, 1000)),
        TableCase(uurhok, "fail", "uncertainty does not", place(149_000, 462_000, 999)),
        TableCase(uurhok, "pass", "no uncertainty", place(157_000, 462_000, nil)),
        TableCase(uurhok, "pass", "uncertainty beyond measure", place(20_000, 380_000, 1e9)),
        TableCase(hok10, "pass", "neighbour of 10 km", place(140_000, 450_000)),
        TableCase(hok10, "fail", "beyond it", place(139_999, 450_000)),
        TableCase(corner, "pass", "edges of the grid", place(9_999, 309_999)),
        TableCase(corner, "pass", "other edges of the grid", place(299_999, 859_999)),
        TableCase(corner, "fail", "not around the other side", place(299_999, 305_000)),
        TableCase(early, "pass", "known in those years", place(157_000, 462_000, 0, "2000-01-01")),
        TableCase(early, "fail", "known in later years only", place(157_000, 462_000, 0, "1999-12-31")),
        TableCase(early, "pass", "vague date in both", place(157_000, 462_000, 0, "1999-12-31/2000-01-01")),
        TableCase(early, "pass", "known in earlier years", place(101_000, 461_000, 0, "1950-01-01")),
        TableCase(
            [",Vanessa atalanta,1990,1999,uurhok,155-460"], "n/a", "nothing known of those years", place(157_000, 462_000)),
        TableCase(uurhok + [",Vanessa atalanta,,,hok10,100-400"], "pass", "both grids", place(101_000, 401_000)),
        TableCase(uurhok, "n/a", "no date") { $0.period = nil },
        TableCase(uurhok, "n/a", "no RD") { $0.x = nil },
        TableCase(uurhok, "n/a", "outside the grid", place(-1, 400_000)),
        TableCase(uurhok, "n/a", "absence") {
            $0.x = 100_000; $0.occurrenceStatus = "absent"
        },
        TableCase([",Omega omega,,,uurhok,155-460"], "n/a", "no rule for the taxon", place(10_000, 400_000)),
    ]

    @Test(arguments: cases) func outcome(_ example: TableCase) throws {
        let pack = try TemporaryPack.load(rule: "distribution", ["distribution.csv": example.rows])
        #expect(try Validator(pack: pack).outcomes(example.row)["distribution"] == example.expected)
    }

    @Test func toleranceIsThePacks() throws {
        for (rings, x, expected) in [(0, 154_999.0, "fail"), (0, 155_000, "pass"), (2, 145_000, "pass"), (2, 144_999, "fail")] {
            let pack = try TemporaryPack.load(
                rule: "distribution", parameters: "{ distributionToleranceSquares: \(rings) }",
                ["distribution.csv": Self.uurhok])
            let row = ObservationRow.with(Self.place(x, 462_000))
            #expect(try Validator(pack: pack).outcomes(row)["distribution"] == expected, "\(rings) \(x)")
        }
    }

    @Test func finding() throws {
        let pack = try TemporaryPack.load(rule: "distribution", ["distribution.csv": Self.uurhok])
        let finding = try Validator(pack: pack).finding(.with(Self.place(141_000, 462_000)))
        #expect(finding.detail == "square=140-460 km=5 off=3 tolerance=1")
        #expect(finding.verbatim == "141000 462000")
        #expect(
            finding.message == "De plaats ‘141000 462000’ (hok 140-460 van 5 km) ligt 3 hokken van het dichtstbijzijnde hok "
                + "waaruit het taxon bekend is (speling 1).")
    }
}

@Suite struct AbundanceTests {
    static let rows = [
        ",Vanessa atalanta,*,*,10", ",Vanessa atalanta,*,net,20", ",Vanessa atalanta,larva,*,100",
        ",Vanessa atalanta,mature,transect,50",
    ]

    static let cases = [
        TableCase(rows, "pass", "stage and method") { $0.minimum = 50 },
        TableCase(rows, "fail", "above it") { $0.minimum = 51 },
        TableCase(rows, "pass", "no stage is mature") {
            $0.stage = nil; $0.minimum = 50
        },
        TableCase(rows, "fail", "stage without the method: any") {
            $0.surveyMethod = "trap"; $0.minimum = 11
        },
        TableCase(rows, "pass", "any stage, method") {
            $0.surveyMethod = "http://ndff-ecogrid.nl/codes/domainvalues/survey/surveymethods/NET"; $0.minimum = 20
        },
        TableCase(rows, "pass", "stage before method") {
            $0.stage = "rups"; $0.surveyMethod = "net"; $0.minimum = 100
        },
        TableCase(rows, "fail", "above that") {
            $0.stage = "rups"; $0.surveyMethod = "net"; $0.minimum = 101
        },
        TableCase(rows, "fail", "no method") {
            $0.surveyMethod = nil; $0.minimum = 11
        },
        TableCase(rows, "pass", "range that begins below") {
            $0.minimum = 40; $0.maximum = 4000
        },
        TableCase(rows, "fail", "range above") {
            $0.minimum = 60; $0.maximum = 70
        },
        TableCase(rows, "fail", "only a maximum") {
            $0.minimum = nil; $0.maximum = 51
        },
        TableCase(rows, "n/a", "no count") { $0.minimum = nil },
        TableCase(rows, "n/a", "absence") { $0.occurrenceStatus = "absent" },
        TableCase([",Vanessa atalanta,larva,*,100"], "n/a", "no rule for the stage") { $0.minimum = 1000 },
        TableCase([",Omega omega,*,*,100"], "n/a", "no rule for the taxon") { $0.minimum = 1000 },
    ]

    @Test(arguments: cases) func outcome(_ example: TableCase) throws {
        let pack = try TemporaryPack.load(rule: "abundance_expected", ["abundance.csv": example.rows])
        #expect(try Validator(pack: pack).outcomes(example.row)["abundance_expected"] == example.expected)
    }

    @Test func finding() throws {
        let pack = try TemporaryPack.load(rule: "abundance_expected", ["abundance.csv": Self.rows])
        let finding = try Validator(pack: pack).finding(
            .with {
                $0.minimum = 60; $0.value = "60"
            })
        #expect(finding.detail == "expected=50 stage=mature method=transect")
        #expect(
            finding.message
                == "Het aantal ‘60’ is hoger dan te verwachten is, stadium mature, methode transect: tot 50.")
    }
}

@Suite struct IdentificationDifficultyTests {
    static let codes = ["1,op zicht", "3,\"lastig, zie de sleutel\"", "6,nog geen oordeel"]
    static let parameters = "{ difficultyEvidence: { 1: [], 3: [photo, specimen] } }"
    static let byCode = [",Vanessa atalanta,*,3,"]

    static let cases = [
        TableCase(byCode, "fail", "nothing") { _ in },
        TableCase(byCode, "pass", "photo") { $0.evidence = "photograph" },
        TableCase(byCode, "pass", "NDFF URI") {
            $0.evidence = "http://ndff-ecogrid.nl/codes/domainvalues/observation/evidence/photograph"
        },
        TableCase(byCode, "pass", "Dutch, among others") { $0.evidence = "geluid; foto's, foto" },
        TableCase(byCode, "pass", "media type") { $0.evidence = "StillImage" },
        TableCase(byCode, "fail", "another kind") { $0.evidence = "geluid" },
        TableCase(byCode, "pass", "basis of record") { $0.basisOfRecord = "PreservedSpecimen" },
        TableCase([",Vanessa atalanta,,3,microscope dna"], "pass", "determination method, empty stage") {
            $0.determinationMethod = "microscopisch"
        },
        TableCase([",Vanessa atalanta,*,3,microscope dna"], "fail", "the row's own evidence goes first") {
            $0.evidence = "foto"
        },
        TableCase([",Vanessa atalanta,*,3,any"], "pass", "any kind") { $0.evidence = "video" },
        TableCase([",Vanessa atalanta,*,3,none"], "pass", "none needed") { _ in },
        TableCase([",Vanessa atalanta,*,1,"], "pass", "easy") { _ in },
        TableCase([",Vanessa atalanta,*,6,"], "n/a", "nobody said what is needed") { _ in },
        TableCase([",Vanessa atalanta,larva,3,"], "n/a", "no rule for the stage") { _ in },
        TableCase([",Vanessa atalanta,larva,3,", ",Vanessa atalanta,*,1,"], "fail", "larva") { $0.stage = "rups" },
        TableCase([",Omega omega,*,3,"], "n/a", "no rule for the taxon") { _ in },
        TableCase(byCode, "n/a", "absence") { $0.occurrenceStatus = "absent" },
    ]

    static func pack(_ rows: [String]) throws -> RulePack {
        try TemporaryPack.load(
            rule: "identification_difficulty", parameters: parameters,
            ["difficulty.csv": rows, "difficulty_codes.csv": codes])
    }

    @Test(arguments: cases) func outcome(_ example: TableCase) throws {
        let outcomes = try Validator(pack: try Self.pack(example.rows)).outcomes(example.row)
        #expect(outcomes["identification_difficulty"] == example.expected)
    }

    @Test func finding() throws {
        let finding = try Validator(pack: try Self.pack(Self.byCode)).finding(ObservationRow())
        #expect(finding.verbatim == "atalanta")
        #expect(finding.detail == "code=3 evidence=photo,specimen text=lastig,_zie_de_sleutel")
        #expect(
            finding.message == "‘atalanta’ is moeilijk te determineren (3); bewijs is gewenst: foto, collectie-exemplaar. "
                + "Toelichting: lastig, zie de sleutel.")
    }
}

@Suite struct CombinationTests {
    static let flyingLarva = [",Vanessa atalanta,larva,flying|vliegend,,,,"]
    static let winterEgg = [",Vanessa atalanta,egg,*,1,12,28,2"]
    static let winterMating = [",Vanessa atalanta,*,mating,1,12,28,2"]

    static let cases = [
        TableCase(flyingLarva, "fail", "larva that flies") {
            $0.stage = "rups"; $0.activity = "Vliegend"
        },
        TableCase(flyingLarva, "fail", "as a URI") {
            $0.stage = "larva"; $0.activity = "http://ndff-ecogrid.nl/codes/domainvalues/observation/activities/flying"
        },
        TableCase(flyingLarva, "pass", "larva that eats") { $0.stage = "larva" },
        TableCase(flyingLarva, "pass", "adult that flies") { $0.activity = "flying" },
        TableCase(flyingLarva, "n/a", "no stage") {
            $0.stage = nil; $0.activity = "flying"
        },
        TableCase(flyingLarva, "n/a", "no activity") {
            $0.stage = "larva"; $0.activity = "unknown"
        },
        TableCase(winterEgg, "fail", "over New Year") {
            $0.stage = "ei"; $0.period = "2024-01-15"
        },
        TableCase(winterEgg, "fail", "all of a vague date within") {
            $0.stage = "ei"; $0.period = "2023-12-01/2024-02-28"
        },
        TableCase(winterEgg, "pass", "a day of it outside") {
            $0.stage = "ei"; $0.period = "2023-11-30/2024-02-28"
        },
        TableCase(winterEgg, "pass", "a year") {
            $0.stage = "ei"; $0.period = "2023-01-01/2023-12-31"
        },
        TableCase(winterEgg, "n/a", "no date") {
            $0.stage = "ei"; $0.period = nil
        },
        TableCase(winterMating, "fail", "any stage, none delivered") {
            $0.stage = nil; $0.activity = "mating"; $0.period = "2024-01-01"
        },
        TableCase(winterEgg + winterMating, "pass", "the first cannot be judged, the second can") {
            $0.stage = nil; $0.period = "2024-01-01"
        },
        TableCase(winterEgg + winterMating, "fail", "the second") {
            $0.activity = "mating"; $0.period = "2024-01-01"
        },
        TableCase(flyingLarva, "n/a", "absence") {
            $0.stage = "larva"; $0.activity = "flying"; $0.occurrenceStatus = "absent"
        },
        TableCase([",Omega omega,larva,flying,,,,"], "n/a", "no rule for the taxon") {
            $0.stage = "larva"; $0.activity = "flying"
        },
    ]

    @Test(arguments: cases) func outcome(_ example: TableCase) throws {
        let pack = try TemporaryPack.load(rule: "combination_plausible", ["combinations.csv": example.rows])
        #expect(try Validator(pack: pack).outcomes(example.row)["combination_plausible"] == example.expected)
    }

    @Test func finding() throws {
        let pack = try TemporaryPack.load(
            rule: "combination_plausible", ["combinations.csv": [",Vanessa atalanta,larva,flying,1,12,28,2"]])
        let finding = try Validator(pack: pack).finding(
            .with {
                $0.stage = "rups"; $0.activity = "flying"; $0.period = "2024-01-01"
            })
        #expect(finding.verbatim == "rups, flying, 2024-01-01")
        #expect(finding.detail == "stage=larva activity=flying season=12-01..02-28")
        #expect(
            finding.message == "De combinatie ‘rups, flying, 2024-01-01’ is voor dit taxon ongewoon (stadium larva, "
                + "activiteit flying, seizoen 12-01..02-28).")
    }
}

@Suite struct AttentionTests {
    @Test func additionalAlwaysDrawsAttention() throws {
        let pack = try TemporaryPack.load(
            rule: "additional_attention",
            ["additional.csv": [",Vanessa atalanta,2"], "additional_codes.csv": ["2,zeer zeldzaam"]])
        let validator = Validator(pack: pack)
        #expect(try validator.outcomes(ObservationRow())["additional_attention"] == "fail")
        #expect(try validator.outcomes(.with { $0.occurrenceStatus = "absent" })["additional_attention"] == "n/a")
        let other = ObservationRow.with {
            ($0.taxonID, $0.speciesID, $0.scientificName) = ("urn:o", "urn:o", "Omega omega")
        }
        #expect(try validator.outcomes(other)["additional_attention"] == "n/a")
        let finding = try validator.finding(ObservationRow())
        #expect(finding.detail == "code=2 text=zeer_zeldzaam")
        #expect(finding.message == "Waarnemingen van ‘atalanta’ vragen aandacht: zeer zeldzaam.")
    }

    static let codes: [(rows: [String], expected: String)] = [
        (["sex,female,vrouw", "sex,male,man"], "pass"), (["sex,male,man"], "fail"), (["life_stage,ADULT,imago"], "pass"),
        (["life_stage,adult,imago", "sex,male,man"], "fail"), (["dwelling,nest,nest"], "n/a"), ([], "n/a"),
        (["basis_of_record,HumanObservation,"], "pass"),
    ]

    @Test(arguments: codes.indices) func codesAreListed(_ index: Int) throws {
        let (rows, expected) = Self.codes[index]
        let pack = try TemporaryPack.load(rule: "code_listed", ["codes.csv": rows])
        #expect(try Validator(pack: pack).outcomes(ObservationRow())["code_listed"] == expected)
    }

    @Test func codeAsTheLastPartOfAURI() throws {
        let pack = try TemporaryPack.load(rule: "code_listed", ["codes.csv": ["sex,female,vrouw"]])
        let validator = Validator(pack: pack)
        #expect(try validator.outcomes(.with { $0.sex = "http://example.org/sexes/Female" })["code_listed"] == "pass")
        let finding = try validator.finding(.with { $0.sex = "http://example.org/sexes/x" })
        #expect(finding.detail == "field=sex" && finding.verbatim == "http://example.org/sexes/x")
    }
}

extension Validator {
    /// The only finding of a single record.
    func finding(_ row: ObservationRow) throws -> (verbatim: String?, detail: String?, message: String) {
        let findings = try assess(ObservationRow.batch([row])).findings
        let rule = try #require(findings.rowCount == 1 ? findings["rule"]?.text(0) : nil)
        let (verbatim, detail) = (findings["verbatim"]?.text(0), findings["detail"]?.text(0))
        return (verbatim, detail, FindingText.message(rule: rule, verbatim: verbatim, detail: detail))
    }
}

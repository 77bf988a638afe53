import Foundation
import Testing
import Validation

/// Everything that can be wrong in the tables, with its place.
@Suite struct RuleTableErrorTests {
    struct Bad: Sendable, CustomTestStringConvertible {
        var file: String
        var rows: [String]
        var problems: [String]
        var testDescription: String { problems.first ?? file }

        init(_ file: String, _ rows: [String], _ problems: String...) {
            (self.file, self.rows) = (file, rows)
            self.problems = problems.map { "\(file):\($0)" }
        }
    }

    static let period = [
        Bad("period.csv", [",A b,1,1,2001,13,12,1886"], "2:21: A b: ends before it starts"),
        Bad("period.csv", [",A b,,,,,,"], "2:2: A b: neither a first nor a last year"),
        Bad("period.csv", [",A b,31,4,2001,,,"], "2:6: day 31 does not exist in month 4 of 2001"),
        Bad("period.csv", [",A b,29,2,2001,,,"], "2:6: day 29 does not exist in month 2 of 2001"),
        Bad("period.csv", [",A b,1,13,2001,,,"], "2:8: '13' is not a whole number from 1 to 12"),
        Bad("period.csv", [",A b,1,,2001,,,"], "2:6: day without start_month"),
        Bad(
            "period.csv", [",A b,1,2,,,,2001"], "2:6: day and month without start_year",
            "2:8: day and month without start_year"),
        Bad("period.csv", [",A b,,,x,,,"], "2:8: 'x' is not a whole number from 1 to 9999"),
        Bad("period.csv", [",A b,,,2001,,,", ",A b,,,2002,,,"], "3:2: A b: contradicts line 2"),
        Bad("period.csv", [",A b,,,2001,,,", ",A b,1,1,2001,,,"], "3:2: A b: repeats line 2"),
        Bad("period.csv", [",,,,2001,,,"], "2:2: taxon is empty; give its accepted scientific name"),
    ]

    static let distribution = [
        Bad("distribution.csv", [",A b,,,kmhok,155-460"], "2:8: grid 'kmhok' is none of uurhok, hok10"),
        Bad(
            "distribution.csv", [",A b,,,uurhok,155-460 156-460"],
            "2:15: '156-460' is no square of 5 km (XXXYYY, the km of its south-west corner)"),
        Bad(
            "distribution.csv", [",A b,,,hok10,155-460"],
            "2:14: '155-460' is no square of 10 km (XXXYYY, the km of its south-west corner)"),
        Bad(
            "distribution.csv", [",A b,,,uurhok,460-155"],
            "2:15: '460-155' is no square of 5 km (XXXYYY, the km of its south-west corner)"),
        Bad("distribution.csv", [",A b,,,uurhok,"], "2:15: no squares"),
        Bad("distribution.csv", [",A b,2000,1999,uurhok,155-460"], "2:11: A b: ends before it starts"),
        Bad("distribution.csv", [",A b,20xx,,uurhok,155-460"], "2:6: '20xx' is not a whole number from 1 to 9999"),
        Bad(
            "distribution.csv", [",A b,1990,2000,uurhok,155-460", ",A b,2000,,uurhok,155-460"],
            "3:6: A b: years overlap those of line 2 in part"),
    ]

    static let abundance = [
        Bad("abundance.csv", [",A b,*,*,0"], "2:10: '0' is not a whole number from 1 to 1000000000000"),
        Bad("abundance.csv", [",A b,larvva,*,1"], "2:6: unknown stage 'larvva'; did you mean 'larva'?"),
        Bad("abundance.csv", [",A b,*,,1"], "2:8: method '' is no method; give one, or * for any"),
        Bad(
            "abundance.csv", [",A b,*,net,1", ",A b,*,NET,2"], "3:2: A b, stage '*', method 'net': contradicts line 2"),
        Bad(
            "abundance.csv", [",A b,adult,*,1", ",A b,mature,*,1"],
            "3:2: A b, stage 'mature', method '*': repeats line 2"),
    ]

    static let attention = [
        Bad("difficulty.csv", [",A b,*,9,"], "2:8: code '9' is not in difficulty_codes.csv; did you mean '1'?"),
        Bad(
            "difficulty.csv", [",A b,*,1,foto"],
            "2:10: evidence 'foto' is none of photo, sound, video, specimen, dna, microscope, any, none; "
                + "did you mean 'photo'?"),
        Bad("difficulty.csv", [",A b,*,1,", ",A b,,1,"], "3:2: A b, stage '*': repeats line 2"),
        Bad("difficulty.csv", [",A b,*,1,", ",A b,*,1,none"], "3:2: A b, stage '*': contradicts line 2"),
        Bad("difficulty_codes.csv", ["1,a", "1,b"], "3:1: code '1' stands on line 2 already"),
        Bad("difficulty_codes.csv", ["1,"], "2:3: text is empty"),
        Bad("difficulty_codes.csv", [",a", "1,x"], "2:1: code is empty"),
        Bad("additional.csv", [",A b,x"], "2:6: code 'x' is not in additional_codes.csv; did you mean '1'?"),
        Bad("additional.csv", [",A b,1", ",A b,1"], "3:2: A b: repeats line 2"),
    ]

    static let combinations = [
        Bad("combinations.csv", [",A b,larva,*,,,,"], "2:2: a combination needs at least two of stage, activity and season"),
        Bad("combinations.csv", [",A b,larva,,,,,"], "2:12: activity '' is no activity; give one, or * for any"),
        Bad("combinations.csv", [",A b,larva,fly|*,,,,"], "2:12: activity 'fly|*' is no activity; give one, or * for any"),
        Bad(
            "combinations.csv", [",A b,larva,*,1,1,,"], "2:18: '' is not a whole number", "2:19: '' is not a whole number"),
        Bad("combinations.csv", [",A b,larva,fly,,,,", ",A b,larva,Fly,,,,"], "3:2: A b: repeats line 2"),
    ]

    static let codes = [
        Bad("codes.csv", ["sexe,male,"], "2:1: 'sexe' is no field with codes; did you mean 'sex'?"),
        Bad("codes.csv", ["sex,,"], "2:5: code is empty"),
        Bad("codes.csv", ["sex,male,", "sex,Male,"], "3:5: code 'Male' of sex stands here a second time"),
    ]

    static let wildcards = [
        Bad("abundance.csv", ["k,*,*,*,1"], "2:1: organism_key belongs to a taxon; leave it empty for '*'"),
        Bad(
            "abundance.csv", [",Vanessa*,*,*,1"],
            "2:2: 'Vanessa*' is no wildcard; write 'Genus *', 'soortgroep:Naam' or '*'"),
        Bad(
            "abundance.csv", [",soortgroep Vogels,*,*,1"],
            "2:2: 'soortgroep Vogels' is no wildcard; write 'Genus *', 'soortgroep:Naam' or '*'"),
        Bad("abundance.csv", [",soortgroep:Vogel,*,*,1"], "2:2: unknown soortgroep 'Vogel'; did you mean 'Vogels'?"),
        Bad(
            "abundance.csv", [",Vanessa *,*,*,1", ",Vanessa *,*,*,2"],
            "3:2: Vanessa *, stage '*', method '*': contradicts line 2"),
        Bad("abundance.csv", [",*,*,*,1", ",*,*,*,1"], "3:2: *, stage '*', method '*': repeats line 2"),
    ]

    @Test(arguments: period + distribution + abundance + attention + combinations + codes + wildcards)
    func refuses(_ bad: Bad) {
        var tables = ["difficulty_codes.csv": ["1,x"], "additional_codes.csv": ["1,x"]]
        tables[bad.file] = bad.rows
        let problems = TemporaryPack.problems { try TemporaryPack.load(rule: "taxon_known", tables) }
        #expect(problems == bad.problems)
    }

    @Test(arguments: TemporaryPack.emptyTables.keys.sorted()) func wrongColumn(_ file: String) throws {
        let header = try #require(TemporaryPack.emptyTables[file])
        let problems = TemporaryPack.problems { try TemporaryPack.load(extra: [file: header + ",extra"]) }
        #expect(problems == ["\(file):1:\(header.count + 2): unknown column 'extra'"])
    }

    @Test(arguments: TemporaryPack.emptyTables.keys.filter { !["codes.csv"].contains($0) && !$0.contains("_codes") }.sorted())
    func unknownTaxa(_ file: String) {
        let rows = [
            "period.csv": ",,,,,,2001", "distribution.csv": ",,,uurhok,155-460", "abundance.csv": ",*,*,1",
            "difficulty.csv": ",*,1,", "additional.csv": ",1", "combinations.csv": ",larva,flying,,,,",
        ]
        let row = rows[file] ?? ""
        let problems = TemporaryPack.problems {
            try TemporaryPack.load(
                rule: "taxon_known",
                [
                    "difficulty_codes.csv": ["1,x"], "additional_codes.csv": ["1,x"],
                    file: [",Vanessa atalanta" + row, "urn:x,Vanessa cardui" + row, ",Pieris *" + row],
                ], isKnownTaxon: { key, name in key == nil && name.hasPrefix("Vanessa") })
        }
        #expect(
            problems == [
                "\(file):3:7: taxon 'Vanessa cardui' is not an accepted name in the register",
                "\(file):4:2: the register has no taxon of the genus 'Pieris'",
            ])
    }

    @Test(arguments: [
        ("taxon_period", "period.csv"), ("distribution", "distribution.csv"), ("abundance_expected", "abundance.csv"),
        ("identification_difficulty", "difficulty.csv"), ("additional_attention", "additional.csv"),
        ("combination_plausible", "combinations.csv"), ("code_listed", "codes.csv"), ("phenology", "phenology.csv"),
    ])
    func ruleWithoutItsTable(_ rule: String, _ file: String) {
        #expect(
            TemporaryPack.problems { try TemporaryPack.load(rule: rule, [:]) }
                == ["\(file): missing, while rule '\(rule)' is switched on"])
    }

    @Test func evidenceOfCodesIsChecked() {
        for (parameters, problem) in [
            ("{ difficultyEvidence: { 7: [photo] } }",
                "rules.yaml: difficultyEvidence: code '7' is not in difficulty_codes.csv; did you mean '1'?"),
            ("{ difficultyEvidence: { 1: [foto] } }",
                "rules.yaml:8:41: evidence 'foto' is none of photo, sound, video, specimen, dna, microscope, any; "
                    + "did you mean 'photo'?"),
            ("{ difficultyEvidence: { 1: photo } }", "rules.yaml:8:40: expected a list of evidence, [] for none"),
            ("{ difficultyEvidence: 3 }",
                "rules.yaml:8:35: expected codes of difficulty_codes.csv, each with a list of evidence"),
            ("{ distributionToleranceSquares: 21 }", "rules.yaml:8:45: expected a whole number from 0 to 20"),
        ] {
            let problems = TemporaryPack.problems {
                try TemporaryPack.load(
                    rule: "taxon_known", parameters: parameters, ["difficulty_codes.csv": ["1,x"], "difficulty.csv": []])
            }
            #expect(problems == [problem])
        }
    }
}

import Foundation
import Outside
import Reference
import Testing
import Validation

@Suite struct RulePackTests {
    @Test func loads() throws {
        let pack = try TemporaryPack.load()
        #expect(pack.identifier == "test@1.2")
        #expect(pack.isExample)
        #expect(pack.rules.map(\.id) == RuleCatalogue.rules.map(\.id))
        #expect(pack.seasonCount == 1)
        #expect(pack.parameters == RulePackParameters())
    }

    @Test func contentHashFollowsTheBytes() throws {
        let pack = try TemporaryPack.load()
        #expect(pack.contentHash.count == 16)
        #expect(pack.contentHash == (try TemporaryPack.load()).contentHash)
        #expect(pack.contentHash != (try TemporaryPack.load(phenology: TemporaryPack.phenology + "\n")).contentHash)
    }

    @Test func rulesInTheOrderAndSeverityOfThePack() throws {
        let pack = try TemporaryPack.load(
            manifest: """
                name: few
                version: 3
                authority: nobody
                licence: EUPL-1.2
                rules:
                  - { id: count_positive, severity: warning }
                  - taxon_known
                """, phenology: nil, stages: nil)
        #expect(pack.rules.map(\.id) == ["count_positive", "taxon_known"])
        #expect(pack.rules.map(\.severity) == [.warning, .error])
        let row = ObservationRow.with { $0.minimum = 0 }
        let assessed = try Validator(pack: pack).assess(ObservationRow.batch([row]))
        #expect(assessed.assessment["outcomes"]?.text(0) == "count_positive:fail taxon_known:pass")
        #expect(assessed.assessment["status"]?.text(0) == "te_beoordelen")
        #expect(assessed.assessment["rule_pack"]?.text(0) == "few@3")
    }

    @Test func tableAsSpreadsheetsWriteIt() throws {
        let table =
            "\u{FEFF}"
                + """
                taxon,stage,"organism_key",start_day,start_month,end_day,end_month
                "Vanessa atalanta" ,"larva", ,01,03,30,11

                """.replacing("\n", with: "\r\n")
        #expect(try TemporaryPack.load(phenology: table).seasonCount == 1)
    }

    @Test func demoPackLoads() throws {
        let pack = try RulePack.load(from: Outside.fixtures.appendingPathComponent("rules").appendingPathComponent("nl-demo"))
        #expect(pack.isExample)
        #expect(pack.authority.contains("no official rules"))
        #expect(pack.notices.isEmpty)
        #expect(pack.seasonCount > 60)
    }

    @Test(arguments: ["nl-demo", "ndff-formal"]) func taxaOfTheExamplesAreInTheRegister(_ name: String) throws {
        let taxa = Outside.repository.appendingPathComponent("Fixtures/reference/taxa/taxa-example.csv")
        let known = KnownTaxa(try TaxonRegister(url: taxa))
        let pack = try RulePack.load(from: Outside.fixtures.appendingPathComponent("rules").appendingPathComponent(name), known: known)
        #expect(pack.isExample)
        #expect(pack.notices.isEmpty)
    }

    static let header = TemporaryPack.phenologyHeader

    static let badPhenology: [(table: String, problems: [String])] = [
        ("", ["phenology.csv:1: empty; expected \(header)"]),
        (
            "organism_key,taxon,stge,start_day,start_month,end_day,end_month\n,A b,*,1,1,2,2",
            [
                "phenology.csv:1:20: unknown column 'stge'; did you mean 'stage'?",
                "phenology.csv:1: column 'stage' is missing",
            ]
        ),
        ("\(header),taxon\n", ["phenology.csv:1:66: column 'taxon' stands here a second time"]),
        ("\(header)\n,A b,*,31,4,2,2", ["phenology.csv:2:8: day 31 does not exist in month 4"]),
        (
            "\(header)\n,A b,*,30,2,31,6",
            [
                "phenology.csv:2:8: day 30 does not exist in month 2",
                "phenology.csv:2:13: day 31 does not exist in month 6",
            ]
        ),
        (
            "\(header)\n,A b,*,1,13,2,0",
            ["phenology.csv:2:10: month 13 does not exist", "phenology.csv:2:15: month 0 does not exist"]
        ),
        (
            "\(header)\n,A b,*,x,1,,2",
            ["phenology.csv:2:8: 'x' is not a whole number", "phenology.csv:2:12: '' is not a whole number"]
        ),
        (
            "\(header)\n,A b,*,99999999999999999999,1,1,2",
            ["phenology.csv:2:8: '99999999999999999999' is not a whole number"]
        ),
        ("\(header)\n,A b,larvva,1,1,2,2", ["phenology.csv:2:6: unknown stage 'larvva'; did you mean 'larva'?"]),
        ("\(header)\n,,*,1,1,2,2", ["phenology.csv:2:2: taxon is empty; give its accepted scientific name"]),
        ("\(header)\n,A b,*,1,1,2,2\n,A b,*,1,1,3,2", ["phenology.csv:3:2: A b, stage '*': contradicts line 2"]),
        (
            "\(header)\n,A b,imago,1,1,2,2\n\n,A b,adult,1,1,2,2",
            ["phenology.csv:4:2: A b, stage 'mature': repeats line 2"]
        ),
        (
            "\(header)\nk,A b,*,1,1,2,2\nk,C d,*,1,1,2,2",
            ["phenology.csv:3:1: organism_key 'k' belongs to another taxon already"]
        ),
        (
            "\(header)\nk,A b,*,1,1,2,2\nm,A b,egg,1,1,2,2",
            ["phenology.csv:3:1: organism_key of 'A b' differs from an earlier row ('k')"]
        ),
        ("\(header)\n,A b,*,1,1,2", ["phenology.csv:2:1: 6 fields where the header has 7"]),
        ("\(header)\n,\"A b,*,1,1,2,2", ["phenology.csv:2:2: quote that is never closed"]),
        ("\(header)\n,\"A\"b,*,1,1,2,2", ["phenology.csv:2:5: text behind the closing quote"]),
        ("\(header)\n,A \"b\",*,1,1,2,2", ["phenology.csv:2:4: quote inside a field; double it and quote the field"]),
    ]

    @Test(arguments: badPhenology.indices) func refusesPhenology(_ index: Int) {
        let (table, expected) = Self.badPhenology[index]
        #expect(TemporaryPack.problems { try TemporaryPack.load(phenology: table) } == expected)
    }

    /// Line of the manifest on which the rule `phenology` stands.
    static let line = 7 + (RuleCatalogue.rules.firstIndex { $0.id == "phenology" } ?? 0)

    static let badManifests: [(change: (String, String), problem: String)] = [
        (("name: test", "nam: test"), "rules.yaml:1:1: unknown key 'nam'; did you mean 'name'?"),
        (("name: test\n", ""), "rules.yaml:1:1: key 'name' is missing"),
        (
            ("name: test", "name: my pack"),
            "rules.yaml:1:7: 'my pack' may hold letters a-z, digits, '-', '.' and '_' only"
        ),
        (("example: true", "example: yes"), "rules.yaml:5:10: expected true or false"),
        (("- phenology", "- phenologie"), "rules.yaml:\(line):5: unknown rule 'phenologie'; did you mean 'phenology'?"),
        (("- phenology", "- taxon_known"), "rules.yaml:\(line):5: rule 'taxon_known' stands in the list already"),
        (
            ("- phenology", "- { id: phenology, severity: fatal }"),
            "rules.yaml:\(line):32: 'fatal' is none of error, warning, info"
        ),
        (
            ("- phenology", "- { id: phenology, sverity: info }"),
            "rules.yaml:\(line):22: unknown key 'sverity'; did you mean 'severity'?"
        ),
        (("- phenology", "- { severity: info }"), "rules.yaml:\(line):5: key 'id' is missing"),
        (
            ("example: true", "parameters: { earliestYeer: 1600 }"),
            "rules.yaml:5:15: unknown key 'earliestYeer'; did you mean 'earliestYear'?"
        ),
        (
            ("example: true", "parameters: { earliestYear: old }"),
            "rules.yaml:5:29: expected a whole number from 1 to 9999"
        ),
        (
            ("example: true", "parameters: { phenologyToleranceDays: -1 }"),
            "rules.yaml:5:39: expected a whole number from 0 to 182"
        ),
        (
            ("example: true", "parameters: { maximumCount: { Vogel: 10 } }"),
            "rules.yaml:5:31: unknown key 'Vogel'; did you mean 'Vogels'?"
        ),
        (
            ("example: true", "parameters: 3"),
            "rules.yaml:5:13: expected keys and values: earliestYear, maximumCount, phenologyToleranceDays, "
                + "distributionToleranceSquares, difficultyEvidence, allowedUncertaintyMetres, contextMinimumRecords, "
                + "contextMinimumStore, contextDistanceKilometres, contextSeasonDays, contextSeasonPermille, "
                + "contextCountPermille, contextCountFactor, contextObserverKilometres"
        ),
        (
            ("example: true", "parameters: { contextMinimumRecords: 0 }"),
            "rules.yaml:5:38: expected a whole number from 1 to 1000000000"
        ),
    ]

    @Test(arguments: badManifests.indices) func refusesManifest(_ index: Int) {
        let (change, expected) = Self.badManifests[index]
        let manifest = TemporaryPack.manifest.replacing(change.0, with: change.1)
        #expect(TemporaryPack.problems { try TemporaryPack.load(manifest: manifest) }.contains(expected))
    }

    @Test func refusesBrokenYAML() {
        for (manifest, place) in [
            ("name: [", "rules.yaml:"), ("name: a\nname: b\n", "rules.yaml:"), ("", "rules.yaml:1:"),
        ] {
            let problems = TemporaryPack.problems { try TemporaryPack.load(manifest: manifest) }
            #expect(problems.count >= 1 && problems.allSatisfy { $0.hasPrefix(place) }, "\(problems)")
        }
    }

    static let badStages: [(table: String, problem: String)] = [
        ("stage,synonyms\nlarva,rups\nlarva,larve", "stage_synonyms.csv:3:1: stage 'larva' stands on line 2 already"),
        ("stage,synonyms\nlarva,rups\npupa,rups", "stage_synonyms.csv:3:6: 'rups' means 'larva' already"),
        ("stage,synonyms\nmature,imago\nimago,", "stage_synonyms.csv:3:1: 'imago' is a synonym of 'mature' already"),
        ("stage,synonyms\n,rups", "stage_synonyms.csv:2:1: stage is empty"),
        ("stage,synonym\nlarva,rups", "stage_synonyms.csv:1:7: unknown column 'synonym'; did you mean 'synonyms'?"),
    ]

    @Test(arguments: badStages.indices) func refusesStages(_ index: Int) {
        let (table, expected) = Self.badStages[index]
        #expect(TemporaryPack.problems { try TemporaryPack.load(stages: table) }.contains(expected))
    }

    @Test func refusesTextThatIsNotUTF8() {
        let table = Data("\(Self.header)\n,A b,*,1,1,2,2\n,Hy\u{e9}na,*,1,1,2,2".unicodeScalars.map { UInt8($0.value) })
        let manifest = TemporaryPack.manifest(rules: ["phenology"])
        let files = ["rules.yaml": Data(manifest.utf8), "phenology.csv": table]
        #expect(
            TemporaryPack.problems { try TemporaryPack.load(files: files) }
                == ["phenology.csv:3: not UTF-8; save the table as UTF-8"])
    }

    @Test func refusesUnknownTaxa() {
        let problems = TemporaryPack.problems {
            try TemporaryPack.load(isKnownTaxon: { key, name in key == nil && name == "Vanessa atalanta" })
        }
        #expect(
            problems == ["phenology.csv:2:27: taxon 'Vanessa atalanta' is not an accepted name in the register"])
    }

    @Test func refusesFilesMissingAndUnknown() {
        #expect(
            TemporaryPack.problems { try TemporaryPack.load(phenology: nil) }
                == ["phenology.csv: missing, while rule 'phenology' is switched on"])
        #expect(TemporaryPack.problems { try TemporaryPack.load(files: [:]) } == ["rules.yaml: missing"])
        #expect(
            TemporaryPack.problems { try TemporaryPack.load(extra: ["phenologie.csv": "", "NOTES.md": ""]) }
                == ["phenologie.csv: no file of a rule pack; did you mean 'phenology.csv'?"])
        #expect(
            TemporaryPack.problems { try RulePack.load(from: URL(fileURLWithPath: "/nowhere/pack")) }.count == 1)
    }
}

import Foundation
import Outside
import Testing
import Validation

/// Rule files of NBN Record Cleaner, read as they are.
@Suite struct RecordCleanerTests {
    static let files = [
        "periodwithinyear.csv": """
        "organism_key","taxon","stage","start_day","start_month","end_day","end_month"\r
        "NBNORG0000008956","Vanessa atalanta","mature",1,5,31,8\r

        """,
        "period.csv": """
        "organism_key","taxon","start_day","start_month","start_year","end_day","end_month","end_year"\r
        "NBNORG0000008956","Vanessa atalanta",1,10,2014,,,\r
        "NBNORG0000008957","Nemo nullus",1,10,2014,,,\r

        """,
        "tenkm.csv": """
        organism_key,taxon,km100,km10,coord_system
        NBNORG0000008956,Vanessa atalanta,SJ,11 20 21,OSGB
        NBNORG0000008956,Vanessa atalanta,C,04,OSNI
        NBNORG0000008956,Vanessa atalanta,SK,20,OSGB
        NBNORG0000008956,Vanessa atalanta,14,56 57,RD
        NBNORG0000008956,Vanessa atalanta,14,47,RD

        """,
        "id_difficulty.csv": """
        "organism_key","taxon","code"\r
        "NBNORG0000008956","Vanessa atalanta",2\r

        """,
        "difficulty_codes.csv": "code,text\r\n1,Easy.\r\n2,\"Needs a good view,\r\n preferably close.\"\r\n",
        "additional.csv": "\"organism_key\",\"taxon\",\"code\"\r\n\"NBNORG0000008956\",\"Vanessa atalanta\",1\r\n",
        "additional_codes.csv": "code,text\r\n1,Probably an extinct species\r\n",
        "additional_msg.csv": "ErrorMsg\r\nAlways requires verification\r\n",
        "stage_synonyms.csv": "stage,synonyms\r\nmature,\"adult, adults, imago, mature, NA, not recorded\"\r\n",
    ]
    static let rules = [
        "phenology", "taxon_period", "distribution", "identification_difficulty", "additional_attention",
    ]

    static func pack(_ changed: [String: String] = [:], _ known: (@Sendable (String?, String) -> Bool)? = nil) throws
        -> RulePack
    {
        var files = files.merging(changed) { $1 }
        files["rules.yaml"] =
            TemporaryPack.manifest(rules: rules) + "\nparameters: { difficultyEvidence: { 2: [photo] } }\n"
        return try TemporaryPack.load(files: files.mapValues { Data($0.utf8) }, isKnownTaxon: known)
    }

    @Test func rulesOfTheirFiles() throws {
        let validator = Validator(pack: try Self.pack())
        let row = ObservationRow.with { ($0.stage, $0.evidence) = ("not recorded", "photo") }
        #expect(
            try validator.outcomes(row) == [
                "phenology": "pass", "taxon_period": "pass", "distribution": "pass", "identification_difficulty": "pass",
                "additional_attention": "fail",
            ])
        let other = ObservationRow.with { ($0.period, $0.x, $0.y) = ("2013-12-24", 20_000, 380_000) }
        #expect(
            try validator.outcomes(other) == [
                "phenology": "fail", "taxon_period": "fail", "distribution": "fail", "identification_difficulty": "fail",
                "additional_attention": "fail",
            ])
    }

    @Test func squaresOfOtherGridsAreLeftOutAndTold() throws {
        #expect(
            try Self.pack().notices.map(\.description) == [
                "tenkm.csv:2: 2 rows left out: squares in OSGB, which cannot be compared with places in RD",
                "tenkm.csv:3: 1 row left out: squares in OSNI, which cannot be compared with places in RD",
            ])
        let british = "organism_key,taxon,km100,km10,coord_system\nNBN1,Vanessa atalanta,SJ,11,OSGB\n"
        let validator = Validator(pack: try Self.pack(["tenkm.csv": british]))
        #expect(try validator.outcomes(ObservationRow())["distribution"] == "n/a")
    }

    /// Keys of another register cannot be held against ours; what ours does not have is told, not refused.
    @Test func taxaOfAnotherRegister() throws {
        let pack = try Self.pack([:]) { key, name in key == nil && name == "Vanessa atalanta" }
        #expect(
            pack.notices.first?.description
                == "period.csv:3: 1 row left out: taxa with keys of another register and names that ours does not have")
    }

    static let bad: [(file: String, row: String, problem: String)] = [
        ("tenkm.csv", "k,A b,14,56,RDNEW", "tenkm.csv:2:13: unknown coord_system 'RDNEW'; squares are compared in RD"),
        ("tenkm.csv", "k,A b,SJ,56,RD", "tenkm.csv:2:7: km100 'SJ' is not two digits, hundreds of km east and north in RD"),
        ("tenkm.csv", "k,A b,14,5x,RD", "tenkm.csv:2:10: '5x' in 14 is no square of 10 km in RD"),
        ("tenkm.csv", "k,A b,12,56,RD", "tenkm.csv:2:10: '56' in 12 is no square of 10 km in RD"),
        ("tenkm.csv", "k,A b,14,,RD", "tenkm.csv:2:10: no squares"),
        ("id_difficulty.csv", "k,A b,8", "id_difficulty.csv:2:7: code '8' is not in difficulty_codes.csv; did you mean '1'?"),
        ("periodwithinyear.csv", "k,A b,mature,30,2,1,3", "periodwithinyear.csv:2:14: day 30 does not exist in month 2"),
    ]

    @Test(arguments: bad.indices) func refuses(_ index: Int) throws {
        let (file, row, problem) = Self.bad[index]
        let header = try #require(Self.files[file]?.split(whereSeparator: \.isNewline).first)
        #expect(TemporaryPack.problems { try Self.pack([file: "\(header)\n\(row)\n"]) } == [problem])
    }

    @Test func sameTableUnderTwoNames() {
        let problems = TemporaryPack.problems {
            try Self.pack([
                "phenology.csv": TemporaryPack.phenology, "distribution.csv": TemporaryPack.emptyTables["distribution.csv"] ?? "",
                "difficulty.csv": TemporaryPack.emptyTables["difficulty.csv"] ?? "",
            ])
        }
        #expect(
            problems == [
                "periodwithinyear.csv: stands beside phenology.csv, which says the same; keep one of them",
                "tenkm.csv: stands beside distribution.csv, which says the same; keep one of them",
                "id_difficulty.csv: stands beside difficulty.csv, which says the same; keep one of them",
            ])
    }

    static let sample = Outside.sharedFolder.appendingPathComponent("data/record_cleaner_sample")

    /// The files of a recording scheme, which have no licence and so are no part of the repository.
    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: sample.appendingPathComponent("periodwithinyear.csv").path),
            "no sample of Record Cleaner's files beside the repository"))
    func sampleIsReadInPlace() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.sample.path).filter { $0.hasSuffix(".csv") }
        var files: [String: Data] = [:]
        for name in names { files[name] = try Data(contentsOf: Self.sample.appendingPathComponent(name)) }
        let rules = ["phenology", "taxon_period", "distribution", "identification_difficulty"]
        files["rules.yaml"] = Data(TemporaryPack.manifest(rules: rules).utf8)
        let pack = try TemporaryPack.load(files: files)
        #expect(pack.seasonCount > 20)
        #expect(pack.notices.contains { $0.text.contains("OSGB") })
        let validator = Validator(pack: pack)
        func outcome(_ period: String) throws -> [String: String] {
            try validator.outcomes(
                .with {
                    ($0.scientificName, $0.taxonID, $0.speciesID) = ("Anax imperator", "urn:a", "urn:a")
                    $0.period = period
                })
        }
        #expect(try outcome("2023-07-01")["phenology"] == "pass")
        #expect(try outcome("2023-01-01")["phenology"] == "fail")
        #expect(try outcome("2023-07-01")["distribution"] == "n/a")
    }
}

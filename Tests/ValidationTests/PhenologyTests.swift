import Testing
import Validation

struct SeasonCase: Sendable, CustomTestStringConvertible {
    /// `d,m,d,m` as in the table.
    var season: String
    var period: String
    var expected: String
    var testDescription: String { "\(season) \(period) \(expected)" }

    init(_ season: String, _ period: String, _ expected: String) {
        self.season = season
        self.period = period
        self.expected = expected
    }
}

@Suite struct PhenologyTests {
    static func pack(_ rows: String..., tolerance: Int = 3) throws -> RulePack {
        let manifest = TemporaryPack.manifest + "\nparameters: { phenologyToleranceDays: \(tolerance) }\n"
        let lines = [TemporaryPack.phenologyHeader] + rows
        return try TemporaryPack.load(manifest: manifest, phenology: lines.joined(separator: "\n"))
    }

    static let seasons: [SeasonCase] = [
        // within the year, tolerance of 3 days exactly
        SeasonCase("1,4,30,6", "2023-04-01", "pass"), SeasonCase("1,4,30,6", "2023-06-30", "pass"),
        SeasonCase("1,4,30,6", "2023-03-29", "pass"), SeasonCase("1,4,30,6", "2023-03-28", "fail"),
        SeasonCase("1,4,30,6", "2023-07-03", "pass"), SeasonCase("1,4,30,6", "2023-07-04", "fail"),
        // over New Year
        SeasonCase("15,10,30,4", "2023-10-15", "pass"), SeasonCase("15,10,30,4", "2023-12-31", "pass"),
        SeasonCase("15,10,30,4", "2023-01-01", "pass"), SeasonCase("15,10,30,4", "2023-10-12", "pass"),
        SeasonCase("15,10,30,4", "2023-10-11", "fail"), SeasonCase("15,10,30,4", "2023-05-03", "pass"),
        SeasonCase("15,10,30,4", "2023-05-04", "fail"), SeasonCase("15,10,30,4", "2023-07-15", "fail"),
        // over New Year within one month: all year but 11 up to and with 19 January
        SeasonCase("20,1,10,1", "2023-06-15", "pass"), SeasonCase("20,1,10,1", "2023-01-13", "pass"),
        SeasonCase("20,1,10,1", "2023-01-14", "fail"), SeasonCase("20,1,10,1", "2023-01-16", "fail"),
        SeasonCase("20,1,10,1", "2023-01-17", "pass"), SeasonCase("20,1,10,1", "2023-12-31", "pass"),
        // the tolerance itself reaches over New Year
        SeasonCase("1,1,31,1", "2023-12-29", "pass"), SeasonCase("1,1,31,1", "2023-12-28", "fail"),
        SeasonCase("1,12,31,12", "2023-01-03", "pass"), SeasonCase("1,12,31,12", "2023-01-04", "fail"),
        // 29 February, in leap years and others
        SeasonCase("29,2,31,3", "2023-02-28", "pass"), SeasonCase("29,2,31,3", "2023-02-25", "pass"),
        SeasonCase("29,2,31,3", "2023-02-24", "fail"), SeasonCase("29,2,31,3", "2024-02-26", "pass"),
        SeasonCase("29,2,31,3", "2024-02-25", "fail"), SeasonCase("1,1,29,2", "2023-03-03", "pass"),
        SeasonCase("1,1,29,2", "2023-03-04", "fail"), SeasonCase("1,1,29,2", "2024-03-03", "pass"),
        SeasonCase("1,1,28,2", "2024-02-29", "pass"), SeasonCase("1,1,28,2", "2024-03-02", "pass"),
        SeasonCase("1,1,28,2", "2024-03-03", "fail"), SeasonCase("29,2,29,2", "2023-02-28", "pass"),
        SeasonCase("29,2,29,2", "2023-06-01", "fail"), SeasonCase("1,3,31,3", "2024-02-27", "pass"),
        SeasonCase("1,3,31,3", "2024-02-26", "fail"),
        SeasonCase("1,3,31,3", "2023-02-26", "pass"), SeasonCase("1,3,31,3", "2023-02-25", "fail"),
        // all of the year
        SeasonCase("1,1,31,12", "2024-02-29", "pass"), SeasonCase("1,1,31,12", "2023-12-31", "pass"),
        // vague dates fail only when all of them lies outside
        SeasonCase("1,4,30,6", "2023-03-01/2023-03-29", "pass"),
        SeasonCase("1,4,30,6", "2023-03-01/2023-03-28", "fail"),
        SeasonCase("1,4,30,6", "2023-07-03/2023-12-31", "pass"),
        SeasonCase("1,4,30,6", "2023-07-04/2023-12-31", "fail"),
        SeasonCase("1,4,30,6", "2023-01-01/2023-12-31", "pass"),
        SeasonCase("1,4,30,6", "2022-07-04/2023-03-28", "fail"),
        SeasonCase("1,4,30,6", "2022-07-04/2023-03-29", "pass"),
        SeasonCase("1,4,30,6", "1990-01-01/2023-12-31", "pass"),
        SeasonCase("5,5,5,5", "2021-05-20/2022-04-20", "fail"), SeasonCase("5,5,5,5", "2021-05-20/2022-05-20", "pass"),
        SeasonCase("15,10,30,4", "2023-06-01/2023-09-30", "fail"),
        SeasonCase("15,10,30,4", "2023-06-01/2023-10-12", "pass"),
        // before 1970, and dates turned round
        SeasonCase("1,4,30,6", "1899-03-29", "pass"), SeasonCase("1,4,30,6", "1899-03-28", "fail"),
        SeasonCase("1,4,30,6", "2023-03-20/2023-03-10", "n/a"),
    ]

    @Test(arguments: seasons) func season(_ example: SeasonCase) throws {
        let pack = try Self.pack(",Vanessa atalanta,*,\(example.season)")
        let row = ObservationRow.with { $0.period = example.period }
        #expect(try Validator(pack: pack).outcomes(row)["phenology"] == example.expected)
    }

    /// Held against counting day by day, for seasons of many shapes and periods of several lengths.
    @Test func distanceAgreesWithCountingDays() throws {
        for season in ["1,4,30,6", "15,10,30,4", "20,1,10,1", "29,2,5,3", "25,12,29,2", "1,3,28,2"] {
            let parts = season.split(separator: ",").compactMap { Int($0) }
            let season = try #require(
                Season(startMonth: parts[1], startDay: parts[0], endMonth: parts[3], endDay: parts[2]))
            let first = ObservationRow.day("2018-01-01")
            let admitted = (0..<2600).map { season.admits(first + $0...first + $0, tolerance: 0) }
            for day in stride(from: 400, to: 2000, by: 7) {
                for length in [0, 1, 29, 200] {
                    let near = (0..<400).first { gap in admitted[day - gap...day + length + gap].contains(true) }
                    let distance = season.distance(to: first + day...first + day + length)
                    #expect(near == distance, "\(season) day \(day) length \(length)")
                }
            }
        }
    }

    static let stages: [(String?, String, String)] = [
        // stage as delivered, day, outcome; mature 1 June–30 June, larva 1 March–31 March, * 1 September–30 September
        ("imago", "2023-06-15", "pass"), ("Adult ", "2023-03-15", "fail"), ("rups", "2023-03-15", "pass"),
        ("RUPS", "2023-06-15", "fail"), (nil, "2023-06-15", "pass"), (nil, "2023-09-15", "fail"),
        ("onbekend", "2023-06-15", "pass"), ("*", "2023-06-15", "pass"), ("", "2023-06-15", "pass"),
        ("ei", "2023-09-15", "pass"), ("ei", "2023-06-15", "fail"), ("gravid", "2023-09-15", "pass"),
        ("http://ndff-ecogrid.nl/codes/domainvalues/observation/lifestages/unknown", "2023-06-15", "pass"),
        ("http://ndff-ecogrid.nl/codes/domainvalues/observation/lifestages/imago", "2023-06-15", "pass"),
        ("http://ndff-ecogrid.nl/codes/domainvalues/observation/lifestages/509", "2023-09-15", "pass"),
    ]

    @Test(arguments: stages) func stage(_ stage: String?, _ day: String, _ expected: String) throws {
        let pack = try Self.pack(
            ",Vanessa atalanta,adult,1,6,30,6", ",Vanessa atalanta,larva,1,3,31,3", ",Vanessa atalanta,*,1,9,30,9")
        let row = ObservationRow.with {
            $0.stage = stage; $0.period = day
        }
        #expect(try Validator(pack: pack).outcomes(row)["phenology"] == expected)
    }

    @Test func noRuleForTheStageIsNotApplicable() throws {
        let validator = Validator(pack: try Self.pack(",Vanessa atalanta,larva,1,3,31,3"))
        for stage in [nil, "adult", "gravid", "ei"] {
            #expect(try validator.outcomes(.with { $0.stage = stage })["phenology"] == "n/a")
        }
    }

    static let taxa: [(note: String, id: String?, name: String?, species: String?, expected: String)] = [
        ("by URI", "urn:t:a", "Renamed species", "urn:t:a", "fail"),
        ("by name", "urn:t:other", "Alpha beta", "urn:t:other", "fail"),
        ("subspecies by the URI of its species", "urn:t:a-sub", "Other name sub", "urn:t:a", "fail"),
        ("subspecies by the name of its species", "urn:t:x-sub", "Alpha beta subsp. gamma", "urn:t:x", "fail"),
        ("subspecies with a season of its own", "urn:t:d-sub", "Delta epsilon zeta", "urn:t:d", "pass"),
        ("species of that subspecies", "urn:t:d", "Delta epsilon", "urn:t:d", "fail"),
        ("aggregate, which belongs to no species", "urn:t:agg", "Alpha beta agg.", nil, "n/a"),
        ("its own species, three words", "urn:t:h", "Alpha beta x gamma", "urn:t:h", "n/a"),
        ("genus", "urn:t:g", "Alpha", nil, "n/a"),
        ("not recognised", nil, nil, nil, "n/a"),
        ("other species", "urn:t:o", "Omega omega", "urn:t:o", "n/a"),
    ]

    @Test(arguments: taxa.indices) func taxon(_ index: Int) throws {
        let pack = try Self.pack(
            "urn:t:a,Alpha beta,*,1,4,30,6", ",Delta epsilon,*,1,4,30,6", ",Delta epsilon zeta,*,1,1,31,12")
        let example = Self.taxa[index]
        let row = ObservationRow.with {
            ($0.taxonID, $0.scientificName, $0.speciesID) = (example.id, example.name, example.species)
            $0.period = "2023-12-24"
        }
        #expect(try Validator(pack: pack).outcomes(row)["phenology"] == example.expected, "\(example.note)")
    }

    @Test func findingSaysSeasonAndDays() throws {
        let pack = try Self.pack(",Vanessa atalanta,mature,1,4,30,6", tolerance: 2)
        let row = ObservationRow.with { $0.period = "2023-07-12" }
        let findings = try Validator(pack: pack).assess(ObservationRow.batch([row])).findings
        #expect(findings.rowCount == 1)
        let detail = findings["detail"]?.text(0)
        #expect(detail == "season=04-01..06-30 stage=mature off=12 tolerance=2")
        #expect(findings["verbatim"]?.text(0) == "2023-07-12")
        #expect(
            FindingText.message(rule: "phenology", verbatim: "2023-07-12", detail: detail)
                == "De datum ‘2023-07-12’ ligt 12 dagen buiten het seizoen 04-01..06-30 van stadium mature "
                + "(speling 2 dagen).")
    }
}

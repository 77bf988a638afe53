import Foundation
import Observations
import Reporting
import Testing

/// Table 4, vrn_soort.
struct VRNSpeciesTests {
    private func rows(_ counts: [(SampleTaxon, province: Int32?, number: Int)]) -> [SampleObservation] {
        var rows: [SampleObservation] = []
        for (taxon, province, number) in counts {
            for index in 0..<number {
                var row = SampleObservation()
                row.identity = "https://bron.example/\(rows.count)"
                row.taxon = taxon
                row.province = province
                row.x = (province == nil ? 100_500 : Double(province ?? 0) * 6000 + 500) + Double(index) * 1000
                row.y = 463_500
                row.setDay(2020 + index % 3, 5, 1)
                rows.append(row)
            }
        }
        return rows
    }

    private func row(_ report: VRNReport, _ name: String, _ province: String) throws -> [String: String] {
        try #require(report.tables[1].rows(where: ["naam": name, "provincie": province]).first)
    }

    private func check(_ row: [String: String], _ expected: [String: String]) {
        for (column, value) in expected { #expect(row[column] == value, "\(column)") }
    }

    @Test func figures() throws {
        let report = try VRNSample.report(rows([(.huismus, 26, 4), (.merel, 26, 1), (.merel, 25, 2)]))
        check(
            try row(report, "Huismus", "26"),
            [
                "venster": "2019-2024", "wetenschappelijke_naam": "Passer domesticus", "soortgroep": "Vogels",
                "n_rec": "4",
                "kmhok": "4", "uurhok": "1", "bezet0": "0.0400", "bezet1": "1.0000", "eerste_jaar": "2020",
                "laatste_jaar": "2022", "rode_lijst": "gevoelig", "vhr_bijlage": "Vogelrichtlijn", "kwetsbaar": "nee",
                "toelichting": "",
            ])
        check(try row(report, "Merel", "26"), ["n_rec": "1", "bezet1": "0.2500", "eerste_jaar": "2020"])
        check(try row(report, "Huismus", "25"), ["n_rec": "0", "kmhok": "0", "toelichting": "niet gevonden"])
        check(try row(report, "Huismus", "24"), ["n_rec": "", "toelichting": "geen onderzoek"])
        check(try row(report, "Merel", "NL"), ["n_rec": "3", "bezet0": "0.0075"])
        #expect(report.tables[1].suppressedCells == 0)
    }

    @Test func subspeciesCountForTheirSpecies() throws {
        let report = try VRNSample.report(rows([(.adder, 26, 2), (.adderBerus, 26, 1)]))
        check(try row(report, "Adder", "26"), ["n_rec": "3", "kmhok": "2"])
        #expect(report.tables[1].rows.count == 14)
    }

    @Test func coarseRecordsHaveNoSquares() throws {
        var coarse = rows([(.huismus, 26, 1)])
        coarse[0].uncertainty = 900
        let report = try VRNSample.report(coarse)
        check(try row(report, "Huismus", "26"), ["n_rec": "1", "kmhok": "te grof", "toelichting": "te grof"])
    }

    @Test func fewRecordsOfASensitiveSpecies() throws {
        let report = try VRNSample.report(rows([(.adder, 26, 2), (.adder, 25, 4), (.adder, 24, 6), (.huismus, 26, 1)]))
        check(
            try row(report, "Adder", "26"),
            [
                "n_rec": "<3", "kmhok": "onderdrukt", "eerste_jaar": "onderdrukt", "toelichting": "onderdrukt",
                "kwetsbaar": "1 km",
            ])
        // Else 26 were NL less the others.
        check(try row(report, "Adder", "25"), ["n_rec": "onderdrukt", "kmhok": "onderdrukt"])
        check(try row(report, "Adder", "24"), ["n_rec": "6", "kmhok": "6"])
        check(try row(report, "Adder", "NL"), ["n_rec": "12"])
        check(try row(report, "Huismus", "26"), ["n_rec": "1"])
        #expect(report.tables[1].suppressedCells == 16)
    }

    @Test func twoGapsNeedNoThird() throws {
        let report = try VRNSample.report(rows([(.adder, 26, 2), (.adder, 25, 1), (.adder, 24, 6)]))
        check(try row(report, "Adder", "26"), ["n_rec": "<3"])
        check(try row(report, "Adder", "25"), ["n_rec": "<3"])
        check(try row(report, "Adder", "24"), ["n_rec": "6"])
    }

    @Test func fewInTheWholeCountryToo() throws {
        let report = try VRNSample.report(rows([(.adder, 26, 2)]))
        check(try row(report, "Adder", "26"), ["n_rec": "<3"])
        check(try row(report, "Adder", "NL"), ["n_rec": "<3"])
    }

    @Test func nothingFinerThanTheBlurLevel() throws {
        let report = try VRNSample.report(rows([(.das, 26, 5), (.oehoe, 26, 5), (.orchis, 26, 5)]))
        check(
            try row(report, "Das", "26"),
            ["n_rec": "5", "kmhok": "onderdrukt", "uurhok": "2", "bezet0": "onderdrukt", "bezet1": "onderdrukt"])
        let oehoe = try row(report, "Oehoe", "26")
        check(oehoe, ["n_rec": "5", "kmhok": "onderdrukt", "uurhok": "onderdrukt", "kwetsbaar": "10 km"])
        #expect(oehoe["eea10"] != "onderdrukt")
        check(
            try row(report, "Honingorchis", "26"),
            ["n_rec": "onderdrukt", "eea10": "onderdrukt", "kwetsbaar": "verborgen"])
        check(try row(report, "Honingorchis", "NL"), ["n_rec": "onderdrukt"])
    }
}

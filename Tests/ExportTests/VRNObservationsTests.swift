import Foundation
import Observations
import Reporting
import Testing

/// Table 1, vrn_waarnemingen.
struct VRNObservationsTests {
    private func row(_ report: VRNReport, _ year: Int, _ province: String, _ group: String) throws -> [String: String] {
        let rows = report.tables[0].rows(where: ["jaar": "\(year)", "provincie": province, "soortgroep": group])
        #expect(rows.count == 1)
        return try #require(rows.first)
    }

    private func check(_ row: [String: String], _ expected: [String: String]) {
        for (column, value) in expected { #expect(row[column] == value, "\(column)") }
    }

    /// Two visits of birds in one square, one in another province, a plant, a record of a year.
    static func rows() -> [SampleObservation] {
        var rows: [SampleObservation] = []
        func add(
            _ taxon: SampleTaxon, _ day: Int?, province: Int32? = 26,
            _ change: (inout SampleObservation) -> Void = { _ in }
        ) {
            var row = SampleObservation()
            row.identity = "https://bron.example/\(rows.count)"
            row.taxon = taxon
            row.province = province
            row.setDay(2024, 5, day ?? 1)
            if day == nil {
                row.start = SampleObservation.moment(2024, 1, 1)
                row.stop = SampleObservation.moment(2025, 1, 1) - 1
                row.precision = .year
            }
            change(&row)
            rows.append(row)
        }
        add(.huismus, 1) { $0.protocolCode = "101.000" }
        add(.huismus, 1) { $0.protocolCode = "12.205" }
        add(.merel, 1)
        add(.huismus, 2)
        add(.huismus, 2, province: 25) { $0.x = 190_500 }
        add(.huismus, nil) { $0.x = 156_500 }
        add(.klaproos, 1)
        add(.papaver, 1)
        add(.das, 1, province: nil) { $0.x = 20_500 }
        add(.merel, 3) { $0.uncertainty = 200 }
        return rows
    }

    @Test(arguments: [1, 3, 1000]) func figures(batchSize: Int) throws {
        let report = try VRNSample.report(Self.rows(), batchSize: batchSize)
        check(
            try row(report, 2024, "26", "Vogels"),
            [
                "n_rec": "6", "n_taxa": "2", "n_kmhok": "2", "n_bezoek": "2", "l_mediaan": "1.5", "p_lijst1": "0.5000",
                "n_los": "5", "n_protocol": "1", "n_dubbel_mogelijk": "0", "n_te_grof": "1", "n_vervaagd": "0",
                "n_boven_soort": "0", "toelichting": "",
            ])
        check(
            try row(report, 2024, "NL", "Vogels"),
            ["n_rec": "7", "n_taxa": "2", "n_kmhok": "3", "n_bezoek": "3", "l_mediaan": "1.0", "p_lijst1": "0.6667"])
        check(
            try row(report, 2024, "26", "Vaatplanten"),
            ["n_rec": "2", "n_taxa": "1", "n_boven_soort": "1", "n_bezoek": "1", "l_mediaan": "1.0"])
        check(try row(report, 2024, "buiten", "Zoogdieren (overig)"), ["n_rec": "1", "n_vervaagd": "1"])
        check(
            try row(report, 2024, "NL", "alle"),
            ["n_rec": "10", "n_taxa": "4", "n_kmhok": "4", "n_bezoek": "5", "n_vervaagd": "1"])
        check(
            try row(report, 2024, "20", "Vogels"),
            ["n_rec": "0", "n_bezoek": "0", "l_mediaan": "", "toelichting": "geen onderzoek"])
        check(try row(report, 2019, "NL", "alle"), ["n_rec": "0", "toelichting": "geen onderzoek"])
    }

    @Test func provincesAndOutsideAreTheWhole() throws {
        let table = try VRNSample.report(Self.rows()).tables[0]
        for group in ["alle", "Vogels", "Vaatplanten", "Zoogdieren (overig)"] {
            let rows = table.rows(where: ["jaar": "2024", "soortgroep": group])
            let records = rows.map { ($0["provincie"] ?? "", Int($0["n_rec"] ?? "") ?? -1) }
            #expect(records.map(\.0) == (20...31).map(String.init) + ["buiten", "NL"])
            #expect(records.dropLast().map(\.1).reduce(0, +) == records.last?.1)
        }
    }

    @Test func onlyApprovedCanonicalPresencesCount() throws {
        var rows = (0..<6).map { number in
            var row = SampleObservation()
            row.identity = "https://bron.example/\(number)"
            return row
        }
        rows[1].status = .toBeJudged
        rows[2].status = .rejected
        rows[3].occurrence = "absent"
        let report = try VRNSample.report(rows, canonical: [true, true, true, true, false, true])
        let figures = try row(report, 2024, "26", "Vogels")
        check(figures, ["n_rec": "2", "n_dubbel_mogelijk": "1"])
        #expect(report.controls.first { $0.name == "n_goedgekeurd_canoniek" }?.value == 2)
    }

    @Test func periodsThatCannotBeAssigned() throws {
        var rows = [SampleObservation](repeating: SampleObservation(), count: 4)
        // Over a year.
        rows[0].start = SampleObservation.moment(2022, 6, 1)
        rows[0].stop = SampleObservation.moment(2024, 6, 1)
        // A year aggregate that ends on the first of January.
        rows[1].start = SampleObservation.moment(2023, 1, 1)
        rows[1].stop = SampleObservation.moment(2024, 1, 1)
        // A winter, mostly in 2024.
        rows[2].start = SampleObservation.moment(2023, 12, 1)
        rows[2].stop = SampleObservation.moment(2024, 2, 28)
        // Outside the window.
        rows[3].setDay(2018, 12, 31)
        let report = try VRNSample.report(rows)
        #expect(try row(report, 2023, "NL", "alle")["n_rec"] == "1")
        #expect(try row(report, 2024, "NL", "alle")["n_rec"] == "1")
        #expect(report.controls.first { $0.name == "n_periode_te_lang" }?.value == 1)
        #expect(report.controls.first { $0.name == "n_in_venster" }?.value == 2)
        #expect(report.controls.first { $0.name == "n_goedgekeurd_canoniek" }?.value == 4)
    }

    struct FitCase: Sendable {
        var x: Double
        var uncertainty: Double?
        var type = LocationType.point
        var geometry: String?
        var fits: Bool
    }

    static let fits = [
        FitCase(x: 155_500, uncertainty: 10, fits: true),
        FitCase(x: 155_500, uncertainty: 456, fits: true),
        FitCase(x: 155_500, uncertainty: 457, fits: false),
        FitCase(x: 155_005, uncertainty: 10, fits: false),
        FitCase(x: 155_000, uncertainty: nil, fits: true),
        FitCase(
            x: 155_500, uncertainty: 0, type: .polygon,
            geometry: "POLYGON ((155100 463100, 155900 463900, 155100 463900))", fits: true),
        FitCase(
            x: 155_500, uncertainty: 0, type: .polygon,
            geometry: "POLYGON((155100 463100,156001 463900,155100 463900))", fits: false),
        FitCase(
            x: 155_500, uncertainty: 150, type: .line, geometry: "LINESTRING (155100 463400, 155900 463500)",
            fits: false),
        FitCase(
            x: 155_500, uncertainty: 50, type: .line, geometry: "LINESTRING (1.551e5 463400, 155900 463500)", fits: true
        ),
    ]

    @Test(arguments: fits) func whatFitsAKilometreSquare(_ example: FitCase) throws {
        var row = SampleObservation()
        (row.x, row.uncertainty, row.locationType, row.geometry) = (
            example.x, example.uncertainty, example.type, example.geometry
        )
        let figures = try self.row(try VRNSample.report([row]), 2024, "NL", "alle")
        check(figures, ["n_te_grof": example.fits ? "0" : "1", "n_kmhok": example.fits ? "1" : "0"])
    }

    @Test(arguments: [(707.1, "1"), (708, "1"), (3536, "0")]) func squaresFitThemselves(
        uncertainty: Double, squares: String
    ) throws {
        var row = SampleObservation()
        (row.x, row.y, row.uncertainty, row.locationType) = (155_500, 463_500, uncertainty, .square)
        #expect(try self.row(try VRNSample.report([row]), 2024, "NL", "alle")["n_kmhok"] == squares)
    }

    @Test func manyKeys() throws {
        // Over half a million keys, so that sets are merged more than once.
        let rows = (0..<280_000).map { number in
            var row = SampleObservation()
            row.x = 100_500 + Double(number % 100) * 1000
            row.y = 400_500 + Double(number / 100 % 100) * 1000
            row.taxon = number % 2 == 0 ? .huismus : .merel
            row.setDay(2024, 1 + number / 10_000 % 12, 1 + number / 120_000)
            return row
        }
        let figures = try row(try VRNSample.report(rows, batchSize: 65_536), 2024, "NL", "Vogels")
        check(figures, ["n_rec": "280000", "n_kmhok": "10000", "n_bezoek": "280000", "p_lijst1": "1.0000"])
    }
}

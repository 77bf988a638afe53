import Foundation
import Pipeline
import Testing

/// What `findings dataset` says of deliveries that have one defect as a whole, and of one that has none.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct DataSetTests {
    private static func place() throws -> Workplace {
        let place = try Workplace(
            configuration: Deliveries.configuration(sources: [
                "{ name: een, profile: voorbeeld.yaml }", "{ name: twee, profile: voorbeeld.yaml }",
            ]))
        try place.write(DataSetDelivery.profile, to: place.folder.file("voorbeeld.yaml"))
        return place
    }

    private func findings(_ delivery: DataSetDelivery) throws -> [DataSetReport.Finding] {
        let place = try Self.place()
        _ = try place.ingest(delivery.text, as: "levering.csv")
        let report: DataSetReport = try place.ndff("findings dataset", "--json").expecting(0).decoded()
        #expect(report.deliveries.map(\.records) == [delivery.records.count])
        return report.deliveries[0].findings
    }

    /// The one finding of a delivery.
    private func only(_ delivery: DataSetDelivery) throws -> DataSetReport.Finding {
        let findings = try findings(delivery)
        #expect(findings.count == 1, "\(findings.map(\.code))")
        return try #require(findings.first)
    }

    @Test func soundDelivery() throws {
        #expect(try findings(DataSetDelivery()).map(\.code) == [])
    }

    @Test func emptyColumns() throws {
        var delivery = DataSetDelivery()
        delivery.spoil {
            $1.uncertainty = ""
            $1.sex = "unknown"
            $1.license = ""
        }
        let findings = try findings(delivery)
        #expect(findings.map(\.code) == ["COLUMN_EMPTY", "COLUMN_EMPTY", "COLUMN_EMPTY"])
        #expect(findings.map(\.severity) == ["warning", "warning", "info"])
        #expect(findings.map(\.term) == ["coordinateUncertaintyInMeters", "license", "sex"])
        #expect(findings.allSatisfy { $0.records == 600 && $0.share == 1 && $0.examples.isEmpty })
    }

    @Test func valuesMissingInPart() throws {
        var delivery = DataSetDelivery()
        delivery.spoil(every: 6) {
            $1.date = ""
            $1.sex = ""
        }
        let finding = try only(delivery)
        #expect(finding.code == "COLUMN_INCOMPLETE")
        #expect(finding.term == "eventDate")
        #expect(finding.records == 100)
        #expect(finding.examples.prefix(2).map(\.line) == [2, 8])
        #expect(finding.dutch.contains("16,7 %"))
    }

    @Test func pseudoDuplicates() throws {
        var delivery = DataSetDelivery()
        for number in 0..<40 {
            var again = delivery.records[number]
            again.identity += "-bis"
            again.remarks = "iets anders"
            if number >= 30 { again.count = "99" }
            delivery.records.append(again)
        }
        let finding = try only(delivery)
        #expect(finding.code == "PSEUDO_DUPLICATES")
        #expect(finding.records == 30)
        #expect(finding.severity == "warning")
        #expect(finding.examples.first?.identity == "https://voorbeeld.example/0-bis")
        #expect(finding.examples.first?.likeLine == 2)
    }

    @Test func damagedText() throws {
        var delivery = DataSetDelivery()
        delivery.spoil(every: 20) { $1.bronhouder = "CafÃ© de NatuurkÃ¶rner" }
        delivery.spoil(every: 60) { $1.survey = "tran\u{1}sect" }
        let findings = try findings(delivery)
        #expect(findings.map(\.code) == ["TEXT_MOJIBAKE", "TEXT_CONTROL_CHARACTERS"])
        #expect(findings.map(\.records) == [30, 10])
        #expect(findings.allSatisfy { !$0.dutch.contains("Caf") })
    }

    /// What counts is what is live: damaged records that were delivered again in good order are no longer told.
    @Test func onlyLiveRecords() throws {
        let place = try Self.place()
        var damaged = DataSetDelivery()
        damaged.spoil(every: 20) { $1.bronhouder = "CafÃ© de NatuurkÃ¶rner" }
        _ = try place.ingest(damaged.text, as: "eerst.csv")
        _ = try place.ingest(DataSetDelivery().text, as: "daarna.csv")
        let report: DataSetReport = try place.ndff("findings dataset", "--json").expecting(0).decoded()
        #expect(report.deliveries.map(\.records) == [570, 30])
        #expect(report.deliveries.map(\.findings.count) == [0, 0])
    }

    @Test func cutOffTexts() throws {
        var delivery = DataSetDelivery()
        delivery.spoil { number, record in
            let long = "\(1000 + number) " + String(repeating: "é lang verhaal", count: 30)
            record.remarks = String(long.prefix(number % 10 == 0 ? 255 : number % 240 + 5))
        }
        let finding = try only(delivery)
        #expect(finding.code == "CELLS_TRUNCATED")
        #expect(finding.term == "occurrenceRemarks")
        #expect(finding.records == 60)
        #expect(finding.dutch.contains("255 tekens"))
        #expect(!finding.dutch.contains("verhaal"))
    }

    /// One text of 255 characters that returns is no cut-off text.
    @Test func oneLongText() throws {
        var delivery = DataSetDelivery()
        delivery.spoil { $1.remarks = $0 % 10 == 0 ? String(repeating: "x", count: 255) : "kort" }
        #expect(try findings(delivery).map(\.code) == [])
    }

    @Test func contradictions() throws {
        var delivery = DataSetDelivery()
        delivery.spoil(every: 100) {
            $1.basis = "PreservedSpecimen"
            $1.evidence = ""
        }
        delivery.records[1].embargo = "2020-01-01"
        let findings = try findings(delivery)
        #expect(findings.map(\.code) == ["SPECIMEN_WITHOUT_EVIDENCE", "EMBARGO_BEFORE_PERIOD"])
        #expect(findings.map(\.records) == [6, 1])
        #expect(findings[0].share == 1)
    }

    @Test func newYear() throws {
        var delivery = DataSetDelivery()
        delivery.spoil(every: 10) { $1.date = "2023-01-01" }
        let finding = try only(delivery)
        #expect(finding.code == "DEFAULT_DATE_NEW_YEAR")
        #expect((60...62).contains(finding.records))
    }

    /// A day to which a program has added midnight is a day; a time that somebody looked at is none.
    @Test(arguments: ["T00:00", "T00:00:00"]) func newYearAtMidnight(_ time: String) throws {
        var delivery = DataSetDelivery()
        delivery.spoil(every: 10) { $1.date = "2023-01-01" + time }
        #expect(try only(delivery).code == "DEFAULT_DATE_NEW_YEAR")
        delivery.spoil(every: 10) { $1.date = "2023-01-01T00:10" }
        #expect(try findings(delivery).map(\.code) == [])
    }

    @Test func firstOfMonth() throws {
        var delivery = DataSetDelivery()
        delivery.spoil(every: 5) { $1.date = "2023-0\($0 / 5 % 9 + 1)-01" }
        let finding = try only(delivery)
        #expect(finding.code == "DEFAULT_DATE_FIRST_OF_MONTH")
        #expect((120...140).contains(finding.records))
        #expect(finding.dutch.contains("12 op 365"))
    }

    /// One busy day is no default date.
    @Test func busyDay() throws {
        var delivery = DataSetDelivery()
        delivery.spoil(every: 5) { $1.date = "2023-06-01" }
        #expect(try findings(delivery).map(\.code) == [])
    }

    @Test func centresOfSquares() throws {
        var delivery = DataSetDelivery()
        delivery.spoil(every: 10) {
            $1.x = ($1.x / 1000).rounded(.down) * 1000 + 500
            $1.y = ($1.y / 1000).rounded(.down) * 1000 + 500
        }
        let finding = try only(delivery)
        #expect(finding.code == "PLACES_ON_SQUARES")
        #expect(finding.records == 60)
        delivery.spoil { $1.uncertainty = "708" }
        #expect(try findings(delivery).map(\.code) == [])
    }

    @Test func onePlaceForMany() throws {
        var delivery = DataSetDelivery()
        delivery.spoil(every: 7) {
            $1.x = 155_123
            $1.y = 463_321
            $1.count = String($0 + 1)
        }
        let finding = try only(delivery)
        #expect(finding.code == "PLACE_REPEATED")
        // 86 records; the table of places may count one in 256 of all too few.
        #expect((83...86).contains(finding.records))
        #expect(finding.dutch.contains("155-463 (\(finding.records))"))
    }

    @Test func choiceAndFiles() throws {
        let place = try Self.place()
        var spoiled = DataSetDelivery()
        spoiled.spoil {
            $1.identity += "-twee"
            $1.license = ""
        }
        let first = try place.ingest(DataSetDelivery().text, as: "goed.csv")
        let second = try place.ingest(spoiled.text, as: "kaal.csv", source: "twee")
        let bySource: DataSetReport = try place.ndff("findings dataset", "--source", "twee", "--json").expecting(0).decoded()
        #expect(bySource.deliveries.map(\.id) == [second.id])
        #expect(bySource.deliveries.map(\.records) == [600])
        let byNumber: DataSetReport = try place.ndff("findings dataset", "--delivery", String(first.id), "--json").expecting(0)
            .decoded()
        #expect(byNumber.deliveries.map(\.source) == ["een"])
        #expect(try place.ndff("findings dataset", "--delivery", "99").code == 2)
        #expect(try place.ndff("findings dataset", "--source", "drie").code == 2)

        let table = place.folder.file("leveringen.csv")
        let text = try place.ndff("findings dataset", "-o", table).expecting(0).output
        #expect(text.contains("een: goed.csv: 600 records, geen bevindingen"))
        #expect(text.contains("let op: Geen enkel record heeft een waarde voor licentie"))
        let lines = try String(contentsOfFile: table, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.last?.contains("COLUMN_EMPTY") == true)
        let page = place.folder.file("leveringen.html")
        _ = try place.ndff("findings dataset", "-o", page).expecting(0)
        #expect(try String(contentsOfFile: page, encoding: .utf8).contains("kaal.csv"))
    }
}

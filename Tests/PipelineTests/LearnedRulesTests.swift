import Foundation
import Pipeline
import Testing

/// Rule packs derived from the store, and rule packs held against what people said.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct LearnedRulesTests {
    /// Sixty great tits around New Year in two squares, sixty daisies of which two are far off the others in time, and ten
    /// of a species of which there are too few.
    private static func text() -> String {
        var lines = [Deliveries.header]
        func add(_ taxon: String, _ date: String, _ latitude: String, _ longitude: String, _ count: Int) {
            lines.append(
                "https://een.example/\(lines.count),HumanObservation,\(taxon),\(date),\(latitude),\(longitude),WGS84,25,\(count),Iemand")
        }
        for number in 0..<60 {
            let date = number < 30 ? "2024-12-\(20 + number % 10)" : "2024-01-\(10 + number % 10)"
            add("Parus major", date, number % 2 == 0 ? "52.1000" : "52.2000", "5.2000", number < 59 ? 4 : 90)
        }
        for number in 0..<60 {
            add("Bellis perennis", number < 59 ? "2024-05-\(10 + number % 10)" : "2024-10-01", "52.1000", "5.2000", 1)
        }
        for number in 0..<10 { add("Luscinia megarhynchos", "2024-05-1\(number)", "52.1000", "5.2000", 1) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func rows(_ folder: String, _ file: String) throws -> [String] {
        try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8).split(separator: "\n").map(String.init)
    }

    @Test func learnsSeasonsSquaresAndNumbers() throws {
        let place = try Workplace(configuration: VerdictFiles.configuration)
        _ = try place.ingest(Self.text(), as: "een.csv")
        let folder = place.folder.file("geleerd")
        let report: LearnReport = try place.ndff(
            "rules learn", "-o", folder, "--minimum-records", "50", "--count-quantile", "0.95", "--json"
        ).expecting(0).decoded()
        #expect(report.pack == "geleerd@snapshot-\(report.snapshot)")
        #expect(report.records == 130)
        #expect(report.species == 2)
        #expect(report.speciesLeftOut == 1)
        #expect(report.example)
        let uri = "http://ndff-ecogrid.nl/taxonomy/taxa"
        #expect(
            try Self.rows(folder, "phenology.csv") == [
                "organism_key,taxon,stage,start_day,start_month,end_day,end_month",
                // 59 of 60 are in it: 0.98 of them. Records without a stage are held against the row of mature.
                "\(uri)/bellisperennis,Bellis perennis,*,10,5,19,5", "\(uri)/bellisperennis,Bellis perennis,mature,10,5,19,5",
                "\(uri)/parusmajor,Parus major,*,20,12,19,1", "\(uri)/parusmajor,Parus major,mature,20,12,19,1",
            ])
        #expect(
            try Self.rows(folder, "abundance.csv").dropFirst() == [
                "\(uri)/bellisperennis,Bellis perennis,*,*,1", "\(uri)/bellisperennis,Bellis perennis,mature,*,1",
                "\(uri)/parusmajor,Parus major,*,*,4", "\(uri)/parusmajor,Parus major,mature,*,4",
            ])
        let squares = try Self.rows(folder, "distribution.csv")
        #expect(squares.count == 3)
        #expect(squares[1].hasSuffix(",,,uurhok,140-455"))
        #expect(squares[2].hasSuffix(",,,uurhok,140-455 140-465"))

        // It is a pack like any other, and says what it would do.
        _ = try place.ndff("rules check", folder).expecting(0)
        let trial: ValidationReport = try place.ndff("validate", "--rules", folder, "--dry-run", "--json").expecting(0).decoded()
        #expect(trial.changed == 2)
        #expect(trial.changes.map { "\($0.rule) \($0.records)" }.sorted() == ["abundance_expected 1", "phenology 1"])

        // Again: the same bytes.
        let again = place.folder.file("nogmaals")
        _ = try place.ndff("rules learn", "-o", again, "--count-quantile", "0.95").expecting(0)
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
            #expect(try Self.rows(folder, file) == Self.rows(again, file))
        }
    }

    @Test func refusesWhatCannotBeLearnt() throws {
        let place = try Workplace(configuration: VerdictFiles.configuration)
        _ = try place.ingest(Self.text(), as: "een.csv")
        let folder = place.folder.file("geleerd")
        #expect(try place.ndff("rules learn", "-o", folder, "--judged-by-people").code == 2)
        #expect(try place.ndff("rules learn", "-o", folder, "--season-share", "0").code == 2)
        #expect(try place.ndff("rules learn", "-o", place.folder.file("rules/nl-demo")).code == 2)
        #expect(!FileManager.default.fileExists(atPath: folder))
        // A folder of something else is left alone.
        try place.write("belangrijk", to: place.folder.file("anders/stuk.txt"))
        #expect(try place.ndff("rules learn", "-o", place.folder.file("anders")).code == 2)
        #expect(FileManager.default.fileExists(atPath: place.folder.file("anders/stuk.txt")))
        // Too few for any row: a pack without the three tables.
        let report: LearnReport = try place.ndff("rules learn", "-o", folder, "--minimum-records", "61", "--json")
            .expecting(0).decoded()
        #expect(report.rows.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder + "/phenology.csv"))
        _ = try place.ndff("rules check", folder).expecting(0)
    }

    @Test func holdsARuleAgainstWhatPeopleSaid() throws {
        let place = try VerdictFiles.place(doubtful: [3, 4, 5, 6])
        _ = try place.verdict([
            VerdictFiles.row(3, version: "3", "afgekeurd"), VerdictFiles.row(4, version: "4", "afgekeurd"),
            VerdictFiles.row(5, version: "5", "goedgekeurd_bewijs"), VerdictFiles.row(6, version: "6", "niet_te_beoordelen"),
            VerdictFiles.row(7, version: "7", "afgekeurd"), VerdictFiles.row(8, version: "8", "goedgekeurd_deskundige"),
        ]).expecting(0)
        let page = place.folder.file("beproefd.html")
        let report: BacktestReport = try place.ndff("rules backtest", "--report", page, "--json").expecting(0).decoded()
        #expect(report.pack == "nl-demo@1.0")
        #expect(report.records == 20)
        #expect(report.judged == 5)
        let figures = try #require(report.rules.first { $0.rule == "count_plausible" }?.figures)
        #expect(figures.applicable == 20)
        #expect(figures.flagged == 4)
        #expect((figures.approved, figures.rejected, figures.undecided) == (2, 3, 1))
        #expect((figures.approvedFlagged, figures.rejectedFlagged) == (1, 2))
        #expect(figures.share == 0.2)
        #expect(figures.precision == 2.0 / 3)
        #expect(figures.recall == 2.0 / 3)
        let all = try #require(report.rules.first)
        #expect(all.rule == "-")
        #expect(all.figures.flagged == 4)
        // Records 3 and 7 are daisies: one rejected and flagged, one rejected and not.
        let plants = try #require(report.groups.first { $0.soortgroep == "Vaatplanten" && $0.rule == "count_plausible" })
        #expect((plants.figures.rejected, plants.figures.rejectedFlagged, plants.figures.flagged) == (2, 1, 1))
        #expect(try String(contentsOfFile: page, encoding: .utf8).contains("66,7% (20,8–93,9)"))
        // A rule that applied to nothing that was judged has no figures.
        #expect(report.rules.first { $0.rule == "taxon_period" }?.figures.precision == nil)
        let words = try place.ndff("rules backtest").expecting(0).output
        #expect(words.contains("count_plausible: valt op 4 van 20 (20,0%); precisie 66,7%"))
    }
}

import Foundation
import Pipeline
import Testing

/// What another rule pack would change: by species, on paper, and with only the taxa concerned computed anew.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct ValidateTrialTests {
    /// The fixtures' pack with other seasons for two butterflies, one of them in words only.
    static func pack(in place: Workplace, version: String = "1.1") throws -> String {
        let folder = place.folder.file("seizoenen-\(version)")
        try FileManager.default.copyItem(
            atPath: Surroundings.fixtures.appendingPathComponent("rules/nl-demo").path, toPath: folder)
        try change("rules.yaml", of: folder, [(#"version: "1.0""#, "version: \"\(version)\"")], place)
        try change(
            "phenology.csv", of: folder,
            [
                ("Anthocharis cardamines,mature,25,3,20,6", "Anthocharis cardamines,mature,25,3,20,12"),
                ("Aglais io,mature,15,2,31,10", "Aglais io,mature,15,6,31,8"),
            ], place)
        return folder
    }

    private static func change(_ name: String, of pack: String, _ words: [(String, String)], _ place: Workplace) throws {
        var text = try String(contentsOfFile: "\(pack)/\(name)", encoding: .utf8)
        for (old, new) in words {
            #expect(text.contains(old))
            text = text.replacingOccurrences(of: old, with: new)
        }
        try place.write(text, to: "\(pack)/\(name)")
    }

    @Test func onlyTheTaxaConcernedComeToTheSame() throws {
        let place = try FixtureRun.shared().place.copied()
        let pack = try Self.pack(in: place)
        func trial(_ name: String, _ more: [String]) throws -> (report: ValidationReport, files: [Data]) {
            let paths = ["changes.csv", "report.csv", "report.html"].map { place.folder.file("\(name)-\($0)") }
            let report: ValidationReport = try ProgramRun.of(
                Surroundings.binary,
                ["validate", "-c", place.configuration, "--rules", pack, "--dry-run", "--json", "--changes", paths[0],
                    "--report", paths[1]] + more
            ).expecting(0).decoded()
            _ = try ProgramRun.of(
                Surroundings.binary,
                ["validate", "-c", place.configuration, "--rules", pack, "--dry-run", "--report", paths[2]] + more
            ).expecting(0)
            return (report, try paths.map { try Data(contentsOf: URL(fileURLWithPath: $0)) })
        }
        for scope in [[], ["--taxon", "Aglais io"], ["--delivery", "1"]] {
            let part = try trial("deel-\(scope.count)", scope)
            let whole = try trial("geheel-\(scope.count)", scope + ["--full"])
            #expect(part.report.recomputed > 0)
            // Of a butterfly whose season is another one all are touched.
            #expect(part.report.recomputed < part.report.records || scope.first == "--taxon")
            #expect(whole.report.recomputed == whole.report.records)
            var same = part.report
            same.recomputed = whole.report.recomputed
            #expect(same == whole.report)
            #expect(part.files == whole.files)
        }
        let earnest: ValidationReport = try place.ndff("validate", "--rules", pack, "--json").expecting(0).decoded()
        let trialled = try trial("daarna", [])
        // Now the store was judged under another pack than that of the configuration: nothing is taken for granted.
        #expect(trialled.report.recomputed == trialled.report.records)
        #expect(trialled.report.changed == 0)
        #expect(earnest.changed > 10)
    }

    /// Only the rule whose table differs is run again, on only the columns that it says it reads.
    @Test(arguments: [
        ("period.csv", ",Aglais io,,,2030,,,"), ("distribution.csv", ",Aglais io,,,uurhok,180-305"),
        ("abundance.csv", ",Aglais io,*,*,1"), ("difficulty.csv", ",Aglais io,*,3,photo"),
        ("additional.csv", ",Aglais io,1"), ("combinations.csv", ",Aglais io,mature,*,1,1,31,12"),
    ])
    func aRowOfEveryTableComesToTheSame(_ table: String, _ row: String) throws {
        let place = try FixtureRun.shared().place
        let pack = place.folder.file("met-\(table)")
        try FileManager.default.copyItem(
            atPath: Surroundings.fixtures.appendingPathComponent("rules/nl-demo").path, toPath: pack)
        try place.write(try String(contentsOfFile: "\(pack)/\(table)", encoding: .utf8) + row + "\n", to: "\(pack)/\(table)")
        func trial(_ more: String...) throws -> ValidationReport {
            try ProgramRun.of(
                Surroundings.binary, ["validate", "-c", place.configuration, "--rules", pack, "--dry-run", "--json"] + more
            ).expecting(0).decoded()
        }
        var part = try trial()
        let whole = try trial("--full")
        #expect(part.recomputed > 0)
        #expect(part.recomputed < part.records)
        part.recomputed = whole.recomputed
        #expect(part == whole)
        #expect(whole.changed + whole.otherOutcomesOnly > 0)
    }

    @Test func whatIsNotKnownToBeTheSameIsComputed() throws {
        let place = try FixtureRun.shared().place.copied()
        func recomputed(_ pack: String) throws -> ValidationReport {
            try place.ndff("validate", "--rules", pack, "--dry-run", "--json").expecting(0).decoded()
        }
        let nothing = try recomputed(place.folder.file("rules/nl-demo"))
        #expect(nothing.changed == 0)
        #expect(nothing.recomputed < 20)
        // A parameter, and the words for stages.
        let parameter = try ValidateCommandTests.pack(in: place, version: "4.0")
        #expect(try recomputed(parameter).recomputed == nothing.records)
        let stages = try Self.pack(in: place, version: "5.0")
        let path = stages + "/stage_synonyms.csv"
        try place.write(try String(contentsOfFile: path, encoding: .utf8) + "pupa2,pop2\n", to: path)
        #expect(try recomputed(stages).recomputed == nothing.records)
        // Another working area.
        let text = try String(contentsOfFile: place.configuration, encoding: .utf8)
        let elsewhere = try Workplace(
            configuration: text.replacingOccurrences(
                of: "workingArea: netherlands", with: "workingArea: { box: [3, 50, 8, 52] }"))
        try FileManager.default.removeItem(atPath: elsewhere.workspace)
        try FileManager.default.copyItem(atPath: place.workspace, toPath: elsewhere.workspace)
        let report: ValidationReport = try elsewhere.ndff("validate", "--dry-run", "--json").expecting(0).decoded()
        #expect(report.recomputed == report.records)
        #expect(report.changed > 0)
    }

    @Test func onPaper() throws {
        let place = try FixtureRun.shared().place.copied()
        let pack = try Self.pack(in: place, version: "6.0")
        let page = place.folder.file("gevolgen.html")
        let table = place.folder.file("gevolgen.csv")
        let report: ValidationReport = try place.ndff("validate", "--rules", pack, "--dry-run", "--report", page, "--json")
            .expecting(0).decoded()
        _ = try place.ndff("validate", "--rules", pack, "--dry-run", "--report", table).expecting(0)
        let species = try #require(report.bySpecies)
        #expect(Set(species.map(\.species)) == ["Aglais io", "Anthocharis cardamines"])
        #expect(species.reduce(0) { $0 + $1.records } == report.changed)
        for row in species {
            #expect(row.rule == "phenology")
            #expect(row.dutchName != nil)
            #expect((1...3).contains(row.examples.count))
            let example: Explanation = try place.ndff("explain", row.examples[0], "--json").expecting(0).decoded()
            #expect(example.versions.last?.status == row.from)
        }
        let lines = try String(contentsOfFile: table, encoding: .utf8).split(separator: "\n")
        #expect(lines.first == "regel,soort,nederlandse_naam,status_oud,status_nieuw,aantal,voorbeelden")
        #expect(lines.count == species.count + 1)
        let html = try String(contentsOfFile: page, encoding: .utf8)
        #expect(html.hasPrefix("<!DOCTYPE html>"))
        #expect(html.contains("lang=\"nl\""))
        for word in ["nl-demo@6.0", "Aglais io", "Oranjetipje", "te_beoordelen", "Een proef"] { #expect(html.contains(word)) }
        for word in ["http-equiv=\"refresh\"", "<script", "src=", "href="] { #expect(!html.contains(word)) }
        if FileManager.default.isExecutableFile(atPath: "/usr/bin/xmllint") {
            // The page is written so that XML readers can follow its body.
            let body = html.components(separatedBy: "<body>").last?.components(separatedBy: "</body>").first ?? ""
            let path = place.folder.file("body.xml")
            try place.write("<body>" + body + "</body>", to: path)
            #expect(try ProgramRun.of("/usr/bin/xmllint", ["--noout", path]).code == 0)
        }
        let words = try place.ndff("validate", "--rules", pack, "--dry-run").expecting(0).output
        #expect(words.contains("Per regel en soort"))
    }
}

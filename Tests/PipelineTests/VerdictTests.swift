import Foundation
import Pipeline
import Testing

/// Experts' verdicts, from the command line.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct VerdictTests {
    @Test func aVerdictGivesTheStatusAndBeatsARerun() throws {
        let place = try VerdictFiles.place(doubtful: [3, 4, 5, 6])
        let before = try place.status()
        #expect(before.byStatus["te_beoordelen"] == 4)
        let published = try place.occurrences().count
        let report: VerdictReport = try place.verdict([
            VerdictFiles.row(3, version: "3", "goedgekeurd_deskundige"),
            VerdictFiles.row(4, version: "#4", "goedgekeurd_bewijs", moment: "2025-03-01T10:00:00+01:00"),
            VerdictFiles.row(5, version: "5", "afgekeurd"),
            VerdictFiles.row(6, version: "6", "niet_te_beoordelen"),
            VerdictFiles.row(7, version: "7", "afgekeurd", reason: "\"verwisseld, denk ik\""),
        ]).expecting(0).decoded()
        #expect(report.applied == 5)
        #expect(report.changedStatus == 5)
        #expect(report.snapshot == before.snapshot + 1)
        let expected = [
            "goedgekeurd_automatisch": 15, "goedgekeurd_deskundige": 1, "goedgekeurd_bewijs": 1, "afgekeurd": 2,
            "niet_te_beoordelen": 1,
        ]
        #expect(try place.status().byStatus == expected)
        #expect(try place.expectVerified())
        // Approved by people is published, the rest is not; the earlier snapshot is what it was.
        let now = try place.occurrences()
        #expect(now.count == published + 2 - 1)
        #expect(now.contains { $0.contains(Deliveries.identity(3) + "\t") })
        #expect(now.contains { $0.contains(Deliveries.identity(4) + "\t") })
        for number in [5, 6, 7] { #expect(!now.contains { $0.contains(Deliveries.identity(number) + "\t") }) }
        #expect(try place.occurrences("--snapshot", String(before.snapshot)).count == published)

        // The rules again, the same ones and others: statuses that people gave stay.
        let same: ValidationReport = try place.ndff("validate", "--json").expecting(0).decoded()
        #expect(same.changed == 0)
        #expect(same.snapshot == report.snapshot)
        let pack = try ValidateCommandTests.pack(in: place, version: "2.0")
        let text = try String(contentsOfFile: pack + "/rules.yaml", encoding: .utf8)
        try place.write(text.replacingOccurrences(of: "default: 1_000_000", with: "default: 2"), to: pack + "/rules.yaml")
        let other: ValidationReport = try place.ndff("validate", "--rules", pack, "--json").expecting(0).decoded()
        #expect(other.changed > 0)
        let status = try place.status()
        for (name, count) in expected where name != "goedgekeurd_automatisch" { #expect(status.byStatus[name] == count) }
        #expect(try place.explanation(3).versions.first?.rulePack == "nl-demo@2.0")
        #expect(try place.expectVerified())
    }

    @Test func verdictsAreVersionedAndExplained() throws {
        let place = try VerdictFiles.place()
        _ = try place.verdict([VerdictFiles.row(3, version: "3", "afgekeurd", moment: "2025-03-01T10:00")]).expecting(0)
        let second: VerdictReport = try place.verdict(
            [
                VerdictFiles.row(
                    3, version: "3", "goedgekeurd_bewijs", role: "commissie", pseudonym: "c-2", moment: "2025-04-01 09:30",
                    reason: "foto nagezonden")
            ], as: "tweede.csv"
        ).expecting(0).decoded()
        #expect(second.changedStatus == 1)
        // Judged earlier and handed in later: it is kept, and does not count.
        let late: VerdictReport = try place.verdict(
            [VerdictFiles.row(3, version: "3", "niet_te_beoordelen", moment: "2025-03-15")], as: "derde.csv"
        ).expecting(0).decoded()
        #expect(late.applied == 1)
        #expect(late.changedStatus == 0)
        let explanation = try place.explanation(3)
        #expect(explanation.versions.map(\.status) == ["goedgekeurd_bewijs"])
        #expect(explanation.verdicts.map(\.verdict) == ["afgekeurd", "goedgekeurd_bewijs", "niet_te_beoordelen"])
        #expect(explanation.verdicts.map(\.counts) == [false, true, false])
        let counting = explanation.verdicts[1]
        #expect(counting.role == "commissie")
        #expect(counting.pseudonym == "c-2")
        #expect(counting.judgedAt == "2025-04-01T07:30:00Z")
        #expect(counting.reason == "foto nagezonden")
        #expect(counting.rulePack == "nl-demo@1.0")
        #expect(counting.file == "tweede.csv")
        let words = try place.ndff("explain", Deliveries.identity(3)).expecting(0).output
        #expect(words.contains("goedgekeurd op bewijs (commissie c-2)"))
        #expect(words.contains("vervangen door een later oordeel"))
        #expect(try place.expectVerified())
    }

    @Test func aVerdictDoesNotGoAlongToANewVersion() throws {
        let place = try VerdictFiles.place()
        _ = try place.verdict([
            VerdictFiles.row(3, version: "3", "goedgekeurd_deskundige"), VerdictFiles.row(8, version: "8", "afgekeurd"),
        ]).expecting(0)
        // Both come with another count, which no rule minds.
        _ = try place.ingest(VerdictFiles.text(doubtful: [4], numbers: 3..<4) + Deliveries.record(8, count: 9) + "\n", as: "twee.csv")
        let status = try place.status()
        #expect(status.byStatus["goedgekeurd_deskundige"] == nil)
        #expect(status.byStatus["afgekeurd"] == nil)
        #expect(status.verdicts.aboutEarlierVersions == 2)
        #expect(status.verdicts.flags.map(\.outcome) == ["earlier_version", "earlier_version"])
        let explanation = try place.explanation(3)
        #expect(explanation.versions.last?.status == "goedgekeurd_automatisch")
        #expect(explanation.verdicts.first?.standing.hasPrefix("oordeel over een eerdere versie") == true)
        #expect(try place.expectVerified())

        // About the version that was, it is flagged; about the one that is, it counts.
        let report: VerdictReport = try place.verdict(
            [
                VerdictFiles.row(3, version: "3", "afgekeurd", moment: "2025-05-01T10:00"),
                VerdictFiles.row(8, version: "", hash: "0123456789abcdef", "afgekeurd", moment: "2025-05-01T10:00"),
                VerdictFiles.row(500, version: "1", "afgekeurd"),
            ], as: "oud.csv"
        ).expecting(0).decoded()
        #expect(report.applied == 0)
        #expect(report.notApplied.map(\.outcome) == ["changed", "changed", "unknown"])
        #expect(report.notApplied.map(\.line) == [2, 3, 4])
        let flagged = try place.status().verdicts
        #expect(flagged.notApplied == 3)
        #expect(flagged.flags.count == 5)
        #expect(try place.explanation(3).verdicts.last?.outcome == "changed")
        let unknown: Explanation = try place.ndff("explain", Deliveries.identity(500), "--json").expecting(0).decoded()
        #expect(unknown.versions.isEmpty)
        #expect(unknown.verdicts.map(\.outcome) == ["unknown"])

        let live = try #require(try place.explanation(3).versions.last)
        _ = try place.verdict(
            [VerdictFiles.row(3, version: String(live.observationID), "afgekeurd", moment: "2025-06-01T10:00")], as: "nieuw.csv"
        ).expecting(0)
        let after = try place.status()
        #expect(after.byStatus["afgekeurd"] == 1)
        #expect(after.verdicts.notApplied == 2)
        #expect(after.verdicts.aboutEarlierVersions == 1)
        #expect(try place.expectVerified())
    }

    @Test func verdictsOnWithdrawnRecordsAreFlagged() throws {
        let place = try VerdictFiles.place()
        _ = try place.ingest(
            Deliveries.header + ",operation\n" + Deliveries.record(3, count: 1) + ",DELETE\n", as: "weg.csv")
        let report: VerdictReport = try place.verdict([VerdictFiles.row(3, version: "3", "afgekeurd")]).expecting(0).decoded()
        #expect(report.notApplied.map(\.outcome) == ["withdrawn"])
        #expect(try place.expectVerified())
    }

    @Test func aMalformedFileIsRefusedWhole() throws {
        let place = try VerdictFiles.place()
        let before = try place.status()
        let run = try place.verdict([
            VerdictFiles.row(3, version: "3", "afgekeurd"),
            VerdictFiles.row(4, version: "vier", "goed", pseudonym: "Jan Jansen", moment: "gisteren"),
            VerdictFiles.row(5, version: "5", "formeel_afgewezen", moment: "2199-01-01T00:00", pack: "onbekend@9"),
            VerdictFiles.row(6, version: "", "afgekeurd", reason: ""), "https://een.example/7,7,,afgekeurd",
        ])
        #expect(run.code == 1, "\(run)")
        for place in ["oordelen.csv:3:23", "oordelen.csv:3:29", "oordelen.csv:4:", "oordelen.csv:5:23", "oordelen.csv:6:1"] {
            #expect(run.errors.contains(place), "\(place): \(run)")
        }
        for word in ["is no verdict", "no pseudonym", "2026-11-21T14:05", "in the future", "onbekend@9", "which version", "reason is empty"] {
            #expect(run.errors.contains(word), "\(word): \(run)")
        }
        // Nothing that may be a name is repeated.
        #expect(!run.errors.contains("Jansen"))
        let after = try place.status()
        #expect(after.snapshot == before.snapshot)
        #expect(after.byStatus == before.byStatus)
        #expect(after.verdicts.total == 0)

        let headless = try place.verdict(["a,b"], header: "identity,oordeel")
        #expect(headless.code == 1)
        #expect(headless.errors.contains("oordelen.csv:1:1"))
        #expect(headless.errors.contains("version or content_hash"))
        let missing = try place.ndff("verdict", place.folder.file("bestaat-niet.csv"))
        #expect(missing.code == 2)
    }

    @Test func theSameAgainDoesNothing() throws {
        let place = try VerdictFiles.place()
        let rows = [VerdictFiles.row(3, version: "3", "afgekeurd"), VerdictFiles.row(500, version: "1", "afgekeurd")]
        let first: VerdictReport = try place.verdict(rows).expecting(0).decoded()
        #expect(first.outcome == "taken_in")
        let again: VerdictReport = try place.verdict(rows, as: "andere-naam.csv").expecting(0).decoded()
        #expect(again.outcome == "known")
        #expect(again.applied == 0)
        #expect(again.snapshot == first.snapshot)
        #expect(again.message?.contains("nothing was done") == true)
        // The same verdicts in a longer file count once; semicolons, a byte order mark and columns of one's own do no harm.
        let longer = (rows + [VerdictFiles.row(4, version: "4", "afgekeurd"), "\(Deliveries.identity(5)),5,,,,,,,nl-demo@1.0"])
            .map { $0.replacingOccurrences(of: ",", with: ";") + ";eigen" }
        let header = "\u{FEFF}" + VerdictFiles.header.replacingOccurrences(of: ",", with: ";") + ";notitie"
        let more: VerdictReport = try place.verdict(longer, as: "langer.csv", header: header).expecting(0).decoded()
        #expect(more.rows == 4)
        #expect(more.known == 2)
        #expect(more.applied == 1)
        #expect(more.open == 1)
        #expect(try place.status().verdicts.total == 3)
        #expect(try place.expectVerified())
    }

    @Test func damagedVerdictsAreFound() throws {
        let place = try VerdictFiles.place()
        _ = try place.verdict([VerdictFiles.row(3, version: "3", "afgekeurd")]).expecting(0)
        _ = try ProgramRun.python(
            """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1]); c.execute("UPDATE ndff_verdict SET in_force = 0"); c.commit()
            """, place.workspace + "/store/catalog.sqlite")
        let proof: VerifyReport = try place.ndff("verify", "--json").expecting(1).decoded()
        #expect(proof.findings.map(\.kind) == ["verdict"])
    }

    /// Killed at any moment, all of a file counts or nothing, and handing it in again ends the same.
    @Test(.timeLimit(.minutes(5)))
    func killedWhileTakingVerdictsIn() throws {
        let place = try Workplace(configuration: VerdictFiles.configuration)
        _ = try place.ingest(Deliveries.text(0..<3000), as: "een.csv")
        let rows = (0..<3000).map { VerdictFiles.row($0, version: String($0), $0 % 2 == 0 ? "afgekeurd" : "goedgekeurd_bewijs") }
        let path = place.folder.file("oordelen.csv")
        try place.write(([VerdictFiles.header] + rows).joined(separator: "\n") + "\n", to: path)
        let trial = try place.copied()
        let clock = ContinuousClock()
        let begin = clock.now
        _ = try trial.ndff("verdict", path).expecting(0)
        let duration = clock.now - begin
        let expected = try trial.status().byStatus
        #expect(expected == ["afgekeurd": 1500, "goedgekeurd_bewijs": 1500])
        var killed = 0
        for step in 1...12 {
            let copy = try place.copied()
            let started = try copy.start("verdict", path, "--quiet")
            Thread.sleep(forTimeInterval: duration * (Double(step) / 13) / .seconds(1))
            started.kill()
            if try started.wait().code == 128 + SIGKILL { killed += 1 }
            let status = try copy.status()
            #expect([0, 3000].contains(status.verdicts.total), "\(status)")
            #expect(status.byStatus == (status.verdicts.total == 0 ? ["goedgekeurd_automatisch": 3000] : expected))
            #expect(try copy.expectVerified())
            _ = try copy.ndff("verdict", path).expecting(0)
            #expect(try copy.status().byStatus == expected)
            #expect(try copy.expectVerified())
        }
        #expect(killed > 4)
    }
}

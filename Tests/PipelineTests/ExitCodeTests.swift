import Foundation
import Pipeline
import Testing

/// What callers learn from the exit code, and operators from the message.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct ExitCodeTests {
    @Test func lockedByAnother() throws {
        let place = try FixtureRun.shared().place.copied()
        let holder = open(place.workspace + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        #expect(flock(holder, LOCK_EX | LOCK_NB) == 0)
        for command in ["run", "validate", "deduplicate"] {
            let refused = try place.ndff(command)
            #expect(refused.code == 75, "\(command): \(refused)")
            #expect(refused.errors.contains("another run holds"))
        }
        // Who only reads needs no lock.
        #expect(try place.ndff("status").code == 0)
        #expect(try place.ndff("deduplicate", "--dry-run").code == 0)
        close(holder)
        #expect(try place.ndff("deduplicate").code == 0)
    }

    /// Line and key of what is wrong in a configuration.
    @Test(arguments: [
        ("workspace: workspace", "workspaces: workspace", "workspaces"),
        ("    inbox: inbox/ndff-klassiek", "    inboks: inbox/ndff-klassiek", "sources[1].inboks"),
        ("    maxQuarantine: 20%", "    maxQuarantine: veel", "sources[5].maxQuarantine"),
        ("  workingArea: netherlands", "  workingArea: belgie", "reference.workingArea"),
        ("  taxa: reference/taxa/taxa-example.csv", "  taxa: reference/taxa/weg.csv", "reference.taxa"),
        ("rules: rules/nl-demo", "rules: rules/nergens", "rules"),
        ("# threads: 2", "threads: twee", "threads"),
        ("  - name: overig ", "  - nam: overig ", "sources[5].nam"),
    ])
    func wrongConfiguration(_ right: String, _ wrong: String, _ key: String) throws {
        let text = try Workplace.fixtureConfiguration()
        let lines = text.components(separatedBy: "\n")
        let line = try #require(lines.firstIndex { $0.hasPrefix(right) }) + 1
        let place = try Workplace(configuration: text.replacingOccurrences(of: "\n" + right, with: "\n" + wrong))
        let run = try place.ndff("run")
        #expect(run.code == 2)
        #expect(run.errors.contains("pipeline.yaml:\(line): \(key): "), "\(run)")
        // Nothing was made.
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.workspace).isEmpty)
    }

    @Test func wrongUsage() throws {
        let place = try FixtureRun.shared().place
        let wrong: [(String, [String])] = [
            ("ingest", [place.folder.file("weg.csv")]),
            ("ingest", ["--source", "niemand", place.configuration]),
            ("export", ["--format", "wks", "-o", place.folder.file("x")]),
            ("export", ["--format", "dwc-text"]),
            ("export", ["--format", "dwc-text", "-o", place.folder.file("x"), "--taxon", "Fantasma ignota"]),
            ("export", ["--format", "dwc-text", "-o", place.folder.file("x"), "--area", "Atlantis"]),
            ("export", ["--format", "dwc-text", "-o", place.folder.file("x"), "--from", "2025-02-30"]),
            ("export", ["--format", "dwc-text", "-o", place.folder.file("x"), "--snapshot", "9999"]),
            ("explain", ["https://niemand.example/1"]),
            ("validate", ["--rules", place.folder.file("weg"), "--dry-run"]),
            ("status", ["--what"]),
        ]
        for (command, arguments) in wrong {
            let run = try ProgramRun.of(Surroundings.binary, [command, "-c", place.configuration] + arguments)
            #expect(run.code == 2, "\(command) \(arguments): \(run)")
            #expect(!run.errors.isEmpty)
            #expect(run.output.isEmpty)
        }
        #expect(try ProgramRun.of(Surroundings.binary, ["run"]).code == 2)
        #expect(try ProgramRun.of(Surroundings.binary, ["run", "-c", place.folder.file("weg.yaml")]).code == 2)
        #expect(try ProgramRun.of(Surroundings.binary, ["vlieg"]).code == 2)
        // A store that is not there yet.
        #expect(try Workplace().ndff("status").code == 2)
    }

    @Test func aDamagedStoreFailsTheProof() throws {
        let place = try FixtureRun.shared().place.copied()
        #expect(try place.ndff("status", "--repair").code == 0)
        let folder = place.workspace + "/store/data/main/observation"
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted().first { !$0.contains("delete") })
        var bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        bytes[bytes.count / 2] ^= 0x40
        try bytes.write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        let run = try place.ndff("verify", "--json")
        #expect(run.code == 1)
        let proof: VerifyReport = try run.decoded()
        #expect(!proof.ok)
        #expect(proof.findings.contains { $0.kind == "file" && $0.subject.hasSuffix(name) })
    }

    @Test func aDeliveryThatCannotBeReadIsRefused() throws {
        let place = try Workplace()
        try place.write("PK\u{3}\u{4}no zip at all", to: place.folder.file("kapot.zip"))
        let run = try place.ndff("ingest", "--json", place.folder.file("kapot.zip"))
        #expect(run.code == 3)
        let report: IngestReport = try run.decoded()
        #expect(report.deliveries.map(\.status) == ["refused"])
        #expect(report.deliveries.first?.message?.contains("kapot.zip") == true)
    }
}

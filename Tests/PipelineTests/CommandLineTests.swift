import Foundation
import Pipeline
import Testing

/// The command line explains itself.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct CommandLineTests {
    static let commands = [
        "run", "ingest", "validate", "deduplicate", "export", "report", "report vrn", "explain", "inspect", "findings",
        "findings export", "findings dataset", "rules", "rules check", "rules catalogue", "rules learn", "rules backtest",
        "review", "review export", "verdict", "status", "verify",
    ]

    static func help(_ command: String) throws -> String {
        let words = command.split(separator: " ").map(String.init)
        return try ProgramRun.of(Surroundings.binary, words + ["--help"], environment: ["COLUMNS": "80"]).expecting(0).output
    }

    @Test(arguments: commands)
    func everyCommandHasAnExample(_ command: String) throws {
        let help = try Self.help(command)
        #expect(help.contains("Example: ndff \(command)"), "\(help)")
        #expect(try #require(help.split(separator: "\n").first).hasPrefix("OVERVIEW: "))
    }

    @Test(arguments: commands)
    func everyOptionIsExplained(_ command: String) throws {
        let help = try Self.help(command)
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var options = 0
        for (place, line) in lines.enumerated() where line.wholeMatch(of: #/  (-|<).*/#) != nil {
            options += 1
            let isExplained = line.wholeMatch(of: #/  \S.*?  +\S.*/#) != nil
            let isExplainedBelow = place + 1 < lines.count && lines[place + 1].hasPrefix("            ")
            #expect(isExplained || isExplainedBelow, "ndff \(command): \(line)")
        }
        #expect(options >= 2)
        if !["report", "findings", "review", "rules", "rules catalogue"].contains(command) {
            for option in ["--json", "--quiet", "--verbose"] { #expect(help.contains("  " + option)) }
        }
    }

    @Test func helpOfTheWhole() throws {
        let help = try ProgramRun.of(Surroundings.binary, ["--help"], environment: ["COLUMNS": "80"]).expecting(0).output
        #expect(
            help == """
                OVERVIEW: Batch pipeline for observations of flora and fauna: ingest, validate,
                deduplicate, export.

                Exit codes: 0 done; 1 failed, nothing of the failing step kept; 2 wrong usage
                or configuration;
                3 done, but at least one delivery was refused or is held; 75 another run holds
                the lock.

                Example: ndff run -c pipeline.yaml

                USAGE: ndff <subcommand>

                OPTIONS:
                  --version               Show the version.
                  -h, --help              Show help information.

                SUBCOMMANDS:
                  run                     The nightly job: everything in the inboxes through to
                                          the exports.
                  ingest                  Takes deliveries in (and nothing else).
                  validate                Runs the rules again and shows what changes.
                  deduplicate             Computes the links between duplicates anew.
                  export                  Makes one export of open data.
                  report                  Makes reports.
                  explain                 All that is known of one observation.
                  inspect                 What a file is and how it would be read; stores
                                          nothing.
                  findings                What was found in the records.
                  review                  Work for specialists.
                  verdict                 Takes experts' verdicts in.
                  status                  Deliveries, counts by status, last run, snapshot,
                                          disk.
                  verify                  Proves the store: checksums, rows, index, accounting,
                                          archive.
                  rules                   Rule packs, and the rules themselves held against
                                          standards.

                  See 'ndff help <subcommand>' for detailed help.

                """)
    }

    @Test func formatsAreListed() throws {
        let list = try ProgramRun.of(Surroundings.binary, ["export", "--list"]).expecting(0).output
        for format in Pipeline.exportFormats { #expect(list.contains("\(format.name): \(format.explanation)\n")) }
        #expect(try ProgramRun.of(Surroundings.binary, ["export", "--list", "--json"]).expecting(0).output.hasPrefix("["))
    }

    /// Results go to stdout and messages to stderr; with --quiet there are none.
    @Test func streams() throws {
        let place = try Workplace()
        let file = Surroundings.fixtures.appendingPathComponent("deliveries/darwin-core/afwezig.csv").path
        let run = try place.ndff("ingest", "--source", "darwin-core", file).expecting(0)
        #expect(run.errors.contains("info reading afwezig.csv"))
        #expect(!run.output.contains("info"))
        #expect(!run.errors.contains("\u{1B}"))
        let quiet = try place.ndff("ingest", "--source", "darwin-core", "--quiet", file).expecting(0)
        #expect(quiet.errors.isEmpty)
        #expect(quiet.output.contains("known"))
    }

    @Test func inspectStoresNothing() throws {
        let folder = Surroundings.fixtures.appendingPathComponent("deliveries")
        let cases: [(file: String, format: String, encoding: String, records: Int)] = [
            ("waarneming-nl/2025-01-export.csv", "csv", "windows-1252", 700),
            ("darwin-core/utf16.tsv", "csv", "UTF-16LE", 60),
            ("darwin-core/geneste-map.zip", "dwca", "UTF-8", 245),
            ("darwin-core/gecomprimeerd.csv.gz", "csv", "UTF-8", 60),
            ("darwin-core/regeleinden-in-velden.csv", "csv", "UTF-8", 40),
        ]
        for expected in cases {
            let inspection: Inspection = try ProgramRun.of(
                Surroundings.binary, ["inspect", "--json", folder.appendingPathComponent(expected.file).path]
            ).expecting(0).decoded()
            #expect(inspection.format == expected.format, "\(expected.file)")
            #expect(inspection.encoding.lowercased() == expected.encoding.lowercased(), "\(expected.file)")
            #expect(inspection.records == expected.records, "\(expected.file)")
            #expect(inspection.columns.count > 10)
        }
    }
}

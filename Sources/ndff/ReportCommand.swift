import ArgumentParser
import Pipeline

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Makes reports.",
        discussion: "Example: ndff report vrn -c pipeline.yaml --year 2025 -o reports/vrn-2025",
        subcommands: [VRNCommand.self])

    struct VRNCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "vrn", abstract: "The tables for the Voortgangsrapportage Natuur, as CSV and JSON.",
            discussion: """
                Figures are computed on one snapshot and can be repeated: the same snapshot gives the same bytes.

                Example: ndff report vrn -c pipeline.yaml --year 2025 -o reports/vrn-2025
                """)

        @OptionGroup var options: PipelineOptions

        @Option(help: "The year reported on.")
        var year: Int

        @Option(name: .shortAndLong, help: "The folder for the tables.")
        var outputDirectory: String

        @Option(help: "Compute on this snapshot instead of the latest.")
        var snapshot: Int64?

        func run() throws {
            let report = try options.pipeline().reportVRN(year: year, to: outputDirectory, snapshot: snapshot)
            TerminalProgress.clear()
            try options.output.show(report) {
                print("VRN-tabellen over \(report.year) uit snapshot \(report.snapshot):")
                for file in report.files { print("  \(file)") }
            }
        }
    }
}

import ArgumentParser
import Pipeline

struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "Work for specialists.",
        discussion: "Example: ndff review export -c pipeline.yaml -o werklijst",
        subcommands: [ExportReview.self])

    struct ExportReview: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "The records that wait to be judged, as a work list.",
            discussion: """
                te-beoordelen.csv has the record, the rules that fail and why, earlier verdicts and a priority, the most
                urgent first; fill in verdict, role, pseudonym, moment and reason and hand it in with `ndff verdict`.
                te-beoordelen.gpkg has the same as points in RD New, for QGIS. Both hold exact places: for internal use.

                Priority: 10 points for each rule that asks for a person, 5 for a taxon with a beleidsstatus, 5 for an
                earlier verdict that does not count (any more), 3 for evidence kept by the supplier.

                Example: ndff review export -c pipeline.yaml -o werklijst --format gpkg
                """)

        @OptionGroup var options: PipelineOptions

        @Option(name: .shortAndLong, help: "The folder for the work list.")
        var outputDirectory: String

        @Option(help: "csv or gpkg.")
        var format = "csv"

        func run() throws {
            guard let format = ReviewFormat(rawValue: format) else {
                let known = ReviewFormat.allCases.map(\.rawValue).joined(separator: " or ")
                throw ValidationError("--format is \(known), not '\(format)'")
            }
            let report = try options.pipeline().exportReview(to: outputDirectory, format: format)
            TerminalProgress.clear()
            try options.output.show(report) {
                print("\(report.records) te beoordelen waarnemingen → \(report.path)")
                for (rule, count) in report.byRule.sorted(by: { $0.key < $1.key }) { print("  \(rule): \(count)") }
            }
        }
    }
}

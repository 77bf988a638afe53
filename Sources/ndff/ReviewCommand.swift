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
                te-beoordelen.html is a page to judge on in any browser, without a network: filters, a map of the record
                against known squares, its season, verdicts by key. It saves a CSV for `ndff verdict`. Copy it together with
                the folder te-beoordelen beside it. It holds the most urgent records (see --limit) and says so.

                te-beoordelen.csv has the record, the rules that fail and why, earlier verdicts and a priority, the most
                urgent first; fill in verdict, role, pseudonym, moment and reason and hand it in with `ndff verdict`.
                te-beoordelen.gpkg has the same as points in RD New, for QGIS. All hold exact places: for internal use.

                Priority: 10 points for each rule that asks for a person, 5 for a taxon with a beleidsstatus, 5 for an
                earlier verdict that does not count (any more), 3 for evidence kept by the supplier.

                Example: ndff review export -c pipeline.yaml -o werklijst --group Vleermuizen
                """)

        @OptionGroup var options: PipelineOptions

        @Option(name: .shortAndLong, help: "The folder for the work list.")
        var outputDirectory: String

        @Option(help: "html, csv or gpkg.")
        var format = "html"

        @Option(help: "Only this soortgroep; may be repeated.")
        var group: [String] = []

        @Option(help: "Records on the page, the most urgent first (default: \(ReviewSelection.defaultLimit)).")
        var limit: Int?

        func run() throws {
            guard let format = ReviewFormat(rawValue: format) else {
                let known = ReviewFormat.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--format is one of \(known), not '\(format)'")
            }
            let report = try options.pipeline().exportReview(
                to: outputDirectory, format: format, selection: ReviewSelection(groups: group, limit: limit))
            TerminalProgress.clear()
            try options.output.show(report) {
                print("\(report.records) te beoordelen waarnemingen → \(report.path)")
                if report.written < report.records { print("  op de pagina staan de \(report.written) dringendste") }
                for (rule, count) in report.byRule.sorted(by: { $0.key < $1.key }) { print("  \(rule): \(count)") }
            }
        }
    }
}

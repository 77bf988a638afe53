import ArgumentParser
import Pipeline

struct FindingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings", abstract: "What was found in the records.",
        discussion: "Example: ndff findings export -c pipeline.yaml -o findings.csv",
        subcommands: [ExportFindings.self, FindingsOfDeliveries.self])

    struct ExportFindings: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Every finding of every record, unlimited, as CSV, Parquet or GeoPackage.",
            discussion: """
                One row a finding, with the record, where it stands in its file, what was found and by which rule pack. A
                GeoPackage has them as points in RD New; it holds exact places and is for internal use.

                Example: ndff findings export -c pipeline.yaml -o findings.csv --rule phenology --status te_beoordelen
                """)

        @OptionGroup var options: PipelineOptions

        @Option(name: .shortAndLong, help: "The file to write; .parquet makes it Parquet, .gpkg a GeoPackage, anything else CSV.")
        var outputPath: String

        @Option(help: "Only this rule; may be given several times.")
        var rule: [String] = []

        @Option(help: "Only this taxon; may be given several times.")
        var taxon: [String] = []

        @Option(help: "Only this delivery, by its number; may be given several times.")
        var delivery: [Int64] = []

        @Option(help: "Only of records with this status; may be given several times.")
        var status: [String] = []

        func run() throws {
            let report = try options.pipeline().exportFindings(
                to: outputPath, selection: FindingsSelection(rules: rule, taxa: taxon, deliveries: delivery, statuses: status))
            TerminalProgress.clear()
            try options.output.show(report) {
                print("\(report.findings) bevindingen → \(report.path)")
                let rules = report.byRule.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                for (rule, count) in rules { print("  \(rule): \(count)") }
            }
        }
    }
}

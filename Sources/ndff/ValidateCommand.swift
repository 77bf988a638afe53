import ArgumentParser
import Pipeline

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Runs the rules again and shows what changes.",
        discussion: """
            With --dry-run, --taxon or --delivery nothing is stored: it shows what would change.

            Example: ndff validate -c pipeline.yaml --rules rules/new --dry-run --changes changes.csv
            """)

    @OptionGroup var options: PipelineOptions

    @Option(help: "Directory of another rule pack than that of the configuration.")
    var rules: String?

    @Option(help: "Only this taxon (scientific or Dutch name); may be given several times.")
    var taxon: [String] = []

    @Option(help: "Only this delivery, by its number.")
    var delivery: Int64?

    @Flag(help: "Store nothing.")
    var dryRun = false

    @Option(help: "CSV to write with every record whose status changes.")
    var changes: String?

    func run() throws {
        let report = try options.pipeline().validate(
            rules: rules, scope: .init(taxa: taxon, delivery: delivery), dryRun: dryRun, changesPath: changes)
        TerminalProgress.clear()
        try options.output.show(report) {
            print("\(report.records) waarnemingen getoetst met \(report.rulePack)\(report.dryRun ? " (proef: niets opgeslagen)" : "")")
            for (status, count) in report.byStatus.sorted(by: { $0.key < $1.key }) { print("  \(status): \(count)") }
            print("\(report.changed) records krijgen een andere status")
            for change in report.changes {
                print("  \(change.rule): \(change.from) → \(change.to): \(change.records)")
            }
        }
    }
}

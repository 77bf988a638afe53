import ArgumentParser
import Pipeline

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Runs the rules again and shows what changes.",
        discussion: """
            With --dry-run, --taxon or --delivery nothing is stored: it shows what would change. A person's verdict always
            beats the rules. A trial runs the rules only on the taxa for which two rule packs differ, where their files
            leave no doubt about that; after an update of the program itself, --full runs them on everything.

            Example: ndff validate -c pipeline.yaml --rules rules/new --dry-run --report changes.html --changes changes.csv
            """)

    /// Rows of the summary by species that are printed.
    private static let printedRows = 20

    @OptionGroup var options: PipelineOptions

    @Option(help: "Directory of another rule pack than that of the configuration.")
    var rules: String?

    @Option(help: "Only this taxon (scientific or Dutch name); may be given several times.")
    var taxon: [String] = []

    @Option(help: "Only this delivery, by its number.")
    var delivery: Int64?

    @Flag(help: "Store nothing.")
    var dryRun = false

    @Flag(help: "Run the rules on all observations, also where only some taxa can come out otherwise.")
    var full = false

    @Option(help: "CSV to write with every record whose status changes.")
    var changes: String?

    @Option(help: "File for the summary by rule, species, old and new status; .html makes it a page, anything else CSV.")
    var report: String?

    func run() throws {
        let report = try options.pipeline().validate(
            rules: rules, scope: .init(taxa: taxon, delivery: delivery), dryRun: dryRun,
            output: ValidationOutput(changes: changes, report: self.report), isFull: full)
        TerminalProgress.clear()
        try options.output.show(report) {
            print("\(report.records) waarnemingen getoetst met \(report.rulePack)\(report.dryRun ? " (proef: niets opgeslagen)" : "")")
            if report.recomputed < report.records {
                print("  \(report.recomputed) daarvan opnieuw berekend; voor de andere taxa zijn de regels gelijk")
            }
            for (status, count) in report.byStatus.sorted(by: { $0.key < $1.key }) { print("  \(status): \(count)") }
            print("\(report.changed) records krijgen een andere status")
            for change in report.changes {
                print("  \(change.rule): \(change.from) → \(change.to): \(change.records)")
            }
            printSpecies(report.bySpecies ?? [])
        }
    }

    private func printSpecies(_ rows: [SpeciesChange]) {
        guard !rows.isEmpty else { return }
        print("Per regel en soort")
        for row in rows.sorted(by: { $0.records > $1.records }).prefix(Self.printedRows) {
            print("  \(row.rule)  \(row.species)  \(row.from) → \(row.to)  \(row.records)  bijv. \(row.examples.first ?? "-")")
        }
        if rows.count > Self.printedRows { print("  … nog \(rows.count - Self.printedRows); --report schrijft ze alle") }
    }
}

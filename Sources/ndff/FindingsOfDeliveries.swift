import ArgumentParser
import Pipeline

/// `ndff findings dataset`.
struct FindingsOfDeliveries: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dataset", abstract: "What deliveries say as a whole: empty columns, pseudo-duplicates, cut-off texts, default dates and places.",
        discussion: """
            Looks at the live records of each delivery together, for what no single record shows. A finding draws attention;
            the status of records does not depend on it. Coordinates of town halls are not looked for: that needs a list
            of them.

            Example: ndff findings dataset -c pipeline.yaml --source waarneming-nl -o leveringen.html
            """)

    @OptionGroup var options: PipelineOptions

    @Option(help: "Only this delivery, by its number; may be given several times.")
    var delivery: [Int64] = []

    @Option(help: "Only deliveries of this source; may be given several times.")
    var source: [String] = []

    @Option(name: .shortAndLong, help: "A file to write; .html makes it a page, anything else CSV.")
    var outputPath: String?

    func run() throws {
        let report = try options.pipeline().dataSetFindings(
            DataSetSelection(deliveries: delivery, sources: source), to: outputPath)
        TerminalProgress.clear()
        try options.output.show(report) {
            if report.deliveries.isEmpty { print("Geen leveringen.") }
            for delivery in report.deliveries { show(delivery) }
            if let path = report.path { print("→ \(path)") }
        }
    }

    private func show(_ delivery: DataSetReport.Delivery) {
        let count = delivery.findings.count
        print(
            "levering \(delivery.id), \(delivery.source): \(delivery.file): \(delivery.records) records, "
                + (count == 0 ? "geen bevindingen" : count == 1 ? "1 bevinding" : "\(count) bevindingen"))
        for finding in delivery.findings {
            print("  \(finding.severityDutch): \(finding.dutch)")
            let term = finding.term.isEmpty ? "" : "; veld \(finding.term)"
            print("    \(finding.code)\(term)")
            let shown = finding.examples.prefix(3).map(\.dutch)
            if !shown.isEmpty { print("    bijvoorbeeld \(shown.joined(separator: "; "))") }
        }
    }
}

import ArgumentParser
import Pipeline

struct RulesBacktestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest", abstract: "Tries a rule pack on the store, beside what people said of its records.",
        discussion: """
            Per rule, and per soortgroep: to how many records it applies, how many it draws attention to, and of those that
            people judged: precision (the share of what it draws attention to that was rejected) and recall (the share of
            what was rejected that it draws attention to), with Wilson's 95 % interval. Nothing is stored. People mostly
            judge what some rule drew attention to, so the figures say little of what nobody looked at.

            Example: ndff rules backtest -c pipeline.yaml --rules rules/geleerd --report beproefd.html
            """)

    @OptionGroup var options: PipelineOptions

    @Option(help: "Directory of the rule pack (default: that of the configuration).")
    var rules: String?

    @Option(help: "File for all figures, also by soortgroep; .html makes it a page, anything else CSV.")
    var report: String?

    func run() throws {
        let report = try options.pipeline().backtest(rules: rules, report: self.report)
        TerminalProgress.clear()
        try options.output.show(report) {
            print(
                "regelpakket \(report.pack)\(report.example ? " (voorbeeld, geen officiële regels)" : ""): "
                    + "\(report.records) waarnemingen, \(report.judged) door mensen beoordeeld")
            for line in report.lines() { print("  \(line)") }
            for note in BacktestReport.notes { print(note) }
        }
    }
}

import ArgumentParser
import Pipeline

struct DeduplicateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deduplicate", abstract: "Computes the links between duplicates anew.",
        discussion: "Example: ndff deduplicate -c pipeline.yaml --dry-run")

    @OptionGroup var options: PipelineOptions

    @Flag(help: "Store nothing.")
    var dryRun = false

    func run() throws {
        let report = try options.pipeline().deduplicate(dryRun: dryRun)
        TerminalProgress.clear()
        try options.output.show(report) {
            print("\(report.duplicates) dubbelen\(report.changed ? "" : ", niets veranderd")\(report.dryRun ? " (proef: niets opgeslagen)" : "")")
            for (kind, count) in report.byKind.sorted(by: { $0.key < $1.key }) { print("  \(kind): \(count)") }
        }
    }
}

import ArgumentParser
import Pipeline

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "The nightly job: everything in the inboxes through to the exports.",
        discussion: """
            Takes in what waits in the inboxes, validates and deduplicates, renews the exports of the configuration, and
            writes a run record (JSON) to the workspace. Safe to kill: the next run goes on from the last commit.

            Example: ndff run -c pipeline.yaml --json
            """)

    @OptionGroup var options: PipelineOptions

    func run() throws {
        let record = try options.pipeline().run()
        TerminalProgress.clear()
        try options.output.show(record) {
            print("Run \(record.run): \(record.outcome)")
            DeliveryTable.print(record.deliveries)
            for file in record.leftAlone { print("Met rust gelaten (\(file.reason)): \(file.file)") }
            if let validation = record.validation {
                print("Hertoetst met \(validation.rulePack): \(validation.changed) van \(validation.records) records kregen een andere status")
            }
            if let duplicates = record.deduplication { print("Dubbelen: \(duplicates.duplicates)") }
            for export in record.exports {
                let withheld = export.withheld.values.reduce(0, +)
                let blurred = export.blurred.values.reduce(0, +)
                print("Uitvoer \(export.format): \(export.records) records (\(blurred) vervaagd, \(withheld) niet gepubliceerd) → \(export.path)")
            }
            print("Snapshot \(record.snapshot)")
        }
        if record.deliveries.contains(where: { $0.status == "refused" || $0.status == "held" }) { throw ExitCodes.refusals }
    }
}

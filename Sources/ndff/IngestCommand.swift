import ArgumentParser
import Pipeline

struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest", abstract: "Takes deliveries in (and nothing else).",
        discussion: """
            Reads CSV and TSV, Darwin Core Archives, data packages (Camtrap DP too), the NDFF's JSON, GeoJSON, JSON Lines,
            GeoPackage, shapefiles, Excel workbooks (.xlsx), GML, simple Darwin Core XML and Parquet: plain, gzipped,
            zipped, in a tar or unpacked in a folder. What a file is shows by its content; `ndff inspect` tells it.
            New records are judged under the rule pack in force as they come in. A file whose bytes were taken in before
            is a no-op.

            Example: ndff ingest -c pipeline.yaml delivery.csv --source waarneming-nl
            """)

    @OptionGroup var options: PipelineOptions

    @Option(help: "The source of the configuration that the files come from.")
    var source: String?

    @Argument(help: "Files or unpacked archives.")
    var files: [String]

    func run() throws {
        let report = try options.pipeline().ingest(files: files, source: source)
        TerminalProgress.clear()
        try options.output.show(report) {
            DeliveryTable.print(report.deliveries)
            for file in report.leftAlone { print("Met rust gelaten (\(file.reason)): \(file.file)") }
            print("Snapshot \(report.snapshot)")
        }
        if report.hasRefusals { throw ExitCodes.refusals }
    }
}

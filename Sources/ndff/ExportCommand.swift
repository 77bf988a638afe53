import ArgumentParser
import Foundation
import Pipeline

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Makes one export of open data.",
        discussion: """
            The previous file stays until the new one is complete; SHA256SUMS beside it is kept up. The same snapshot
            gives the same bytes.

            Example: ndff export -c pipeline.yaml --format dwca -o dwca.zip --taxon "Bufo bufo" --from 2024-01-01
            """)

    @Option(name: [.short, .customLong("config")], help: "The configuration file.")
    var config: String?

    @OptionGroup var output: OutputOptions

    @Flag(help: "List the formats.")
    var list = false

    @Option(help: "One of the formats that --list names.")
    var format: String?

    @Option(name: .shortAndLong, help: "The file to write.")
    var outputPath: String?

    @Option(help: "Only this taxon (scientific or Dutch name); may be given several times.")
    var taxon: [String] = []

    @Option(help: "Only this province (name or CBS code) or kmhok (155-463); may be given several times.")
    var area: [String] = []

    @Option(help: "Only periods that end on or after this day (YYYY-MM-DD).")
    var from: String?

    @Option(help: "Only periods that begin on or before this day (YYYY-MM-DD).")
    var to: String?

    @Option(help: "Export this snapshot instead of the latest.")
    var snapshot: Int64?

    func run() throws {
        if list {
            let formats = Pipeline.exportFormats.map { FormatRow(name: $0.name, explanation: $0.explanation) }
            try output.show(formats) {
                for format in formats { print("\(format.name): \(format.explanation)") }
            }
            return
        }
        guard let config, let format, let outputPath else {
            throw ValidationError("export needs -c CONFIG, --format FORMAT and -o PATH (or --list)")
        }
        let pipeline = Pipeline(
            configuration: try PipelineConfiguration.load(path: config), logger: output.logger(),
            progress: output.quiet ? .silent : TerminalProgress.report())
        let selection = ExportSelection(
            taxa: taxon, areas: area, from: try DayArgument.day(from, "--from"), to: try DayArgument.day(to, "--to"))
        let path = URL(fileURLWithPath: outputPath).standardizedFileURL.path
        let report = try pipeline.export(format: format, to: path, selection: selection, snapshot: snapshot)
        TerminalProgress.clear()
        try output.show(report) {
            print("\(report.records) van \(report.considered) waarnemingen uit snapshot \(report.snapshot) → \(report.path)")
            for (level, count) in report.blurred.sorted(by: { $0.key < $1.key }) { print("  vervaagd tot \(level) km: \(count)") }
            for (reason, count) in report.withheld.sorted(by: { $0.key < $1.key }) { print("  niet gepubliceerd (\(reason)): \(count)") }
            print("  sha256 \(report.sha256)")
        }
    }

    private struct FormatRow: Encodable {
        var name: String
        var explanation: String
    }
}

/// A day on the command line.
enum DayArgument {
    /// Days since 1970-01-01.
    static func day(_ text: String?, _ option: String) throws -> Int? {
        guard let text else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2], (1...9999).contains(year),
            let days = CalendarDay.days(year: year, month: month, day: day)
        else { throw ValidationError("\(option) needs a day such as 2025-04-01, not '\(text)'") }
        return days
    }
}

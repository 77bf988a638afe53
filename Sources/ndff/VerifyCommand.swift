import ArgumentParser
import Pipeline

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Proves the store: checksums, rows, index, accounting, archive.",
        discussion: "Exit code 1 when something is broken. Example: ndff verify -c pipeline.yaml")

    @OptionGroup var options: PipelineOptions

    func run() throws {
        let report = try options.pipeline().verify()
        TerminalProgress.clear()
        try options.output.show(report) {
            if report.ok { print("In orde.") }
            for defect in report.findings { print("\(defect.kind): \(defect.subject): \(defect.message)") }
        }
        if !report.ok { throw ExitCode(ExitCodes.failed) }
    }
}

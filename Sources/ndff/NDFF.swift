import ArgumentParser
import CAllocator

/// The command line: parsing, printing, exit codes. All logic is in Pipeline.
@main
struct NDFF: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ndff",
        abstract: "Batch pipeline for observations of flora and fauna: ingest, validate, deduplicate, export.",
        discussion: """
            Exit codes: 0 done; 1 failed, nothing of the failing step kept; 2 wrong usage or configuration;
            3 done, but at least one delivery was refused or is held; 75 another run holds the lock.

            Example: ndff run -c pipeline.yaml
            """,
        version: "0.1.0",
        subcommands: [
            RunCommand.self, IngestCommand.self, ValidateCommand.self, DeduplicateCommand.self, ExportCommand.self,
            ReportCommand.self, ExplainCommand.self, InspectCommand.self, FindingsCommand.self, ReviewCommand.self,
            VerdictCommand.self, StatusCommand.self, VerifyCommand.self, RulesCommand.self,
        ])

    static func main() {
        allocator_keep_memory()
        ExitCodes.runMain(NDFF.self)
    }
}

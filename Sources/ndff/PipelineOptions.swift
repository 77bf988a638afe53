import ArgumentParser
import Pipeline

/// What every command that works with a configuration takes.
struct PipelineOptions: ParsableArguments {
    @Option(name: [.short, .customLong("config")], help: "The configuration file.")
    var config: String

    @OptionGroup var output: OutputOptions

    func pipeline() throws -> Pipeline {
        Pipeline(
            configuration: try PipelineConfiguration.load(path: config), logger: output.logger(),
            progress: output.quiet ? .silent : TerminalProgress.report())
    }
}

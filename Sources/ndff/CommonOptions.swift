import ArgumentParser
import Foundation
import Logging
import Pipeline

/// What every command takes.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print the result as JSON.")
    var json = false

    @Flag(help: "Only errors on stderr.")
    var quiet = false

    @Flag(help: "Say more on stderr.")
    var verbose = false

    func logger() -> Logger {
        var logger = Logger(label: "ndff") { _ in StandardErrorLog() }
        logger.logLevel = quiet ? .error : verbose ? .debug : json ? .warning : .info
        return logger
    }

    /// Prints a value as JSON, or lets `text` print it for people.
    func show(_ value: some Encodable, text: () -> Void) throws {
        guard json else {
            text()
            return
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

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

/// Log lines for operators on stderr: time, level, message.
struct StandardErrorLog: LogHandler {
    var metadata = Logger.Metadata()
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let time = ISO8601DateFormatter().string(from: Date())
        let extra = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        TerminalProgress.clear()
        FileHandle.standardError.write(Data("\(time) \(event.level) \(event.message)\(extra)\n".utf8))
    }
}

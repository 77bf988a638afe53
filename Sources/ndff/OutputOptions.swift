import ArgumentParser
import Foundation
import Logging

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

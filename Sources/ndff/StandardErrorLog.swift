import Foundation
import Logging

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

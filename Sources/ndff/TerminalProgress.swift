import Foundation
import Pipeline
import Synchronization

/// A line on the terminal that says how far the work is; nothing when stderr is no terminal.
enum TerminalProgress {
    private struct Line {
        var shown = ContinuousClock.now - .seconds(1)
        var isVisible = false
    }
    private static let line = Mutex(Line())
    private static let isTerminal = isatty(2) == 1

    static func report() -> ProgressReport {
        guard isTerminal else { return .silent }
        return ProgressReport { stage, done, total in
            line.withLock { line in
                let now = ContinuousClock.now
                guard now - line.shown > .milliseconds(100) else { return }
                line.shown = now
                line.isVisible = true
                let share = total.map { $0 > 0 ? " (\(done * 100 / $0)%)" : "" } ?? ""
                FileHandle.standardError.write(Data("\r\u{1B}[K\(stage): \(done)\(share)".utf8))
            }
        }
    }

    /// Takes the line away, before something else is printed.
    static func clear() {
        guard isTerminal else { return }
        line.withLock { line in
            guard line.isVisible else { return }
            line.isVisible = false
            FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
        }
    }
}

import ArgumentParser
import Foundation
import Pipeline

/// The exit codes of cli.md and how errors lead to them.
enum ExitCodes {
    static let failed: Int32 = 1
    static let usage: Int32 = 2
    static let refusals = ExitCode(3)
    static let locked: Int32 = 75

    /// Parses and runs; every error ends in a message on stderr and its exit code.
    static func runMain(_ root: any ParsableCommand.Type) -> Never {
        do {
            var command = try root.parseAsRoot()
            try command.run()
            Foundation.exit(0)
        } catch let code as ExitCode {
            Foundation.exit(code.rawValue)
        } catch {
            let code = exitCode(of: error, root: root)
            if code == 0 {
                // Help and version are asked for, and no error.
                print(root.fullMessage(for: error))
                Foundation.exit(0)
            }
            let message = code == usage && isParsing(error) ? root.fullMessage(for: error) : "ndff: \(error)"
            FileHandle.standardError.write(Data((message + "\n").utf8))
            Foundation.exit(code)
        }
    }

    private static func isParsing(_ error: any Error) -> Bool {
        PipelineFailure.kind(of: error) == .other
    }

    private static func exitCode(of error: any Error, root: any ParsableCommand.Type) -> Int32 {
        switch PipelineFailure.kind(of: error) {
        case .usage: usage
        case .locked: locked
        case .failed: failed
        case .other:
            // ArgumentParser's own errors: 0 for help, 64 for wrong usage.
            switch root.exitCode(for: error).rawValue {
            case 0: 0
            case 64: usage
            default: failed
            }
        }
    }
}

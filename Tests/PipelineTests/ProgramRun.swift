import Foundation

/// A program that ran, and what came of it.
struct ProgramRun: CustomStringConvertible {
    var code: Int32
    var output: String
    var errors: String

    var description: String { "exit code \(code)\n\(output)\(errors)" }

    func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(output.utf8))
        } catch {
            throw ProgramFailure(run: self)
        }
    }

    /// Insists on an exit code.
    func expecting(_ expected: Int32) throws -> ProgramRun {
        guard code == expected else { throw ProgramFailure(run: self) }
        return self
    }

    static func of(_ tool: String, _ arguments: [String], environment: [String: String] = [:]) throws -> ProgramRun {
        let started = try StartedProgram(tool, arguments, environment: environment)
        return try started.wait()
    }

    /// What a Python script prints.
    static func python(_ script: String, _ arguments: String...) throws -> ProgramRun {
        try of(Surroundings.python, ["-c", script] + arguments).expecting(0)
    }
}

struct ProgramFailure: Error, CustomStringConvertible {
    var run: ProgramRun
    var description: String { run.description }
}

/// A program at work. Its output goes to files: a pipe that nobody empties would stop it.
struct StartedProgram {
    private let process = Process()
    private let folder = TemporaryFolder()

    init(_ tool: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = arguments
        // A crash is reported by its exit code; taking a backtrace would only take time.
        process.environment = ProcessInfo.processInfo.environment
            .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try folder.handle("output")
        process.standardError = try folder.handle("errors")
        try process.run()
    }

    /// Ends it as a power cut would.
    func kill() { _ = Foundation.kill(process.processIdentifier, SIGKILL) }

    /// The exit code is 128 and the signal's number when a signal ended it.
    func wait() throws -> ProgramRun {
        process.waitUntilExit()
        let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
        return ProgramRun(
            code: signal + process.terminationStatus, output: try folder.text("output"),
            errors: try folder.text("errors"))
    }
}

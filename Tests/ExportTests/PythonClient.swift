import Foundation

/// A Python with duckdb and python-dwca-reader, for tests that let others read what we wrote.
enum PythonClient {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let path =
        ProcessInfo.processInfo.environment["NDFF_PYTHON"] ?? root.appendingPathComponent(".venv/bin/python").path
    static let isThere = FileManager.default.isExecutableFile(atPath: path)

    static let schemas: URL = {
        let shared =
            ProcessInfo.processInfo.environment["NDFF_SHARED"].map { URL(fileURLWithPath: $0) }
            ?? root.deletingLastPathComponent().appendingPathComponent("shared")
        return shared.appendingPathComponent("schemas/xsd")
    }()
    static let hasSchemas =
        FileManager.default.fileExists(atPath: schemas.appendingPathComponent("catalog.xml").path)
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/xmllint")

    /// Runs a script and returns what it printed.
    static func run(_ script: String, _ arguments: String...) throws -> String {
        try output(of: path, ["-c", script] + arguments)
    }

    static func output(of tool: String, _ arguments: [String], environment: [String: String] = [:]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self)
        guard process.terminationStatus == 0 else { throw Failure(text: text) }
        return text
    }

    struct Failure: Error, CustomStringConvertible {
        var text: String
        var description: String { text }
    }
}

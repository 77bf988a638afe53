import Foundation

/// What lies outside the repository and may be absent: sample files, and a Python to compare with.
enum DelimitedSurroundings {
    private static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The sample files of GBIF's common library; `nil` when they are not there.
    static let samples: URL? = {
        let shared =
            ProcessInfo.processInfo.environment["NDFF_SHARED"].map { URL(fileURLWithPath: $0) }
            ?? repository.deletingLastPathComponent().appendingPathComponent("shared")
        let folder = shared.appendingPathComponent("samples/gbif_common")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    static func sample(_ path: String) throws -> [UInt8] {
        guard let samples else { return [] }
        return Array(try Data(contentsOf: samples.appendingPathComponent(path)))
    }

    /// A Python 3; its standard library is enough here.
    static let python: URL? = {
        let candidates =
            [
                ProcessInfo.processInfo.environment["NDFF_PYTHON"],
                repository.appendingPathComponent(".venv/bin/python").path,
            ]
            .compactMap { $0 }
            + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/python3" }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }.map { URL(fileURLWithPath: $0) }
    }()

    /// Runs a script and returns what it prints; `input` is on its standard input.
    static func runPython(_ script: String, input: [UInt8] = []) throws -> Data {
        guard let python else { return Data() }
        let inputFile = FileManager.default.temporaryDirectory.appendingPathComponent("delimited-\(UUID().uuidString)")
        try Data(input).write(to: inputFile)
        defer { try? FileManager.default.removeItem(at: inputFile) }
        let process = Process()
        process.executableURL = python
        process.arguments = ["-c", script]
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return data
    }
}

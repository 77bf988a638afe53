import Foundation

extension String {
    /// Calls `body` with the UTF-8 of the text, as interpreters take it.
    func bytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Array(utf8).withUnsafeBytes(body)
    }
}

/// The rows of a table written as text: fields between `|`, blanks around them dropped, lines with `#` and empty ones
/// left out.
func rows(_ table: String) -> [[String]] {
    table.split(separator: "\n").filter { !$0.isEmpty && !$0.hasPrefix("#") }.map { line in
        line.split(separator: "|", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
    }
}

/// Files beside the repository and other programs, which a test may or may not find.
enum Surroundings {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func shared(_ path: String) -> URL? {
        let base =
            ProcessInfo.processInfo.environment["NDFF_SHARED"].map { URL(filePath: $0) }
            ?? root.deletingLastPathComponent().appending(path: "shared")
        let file = base.appending(path: path)
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }

    static var python: URL? {
        let file =
            ProcessInfo.processInfo.environment["NDFF_PYTHON"].map { URL(filePath: $0) }
            ?? root.appending(path: ".venv/bin/python")
        return FileManager.default.isExecutableFile(atPath: file.path) ? file : nil
    }

    /// What a Python program prints.
    static func run(python program: String) throws -> String {
        let process = Process()
        process.executableURL = python
        process.arguments = ["-c", program]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }
}

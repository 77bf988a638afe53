import Foundation
import Testing

/// A Python with the clients of `Scripts/requirements.txt`.
enum PythonClient {
    static let missing: Comment = "needs NDFF_PYTHON or .venv/bin/python with pyogrio, shapely, pyshp and pyarrow"

    static let interpreter: String = {
        if let named = ProcessInfo.processInfo.environment["NDFF_PYTHON"] { return named }
        return Surroundings.root.appendingPathComponent(".venv/bin/python").path
    }()

    static let hasSpatial = (try? run("import pyogrio, shapely, shapefile, pyarrow, numpy", [])) != nil

    struct Failure: Error { var output: String }

    @discardableResult
    static func run(_ script: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: interpreter)
        process.arguments = ["-c", script] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(output: text) }
        return text
    }
}

import Foundation

/// What tests find around them: the repository, files that lie beside it, and other people's programs.
public enum Outside {
    public static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    public static let fixtures = repository.appendingPathComponent("Fixtures")

    private static let environment = ProcessInfo.processInfo.environment

    /// The folder of files that lie beside the repository and are not shipped.
    public static let sharedFolder =
        environment["NDFF_SHARED"].map { URL(fileURLWithPath: $0) }
        ?? repository.deletingLastPathComponent().appendingPathComponent("shared")

    /// A file or folder in there; `nil` when it is not there.
    public static func shared(_ path: String) -> URL? {
        let file = sharedFolder.appendingPathComponent(path)
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }

    /// XML schemas with an offline catalog, and the program that reads them.
    public static let schemas = sharedFolder.appendingPathComponent("schemas/xsd")
    public static let hasSchemas = shared("schemas/xsd/catalog.xml") != nil && isExecutable("/usr/bin/xmllint")

    /// A Python with the packages of `Scripts/requirements.txt`.
    public static let python = place("NDFF_PYTHON", ".venv/bin/python")
    public static let hasPython = isExecutable(python)

    /// Whether Python has all of these packages.
    public static func hasPython(with packages: String...) -> Bool {
        hasPython && (try? python("import " + packages.joined(separator: ", "))) != nil
    }

    /// What a Python script prints.
    @discardableResult
    public static func python(_ script: String, _ arguments: [String] = [], input: Data = Data()) throws -> String {
        try run(python, ["-c", script] + arguments, input: input)
    }

    /// What a program prints.
    /// - Throws: `Failure` with that, when it ends with another code than 0.
    @discardableResult
    public static func run(
        _ tool: String, _ arguments: [String], environment: [String: String] = [:], input: Data = Data()
    ) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("outside-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let inputFile = folder.appendingPathComponent("input")
        try input.write(to: inputFile)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = arguments
        process.environment = self.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(code: process.terminationStatus, output: text) }
        return text
    }

    /// A program that ended otherwise than it should.
    public struct Failure: Error, CustomStringConvertible {
        public var code: Int32
        public var output: String
        public var description: String { "exit code \(code)\n\(output)" }
    }

    /// A path from the environment, else one within the repository.
    public static func place(_ variable: String, _ otherwise: String) -> String {
        let path = environment[variable] ?? otherwise
        return path.hasPrefix("/") ? path : repository.appendingPathComponent(path).path
    }

    public static func isExecutable(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }
}

import Foundation
import Pipeline

/// A configuration with a workspace of its own, in which the program can be run.
struct Workplace: Sendable {
    let folder = TemporaryFolder()
    var configuration: String { folder.file("pipeline.yaml") }
    var workspace: String { folder.file("workspace") }
    var exports: String { workspace + "/exports" }

    /// - Parameter configuration: the text of `pipeline.yaml`; without it that of the fixtures. Profiles, reference data
    ///   and rules are those of the fixtures.
    init(configuration text: String? = nil) throws {
        for name in ["profiles", "reference", "rules"] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.file(name), withDestinationPath: Surroundings.fixtures.appendingPathComponent(name).path)
        }
        let text = try text ?? Self.fixtureConfiguration()
        try write(text, to: configuration)
        try FileManager.default.createDirectory(atPath: workspace, withIntermediateDirectories: true)
    }

    static func fixtureConfiguration() throws -> String {
        try String(contentsOf: Surroundings.fixtures.appendingPathComponent("pipeline.yaml"), encoding: .utf8)
    }

    /// With all deliveries of the fixtures in the inboxes.
    static func withFixtures(configuration: String? = nil) throws -> Workplace {
        let place = try Workplace(configuration: configuration)
        try FileManager.default.copyItem(
            atPath: Surroundings.fixtures.appendingPathComponent("deliveries").path, toPath: place.workspace + "/inbox")
        try FileManager.default.removeItem(atPath: place.workspace + "/inbox/README.md")
        return place
    }

    /// Another place with the same workspace: the store has moved there.
    func copied() throws -> Workplace {
        let place = try Workplace(configuration: try String(contentsOfFile: configuration, encoding: .utf8))
        try FileManager.default.removeItem(atPath: place.workspace)
        try FileManager.default.copyItem(atPath: workspace, toPath: place.workspace)
        return place
    }

    /// Runs `ndff COMMAND -c CONFIGURATION …`; commands of two words are given as one text.
    func ndff(_ command: String, _ arguments: String...) throws -> ProgramRun {
        try ProgramRun.of(Surroundings.binary, Self.line(command, configuration, arguments))
    }

    func start(_ command: String, _ arguments: String...) throws -> StartedProgram {
        try StartedProgram(Surroundings.binary, Self.line(command, configuration, arguments))
    }

    private static func line(_ command: String, _ configuration: String, _ arguments: [String]) -> [String] {
        command.split(separator: " ").map(String.init) + ["-c", configuration] + arguments
    }

    func status() throws -> StatusReport { try ndff("status", "--json").expecting(0).decoded() }

    /// The lines of Darwin Core text that are published, sorted.
    func occurrences(_ arguments: String...) throws -> [String] {
        let path = folder.file("occurrence-\(UUID().uuidString).txt")
        let line = Self.line("export", configuration, ["--format", "dwc-text", "-o", path] + arguments)
        _ = try ProgramRun.of(Surroundings.binary, line).expecting(0)
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst().map(String.init).sorted()
    }

    /// Name and bytes of every file in the folder of exports.
    func exportedBytes() throws -> [String: Data] {
        try FileManager.default.contentsOfDirectory(atPath: exports).reduce(into: [:]) {
            $0[$1] = try Data(contentsOf: URL(fileURLWithPath: "\(exports)/\($1)"))
        }
    }

    func write(_ text: String, to path: String) throws {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
}

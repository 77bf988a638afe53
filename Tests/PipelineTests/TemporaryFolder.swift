import Foundation

/// A folder that goes when nobody holds it any more, or when the tests end.
final class TemporaryFolder: Sendable {
    let url: URL
    var path: String { url.path }

    private static let all: URL = {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("ndff-pipeline-tests-\(getpid())")
        atexit { try? FileManager.default.removeItem(at: TemporaryFolder.all) }
        return url
    }()

    init() {
        url = Self.all.appendingPathComponent(UUID().uuidString)
        try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String) -> String { url.appendingPathComponent(name).path }

    func handle(_ name: String) throws -> FileHandle {
        _ = FileManager.default.createFile(atPath: file(name), contents: nil)
        return try FileHandle(forWritingTo: URL(fileURLWithPath: file(name)))
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: file(name))), as: UTF8.self)
    }
}

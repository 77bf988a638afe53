import Formats
import Foundation

/// Puts the rows of a work list in order of priority without sorting them: priorities are few, so each has a file of its
/// own until the end. Only the owner may read the files.
final class PriorityParts {
    private final class Part {
        let path: String
        let handle: FileHandle
        var waiting: [UInt8] = []

        init(path: String) throws {
            self.path = path
            handle = try OwnersFile.create(path)
        }

        func flush() throws {
            try handle.write(contentsOf: waiting)
            waiting.removeAll(keepingCapacity: true)
        }
    }

    private let folder: AtomicReplacement
    private var parts: [Int: Part] = [:]

    /// - Parameter path: of the work list; the parts lie beside it for a while.
    init(beside path: String) throws {
        folder = try AtomicReplacement(.directory, of: path + ".parts")
    }

    /// Takes a whole row, its line end included.
    func append(_ row: [UInt8], priority: Int) throws {
        let part = try parts[priority] ?? Part(path: "\(folder.temporaryPath)/\(priority)")
        parts[priority] = part
        part.waiting += row
        if part.waiting.count > 1 << 20 { try part.flush() }
    }

    /// The files of all rows, the highest priority first. Nothing can be added any more.
    func finish() throws -> [String] {
        for part in parts.values {
            try part.flush()
            try part.handle.close()
        }
        return parts.sorted { $0.key > $1.key }.map(\.value.path)
    }

    func discard() { folder.discard() }
}

/// Files that only their owner may read: they hold exact places of sensitive species.
enum OwnersFile {
    static func create(_ path: String) throws -> FileHandle {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw PipelineError.inputOutput(path: path, operation: "create", errno: errno) }
        return handle
    }

    static func write(_ bytes: some DataProtocol, to path: String) throws {
        let handle = try create(path)
        try handle.write(contentsOf: bytes)
        try handle.close()
    }
}

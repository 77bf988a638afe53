import Formats
import Foundation
import Validation

/// A CSV of records whose status changes.
final class ChangeList {
    private let writer = DelimitedWriter()
    private let replacement: AtomicReplacement
    private let handle: FileHandle

    init(path: String) throws {
        let path = URL(fileURLWithPath: path).standardizedFileURL.path
        replacement = try AtomicReplacement(.file, of: path)
        guard FileManager.default.createFile(atPath: replacement.temporaryPath, contents: nil),
            let handle = FileHandle(forWritingAtPath: replacement.temporaryPath)
        else { throw PipelineError.inputOutput(path: path, operation: "create", errno: errno) }
        self.handle = handle
        for name in ["observation_id", "identiteit", "status_oud", "status_nieuw", "regels"] { writer.append(name) }
        writer.endRecord()
    }

    func append(_ change: StatusChanges.Change, identity: String?) throws {
        writer.append(Int(change.observationID))
        writer.append(identity ?? "")
        writer.append(change.old)
        writer.append(change.new)
        writer.append(change.rules.joined(separator: " "))
        writer.endRecord()
        if writer.count > 1 << 20 { try handle.write(contentsOf: writer.take()) }
    }

    func close() throws {
        try handle.write(contentsOf: writer.take())
        try handle.close()
        try replacement.commit()
    }
}

import Foundation

/// A file of records set aside that is written from front to back, for the pipeline's user only: they may name people.
final class CorrectionOutput {
    private let handle: FileHandle
    private var buffer: [UInt8] = []

    init(path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw DeliveryError(.unreadable, path: path, message: "the quarantine file cannot be made here") }
        self.handle = handle
    }

    func append(_ text: String) { buffer.append(contentsOf: text.utf8) }

    func append(_ bytes: some Collection<UInt8>) throws {
        buffer.append(contentsOf: bytes)
        if buffer.count > 1 << 20 { try flush() }
    }

    func close() throws {
        try flush()
        try handle.synchronize()
        try handle.close()
    }

    private func flush() throws {
        try handle.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}

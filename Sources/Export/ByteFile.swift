import Foundation
import Formats

/// A file written from its start to its end, with its digest reckoned along the way.
final class ByteFile {
    private let path: String
    private let digest: SHA256Digest
    private var descriptor: Int32

    init(path: String) throws {
        self.path = path
        digest = try SHA256Digest()
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileAccessError(operation: "create", path: path, code: errno) }
    }

    deinit {
        if descriptor >= 0 { Foundation.close(descriptor) }
    }

    func write(_ bytes: some Collection<UInt8>) throws {
        let done: Void? = try bytes.withContiguousStorageIfAvailable { try write(raw: UnsafeRawBufferPointer($0)) }
        if done == nil { try Array(bytes).withUnsafeBytes { try write(raw: $0) } }
    }

    /// Closes the file and gives its SHA-256.
    func finish() throws -> String {
        let closing = descriptor
        descriptor = -1
        guard Foundation.close(closing) == 0 else { throw FileAccessError(operation: "close", path: path, code: errno) }
        return try digest.finish()
    }

    private func write(raw bytes: UnsafeRawBufferPointer) throws {
        guard let base = bytes.baseAddress else { return }
        try digest.update(bytes)
        var done = 0
        while done < bytes.count {
            let count = Foundation.write(descriptor, base + done, bytes.count - done)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileAccessError(operation: "write", path: path, code: errno)
            }
            done += count
        }
    }
}

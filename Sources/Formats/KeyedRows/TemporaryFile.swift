import Foundation

/// A file without a name that is gone when nobody holds it any more; readable by this user only.
final class TemporaryFile {
    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private(set) var size = 0

    private static let bufferBytes = 1 << 20

    /// - Parameters:
    ///   - purpose: what it is for, for the error.
    ///   - delivery: the delivery that it is for, for the error.
    init(purpose: String, delivery: String) throws {
        var template = Array("\(NSTemporaryDirectory())/ndff-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard descriptor >= 0 else {
            throw FileAccessError("make a temporary file \(purpose) at", path)
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        // Without a name it cannot be left behind, however the program ends.
        unlink(path)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
        buffer.append(contentsOf: bytes)
        size += bytes.count
        if buffer.count >= Self.bufferBytes { try flush() }
    }

    /// Puts everything appended where `read` finds it.
    func flush() throws {
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes { bytes -> Int in
                guard let base = bytes.baseAddress else { return 0 }
                return write(descriptor, base + written, bytes.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileAccessError("write the temporary file", path)
            }
            written += count
        }
        buffer.removeAll(keepingCapacity: false)
    }

    /// Fills `buffer` from `offset`; fewer bytes only at the end.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        var filled = 0
        while filled < buffer.count {
            let count = pread(descriptor, base + filled, buffer.count - filled, off_t(offset + filled))
            if count < 0 {
                if errno == EINTR { continue }
                throw FileAccessError("read the temporary file", path)
            }
            if count == 0 { break }
            filled += count
        }
        return filled
    }
}

/// Reads a temporary file from front to back.
final class TemporaryFileSource: ByteSource {
    private let file: TemporaryFile
    private var offset = 0

    init(_ file: TemporaryFile) { self.file = file }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try file.read(at: offset, into: buffer)
        offset += count
        return count
    }
}

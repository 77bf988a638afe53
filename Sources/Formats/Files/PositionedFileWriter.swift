import Foundation

/// A new file written from its start through a buffer, parts of which can be written over later.
final class PositionedFileWriter {
    let path: String
    /// Number of bytes written so far, buffered ones included.
    private(set) var position: UInt64 = 0
    private var descriptor: Int32
    private var pending: [UInt8] = []
    private static let bufferSize = 1 << 20

    /// Creates the file, or empties the one that is there.
    init(path: String) throws {
        self.path = path
        descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileAccessError("create", path) }
        pending.reserveCapacity(Self.bufferSize)
    }

    deinit {
        if descriptor >= 0 { Foundation.close(descriptor) }
    }

    func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try write($0) }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        if pending.count + bytes.count > Self.bufferSize { try flush() }
        if bytes.count >= Self.bufferSize {
            try put(bytes, at: position)
        } else {
            pending.append(contentsOf: bytes)
        }
        position += UInt64(bytes.count)
    }

    /// Writes over bytes that were written before; the length of the file stays.
    func overwrite(_ bytes: [UInt8], at offset: UInt64) throws {
        let flushed = position - UInt64(pending.count)
        if offset >= flushed {
            let start = Int(offset - flushed)
            pending.replaceSubrange(start..<(start + bytes.count), with: bytes)
        } else {
            try flush()
            try bytes.withUnsafeBytes { try put($0, at: offset) }
        }
    }

    func close() throws {
        try flush()
        let closing = descriptor
        descriptor = -1
        guard Foundation.close(closing) == 0 else { throw FileAccessError("close", path) }
    }

    /// Closes and removes the file, whatever its state.
    func abandon() {
        if descriptor >= 0 { Foundation.close(descriptor) }
        descriptor = -1
        unlink(path)
    }

    private func flush() throws {
        try pending.withUnsafeBytes { try put($0, at: position - UInt64($0.count)) }
        pending.removeAll(keepingCapacity: true)
    }

    private func put(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws {
        guard let base = bytes.baseAddress else { return }
        var done = 0
        while done < bytes.count {
            let count = pwrite(descriptor, base + done, bytes.count - done, off_t(clamping: offset + UInt64(done)))
            if count < 0 {
                if errno == EINTR { continue }
                throw FileAccessError("write", path)
            }
            done += count
        }
    }
}

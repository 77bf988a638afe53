#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file could not be opened or read.
public struct FileSourceError: Error, Sendable, CustomStringConvertible {
    public enum Operation: String, Sendable { case open, read }
    public let path: String
    public let operation: Operation
    /// Bytes read before it went wrong.
    public let offset: Int64
    /// The system's error number (`errno`).
    public let code: Int32

    public var description: String {
        let reason = String(cString: strerror(code))
        return operation == .open
            ? "cannot open \(path): \(reason); check that the file exists and may be read"
            : "cannot read \(path) at byte \(offset): \(reason)"
    }
}

/// A file, read from front to back. Large buffers (4 MiB) are faster than mapping the file and keep memory flat.
public final class FileSource: ByteSource {
    public let path: String
    private let descriptor: Int32
    private var offset: Int64 = 0

    /// - Throws: `FileSourceError` when the file cannot be opened.
    public init(path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileSourceError(path: path, operation: .open, offset: 0, code: errno) }
        #if canImport(Glibc)
            _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        #endif
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// - Throws: `FileSourceError` when the system cannot read on.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let base = buffer.baseAddress, buffer.count > 0 else { return 0 }
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, base, buffer.count)
            #else
                let count = Darwin.read(descriptor, base, buffer.count)
            #endif
            if count >= 0 {
                offset += Int64(count)
                return count
            }
            if errno != EINTR { throw FileSourceError(path: path, operation: .read, offset: offset, code: errno) }
        }
    }
}

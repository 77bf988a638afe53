import Foundation

/// A file open for reading at any place. Reads do not share a position, so sources on one file do not disturb each other.
final class PositionedFile: Sendable {
    let path: String
    /// Size in bytes when the file was opened.
    let size: UInt64
    private let descriptor: Int32

    /// - Parameter followsLinks: false refuses a symbolic link at the end of the path.
    init(path: String, followsLinks: Bool = true) throws {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else { throw FileAccessError("open", path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let error = FileAccessError("examine", path)
            Foundation.close(descriptor)
            throw error
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            Foundation.close(descriptor)
            throw FileAccessError(operation: "read as a file", path: path, code: EISDIR)
        }
        self.path = path
        self.size = UInt64(clamping: status.st_size)
        self.descriptor = descriptor
    }

    deinit {
        Foundation.close(descriptor)
    }

    /// Reads at `offset` and returns the number of bytes put at the start of `buffer`; less than asked only at the end.
    func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let base = buffer.baseAddress, let start = off_t(exactly: offset) else { return 0 }
        var filled = 0
        while filled < buffer.count {
            guard let place = off_t(exactly: filled), !start.addingReportingOverflow(place).overflow else { break }
            let count = pread(descriptor, base + filled, buffer.count - filled, start + place)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileAccessError("read", path)
            }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// The `count` bytes at `offset`, fewer when the file ends before.
    func bytes(at offset: UInt64, count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
        }
    }
}

/// A source held more bytes than the caller was willing to keep in memory.
public struct SourceTooLargeError: Error, Sendable, Equatable, CustomStringConvertible {
    public let name: String
    /// The most bytes that were allowed.
    public let limit: Int

    public var description: String {
        "'\(name)' is larger than the \(limit) bytes allowed for a file that is read as a whole"
    }
}

extension ByteSource {
    /// Everything the source still yields, for small files such as a descriptor.
    /// - Parameters:
    ///   - limit: the most bytes to take; more throws `SourceTooLargeError`.
    ///   - name: what the source is, for that error.
    public func readAll(limit: Int, name: String) throws -> [UInt8] {
        var result: [UInt8] = []
        try forEachChunk(of: 1 << 16) { chunk in
            guard chunk.count <= limit - result.count else { throw SourceTooLargeError(name: name, limit: limit) }
            result.append(contentsOf: chunk)
        }
        return result
    }

    /// Hands the rest of the source to `body`, at most `size` bytes at a time.
    public func forEachChunk(of size: Int, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(size, 1), alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try read(into: buffer)
            if count == 0 { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}

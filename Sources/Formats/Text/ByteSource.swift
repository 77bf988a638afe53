/// Something that yields bytes from front to back: a file, an inflated stream, an entry of an archive.
public protocol ByteSource: AnyObject {
    /// Fills `buffer` from its start and returns the number of bytes put there, which may be fewer than there is
    /// room for; 0 only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

extension ByteSource {
    /// Reads until `buffer` is full or the source is exhausted; returns the number of bytes read.
    public func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// The next `count` bytes, fewer only at the end.
    func head(_ count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = try fill(UnsafeMutableRawBufferPointer(buffer))
        }
    }

    /// Everything that is left; for small sources.
    public func readAll() throws -> [UInt8] {
        var all: [UInt8] = []
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { piece.deallocate() }
        while true {
            let count = try read(into: piece)
            if count == 0 { return all }
            all.append(contentsOf: piece[..<count])
        }
    }
}

/// Bytes that are already in memory.
public final class MemorySource: ByteSource {
    private let bytes: [UInt8]
    private let pieceBytes: Int
    private var position = 0

    /// - Parameter pieceBytes: the most that one `read` yields.
    public init(_ bytes: [UInt8], pieceBytes: Int = .max) {
        self.bytes = bytes
        self.pieceBytes = max(1, pieceBytes)
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - position, pieceBytes)
        buffer.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }
}

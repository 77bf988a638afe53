/// The next `count` bytes of another source; ending before them is an error, not an end.
final class PrefixSource: ByteSource {
    private let source: any ByteSource
    private var remaining: UInt64
    private let truncation: (UInt64) -> any Error

    /// - Parameter truncation: makes the error for a source that ends with so many bytes missing.
    init(_ source: any ByteSource, count: UInt64, truncation: @escaping (UInt64) -> any Error) {
        self.source = source
        self.remaining = count
        self.truncation = truncation
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let wanted = Int(clamping: min(remaining, UInt64(buffer.count)))
        guard wanted > 0 else { return 0 }
        let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
        guard count > 0 else { throw truncation(remaining) }
        remaining -= UInt64(count)
        return count
    }
}

extension ByteSource {
    /// Passes over `count` bytes and returns how many there were.
    func skip(_ count: UInt64) throws -> UInt64 {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        var skipped: UInt64 = 0
        while skipped < count {
            let wanted = Int(clamping: min(count - skipped, UInt64(buffer.count)))
            let got = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
            if got == 0 { break }
            skipped += UInt64(got)
        }
        return skipped
    }

    /// Fills the buffer as far as the source reaches and returns the number of bytes.
    func readFully(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if count == 0 { break }
            filled += count
        }
        return filled
    }
}

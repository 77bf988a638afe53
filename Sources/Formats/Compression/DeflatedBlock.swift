import CZlib

/// Bytes deflated by themselves, so that several threads can each take a block of one zip entry (about 1 MiB apiece).
/// Blocks of one entry are joined in order by `ZipWriter.append(_:)`; a block never refers back into the one before it.
public struct DeflatedBlock: Sendable, Equatable {
    /// Raw deflate data ending on a byte boundary.
    public let compressed: [UInt8]
    /// CRC-32 of the bytes before compression.
    public let crc: UInt32
    /// Number of bytes before compression.
    public let length: Int
    /// Whether the data close the deflate stream.
    public let isLast: Bool

    /// - Parameters:
    ///   - bytes: what to compress, at most 1 GiB.
    ///   - isLast: whether this block closes the stream; the writer closes one itself when no block did.
    ///   - level: 1 (fast) to 9 (small), 0 stores.
    public init(_ bytes: UnsafeRawBufferPointer, isLast: Bool, level: Int = 6) throws {
        let deflater = try Deflater(format: .raw, level: level)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count / 4 + 64)
        try deflater.deflate(bytes, isLast ? .finish : .fullFlush) { output.append(contentsOf: $0) }
        compressed = output
        crc = checksum(bytes, startingFrom: 0)
        length = bytes.count
        self.isLast = isLast
    }
}

/// One gzip member holding `bytes`, without a time or a name, so that the same bytes always give the same file.
/// - Parameter level: 1 (fast) to 9 (small).
public func gzipped(_ bytes: UnsafeRawBufferPointer, level: Int = 6) throws -> [UInt8] {
    let deflater = try Deflater(format: .gzip, level: level)
    var output: [UInt8] = []
    try deflater.deflate(bytes, .finish) { output.append(contentsOf: $0) }
    return output
}

/// CRC-32 of `bytes`, going on from the value of the bytes before them (0 for none).
func checksum(_ bytes: UnsafeRawBufferPointer, startingFrom crc: UInt32) -> UInt32 {
    guard let base = bytes.bindMemory(to: UInt8.self).baseAddress else { return crc }
    return UInt32(truncatingIfNeeded: crc32_z(UInt(crc), base, bytes.count))
}

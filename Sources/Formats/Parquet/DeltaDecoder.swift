/// Reads DELTA_BINARY_PACKED: integers as differences in packed blocks.
enum DeltaDecoder {
    /// The values, at most `limit`, and where their bytes end.
    static func decode(
        _ bytes: UnsafeRawBufferPointer, limit: Int
    ) throws(ParquetError) -> (values: [Int64], end: Int) {
        var position = 0
        let blockSize = try varint(bytes, &position)
        let miniblocks = try varint(bytes, &position)
        let total = try varint(bytes, &position)
        var value = unzigzag(try varint(bytes, &position))
        guard total <= UInt64(limit), blockSize > 0, blockSize <= 1 << 20, miniblocks > 0, miniblocks <= blockSize,
            blockSize % miniblocks == 0, blockSize / miniblocks % 8 == 0
        else { throw .corrupt("a delta header is out of range") }
        let perMiniblock = Int(blockSize / miniblocks)
        guard total > 0 else { return ([], position) }
        var values: [Int64] = [value]
        values.reserveCapacity(Int(total))
        while values.count < Int(total) {
            let smallest = unzigzag(try varint(bytes, &position))
            let widths = position
            guard Int(miniblocks) <= bytes.count - position else { throw short }
            position += Int(miniblocks)
            for miniblock in 0..<Int(miniblocks) where values.count < Int(total) {
                let width = Int(bytes[widths + miniblock])
                guard width <= 64, perMiniblock * width / 8 <= bytes.count - position else { throw short }
                for index in 0..<min(perMiniblock, Int(total) - values.count) {
                    let delta = Int64(bitPattern: bits(bytes, at: position * 8 + index * width, width: width))
                    value = value &+ smallest &+ delta
                    values.append(value)
                }
                position += perMiniblock * width / 8
            }
        }
        return (values, position)
    }

    private static func varint(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) throws(ParquetError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard position < bytes.count else { throw short }
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw short
    }

    private static func unzigzag(_ value: UInt64) -> Int64 {
        Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    private static var short: ParquetError { .corrupt("a page ends before its last delta") }
}

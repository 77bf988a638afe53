/// Reads Parquet's hybrid of run lengths and bit packing.
enum RunLengthDecoder {
    /// Decodes `count` values of `width` bits (0…32) into `output`.
    /// - Parameter limit: values have to be below it.
    static func decode<Value: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ bytes: UnsafeRawBufferPointer, width: Int, count: Int, below limit: Int,
        into output: UnsafeMutablePointer<Value>
    ) throws(ParquetError) {
        guard (0...32).contains(width) else { throw .corrupt("a bit width of \(width)") }
        var position = 0
        var done = 0
        var largest: Value = 0
        if width == 0 {
            output.update(repeating: 0, count: count)
            done = count
        }
        while done < count {
            let header = try varint(bytes, &position)
            let left = count - done
            if header & 1 == 0 {
                let run = Int(min(header >> 1, UInt64(left)))
                let size = (width + 7) / 8
                guard run > 0, size <= bytes.count - position else { throw short }
                var number: UInt64 = 0
                for index in 0..<size { number |= UInt64(bytes[position + index]) << UInt64(8 * index) }
                position += size
                guard let value = Value(exactly: number) else { throw .corrupt("an index is out of range") }
                largest = max(largest, value)
                (output + done).update(repeating: value, count: run)
                done += run
            } else {
                // Of the last group only what is needed has to be there; some writers cut it short.
                let groups = header >> 1
                guard groups > 0 else { throw short }
                let take = groups >= UInt64(left) ? left : min(left, Int(groups) * 8)
                guard (take * width + 7) / 8 <= bytes.count - position else { throw short }
                unpack(bytes, from: position, width: width, count: take, into: output + done)
                for index in done..<done + take { largest = max(largest, output[index]) }
                done += take
                if done < count { position += Int(groups) * width }
            }
        }
        guard count == 0 || Int(largest) < limit else { throw .corrupt("an index is out of range") }
    }

    /// Decodes `count` flags, a bit each, into bytes of 0 and 1.
    /// - Returns: how many are 1.
    static func decodeFlags(
        _ bytes: UnsafeRawBufferPointer, count: Int, into output: UnsafeMutablePointer<UInt8>
    ) throws(ParquetError) -> Int {
        var position = 0
        var done = 0
        var ones = 0
        while done < count {
            let header = try varint(bytes, &position)
            let left = count - done
            if header & 1 == 0 {
                let run = Int(min(header >> 1, UInt64(left)))
                guard run > 0, position < bytes.count else { throw short }
                guard bytes[position] < 2 else { throw .corrupt("an index is out of range") }
                (output + done).update(repeating: bytes[position], count: run)
                ones += bytes[position] == 1 ? run : 0
                position += 1
                done += run
                continue
            }
            // Of the last group only what is needed has to be there; some writers cut it short.
            let groups = header >> 1
            guard groups > 0 else { throw short }
            let take = groups >= UInt64(left) ? left : min(left, Int(groups) * 8)
            guard (take + 7) / 8 <= bytes.count - position else { throw short }
            let target = UnsafeMutableRawPointer(output + done)
            for group in 0..<take / 8 {
                let flags = spreadBits(bytes[position + group])
                ones &+= RowPresence.sum(ofEight: flags)
                target.storeBytes(of: flags.littleEndian, toByteOffset: group * 8, as: UInt64.self)
            }
            for index in take & ~7..<take {
                let flag = bytes[position + index >> 3] >> UInt8(index & 7) & 1
                ones += Int(flag)
                output[done + index] = flag
            }
            done += take
            if done < count { position += Int(groups) }
        }
        return ones
    }

    /// The bits of a byte as bytes of 0 and 1, the lowest first.
    @inline(__always)
    private static func spreadBits(_ byte: UInt8) -> UInt64 {
        // Eight copies of the byte, of each its own bit, and that moved to the lowest place.
        let own = (UInt64(byte) &* 0x0101_0101_0101_0101) & 0x8040_2010_0804_0201
        return ((own &+ 0x7F7F_7F7F_7F7F_7F7F) >> 7) & 0x0101_0101_0101_0101
    }

    /// Whether one run of the value 1 covers all: the common case of levels without absent values.
    static func isOneRun(_ bytes: UnsafeRawBufferPointer, count: Int) -> Bool {
        var position = 0
        guard let header = try? varint(bytes, &position), header & 1 == 0, position < bytes.count else { return false }
        return header >> 1 >= UInt64(count) && bytes[position] == 1
    }

    /// The caller has seen to it that the bits are there.
    private static func unpack<Value: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ bytes: UnsafeRawBufferPointer, from start: Int, width: Int, count: Int,
        into output: UnsafeMutablePointer<Value>
    ) {
        guard let base = bytes.baseAddress else { return }
        let mask = UInt64(1) << UInt64(width) - 1
        // Eight bytes at a time for as long as eight bytes are left.
        let fast = max(0, min(count, (bytes.count - start - 8) * 8 / width))
        var bit = 0
        for index in 0..<fast {
            let word = UInt64(littleEndian: (base + start + bit >> 3).loadUnaligned(as: UInt64.self))
            output[index] = Value(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: bit & 7) & mask)
            bit &+= width
        }
        for index in fast..<count {
            output[index] = Value(truncatingIfNeeded: bits(bytes, at: start * 8 + index * width, width: width))
        }
    }

    private static func varint(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) throws(ParquetError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 35, by: 7) {
            guard position < bytes.count else { throw short }
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw short
    }

    private static var short: ParquetError { .corrupt("a page ends before its last level or index") }
}

/// `width` bits (0…64) at a bit position, lowest bits first; bits behind the end are 0.
func bits(_ bytes: UnsafeRawBufferPointer, at bit: Int, width: Int) -> UInt64 {
    guard width > 0 else { return 0 }
    let first = bit >> 3
    let shift = bit & 7
    var value: UInt64 = 0
    for index in 0..<(shift + width + 7) / 8 where first + index < bytes.count {
        let byte = UInt64(bytes[first + index])
        let place = 8 * index - shift
        value |= place >= 0 ? byte << UInt64(place) : byte >> UInt64(-place)
    }
    return width == 64 ? value : value & (UInt64(1) << UInt64(width) - 1)
}

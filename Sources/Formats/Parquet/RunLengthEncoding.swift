/// Parquet's hybrid of run lengths and bit packing, for levels and dictionary indices.
enum RunLengthEncoding {
    /// Bits for the numbers 0..<count. Never 0, which not every reader takes.
    static func width(count: Int) -> Int {
        max(1, Int.bitWidth - max(0, count - 1).leadingZeroBitCount)
    }

    /// Appends `count` values of `width` bits (1…32).
    static func append<Value: FixedWidthInteger & UnsignedInteger>(
        _ values: UnsafePointer<Value>, count: Int, width: Int, to buffer: ParquetBuffer
    ) throws(ParquetError) {
        // A group of 8 values takes at most `width` bytes packed and 10 as a run; a packed run has a header of 5.
        var out = try buffer.reserve((count / 8 + 1) * (max(width, 10) + 5) + 16)
        let start = out
        var row = 0
        var literal = 0
        while row < count {
            let value = values[row]
            let sure = min(8, count - row)
            var run = 1
            while run < sure, values[row + run] == value { run += 1 }
            if run == sure {
                out = pack(values + literal, count: row - literal, width: width, to: out)
                while row + run < count, values[row + run] == value { run += 1 }
                out = varint(UInt64(run) << 1, to: out)
                var bits = UInt32(truncatingIfNeeded: value)
                for _ in 0..<((width + 7) / 8) {
                    out.storeBytes(of: UInt8(truncatingIfNeeded: bits), as: UInt8.self)
                    out += 1
                    bits >>= 8
                }
                row += run
                literal = row
            } else {
                row += sure
            }
        }
        out = pack(values + literal, count: row - literal, width: width, to: out)
        buffer.count += out - start
    }

    /// Appends one run of a value of one bit.
    static func appendRun(of value: UInt8, count: Int, to buffer: ParquetBuffer) throws(ParquetError) {
        let start = try buffer.reserve(16)
        let out = varint(UInt64(count) << 1, to: start)
        out.storeBytes(of: value, as: UInt8.self)
        buffer.count += out + 1 - start
    }

    /// A packed run; the last group is filled up with zeros, so only the last run may be of odd length.
    private static func pack<Value: FixedWidthInteger & UnsignedInteger>(
        _ values: UnsafePointer<Value>, count: Int, width: Int, to start: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        guard count > 0 else { return start }
        let groups = (count + 7) / 8
        var out = varint(UInt64(groups) << 1 | 1, to: start)
        let end = out + groups * width
        var bits: UInt64 = 0
        var filled = 0
        for index in 0..<count {
            bits |= UInt64(truncatingIfNeeded: values[index]) << UInt64(truncatingIfNeeded: filled)
            filled &+= width
            if filled >= 32 {
                out.storeBytes(of: UInt32(truncatingIfNeeded: bits).littleEndian, as: UInt32.self)
                out += 4
                bits >>= 32
                filled &-= 32
            }
        }
        while out < end {
            out.storeBytes(of: UInt8(truncatingIfNeeded: bits), as: UInt8.self)
            out += 1
            bits >>= 8
        }
        return end
    }

    private static func varint(_ value: UInt64, to start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        var value = value
        var out = start
        while value >= 0x80 {
            out.storeBytes(of: UInt8(truncatingIfNeeded: value) | 0x80, as: UInt8.self)
            out += 1
            value >>= 7
        }
        out.storeBytes(of: UInt8(value), as: UInt8.self)
        return out + 1
    }
}

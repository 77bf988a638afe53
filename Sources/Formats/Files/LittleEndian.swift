/// Little-endian numbers out of bytes that cannot be trusted: `nil` where the bytes do not reach.
extension Collection where Element == UInt8, Index == Int {
    func littleEndian16(_ offset: Int) -> UInt16? {
        unsigned(offset, 2).map(UInt16.init(truncatingIfNeeded:))
    }

    func littleEndian32(_ offset: Int) -> UInt32? {
        unsigned(offset, 4).map(UInt32.init(truncatingIfNeeded:))
    }

    func littleEndian64(_ offset: Int) -> UInt64? {
        unsigned(offset, 8)
    }

    /// `offset` counts from the start of the collection and `width` is at most 8.
    private func unsigned(_ offset: Int, _ width: Int) -> UInt64? {
        guard offset >= 0, count >= width, offset <= count - width else { return nil }
        var value: UInt64 = 0
        for place in (0..<width).reversed() {
            value = value << 8 | UInt64(self[startIndex + offset + place])
        }
        return value
    }
}

extension [UInt8] {
    mutating func appendLittleEndian(_ value: some FixedWidthInteger) {
        var rest = UInt64(truncatingIfNeeded: value)
        for _ in 0..<(value.bitWidth / 8) {
            append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }
}

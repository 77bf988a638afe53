/// Finds out whether a column of numbers has few distinct values, and numbers them in the order they are first seen.
struct NumberDictionary<Bits: FixedWidthInteger & UnsignedInteger> {
    private(set) var values: [Bits] = []
    private(set) var indices: [UInt16] = []

    /// `nil` as soon as it is clear that a dictionary would not pay; on most columns that is after 1024 rows.
    init?(_ column: UnsafePointer<Bits>, count: Int) {
        let limit = min(4096, count / 4)
        guard limit > 0 else { return nil }
        let tableBits = 13
        var slots = [UInt16](repeating: 0, count: 1 << tableBits)
        var distinct = [Bits](repeating: 0, count: limit)
        var used = 0
        let numbers = [UInt16](unsafeUninitializedCapacity: count) { numbers, filled in
            slots.withUnsafeMutableBufferPointer { slots in
                distinct.withUnsafeMutableBufferPointer { distinct in
                    guard let numbers = numbers.baseAddress else { return }
                    for row in 0..<count {
                        let value = column[row]
                        var slot = Int(
                            truncatingIfNeeded: (UInt64(truncatingIfNeeded: value) &* 0x9E37_79B9_7F4A_7C15)
                                >> UInt64(64 - tableBits))
                        while true {
                            let number = Int(slots[slot])
                            if number == 0 {
                                // A sample that mostly differs promises a column that mostly differs.
                                if used == limit || row <= 1024 && used == 512 { return }
                                distinct[used] = value
                                used += 1
                                slots[slot] = UInt16(truncatingIfNeeded: used)
                                numbers[row] = UInt16(truncatingIfNeeded: used - 1)
                                break
                            }
                            if distinct[number - 1] == value {
                                numbers[row] = UInt16(truncatingIfNeeded: number - 1)
                                break
                            }
                            slot = (slot + 1) & (1 << tableBits - 1)
                        }
                    }
                    filled = count
                }
            }
        }
        guard numbers.count == count else { return nil }
        values = Array(distinct.prefix(used))
        indices = numbers
    }
}

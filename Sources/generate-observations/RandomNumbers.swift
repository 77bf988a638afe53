/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): one multiplication
/// chain a number, and a stream for every row, so that a row can be made without making those before it.
struct RandomNumbers {
    private var state: UInt64

    init(seed: UInt64, row: UInt64, purpose: UInt64) {
        state = Self.mix(seed &+ Self.mix(row &* 0xD134_2543_DE82_EF95 &+ purpose))
    }

    static func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func next() -> UInt64 {
        defer { state = state &+ 0x9E37_79B9_7F4A_7C15 }
        return Self.mix(state)
    }

    /// A whole number from 0 up to, but not including, `bound` (1…2³²).
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(truncatingIfNeeded: bound)) >> 32)
    }

    /// True with the probability of `thousandths` / 1000.
    mutating func chance(_ thousandths: Int) -> Bool {
        below(1000) < thousandths
    }

    /// Roughly normally distributed (the sum of three uniform numbers), mean 0, at most 3 standard deviations away.
    mutating func spread(_ deviation: Int) -> Int {
        let sum = below(2001) + below(2001) + below(2001) - 3000
        return sum * deviation / 1000
    }
}

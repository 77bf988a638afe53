import Columns

/// Makes one hash of 64 bits out of several values; the mixing is the finaliser of SplitMix64 (Steele et al. 2014).
struct KeyMixing: Sendable {
    private(set) var key: UInt64 = 0

    @inline(__always) mutating func add(_ value: UInt64) {
        var mixed = (key ^ value) &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        key = mixed ^ (mixed >> 31)
    }

    /// A hash for each code of a text; absent has 0. The same text has the same hash in every batch.
    static func hashes(_ text: CodedText) -> [UInt64] {
        [0] + (0..<text.dictionary.count).map { text.dictionary.withBytes(UInt32($0 + 1)) { xxh3($0) } }
    }
}

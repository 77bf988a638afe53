/// What the store knows of one identity: the key (XXH3-128 of the identity), the payload last taken in and where it is.
struct IdentityEntry: BitwiseCopyable, Sendable, Equatable {
    var keyHigh: UInt64
    var keyLow: UInt64
    /// XXH3-64 of the record as delivered.
    var payload: UInt64
    /// The live version; of a withdrawn identity the complement of the last one, which is negative.
    var observationID: Int64

    static let stride = 32

    var isWithdrawn: Bool { observationID < 0 }
    /// The live version, or the one that was live last.
    var lastObservationID: Int64 { isWithdrawn ? ~observationID : observationID }
    /// What stays known of a live entry when its observation is withdrawn.
    var withdrawn: IdentityEntry {
        IdentityEntry(keyHigh: keyHigh, keyLow: keyLow, payload: 0, observationID: ~lastObservationID)
    }

    @inline(__always)
    static func precedes(_ a: IdentityEntry, _ b: IdentityEntry) -> Bool {
        a.keyHigh != b.keyHigh ? a.keyHigh < b.keyHigh : a.keyLow < b.keyLow
    }

    /// Sorts by key. Keys are hashes, so one pass over the leading 16 bits leaves buckets of a few entries.
    static func sort(_ entries: [IdentityEntry]) -> [IdentityEntry] {
        guard entries.count > 1 else { return entries }
        var starts = [Int](repeating: 0, count: 65_537)
        for entry in entries { starts[Int(entry.keyHigh >> 48) + 1] += 1 }
        for bucket in 1...65_536 { starts[bucket] += starts[bucket - 1] }
        var places = starts
        return [IdentityEntry](unsafeUninitializedCapacity: entries.count) { sorted, count in
            for entry in entries {
                let bucket = Int(entry.keyHigh >> 48)
                sorted.initializeElement(at: places[bucket], to: entry)
                places[bucket] += 1
            }
            count = entries.count
            for bucket in 0..<65_536 {
                let range = starts[bucket]..<starts[bucket + 1]
                if range.count > 1 { sorted[range].sort(by: precedes) }
            }
        }
    }
}

/// A Bloom filter over identity keys: 10 bits an entry, 5 probes, about 1 % false hits and no misses.
struct IdentityFilter: Sendable {
    private(set) var words: [UInt64]

    init(entries: Int) {
        words = [UInt64](repeating: 0, count: max(1, (entries * 10 + 63) / 64))
    }

    init(words: [UInt64]) {
        self.words = words.isEmpty ? [0] : words
    }

    @inline(__always)
    mutating func insert(_ high: UInt64, _ low: UInt64) {
        var hash = low
        for _ in 0..<5 {
            let bit = hash.multipliedFullWidth(by: UInt64(words.count) << 6).high
            words[Int(bit >> 6)] |= 1 << (bit & 63)
            hash = hash &* 0x9E37_79B9_7F4A_7C15 &+ high
        }
    }

    @inline(__always)
    func mayContain(_ high: UInt64, _ low: UInt64) -> Bool {
        var hash = low
        for _ in 0..<5 {
            let bit = hash.multipliedFullWidth(by: UInt64(words.count) << 6).high
            if words[Int(bit >> 6)] & (1 << (bit & 63)) == 0 { return false }
            hash = hash &* 0x9E37_79B9_7F4A_7C15 &+ high
        }
        return true
    }
}

/// A set of 62-bit hashes, each with the strongest blur level noted for it. Eight bytes a key, at most
/// half full: sixteen bytes for every visit or spot with a sensitive record, nothing for all others.
struct SensitiveKeys: Sendable {
    /// Hash in the upper 62 bits, level in the lower two; 0 is an empty slot.
    private var slots = [UInt64](repeating: 0, count: 16)
    private(set) var count = 0

    /// Of some hashes that are not in the set it says so without a look at it, which is too large for the nearest caches:
    /// a bit for the upper bits of every hash. Empty until `prepare`.
    private var seen: [UInt64] = []
    private var seenShift: UInt64 = 0

    /// Makes looking up quick; nothing may be noted any more.
    mutating func prepare() {
        // Sixteen bits a key leave one in sixteen of the others to be looked up.
        let bits = max(6, UInt64(UInt64.bitWidth - (count * 16).leadingZeroBitCount))
        seenShift = 64 - bits
        seen = [UInt64](repeating: 0, count: 1 << Int(bits - 6))
        for entry in slots where entry != 0 {
            let bit = entry >> seenShift
            seen[Int(bit >> 6)] |= 1 << (bit & 63)
        }
    }

    private static let levels: [BlurLevel] = [.oneKilometre, .fiveKilometres, .tenKilometres]

    var isEmpty: Bool { count == 0 }

    /// The level noted for a hash, `nil` for none.
    func level(_ hash: UInt64) -> BlurLevel? {
        if !seen.isEmpty {
            let bit = hash >> seenShift
            if (seen[Int(bit >> 6)] >> (bit & 63)) & 1 == 0 { return nil }
        }
        let mask = slots.count - 1
        var slot = Self.slot(hash, mask)
        while slots[slot] != 0 {
            if slots[slot] >> 2 == hash >> 2 { return Self.levels[Int(slots[slot] & 3) - 1] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Notes a hash with a level; the stronger of two levels stays.
    mutating func note(_ hash: UInt64, _ level: BlurLevel) {
        let weight: UInt64 =
            switch level {
            case .oneKilometre: 1
            case .fiveKilometres: 2
            case .tenKilometres: 3
            }
        insert(hash & ~3 | weight)
    }

    mutating func merge(_ other: SensitiveKeys) {
        for entry in other.slots where entry != 0 { insert(entry) }
    }

    private mutating func insert(_ entry: UInt64) {
        let mask = slots.count - 1
        var slot = Self.slot(entry, mask)
        while slots[slot] != 0 {
            if slots[slot] >> 2 == entry >> 2 {
                slots[slot] = max(slots[slot], entry)
                return
            }
            slot = (slot + 1) & mask
        }
        slots[slot] = entry
        count += 1
        if count * 2 > slots.count { grow() }
    }

    private mutating func grow() {
        let entries = slots
        slots = [UInt64](repeating: 0, count: entries.count * 2)
        let mask = slots.count - 1
        for entry in entries where entry != 0 {
            var slot = Self.slot(entry, mask)
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = entry
        }
    }

    private static func slot(_ hash: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: hash >> 2) & mask
    }
}

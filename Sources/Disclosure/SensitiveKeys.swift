/// A set of 62-bit hashes, each with the strongest blur level noted for it. Eight bytes a key, at most
/// half full: sixteen bytes for every visit or spot with a sensitive record, nothing for all others.
struct SensitiveKeys: Sendable {
    /// Hash in the upper 62 bits, level in the lower two; 0 is an empty slot.
    private var slots = [UInt64](repeating: 0, count: 16)
    private(set) var count = 0

    private static let levels: [BlurLevel] = [.oneKilometre, .fiveKilometres, .tenKilometres]

    var isEmpty: Bool { count == 0 }

    /// The level noted for a hash, `nil` for none.
    func level(_ hash: UInt64) -> BlurLevel? {
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

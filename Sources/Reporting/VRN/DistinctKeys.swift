/// A set of 64-bit keys, for tens of millions: sorted, eight bytes a key, with what is new collected aside and
/// merged in from time to time.
struct DistinctKeys: Sendable {
    private var sorted: [UInt64] = []
    private var pending: [UInt64] = []

    mutating func insert(_ key: UInt64) {
        // Rows of one visit stand together.
        if pending.last == key { return }
        pending.append(key)
        if pending.count >= max(1 << 18, sorted.count / 4) { settle() }
    }

    /// All keys, ascending, each once.
    mutating func ascending() -> [UInt64] {
        settle()
        return sorted
    }

    private mutating func settle() {
        guard !pending.isEmpty else { return }
        pending.sort()
        var merged: [UInt64] = []
        merged.reserveCapacity(sorted.count + pending.count)
        var (a, b) = (0, 0)
        while a < sorted.count || b < pending.count {
            let next: UInt64
            if b == pending.count || (a < sorted.count && sorted[a] <= pending[b]) {
                next = sorted[a]
                a += 1
            } else {
                next = pending[b]
                b += 1
            }
            if merged.last != next { merged.append(next) }
        }
        sorted = merged
        pending.removeAll(keepingCapacity: true)
    }
}

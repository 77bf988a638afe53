/// Names like a name that the register does not hold: at most two letters wrong, missing, added or swapped, the first
/// letter right.
struct NameSuggestions: Sendable {
    static let maximum = 5

    private struct Entry {
        var letters: [UInt8]
        var taxon: Int32
    }

    /// By first byte, then by length, so that only names of about the right length are compared.
    private var buckets: [UInt8: [Int: [Entry]]] = [:]

    init(_ names: [(key: String, taxon: Int32)]) {
        for name in names {
            let letters = Array(name.key.utf8)
            guard let first = letters.first else { continue }
            buckets[first, default: [:]][letters.count, default: []].append(Entry(letters: letters, taxon: name.taxon))
        }
    }

    /// Accepted rows, the nearest names first.
    func near(_ name: String) -> [Int32] {
        let letters = Array(name.utf8)
        // In a short word two letters make another word.
        let allowed = letters.count < 6 ? 1 : 2
        guard letters.count >= 4, let first = letters.first, let lengths = buckets[first] else { return [] }
        var hits: [(distance: Int, taxon: Int32)] = []
        for length in letters.count - allowed...letters.count + allowed {
            for entry in lengths[length] ?? [] {
                if let distance = editDistance(letters, entry.letters, atMost: allowed) {
                    hits.append((distance, entry.taxon))
                }
            }
        }
        hits.sort { ($0.distance, $0.taxon) < ($1.distance, $1.taxon) }
        var taxa: [Int32] = []
        for hit in hits where !taxa.contains(hit.taxon) && taxa.count < Self.maximum { taxa.append(hit.taxon) }
        return taxa
    }

    /// Optimal string alignment distance; `nil` when it is more than `limit`.
    private func editDistance(_ a: [UInt8], _ b: [UInt8], atMost limit: Int) -> Int? {
        guard abs(a.count - b.count) <= limit else { return nil }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        var current = beforeLast
        for i in 0..<a.count {
            current[0] = i + 1
            var best = current[0]
            for j in 0..<b.count {
                var value = min(last[j + 1], current[j]) + 1
                value = min(value, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { value = min(value, beforeLast[j - 1] + 1) }
                current[j + 1] = value
                best = min(best, value)
            }
            if best > limit { return nil }
            (beforeLast, last, current) = (last, current, beforeLast)
        }
        return last[b.count] <= limit ? last[b.count] : nil
    }
}

/// Counts how often keys return, in a table that never holds more than a given number of them.
///
/// Keys are even hashes of 64 bits. When the table is full, only keys whose lowest bit is zero are kept, then those whose
/// lowest two bits are, and so on (sampling of distinct values, after P. Gibbons 2001): equal keys are in the sample
/// together or not at all, so what returns within the sample, times `scale`, estimates what returns among all.
struct KeySample: Sendable {
    /// The sample holds one of this many keys; 1 as long as nothing was left out.
    private(set) var scale: UInt64 = 1
    private let limit: Int
    private var count = 0
    /// Open addressing; 0 is an empty place.
    private var keys = [UInt64](repeating: 0, count: 64)
    private var lines = [UInt32](repeating: 0, count: 64)
    private var returns = [UInt32](repeating: 0, count: 64)

    /// - Parameter limit: of keys; at least 16.
    init(limit: Int) { self.limit = max(16, limit) }

    /// How often a key came that was there already, estimated when `scale` is above 1.
    var returned: Int { returns.reduce(0) { $0 + Int($1) } * Int(scale) }

    /// Takes a key in. The line (to 2³² − 1) on which it was first seen, `nil` when it is new or not in the sample.
    mutating func take(_ key: UInt64, line: Int64) -> Int64? {
        let key = key == 0 ? scale : key
        guard key & (scale - 1) == 0 else { return nil }
        let place = self.place(of: key)
        if keys[place] == key {
            returns[place] &+= returns[place] == .max ? 0 : 1
            return Int64(lines[place])
        }
        keys[place] = key
        lines[place] = UInt32(clamping: line)
        returns[place] = 0
        count += 1
        if count >= limit {
            scale *= 2
            rebuild(size: keys.count)
        } else if count * 2 > keys.count {
            rebuild(size: keys.count * 2)
        }
        return nil
    }

    private func place(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var place = Int(truncatingIfNeeded: key >> 32) & mask
        while keys[place] != 0, keys[place] != key { place = (place + 1) & mask }
        return place
    }

    private mutating func rebuild(size: Int) {
        let old = (keys, lines, returns)
        keys = [UInt64](repeating: 0, count: size)
        lines = [UInt32](repeating: 0, count: size)
        returns = [UInt32](repeating: 0, count: size)
        count = 0
        for (index, key) in old.0.enumerated() where key != 0 && key & (scale - 1) == 0 {
            let place = self.place(of: key)
            keys[place] = key
            lines[place] = old.1[index]
            returns[place] = old.2[index]
            count += 1
        }
    }
}

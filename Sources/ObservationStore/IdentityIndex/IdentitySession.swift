import Foundation

/// Look-ups in, and additions to, the identity index during one transaction.
///
/// Additions gather in a table in memory; when that is full it becomes a sorted run in the scratch directory. So
/// memory stays flat however long the delivery is, and a later record of the same delivery finds the earlier one.
final class IdentitySession {
    private let committed: [IdentityRun]
    private let scratch: String
    private let capacity: Int
    private var spilled: [IdentityRun] = []
    private var entries: [IdentityEntry] = []
    /// The place of an entry (from 1) in the low half and 32 bits of its key in the high half, so that a look at a slot
    /// that holds another key does not touch the entry.
    ///
    /// Memory of its own: it is looked into for every record, at places that no cache holds.
    private let slots: UnsafeMutableBufferPointer<UInt64>
    private let mask: Int

    /// - Parameters:
    ///   - committed: oldest first.
    ///   - scratch: an existing directory for runs that nobody else sees.
    ///   - capacity: entries kept in memory.
    init(committed: [IdentityRun], scratch: String, capacity: Int = 1 << 20) {
        self.committed = committed
        self.scratch = scratch
        self.capacity = capacity
        var size = 1024
        while size < capacity * 2 { size *= 2 }
        slots = .allocate(capacity: size)
        slots.initialize(repeating: 0)
        mask = size - 1
    }

    deinit { slots.deallocate() }

    var isEmpty: Bool { entries.isEmpty && spilled.isEmpty }

    /// What is known of a key, newest first.
    func find(_ high: UInt64, _ low: UInt64) throws -> IdentityEntry? {
        if let entry = try findAdded(high, low) { return entry }
        for run in committed.reversed() {
            if let entry = try run.find(high, low) { return entry }
        }
        return nil
    }

    /// What this session added under a key.
    func findAdded(_ high: UInt64, _ low: UInt64) throws -> IdentityEntry? {
        if !entries.isEmpty {
            let slot = self.slot(high, low)
            if slots[slot] != 0 { return entries[Int(UInt32(truncatingIfNeeded: slots[slot])) - 1] }
        }
        for run in spilled.reversed() {
            if let entry = try run.find(high, low) { return entry }
        }
        return nil
    }

    /// Adds an entry or replaces the one of the same key.
    func put(_ entry: IdentityEntry) throws {
        let slot = self.slot(entry.keyHigh, entry.keyLow)
        if slots[slot] != 0 {
            entries[Int(UInt32(truncatingIfNeeded: slots[slot])) - 1] = entry
            return
        }
        entries.append(entry)
        slots[slot] = Self.tag(entry.keyHigh) | UInt64(entries.count)
        if entries.count == capacity { try spill() }
    }

    /// Writes all additions, with those committed runs that are not much larger, as one run.
    /// - Returns: what the catalog has to record, `nil` when there is nothing new; `replaced` are the paths of
    ///   committed runs that the new one takes in.
    func seal(into path: String) throws -> (entries: Int, checksum: UInt64, replaced: [String])? {
        guard !isEmpty else { return nil }
        if !entries.isEmpty { try spill() }
        var size = spilled.reduce(0) { $0 + $1.entryCount }
        var absorbed: [IdentityRun] = []
        for run in committed.reversed() {
            guard run.entryCount <= size * 2 else { break }
            absorbed.insert(run, at: 0)
            size += run.entryCount
        }
        let merged = try IdentityMerge.merge(absorbed + spilled, into: path)
        dropScratch()
        return (merged.entries, merged.checksum, absorbed.map(\.path))
    }

    /// Removes the scratch files.
    func dropScratch() {
        for run in spilled { unlink(run.path) }
        spilled.removeAll()
        entries.removeAll()
    }

    private func spill() throws {
        let path = "\(scratch)/spill-\(UUID().uuidString).run"
        var writer = try IdentityRunWriter(path: path, capacity: entries.count)
        for entry in IdentityEntry.sort(entries) { try writer.append(entry) }
        _ = try writer.close(synchronize: false)
        spilled.append(try IdentityRun(path: path))
        entries.removeAll(keepingCapacity: true)
        slots.update(repeating: 0)
    }

    private static func tag(_ high: UInt64) -> UInt64 { high & 0xFFFF_FFFF_0000_0000 }

    @inline(__always)
    private func slot(_ high: UInt64, _ low: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: low) & mask
        let tag = Self.tag(high)
        while slots[slot] != 0 {
            if slots[slot] & 0xFFFF_FFFF_0000_0000 == tag {
                let entry = entries[Int(UInt32(truncatingIfNeeded: slots[slot])) - 1]
                if entry.keyHigh == high, entry.keyLow == low { break }
            }
            slot = (slot + 1) & mask
        }
        return slot
    }
}

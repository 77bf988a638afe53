import Columns

/// Rows of a table that are looked up by key, in memory or, when there are many, in a temporary file: memory does not
/// grow with the table beyond the limit given to `KeyedRowsBuilder`. Several rows may have the same key; they come in
/// the order in which they were added. One thread at a time.
public final class KeyedRows {
    private enum Storage {
        case memory(MemoryRows)
        case file(SortedRowFile)
    }

    private let storage: Storage
    public let rowCount: Int
    /// A bit for every row that was found.
    private var found: [UInt64]
    /// The number of rows that were found by some key.
    public private(set) var foundCount = 0

    init(memory: MemoryRows, rowCount: Int) {
        storage = .memory(memory)
        self.rowCount = rowCount
        found = [UInt64](repeating: 0, count: rowCount / 64 + 1)
    }

    init(file: SortedRowFile, rowCount: Int) {
        storage = .file(file)
        self.rowCount = rowCount
        found = [UInt64](repeating: 0, count: rowCount / 64 + 1)
    }

    /// Whether the rows are in a temporary file.
    public var isSpilled: Bool { if case .file = storage { true } else { false } }

    /// Calls `body` with the rows of a key until it returns false.
    public func forEachRow(key: UnsafeRawBufferPointer, _ body: (KeyedRow) throws -> Bool) throws {
        guard rowCount > 0 else { return }
        let hash = xxh3(key)
        func look(_ row: KeyedRow) throws -> Bool {
            guard sameBytes(row.key, key) else { return true }
            var row = row
            row.isFoundFirst = mark(row.number)
            return try body(row)
        }
        switch storage {
        case .memory(let rows): try rows.forEachRow(hash: hash, look)
        case .file(let file): try file.forEachRow(hash: hash, look)
        }
    }

    /// Remembers that a row was found; true the first time.
    private func mark(_ row: Int) -> Bool {
        let bit: UInt64 = 1 << UInt64(row & 63)
        guard found[row >> 6] & bit == 0 else { return false }
        found[row >> 6] |= bit
        foundCount += 1
        return true
    }
}

/// Rows in memory, with an index by the first bits of their hashes.
final class MemoryRows {
    private let bytes: UnsafeMutableRawPointer
    private let entries: [KeyedRowEntry]
    /// Place of the first entry of every bucket, and behind the last.
    private var buckets: [UInt32]
    private let shift: UInt64

    /// - Parameters:
    ///   - bytes: the rows; belong to this object from now on.
    ///   - entries: sorted by hash.
    init(bytes: UnsafeMutableRawPointer, entries: [KeyedRowEntry]) {
        self.bytes = bytes
        self.entries = entries
        var bits: UInt64 = 1
        while bits < 28, 1 << bits < entries.count { bits += 1 }
        shift = 64 - bits
        buckets = [UInt32](repeating: 0, count: 1 << Int(bits) + 1)
        for entry in entries { buckets[Int(entry.hash >> shift) + 1] += 1 }
        for bucket in 1..<buckets.count { buckets[bucket] += buckets[bucket - 1] }
    }

    deinit { bytes.deallocate() }

    func forEachRow(hash: UInt64, _ body: (KeyedRow) throws -> Bool) throws {
        let bucket = Int(hash >> shift)
        for place in Int(buckets[bucket])..<Int(buckets[bucket + 1]) where entries[place].hash == hash {
            if try !body(KeyedRowLayout.row(bytes, at: entries[place].offset, number: place)) { return }
        }
    }
}

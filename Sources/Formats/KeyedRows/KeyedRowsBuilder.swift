import Columns

/// Takes the rows of a table in, in any order, and makes them findable by key (`KeyedRows`).
///
/// Memory: a row costs its bytes, one byte for every value, 12 for its head and 16 for the index. When `memoryLimit` is
/// reached, the rows so far are sorted by the hash of their keys and go to a temporary file; at the end the sorted
/// parts are merged into one file, of which only the beginning of every 16 KiB is remembered.
public final class KeyedRowsBuilder {
    private let memoryLimit: Int
    private let path: String
    private var bytes: UnsafeMutableRawPointer
    private var capacity: Int
    private var used = 0
    private var entries: [KeyedRowEntry] = []
    private var runs: [SpilledRun] = []
    private var rowStart = 0
    public private(set) var rowCount = 0

    /// - Parameters:
    ///   - memoryLimit: bytes of rows kept in memory.
    ///   - path: the delivery, for errors.
    public init(memoryLimit: Int = 96 << 20, path: String) {
        self.memoryLimit = min(max(memoryLimit, 1 << 10), 1 << 30)
        self.path = path
        capacity = min(self.memoryLimit, 1 << 16)
        bytes = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { bytes.deallocate() }

    /// Begins a row.
    public func begin(key: UnsafeRawBufferPointer) throws {
        if used + entries.count * MemoryLayout<KeyedRowEntry>.stride > memoryLimit { try spill() }
        rowStart = used
        reserve(KeyedRowLayout.headerBytes)
        bytes.storeBytes(of: xxh3(key), toByteOffset: used, as: UInt64.self)
        used += KeyedRowLayout.headerBytes
        append(key)
    }

    /// Adds the next value of the row begun.
    public func append(_ value: UnsafeRawBufferPointer) {
        reserve(value.count + 5)
        var count = value.count
        while count >= 0x80 {
            bytes.storeBytes(of: UInt8(truncatingIfNeeded: count) | 0x80, toByteOffset: used, as: UInt8.self)
            used += 1
            count >>= 7
        }
        bytes.storeBytes(of: UInt8(truncatingIfNeeded: count), toByteOffset: used, as: UInt8.self)
        used += 1
        if let base = value.baseAddress {
            (bytes + used).copyMemory(from: base, byteCount: value.count)
            used += value.count
        }
    }

    /// Ends the row begun.
    public func end() {
        let length = used - rowStart - KeyedRowLayout.headerBytes
        bytes.storeBytes(of: UInt32(clamping: length), toByteOffset: rowStart + 8, as: UInt32.self)
        entries.append(KeyedRowEntry(hash: KeyedRowLayout.hash(bytes, at: rowStart), offset: rowStart))
        rowCount += 1
    }

    /// The rows taken in. Nothing can be added any more.
    public func finish() throws -> KeyedRows {
        sortEntries()
        if runs.isEmpty {
            let rows = KeyedRows(memory: MemoryRows(bytes: bytes, entries: entries), rowCount: rowCount)
            bytes = .allocate(byteCount: 16, alignment: 16)
            capacity = 16
            used = 0
            entries = []
            return rows
        }
        try spill()
        bytes.deallocate()
        bytes = .allocate(byteCount: 16, alignment: 16)
        capacity = 16
        entries = []
        let file = try SortedRowFile.merging(runs, path: path)
        runs = []
        return KeyedRows(file: file, rowCount: rowCount)
    }

    private func sortEntries() {
        entries.sort { ($0.hash, $0.offset) < ($1.hash, $1.offset) }
    }

    private func spill() throws {
        guard !entries.isEmpty else { return }
        sortEntries()
        let file = try TemporaryFile(purpose: "to join its tables", delivery: path)
        for entry in entries {
            let length = KeyedRowLayout.headerBytes + KeyedRowLayout.bodyLength(bytes, at: entry.offset)
            try file.append(UnsafeRawBufferPointer(start: bytes + entry.offset, count: length))
        }
        try file.flush()
        runs.append(SpilledRun(file: file))
        entries.removeAll(keepingCapacity: true)
        used = 0
    }

    private func reserve(_ count: Int) {
        guard used + count > capacity else { return }
        let larger = max(used + count, capacity + capacity / 2)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        memory.copyMemory(from: bytes, byteCount: used)
        bytes.deallocate()
        bytes = memory
        capacity = larger
    }
}

/// Where a row lies in memory.
struct KeyedRowEntry: BitwiseCopyable {
    var hash: UInt64
    var offset: Int
}

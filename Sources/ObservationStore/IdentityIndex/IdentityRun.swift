import Columns
import Foundation

/// A file of identity entries sorted by key, with a Bloom filter and the first key of every block.
///
/// Layout, little endian: 64 bytes of header (magic, entries, filter words, blocks, checksum), the entries, the filter,
/// the first `keyHigh` of every block. Blocks are read with `pread` and not mapped, so that memory does not grow with
/// the file.
final class IdentityRun: @unchecked Sendable {
    // Unchecked: one thread at a time looks up in a run (the serial step of ingest).
    static let magic: UInt64 = 0x3158_4449_4646_444E  // "NDFFIDX1"
    static let headerSize = 64
    static let blockEntries = 256

    let path: String
    let entryCount: Int
    let checksum: UInt64
    private let descriptor: Int32
    private let filter: IdentityFilter
    private let fences: [UInt64]
    private var block: [IdentityEntry] = []
    private var blockIndex = -1

    init(path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError.inputOutput(path: path, operation: "open", errno: errno) }
        do {
            let header: [UInt64] = try Self.read(descriptor, path, offset: 0, count: 8)
            guard header[0] == Self.magic else { throw StoreError.damaged(path: path, reason: "not an identity run") }
            var status = stat()
            guard fstat(descriptor, &status) == 0 else {
                throw StoreError.inputOutput(path: path, operation: "stat", errno: errno)
            }
            let limit = UInt64(status.st_size)
            guard header[1] <= limit / 32, header[2] <= limit / 8, header[3] <= limit / 8,
                limit == 64 + header[1] * 32 + header[2] * 8 + header[3] * 8,
                header[3] == (header[1] + UInt64(Self.blockEntries) - 1) / UInt64(Self.blockEntries)
            else { throw StoreError.damaged(path: path, reason: "its length does not fit its header") }
            entryCount = Int(header[1])
            checksum = header[4]
            let filterOffset = Self.headerSize + entryCount * IdentityEntry.stride
            filter = IdentityFilter(words: try Self.read(descriptor, path, offset: filterOffset, count: Int(header[2])))
            fences = try Self.read(
                descriptor, path, offset: filterOffset + Int(header[2]) * 8, count: Int(header[3]))
        } catch {
            Foundation.close(descriptor)
            throw error
        }
    }

    deinit { Foundation.close(descriptor) }

    /// The entry of a key, `nil` when the run has none.
    func find(_ high: UInt64, _ low: UInt64) throws -> IdentityEntry? {
        guard entryCount > 0, filter.mayContain(high, low) else { return nil }
        // Last block whose first key is below the key; equal leading halves may begin in the block before.
        var lower = 0
        var upper = fences.count
        while lower < upper {
            let middle = (lower + upper) / 2
            if fences[middle] < high { lower = middle + 1 } else { upper = middle }
        }
        var index = max(0, lower - 1)
        while index < fences.count, fences[index] <= high {
            try load(index)
            var from = 0
            var to = block.count
            while from < to {
                let middle = (from + to) / 2
                let entry = block[middle]
                if entry.keyHigh < high || (entry.keyHigh == high && entry.keyLow < low) {
                    from = middle + 1
                } else {
                    to = middle
                }
            }
            if from < block.count {
                let entry = block[from]
                return entry.keyHigh == high && entry.keyLow == low ? entry : nil
            }
            index += 1
        }
        return nil
    }

    /// Reads the entries one after the other, a block at a time.
    func forEachBlock(_ body: ([IdentityEntry]) throws -> Void) throws {
        for index in fences.indices { try body(try entries(ofBlock: index)) }
    }

    /// The entries of one block; empty behind the last.
    func entries(ofBlock index: Int) throws -> [IdentityEntry] {
        let first = index * Self.blockEntries
        guard first < entryCount else { return [] }
        return try Self.read(
            descriptor, path, offset: Self.headerSize + first * IdentityEntry.stride,
            count: min(Self.blockEntries, entryCount - first))
    }

    /// Reads the whole file and says whether it still has its checksum and its order.
    func isIntact() throws -> Bool {
        var hash: UInt64 = 0
        var previous: IdentityEntry?
        var ordered = true
        try forEachBlock { block in
            hash = block.withUnsafeBytes { xxh3($0, seed: hash) }
            for entry in block {
                if let previous, !IdentityEntry.precedes(previous, entry) { ordered = false }
                previous = entry
            }
        }
        return ordered && hash == checksum
    }

    private func load(_ index: Int) throws {
        guard index != blockIndex else { return }
        block = try entries(ofBlock: index)
        blockIndex = index
    }

    private static func read<Value: BitwiseCopyable>(
        _ descriptor: Int32, _ path: String, offset: Int, count: Int
    ) throws -> [Value] {
        let size = count * MemoryLayout<Value>.stride
        return try [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            var done = 0
            while done < size {
                let got = pread(descriptor, raw.baseAddress.map { $0 + done }, size - done, off_t(offset + done))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else {
                    throw got < 0
                        ? StoreError.inputOutput(path: path, operation: "read", errno: errno)
                        : StoreError.damaged(path: path, reason: "it ends at byte \(offset + done)")
                }
                done += got
            }
            initialized = count
        }
    }
}

/// Writes an `IdentityRun` from entries that come sorted by key without doubles.
struct IdentityRunWriter: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private var buffer: [IdentityEntry] = []
    private var filter: IdentityFilter
    private var fences: [UInt64] = []
    private var count = 0
    private var hash: UInt64 = 0
    private var pending: [UInt8] = []

    /// - Parameter capacity: at least the number of entries that will come; sizes the filter.
    init(path: String, capacity: Int) throws {
        self.path = path
        filter = IdentityFilter(entries: capacity)
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError.inputOutput(path: path, operation: "create", errno: errno) }
        buffer.reserveCapacity(IdentityRun.blockEntries)
        pending.append(contentsOf: [UInt8](repeating: 0, count: IdentityRun.headerSize))
    }

    deinit { Foundation.close(descriptor) }

    mutating func append(_ entry: IdentityEntry) throws {
        buffer.append(entry)
        filter.insert(entry.keyHigh, entry.keyLow)
        count += 1
        if buffer.count == IdentityRun.blockEntries { try flushBlock() }
    }

    /// Completes the file and puts it on disk.
    /// - Returns: the number of entries and the checksum.
    mutating func close(synchronize: Bool = true) throws -> (entries: Int, checksum: UInt64) {
        try flushBlock()
        filter.words.withUnsafeBytes { pending.append(contentsOf: $0) }
        fences.withUnsafeBytes { pending.append(contentsOf: $0) }
        try flushPending()
        let header: [UInt64] = [
            IdentityRun.magic, UInt64(count), UInt64(filter.words.count), UInt64(fences.count), hash, 0, 0, 0,
        ]
        let written = header.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        guard written == IdentityRun.headerSize, !synchronize || fsync(descriptor) == 0 else {
            throw StoreError.inputOutput(path: path, operation: "write", errno: errno)
        }
        return (count, hash)
    }

    private mutating func flushBlock() throws {
        guard let first = buffer.first else { return }
        fences.append(first.keyHigh)
        buffer.withUnsafeBytes { bytes in
            hash = xxh3(bytes, seed: hash)
            pending.append(contentsOf: bytes)
        }
        buffer.removeAll(keepingCapacity: true)
        if pending.count >= 1 << 20 { try flushPending() }
    }

    private mutating func flushPending() throws {
        try pending.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let put = write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if put < 0, errno == EINTR { continue }
                guard put > 0 else { throw StoreError.inputOutput(path: path, operation: "write", errno: errno) }
                done += put
            }
        }
        pending.removeAll(keepingCapacity: true)
    }
}

import Foundation

/// Rows sorted by the hash of their keys, in a temporary file.
struct SpilledRun {
    let file: TemporaryFile
}

/// All rows of a table, sorted, in a temporary file, with the beginning of every block in memory.
final class SortedRowFile {
    private struct Block {
        var firstHash: UInt64
        var offset: Int
        /// Number of its first row.
        var firstRow: Int
    }

    private let file: TemporaryFile
    private var blocks: [Block] = []
    /// Blocks read last, by place; the rows of one key mostly follow each other.
    private var cache: [(number: Int, bytes: UnsafeMutableRawBufferPointer)] = []

    private static let blockBytes = 16 << 10
    private static let cachedBlocks = 64

    private init(file: TemporaryFile) {
        self.file = file
    }

    deinit { for block in cache { block.bytes.deallocate() } }

    /// Merges sorted runs; of equal hashes the earlier run comes first, so that the rows of a key keep their order.
    static func merging(_ runs: [SpilledRun], path: String) throws -> SortedRowFile {
        let result = SortedRowFile(file: try TemporaryFile(purpose: "to join its tables", delivery: path))
        let buffer = min(256 << 10, max(16 << 10, (32 << 20) / max(runs.count, 1)))
        var heap = RunHeap()
        for (number, run) in runs.enumerated() {
            let cursor = RunCursor(run.file, number: number, bufferBytes: buffer)
            if try cursor.advance() { heap.insert(cursor) }
        }
        var rows = 0
        var blockStart = -blockBytes
        while let cursor = heap.first {
            let row = cursor.row
            if result.file.size - blockStart >= blockBytes {
                blockStart = result.file.size
                result.blocks.append(Block(firstHash: cursor.hash, offset: blockStart, firstRow: rows))
            }
            try result.file.append(row)
            rows += 1
            if try cursor.advance() { heap.settleFirst() } else { heap.removeFirst() }
        }
        try result.file.flush()
        return result
    }

    /// Calls `body` with the rows of a hash until it returns false.
    func forEachRow(hash: UInt64, _ body: (KeyedRow) throws -> Bool) throws {
        // The last block that begins with a smaller hash may end with this one.
        var low = 0
        var high = blocks.count
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle].firstHash < hash { low = middle + 1 } else { high = middle }
        }
        var block = max(0, low - 1)
        while block < blocks.count, blocks[block].firstHash <= hash {
            let bytes = try self.bytes(ofBlock: block)
            guard let base = bytes.baseAddress.map({ UnsafeRawPointer($0) }) else { return }
            var offset = 0
            var number = blocks[block].firstRow
            while offset < bytes.count {
                let found = KeyedRowLayout.hash(base, at: offset)
                if found > hash { return }
                if found == hash, try !body(KeyedRowLayout.row(base, at: offset, number: number)) { return }
                offset += KeyedRowLayout.headerBytes + KeyedRowLayout.bodyLength(base, at: offset)
                number += 1
            }
            block += 1
        }
    }

    private func bytes(ofBlock number: Int) throws -> UnsafeRawBufferPointer {
        let place = number % Self.cachedBlocks
        if cache.isEmpty {
            cache = (0..<Self.cachedBlocks).map { _ in (-1, .allocate(byteCount: 0, alignment: 16)) }
        }
        if cache[place].number == number { return UnsafeRawBufferPointer(cache[place].bytes) }
        let start = blocks[number].offset
        let end = number + 1 < blocks.count ? blocks[number + 1].offset : file.size
        cache[place].bytes.deallocate()
        cache[place] = (-1, .allocate(byteCount: end - start, alignment: 16))
        guard try file.read(at: start, into: cache[place].bytes) == end - start else {
            throw FileAccessError(operation: "read back", path: "a temporary file", code: EIO)
        }
        cache[place].number = number
        return UnsafeRawBufferPointer(cache[place].bytes)
    }
}

/// Goes through one run row by row.
private final class RunCursor {
    let number: Int
    private let file: TemporaryFile
    private var buffer: UnsafeMutableRawBufferPointer
    private var filled = 0
    private var start = 0
    private var end = 0
    private var position = 0
    private(set) var hash: UInt64 = 0

    init(_ file: TemporaryFile, number: Int, bufferBytes: Int) {
        self.file = file
        self.number = number
        buffer = .allocate(byteCount: bufferBytes, alignment: 16)
    }

    deinit { buffer.deallocate() }

    var row: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[start..<end]) }

    /// Goes to the next row; false at the end of the run.
    func advance() throws -> Bool {
        start = end
        guard try need(KeyedRowLayout.headerBytes), let head = buffer.baseAddress else { return false }
        let length = KeyedRowLayout.headerBytes + KeyedRowLayout.bodyLength(head, at: start)
        guard try need(length), let base = buffer.baseAddress else { return false }
        hash = KeyedRowLayout.hash(base, at: start)
        end = start + length
        return true
    }

    /// Has `count` bytes from `start` in the buffer; false when the run ends before.
    private func need(_ count: Int) throws -> Bool {
        if filled - start >= count { return true }
        let kept = filled - start
        if count > buffer.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: count + count / 2, alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<filled]))
            buffer.deallocate()
            buffer = larger
        } else if kept > 0, start > 0, let base = buffer.baseAddress {
            memmove(base, base + start, kept)
        }
        start = 0
        filled = kept
        let piece = try file.read(at: position, into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        position += piece
        filled += piece
        return filled >= count
    }
}

/// Runs by their next row.
private struct RunHeap {
    private var cursors: [RunCursor] = []

    var first: RunCursor? { cursors.first }

    mutating func insert(_ cursor: RunCursor) {
        cursors.append(cursor)
        var child = cursors.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard precedes(child, parent) else { return }
            cursors.swapAt(child, parent)
            child = parent
        }
    }

    /// Puts the first where it belongs after it went to its next row.
    mutating func settleFirst() {
        var parent = 0
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < cursors.count && precedes(child, smallest) {
                smallest = child
            }
            if smallest == parent { return }
            cursors.swapAt(parent, smallest)
            parent = smallest
        }
    }

    mutating func removeFirst() {
        cursors.swapAt(0, cursors.count - 1)
        cursors.removeLast()
        settleFirst()
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        (cursors[left].hash, cursors[left].number) < (cursors[right].hash, cursors[right].number)
    }
}

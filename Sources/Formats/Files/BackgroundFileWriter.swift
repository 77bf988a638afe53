import Foundation

/// Writes a large file from start to end on a thread of its own, past the page cache where the file system allows
/// (O_DIRECT), with its SHA-256 reckoned along the way.
///
/// A file of a gigabyte that nobody reads back at once costs more processor time in the page cache than in being made;
/// past it the disk takes the blocks while the next ones are computed. One caller at a time.
public final class BackgroundFileWriter {
    private static let blockBytes = 4 << 20
    private static let blocks = 3
    private static let stepBytes = 32 << 10
    /// Bytes behind a block, for what is written straight into it and turns out to be more than fits.
    private static let overrunBytes = 1 << 20
    /// What O_DIRECT asks of addresses, offsets and lengths.
    private static let alignment = 4096

    private let line: WritingLine
    /// Reckoned by the caller: on the writing thread it would add up with the disk's time.
    private let digest: SHA256Digest
    private var block: UnsafeMutableRawBufferPointer
    private var filled = 0
    /// What the disk said; nothing more is taken then.
    private var failure: (any Error)?
    private var isFinished = false

    /// Makes or empties the file.
    /// - Throws: `FileAccessError`.
    public init(path: String, permissions: mode_t = 0o644) throws {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
        var descriptor = open(path, flags | O_DIRECT, permissions)
        // Some file systems are without it (in memory, some network ones).
        if descriptor < 0, errno == EINVAL { descriptor = open(path, flags, permissions) }
        guard descriptor >= 0 else { throw FileAccessError(operation: "create", path: path, code: errno) }
        let blocks = (0..<Self.blocks).map { _ in
            UnsafeMutableRawBufferPointer.allocate(
                byteCount: Self.blockBytes + Self.overrunBytes, alignment: Self.alignment)
        }
        block = blocks[0]
        digest = try SHA256Digest()
        line = WritingLine(path: path, descriptor: descriptor, free: Array(blocks.dropFirst()))
        line.start()
    }

    deinit {
        if !isFinished { line.end() }
        block.deallocate()
        line.deallocate()
    }

    /// Adds bytes. An error of the disk is thrown by this call or a later one.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        if let failure { throw failure }
        var rest = bytes
        while !rest.isEmpty {
            // A little at a time: what the digest has looked at is still near when it is copied.
            let count = min(rest.count, Self.blockBytes - filled, Self.stepBytes)
            try digest.update(UnsafeRawBufferPointer(rebasing: rest[..<count]))
            UnsafeMutableRawBufferPointer(rebasing: block[filled..<filled + count])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
            filled += count
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            if filled == Self.blockBytes { try exchange() }
        }
    }

    /// Adds bytes that `body` writes to memory of at least `room` bytes; it gives their number. Saves copying them.
    public func write(room: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) throws {
        guard room <= Self.overrunBytes else {
            let bytes = [UInt8](unsafeUninitializedCapacity: room) { target, count in
                count = target.baseAddress.map(body) ?? 0
            }
            return try bytes.withUnsafeBytes { try write($0) }
        }
        if let failure { throw failure }
        guard let start = block.baseAddress.map({ $0 + filled }) else { return }
        let count = body(start.assumingMemoryBound(to: UInt8.self))
        try digest.update(UnsafeRawBufferPointer(start: start, count: count))
        filled += count
        guard filled >= Self.blockBytes else { return }
        let full = block
        let surplus = Self.blockBytes..<filled
        try exchange()
        // Copied while the thread writes what is in front of it.
        block.copyMemory(from: UnsafeRawBufferPointer(rebasing: full[surplus]))
        filled = surplus.count
    }

    /// Hands the block over and begins another one.
    private func exchange() throws {
        do {
            block = try line.exchange(block, count: min(filled, Self.blockBytes))
            filled = 0
        } catch {
            failure = error
            throw error
        }
    }

    /// Writes what is left, puts all of it on disk and closes the file.
    /// - Returns: SHA-256 of the content, lower-case hexadecimal.
    public func finish() throws -> String {
        if let failure { throw failure }
        if filled > 0 { try exchange() }
        isFinished = true
        line.end()
        try line.close()
        return try digest.finish()
    }
}

/// Glibc's header hides it from Swift; the kernel's value differs by processor.
#if arch(arm64) || arch(arm)
    private let O_DIRECT: Int32 = 0o200000
#else
    private let O_DIRECT: Int32 = 0o40000
#endif

/// What the writer and its thread share.
private final class WritingLine: @unchecked Sendable {
    // Unchecked: `free`, `waiting`, `error` and `hasEnded` are touched under `condition`; the rest by the thread alone
    // while it runs, and by the caller after it has ended.
    private let path: String
    private let descriptor: Int32
    private let condition = NSCondition()
    private var free: [UnsafeMutableRawBufferPointer]
    private var waiting: [(block: UnsafeMutableRawBufferPointer, count: Int)] = []
    private var error: (any Error)?
    private var isEnding = false
    private var hasEnded = false
    private var isDirect = true
    private var isClosed = false

    init(path: String, descriptor: Int32, free: [UnsafeMutableRawBufferPointer]) {
        self.path = path
        self.descriptor = descriptor
        self.free = free
    }

    func start() {
        Thread.detachNewThread { self.run() }
    }

    /// Hands a full block over and gets an empty one.
    func exchange(_ block: UnsafeMutableRawBufferPointer, count: Int) throws -> UnsafeMutableRawBufferPointer {
        condition.lock()
        defer { condition.unlock() }
        if let error { throw error }
        waiting.append((block, count))
        condition.broadcast()
        while free.isEmpty { condition.wait() }
        return free.removeLast()
    }

    /// Waits until everything handed over was dealt with.
    func end() {
        condition.lock()
        isEnding = true
        condition.broadcast()
        while !hasEnded { condition.wait() }
        condition.unlock()
    }

    func close() throws {
        if let error {
            closeDescriptor()
            throw error
        }
        guard fsync(descriptor) == 0 else {
            let code = errno
            closeDescriptor()
            throw FileAccessError(operation: "synchronise", path: path, code: code)
        }
        isClosed = true
        guard Foundation.close(descriptor) == 0 else {
            throw FileAccessError(operation: "close", path: path, code: errno)
        }
    }

    func deallocate() {
        closeDescriptor()
        for block in free { block.deallocate() }
        free = []
    }

    private func closeDescriptor() {
        guard !isClosed else { return }
        isClosed = true
        _ = Foundation.close(descriptor)
    }

    private func run() {
        while true {
            condition.lock()
            while waiting.isEmpty && !isEnding { condition.wait() }
            guard !waiting.isEmpty else {
                hasEnded = true
                condition.broadcast()
                condition.unlock()
                return
            }
            let (block, count) = waiting.removeFirst()
            let failed = error != nil
            condition.unlock()
            var thrown: (any Error)?
            if !failed {
                do {
                    try put(UnsafeRawBufferPointer(rebasing: block[..<count]))
                } catch {
                    thrown = error
                }
            }
            condition.lock()
            if error == nil { error = thrown }
            free.append(block)
            condition.broadcast()
            condition.unlock()
        }
    }

    private func put(_ bytes: UnsafeRawBufferPointer) throws {
        // Only the last block is not a whole number of disk blocks; its end goes the ordinary way.
        let whole = bytes.count & ~4095
        try write(UnsafeRawBufferPointer(rebasing: bytes[..<whole]))
        guard whole < bytes.count else { return }
        leaveDirect()
        try write(UnsafeRawBufferPointer(rebasing: bytes[whole...]))
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        var done = 0
        while done < bytes.count {
            let count = Foundation.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EINVAL, isDirect {
                    leaveDirect()
                    continue
                }
                throw FileAccessError(operation: "write", path: path, code: errno)
            }
            done += count
            // A short write leaves a place that O_DIRECT does not take.
            if done & 4095 != 0 { leaveDirect() }
        }
    }

    private func leaveDirect() {
        guard isDirect else { return }
        isDirect = false
        let flags = fcntl(descriptor, F_GETFL)
        if flags >= 0 { _ = fcntl(descriptor, F_SETFL, flags & ~O_DIRECT) }
    }
}

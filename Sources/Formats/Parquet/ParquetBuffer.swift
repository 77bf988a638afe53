#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Growing memory that is not cleared first, for one thread at a time.
final class ParquetBuffer {
    private(set) var base: UnsafeMutableRawPointer
    private(set) var capacity: Int
    var count = 0

    init(capacity: Int = 1 << 16) throws(ParquetError) {
        guard let memory = malloc(max(capacity, 64)) else { throw Self.exhausted(capacity) }
        base = memory
        self.capacity = max(capacity, 64)
    }

    deinit { free(base) }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// Makes room for that many bytes behind the present ones and returns where they go.
    func reserve(_ extra: Int) throws(ParquetError) -> UnsafeMutableRawPointer {
        let (needed, overflow) = count.addingReportingOverflow(extra)
        guard !overflow else { throw Self.exhausted(extra) }
        if needed > capacity {
            let larger = max(needed, capacity + capacity / 2)
            guard let memory = realloc(base, larger) else { throw Self.exhausted(larger) }
            base = memory
            capacity = larger
        }
        return base + count
    }

    private static func exhausted(_ size: Int) -> ParquetError {
        ParquetError(.inputOutput, "no memory for \(size) bytes")
    }
}

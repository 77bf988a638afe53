import CXXHash

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// XXH3, 64 bits: the fast hash for tables in memory and for "is this the same content" on disk.
public func xxh3(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    ndff_xxh3_64(bytes.baseAddress, bytes.count, seed)
}

/// XXH3, 128 bits: the key of an identity. Among 300 million identities the chance of one collision is 10⁻²².
public func xxh3Wide(_ bytes: UnsafeRawBufferPointer) -> (high: UInt64, low: UInt64) {
    let hash = ndff_xxh3_128(bytes.baseAddress, bytes.count)
    return (hash.high, hash.low)
}

/// Whether two byte ranges are equal.
public func sameBytes(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    guard a.count == b.count else { return false }
    guard let left = a.baseAddress, let right = b.baseAddress else { return true }
    return memcmp(left, right, a.count) == 0
}

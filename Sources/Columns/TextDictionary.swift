import CXXHash

/// Distinct byte strings, numbered from 1 in the order they were first seen; code 0 stands for "absent".
///
/// Values are kept in one slab, so that a million distinct values cost no million allocations. The bytes are
/// whatever was interned (UTF-8 by agreement); a `String` is made only on request.
public struct TextDictionary: Sendable {
    /// All values one after the other.
    public private(set) var bytes: [UInt8] = []
    /// `ends[i]` is the offset behind the value with code `i + 1`.
    public private(set) var ends: [UInt32] = []
    /// Open addressing table of codes; 0 is an empty slot.
    @usableFromInline var slots: [UInt32]
    @usableFromInline var hashes: [UInt32] = []
    @usableFromInline var mask: Int

    public init(capacity: Int = 64) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
        mask = size - 1
    }

    /// The number of distinct values; codes run from 1 to `count`.
    @inlinable public var count: Int { hashes.count }

    /// The bytes kept in all values together.
    public var byteCount: Int { bytes.count }

    /// Removes all values; codes given out before are void.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
        slots.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    }

    /// The code of `value`, which is added when it is new. Empty bytes are a value like any other.
    public mutating func intern(_ value: UnsafeRawBufferPointer) -> UInt32 {
        let hash = UInt32(truncatingIfNeeded: xxh3(value))
        var slot = Int(hash) & mask
        while true {
            let code = slots[slot]
            if code == 0 { break }
            if hashes[Int(code) - 1] == hash, isEqual(code, value) { return code }
            slot = (slot + 1) & mask
        }
        bytes.append(contentsOf: value)
        ends.append(UInt32(bytes.count))
        hashes.append(hash)
        let code = UInt32(hashes.count)
        slots[slot] = code
        if hashes.count * 2 > slots.count { grow() }
        return code
    }

    /// The code of `value`, which is added when it is new.
    public mutating func intern(_ value: String) -> UInt32 {
        var value = value
        return value.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
    }

    /// The code of `value`, or `nil` when it was never interned.
    public func code(of value: UnsafeRawBufferPointer) -> UInt32? {
        let hash = UInt32(truncatingIfNeeded: xxh3(value))
        var slot = Int(hash) & mask
        while true {
            let code = slots[slot]
            if code == 0 { return nil }
            if hashes[Int(code) - 1] == hash, isEqual(code, value) { return code }
            slot = (slot + 1) & mask
        }
    }

    /// Where the value of `code` (1…count) lies in `bytes`.
    @inlinable public func range(_ code: UInt32) -> Range<Int> {
        let index = Int(code) - 1
        return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    /// The value of `code` as text; `nil` for code 0. Bytes that are no UTF-8 are replaced by U+FFFD.
    public subscript(code: UInt32) -> String? {
        guard code > 0, Int(code) <= count else { return nil }
        return String(decoding: bytes[range(code)], as: UTF8.self)
    }

    /// Calls `body` with the bytes of `code` (1…count).
    public func withBytes<Result>(_ code: UInt32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let range = range(code)
        return try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// Whether the value of `code` (1…count) is `value`.
    public func isEqual(_ code: UInt32, _ value: UnsafeRawBufferPointer) -> Bool {
        let range = range(code)
        guard range.count == value.count else { return false }
        return bytes.withUnsafeBytes { mine in
            value.isEmpty || sameBytes(UnsafeRawBufferPointer(rebasing: mine[range]), value)
        }
    }

    private mutating func grow() {
        let size = slots.count * 2
        var larger = [UInt32](repeating: 0, count: size)
        for (index, hash) in hashes.enumerated() {
            var slot = Int(hash) & (size - 1)
            while larger[slot] != 0 { slot = (slot + 1) & (size - 1) }
            larger[slot] = UInt32(index + 1)
        }
        slots = larger
        mask = size - 1
    }
}

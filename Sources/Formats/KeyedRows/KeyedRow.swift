/// One row of `KeyedRows`, valid while it is being looked at.
public struct KeyedRow {
    /// Number of the row in the order in which the rows are kept, from 0; not the order in which they were added.
    public let number: Int
    /// Whether no key had found it before.
    public internal(set) var isFoundFirst = false
    let key: UnsafeRawBufferPointer
    /// Length and bytes of every value.
    let values: UnsafeRawBufferPointer

    /// Calls `body` with every value in the order in which they were added.
    public func forEachValue(_ body: (Int, UnsafeRawBufferPointer) throws -> Void) rethrows {
        var rest = values
        var index = 0
        while let value = takeSized(&rest) {
            try body(index, value)
            index += 1
        }
    }
}

/// How rows lie in memory and in the file: hash of the key, length of what follows, then key and values, each with its
/// length in front.
enum KeyedRowLayout {
    static let headerBytes = 12

    static func hash(_ base: UnsafeRawPointer, at offset: Int) -> UInt64 {
        base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    static func bodyLength(_ base: UnsafeRawPointer, at offset: Int) -> Int {
        Int(base.loadUnaligned(fromByteOffset: offset + 8, as: UInt32.self))
    }

    /// The row that begins at `offset`; the bytes were written here, so they are what they should be.
    static func row(_ base: UnsafeRawPointer, at offset: Int, number: Int) -> KeyedRow {
        var rest = UnsafeRawBufferPointer(start: base + offset + headerBytes, count: bodyLength(base, at: offset))
        let key = takeSized(&rest) ?? UnsafeRawBufferPointer(start: nil, count: 0)
        return KeyedRow(number: number, key: key, values: rest)
    }
}

/// Takes a value with its length in front off the beginning of the bytes.
@inline(__always)
private func takeSized(_ bytes: inout UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    var count = 0
    var shift = 0
    var position = 0
    while position < bytes.count, shift < 35 {
        let byte = Int(bytes[position])
        position += 1
        count |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 { break }
    }
    guard position > 0, count <= bytes.count - position else { return nil }
    let value = UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    bytes = UnsafeRawBufferPointer(rebasing: bytes[(position + count)...])
    return value
}

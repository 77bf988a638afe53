/// Remembers which number a text had when it was last seen, in front of a dictionary: most fields repeat a few values,
/// and finding those again costs two loads and one comparison instead of a hash over the text.
///
/// A text of up to 16 bytes is told by its bytes alone; a longer one by its ends and then by a comparison with what the
/// dictionary holds. One owner at a time.
public final class TextMemo: @unchecked Sendable {
    // Unchecked: handed from thread to thread with its owner, never shared.
    @usableFromInline struct Slot: BitwiseCopyable {
        @usableFromInline var first: UInt64
        @usableFromInline var last: UInt64
        @usableFromInline var length: UInt32
        /// 0: the slot is empty.
        @usableFromInline var code: UInt32

        @inlinable init(first: UInt64, last: UInt64, length: UInt32, code: UInt32) {
            self.first = first
            self.last = last
            self.length = length
            self.code = code
        }
    }

    @usableFromInline static let bits = 10
    @usableFromInline let slots: UnsafeMutablePointer<Slot>

    public init() {
        slots = .allocate(capacity: 1 << TextMemo.bits)
        slots.initialize(repeating: Slot(first: 0, last: 0, length: 0, code: 0), count: 1 << TextMemo.bits)
    }

    deinit { slots.deallocate() }

    /// Forgets everything; to be called when the dictionary is emptied.
    public func removeAll() {
        slots.update(repeating: Slot(first: 0, last: 0, length: 0, code: 0), count: 1 << TextMemo.bits)
    }

    /// The code of a text in `dictionary`, which is added when it is new.
    @inlinable
    public func intern(_ text: UnsafeRawBufferPointer, in dictionary: inout TextDictionary) -> UInt32 {
        guard let base = text.baseAddress, text.count > 0 else { return dictionary.intern(text) }
        let count = text.count
        let first: UInt64
        let last: UInt64
        if count >= 8 {
            first = base.loadUnaligned(as: UInt64.self)
            last = base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        } else if count >= 4 {
            first = UInt64(base.loadUnaligned(as: UInt32.self))
            last = UInt64(base.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
        } else {
            first = UInt64(text[0]) | UInt64(text[count / 2]) << 8 | UInt64(text[count - 1]) << 16
            last = 0
        }
        let hash = (first ^ (last &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(count)) &* 0xD6E8_FEB8_6659_FD93
        let slot = slots + Int(truncatingIfNeeded: hash >> UInt64(64 - TextMemo.bits))
        if slot.pointee.first == first, slot.pointee.last == last, slot.pointee.length == UInt32(truncatingIfNeeded: count),
            slot.pointee.code != 0
        {
            let code = slot.pointee.code
            if count <= 16 || dictionary.isEqual(code, text) { return code }
        }
        let code = dictionary.intern(text)
        slot.pointee = Slot(first: first, last: last, length: UInt32(truncatingIfNeeded: count), code: code)
        return code
    }
}

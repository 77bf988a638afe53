/// Memory in which fields are unescaped, used again for every field. One thread at a time.
public final class FieldScratch {
    @usableFromInline var bytes: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int

    public init() {
        capacity = 256
        bytes = .allocate(capacity: capacity)
    }

    deinit { bytes.deallocate() }

    @usableFromInline func room(_ count: Int) -> UnsafeMutablePointer<UInt8> {
        if count > capacity {
            bytes.deallocate()
            capacity = max(count, capacity * 2)
            bytes = .allocate(capacity: capacity)
        }
        return bytes
    }
}

/// Undoes what a dialect does to a field's bytes. The result is never longer than the bytes.
@usableFromInline struct FieldUnescaping: Sendable {
    let quote: UInt8?
    let backslash: Bool

    init(quote: UInt8?, backslash: Bool) {
        self.quote = quote
        self.backslash = backslash
    }

    @usableFromInline func unescape(
        _ raw: UnsafeRawBufferPointer, isQuoted: Bool, into scratch: FieldScratch
    ) -> UnsafeRawBufferPointer {
        let target = scratch.room(raw.count)
        var written = 0
        var position = 0
        // Behind a lone quote (the closing one with text after it) further quotes are content.
        var insideQuotes = isQuoted
        while position < raw.count {
            let byte = raw[position]
            position += 1
            if backslash, byte == UInt8(ascii: "\\"), position < raw.count {
                let next = raw[position]
                position += 1
                if next == UInt8(ascii: "N") {
                    target[written] = byte
                    written += 1
                }
                target[written] = FieldUnescaping.meaning(next)
                written += 1
                continue
            }
            if insideQuotes, byte == quote {
                if position < raw.count, raw[position] == byte {
                    position += 1
                } else {
                    insideQuotes = false
                    continue
                }
            }
            target[written] = byte
            written += 1
        }
        return UnsafeRawBufferPointer(start: target, count: written)
    }

    private static func meaning(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "Z"): 0x1A
        case UInt8(ascii: "0"): 0x00
        default: byte
        }
    }
}

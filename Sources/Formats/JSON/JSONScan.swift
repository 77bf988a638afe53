/// The smallest steps through JSON text.
enum JSONScan {
    /// Steps over blanks and line ends, and over the record separator that text sequences (RFC 7464) begin with.
    @inline(__always) static func skipBlanks(_ text: UnsafePointer<UInt8>, _ at: inout Int, _ end: Int) {
        while at < end, text[at] <= 0x20, isBlank(text[at]) { at += 1 }
    }

    @inline(__always) static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x1E
    }

    /// Steps to the next quote, backslash or control character, eight bytes at a time.
    @inline(__always) static func skipPlain(_ text: UnsafePointer<UInt8>, _ at: inout Int, _ end: Int) {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        while end - at >= 8 {
            let word = UnsafeRawPointer(text + at).loadUnaligned(as: UInt64.self)
            let quotes = word ^ (ones &* 0x22)
            let backslashes = word ^ (ones &* 0x5C)
            // A byte below 0x20 borrows from its highest bit; bytes of 0x80 and up are no control characters.
            let found = ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes) | ((word &- (ones &* 0x20)) & ~word)
            if found & highs != 0 { break }
            at += 8
        }
        while at < end, text[at] != UInt8(ascii: "\""), text[at] != UInt8(ascii: "\\"), text[at] >= 0x20 { at += 1 }
    }

    static func isEscape(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "u"):
            true
        default: false
        }
    }

    /// Steps over a number; false when there is none. What stands at the end of the text may go on behind it.
    static func number(_ text: UnsafePointer<UInt8>, _ at: inout Int, _ end: Int) -> Bool {
        func digits() -> Int {
            let start = at
            while at < end, text[at] >= UInt8(ascii: "0"), text[at] <= UInt8(ascii: "9") { at += 1 }
            return at - start
        }
        if at < end, text[at] == UInt8(ascii: "-") { at += 1 }
        if at == end { return true }
        let first = text[at]
        let whole = digits()
        guard whole > 0, whole == 1 || first != UInt8(ascii: "0") else { return false }
        if at < end, text[at] == UInt8(ascii: ".") {
            at += 1
            if at == end { return true }
            guard digits() > 0 else { return false }
        }
        if at < end, text[at] == UInt8(ascii: "e") || text[at] == UInt8(ascii: "E") {
            at += 1
            if at < end, text[at] == UInt8(ascii: "+") || text[at] == UInt8(ascii: "-") { at += 1 }
            if at == end { return true }
            guard digits() > 0 else { return false }
        }
        return true
    }
}

/// Strings of JSON as what they stand for.
public enum JSONText {
    /// Adds a string's value. A half of a surrogate pair and an escaped NUL become U+FFFD.
    /// - Parameter bytes: what stands between its quotes.
    public static func append(_ bytes: UnsafeRawBufferPointer, to target: inout [UInt8]) {
        var at = 0
        while at < bytes.count {
            var plain = at
            while plain < bytes.count, bytes[plain] != UInt8(ascii: "\\") { plain += 1 }
            target.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[at..<plain]))
            guard plain + 1 < bytes.count else { return }
            at = plain + 2
            switch bytes[at - 1] {
            case UInt8(ascii: "b"): target.append(0x08)
            case UInt8(ascii: "f"): target.append(0x0C)
            case UInt8(ascii: "n"): target.append(0x0A)
            case UInt8(ascii: "r"): target.append(0x0D)
            case UInt8(ascii: "t"): target.append(0x09)
            case UInt8(ascii: "u"): appendUnit(bytes, &at, to: &target)
            case let other: target.append(other)
            }
        }
    }

    private static func appendUnit(_ bytes: UnsafeRawBufferPointer, _ at: inout Int, to target: inout [UInt8]) {
        var code = unit(bytes, at)
        if code != nil { at += 4 }
        if let high = code, high & 0xFC00 == 0xD800 {
            code = nil
            if at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u"),
                let low = unit(bytes, at + 2), low & 0xFC00 == 0xDC00
            {
                at += 6
                code = 0x10000 + (high & 0x3FF) << 10 + low & 0x3FF
            }
        }
        // NUL is no character of a text either.
        let scalar = code.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) } ?? "\u{FFFD}"
        target.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private static func unit(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> UInt32? {
        guard at + 4 <= bytes.count, let base = bytes.baseAddress else { return nil }
        return unit((base + at).assumingMemoryBound(to: UInt8.self))
    }

    /// The value of four hexadecimal digits.
    static func unit(_ digits: UnsafePointer<UInt8>) -> UInt32? {
        var value: UInt32 = 0
        for index in 0..<4 {
            let digit = digits[index]
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(digit - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(digit - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return value
    }
}

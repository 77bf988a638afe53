/// What a text becomes in the markup of a sheet.
enum CellMarkup {
    /// Digits that a number keeps in Excel.
    private static let mostDigits = 15
    /// Smaller numbers would become 0, or come back with an exponent.
    private static let longestNumber = 40

    /// Whether a text is the one decimal form of a number, so that the number gives back the text: `12`, `-0.5`, but
    /// neither `007` nor `1.50`, `1e5`, `+1` or `-0`; nor one of more digits than Excel keeps.
    static func isNumber(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let first = text.first, text.count <= longestNumber else { return false }
        let begin = first == UInt8(ascii: "-") ? 1 : 0
        let point = endOfDigits(text, from: begin)
        let whole = point - begin
        guard whole > 0 else { return false }
        let beginsWithZero = text[begin] == 0x30
        guard whole == 1 || !beginsWithZero else { return false }
        if point == text.count { return whole <= mostDigits && !(beginsWithZero && begin == 1) }

        guard text[point] == UInt8(ascii: "."), point + 1 < text.count,
            endOfDigits(text, from: point + 1) == text.count, text[text.count - 1] != 0x30
        else { return false }
        guard beginsWithZero else { return text.count - begin - 1 <= mostDigits }
        // Zeros in front do not count: 0.00012 has two digits.
        let significant = text[(point + 1)...].firstIndex { $0 != 0x30 } ?? text.count
        return text.count - significant <= mostDigits
    }

    private static func endOfDigits(_ text: UnsafeRawBufferPointer, from start: Int) -> Int {
        var at = start
        while at < text.count, text[at] &- 0x30 < 10 { at += 1 }
        return at
    }

    /// Whether a text keeps its blanks only when the markup says so.
    static func needsPreserving(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let first = text.first, let last = text.last else { return false }
        return first.isXMLBlank || last.isXMLBlank
    }

    /// Adds a text; what is no UTF-8 of it becomes U+FFFD.
    static func append(_ text: UnsafeRawBufferPointer, to markup: inout [UInt8]) {
        if isWellFormedUTF8(text) {
            appendWellFormed(text, to: &markup)
        } else {
            var mended = String(decoding: text, as: UTF8.self)
            mended.withUTF8 { appendWellFormed(UnsafeRawBufferPointer($0), to: &markup) }
        }
    }

    private static func appendWellFormed(_ text: UnsafeRawBufferPointer, to markup: inout [UInt8]) {
        var copied = 0
        var at = 0
        func copy(_ markup: inout [UInt8]) {
            markup.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[copied..<at]))
        }
        while at < text.count {
            let byte = text[at]
            let replacement: StaticString
            switch byte {
            case UInt8(ascii: "&"): replacement = "&amp;"
            case UInt8(ascii: "<"): replacement = "&lt;"
            case UInt8(ascii: ">"): replacement = "&gt;"
            // Written plainly, parsers make a line feed of it.
            case 0x0D: replacement = "&#13;"
            case UInt8(ascii: "_") where beginsEscape(text, at): replacement = "_x005F_"
            case 0..<0x20, 0xEF:
                if let (code, length) = forbidden(text, at) {
                    copy(&markup)
                    appendEscape(code, to: &markup)
                    at += length
                    copied = at
                } else {
                    at += 1
                }
                continue
            default:
                at += 1
                continue
            }
            copy(&markup)
            replacement.withUTF8Buffer { markup.append(contentsOf: $0) }
            at += 1
            copied = at
        }
        copy(&markup)
    }

    /// The character that stands there, where XML 1.0 cannot hold it, and its bytes.
    private static func forbidden(_ text: UnsafeRawBufferPointer, _ at: Int) -> (code: UInt16, length: Int)? {
        switch text[at] {
        case 0x09, 0x0A, 0x0D: return nil
        case let byte where byte < 0x20: return (UInt16(byte), 1)
        // U+FFFE and U+FFFF.
        case 0xEF where at + 2 < text.count && text[at + 1] == 0xBF && text[at + 2] >= 0xBE:
            return (0xFF00 | UInt16(text[at + 2] | 0x40), 3)
        default: return nil
        }
    }

    /// Whether readers would take an underscore for the begin of an escape: `_x0041` and an underscore, which may be
    /// that of an escape which is written behind it.
    private static func beginsEscape(_ text: UnsafeRawBufferPointer, _ at: Int) -> Bool {
        guard at + 6 < text.count, text[at + 1] | 0x20 == UInt8(ascii: "x"),
            text[at + 6] == UInt8(ascii: "_") || forbidden(text, at + 6) != nil
        else { return false }
        return text[(at + 2)..<(at + 6)].allSatisfy { byte in
            byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
        }
    }

    /// Adds `_x001F_`.
    private static func appendEscape(_ code: UInt16, to markup: inout [UInt8]) {
        markup.append(contentsOf: "_x".utf8)
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(truncatingIfNeeded: code >> UInt16(shift)) & 0xF
            markup.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
        }
        markup.append(UInt8(ascii: "_"))
    }
}

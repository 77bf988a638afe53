#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The texts that cells of a workbook share, one behind the other in memory.
///
/// Filled once, before anybody looks a text up; from then on any thread may.
final class SharedStrings: @unchecked Sendable {
    /// What is held at most. Workbooks of a million rows with texts of their own stay below this.
    private static let mostBytes = 256 << 20
    private static let mostTexts = 24 << 20

    @exclusivity(unchecked) private var bytes: UnsafeMutableRawPointer?
    private var capacity = 0
    private var used = 0
    @exclusivity(unchecked) private var ends: [UInt32] = []

    deinit { free(bytes) }

    var count: Int { ends.count }

    /// The text of that number; `nil` when there is none.
    @inline(__always) func text(_ number: Int) -> UnsafeRawBufferPointer? {
        guard ends.indices.contains(number) else { return nil }
        let start = number == 0 ? 0 : Int(ends[number - 1])
        let count = Int(ends[number]) - start
        return UnsafeRawBufferPointer(start: bytes.map { UnsafeRawPointer($0 + start) }, count: count)
    }

    /// Reads `sharedStrings.xml`.
    func load(_ scanner: XMLScanner, part: String) throws {
        var text: [UInt8] = []
        while true {
            switch try scanner.next() {
            case .finished: return
            case .start where scanner.nameIs("si"):
                text.removeAll(keepingCapacity: true)
                try CellText.append(from: scanner, to: &text)
                guard used + text.count <= Self.mostBytes, ends.count < Self.mostTexts else {
                    throw WorkbookError(
                        path: scanner.path,
                        message: "the workbook has more than \(Self.mostBytes >> 20) MB of different texts, or more than "
                            + "\(Self.mostTexts) of them: deliver the table as CSV")
                }
                append(text)
            default: break
            }
        }
    }

    private func append(_ text: [UInt8]) {
        if used + text.count > capacity {
            capacity = max(capacity + capacity / 2, used + text.count, 1 << 16)
            bytes = realloc(bytes, capacity)
        }
        text.withUnsafeBytes { source in
            if let base = source.baseAddress, let bytes { memcpy(bytes + used, base, source.count) }
        }
        used += text.count
        ends.append(UInt32(truncatingIfNeeded: used))
    }
}

/// Text of a cell in an `is` or `si` element: plain or in runs with markup, without what tells how to pronounce it.
enum CellText {
    /// Reads to the end of the element whose start was read last.
    static func append(from scanner: XMLScanner, to text: inout [UInt8]) throws {
        let level = scanner.depth
        let begin = text.count
        while true {
            switch try scanner.next() {
            case .finished: return
            case .end where scanner.depth == level:
                replaceEscapes(in: &text, from: begin)
                return
            case .start where scanner.nameIs("rPh"): try scanner.skipElement()
            case .start where scanner.nameIs("t"):
                let inner = scanner.depth
                while true {
                    let token = try scanner.next()
                    if token == .text { try scanner.appendText(to: &text) }
                    if token == .finished || token == .end && scanner.depth == inner { break }
                }
            default: break
            }
        }
    }

    /// Characters that XML cannot hold are written `_x000D_`, and an underscore that would begin such a thing `_x005F_`.
    static func replaceEscapes(in text: inout [UInt8], from begin: Int) {
        guard text.count - begin >= 7, text[begin...].contains(UInt8(ascii: "_")) else { return }
        var read = begin
        var written = begin
        var units: [UInt16] = []
        while read < text.count {
            units.removeAll(keepingCapacity: true)
            while let unit = escape(text, read) {
                units.append(unit)
                read += 7
            }
            if units.isEmpty {
                text[written] = text[read]
                written += 1
                read += 1
            } else {
                for byte in String(decoding: units, as: UTF16.self).utf8 {
                    text[written] = byte
                    written += 1
                }
            }
        }
        text.removeSubrange(written...)
    }

    private static func escape(_ text: [UInt8], _ at: Int) -> UInt16? {
        guard at + 7 <= text.count, text[at] == UInt8(ascii: "_"), text[at + 1] | 0x20 == UInt8(ascii: "x"),
            text[at + 6] == UInt8(ascii: "_")
        else { return nil }
        var code: UInt16 = 0
        for byte in text[(at + 2)..<(at + 6)] {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x37
            case 0x61...0x66: digit = byte - 0x57
            default: return nil
            }
            code = code << 4 | UInt16(digit)
        }
        // A NUL is nobody's text.
        return code == 0 ? nil : code
    }
}

import CByteScan

/// Which encoding the first bytes of a text speak for.
public struct EncodingDetection: Sendable, Equatable {
    public var encoding: TextEncoding
    /// Bytes of the byte order mark, 0 without one.
    public var byteOrderMarkLength: Int
    /// A byte order mark, well-formed UTF-8 with more than ASCII in it, or a whole text of ASCII; otherwise the
    /// encoding is the likeliest one.
    public var certain: Bool

    public init(encoding: TextEncoding, byteOrderMarkLength: Int = 0, certain: Bool) {
        self.encoding = encoding
        self.byteOrderMarkLength = byteOrderMarkLength
        self.certain = certain
    }

    /// - Parameters:
    ///   - head: the first bytes of the text; 64 KiB and more do well.
    ///   - isWhole: `head` is all there is. Otherwise a sequence cut off at its end is no fault.
    public static func detect(_ head: [UInt8], isWhole: Bool) -> EncodingDetection {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) {
            return .init(encoding: .utf8, byteOrderMarkLength: 3, certain: true)
        }
        if head.starts(with: [0xFF, 0xFE]) {
            return .init(encoding: .utf16LittleEndian, byteOrderMarkLength: 2, certain: true)
        }
        if head.starts(with: [0xFE, 0xFF]) {
            return .init(encoding: .utf16BigEndian, byteOrderMarkLength: 2, certain: true)
        }
        if let encoding = unmarkedUTF16(head) { return .init(encoding: encoding, certain: false) }
        switch utf8(head, isWhole: isWhole) {
        case .ascii: return .init(encoding: .utf8, certain: isWhole)
        case .wellFormed: return .init(encoding: .utf8, certain: true)
        case .malformed:
            // Text in a single-byte encoding hardly ever makes well-formed sequences by chance: where they prevail, it
            // is UTF-8 with damaged places, which only the records concerned should suffer for.
            if isMostlyUTF8(head) { return .init(encoding: .utf8, certain: true) }
            return .init(encoding: singleByte(head), certain: false)
        }
    }

    /// Whether there are at least three well-formed sequences beyond ASCII for every place that is none.
    private static func isMostlyUTF8(_ head: [UInt8]) -> Bool {
        head.withUnsafeBufferPointer { buffer in
            guard let bytes = buffer.baseAddress else { return false }
            var wellFormed = 0
            var malformed = 0
            var position = 0
            while position < buffer.count {
                if buffer[position] < 0x80 {
                    position += 1
                    continue
                }
                let length = bytescan_utf8_sequence(bytes + position, buffer.count - position)
                if length > 1 { wellFormed += 1 } else { malformed += 1 }
                position += max(1, Int(length))
            }
            return wellFormed >= 3 * malformed && wellFormed > 0
        }
    }

    private enum UTF8Finding { case ascii, wellFormed, malformed }

    private static func utf8(_ head: [UInt8], isWhole: Bool) -> UTF8Finding {
        head.withUnsafeBufferPointer { buffer in
            guard let bytes = buffer.baseAddress else { return .ascii }
            var position = 0
            var isASCII = true
            while true {
                position = bytescan_next_irregular(bytes, position, buffer.count)
                if position == buffer.count { break }
                if bytes[position] != 0 {
                    let length = bytescan_utf8_sequence(bytes + position, buffer.count - position)
                    if length < 0, !isWhole { break }
                    return .malformed
                }
                position += 1
            }
            for byte in buffer where byte >= 0x80 {
                isASCII = false
                break
            }
            return isASCII ? .ascii : .wellFormed
        }
    }

    /// UTF-16 without a byte order mark: one byte order makes ASCII (delimiters, digits, line ends) of some of the
    /// pairs, the other of hardly any. Other text has few NUL bytes among many pairs of plain ASCII.
    private static func unmarkedUTF16(_ head: [UInt8]) -> TextEncoding? {
        let pairs = head.count / 2
        guard pairs > 0 else { return nil }
        var littleEndian = 0
        var bigEndian = 0
        var ascii = 0
        for pair in 0..<pairs {
            let first = head[pair * 2]
            let second = head[pair * 2 + 1]
            if second == 0, isText(first) { littleEndian += 1 }
            if first == 0, isText(second) { bigEndian += 1 }
            if isText(first), isText(second) { ascii += 1 }
        }
        let more = max(littleEndian, bigEndian)
        guard more * 20 >= pairs, more * 2 > ascii, more > 4 * min(littleEndian, bigEndian) else { return nil }
        return littleEndian > bigEndian ? .utf16LittleEndian : .utf16BigEndian
    }

    private static func isText(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    /// Latin-1, Windows-1252 or Mac Roman, by what each makes of the bytes in words: accented letters are mostly
    /// small ones among small letters; capitals behind small letters and signs inside words speak against it.
    private static func singleByte(_ head: [UInt8]) -> TextEncoding {
        let likelihood = { (encoding: TextEncoding) -> Int in
            guard let characters = SingleByteCharacters.upperHalf(encoding) else { return 0 }
            var score = 0
            for (position, byte) in head.enumerated() where byte >= 0x80 {
                let before: UInt8 = position > 0 ? head[position - 1] : 0x20
                let after: UInt8 = position + 1 < head.count ? head[position + 1] : 0x20
                score += weight(characters[Int(byte) - 0x80], before: before, after: after)
            }
            return score
        }
        let windows = likelihood(.windows1252)
        let mac = likelihood(.macRoman)
        if mac > 0, mac > windows { return .macRoman }
        return head.contains { (0x80...0x9F).contains($0) } ? .windows1252 : .latin1
    }

    private static func weight(_ scalar: UInt16, before: UInt8, after: UInt8) -> Int {
        let isBehindSmall = (0x61...0x7A).contains(before)
        let isBeforeSmall = (0x61...0x7A).contains(after)
        guard let character = Unicode.Scalar(scalar) else { return -2 }
        switch character.properties.generalCategory {
        case .lowercaseLetter: return isBehindSmall ? 2 : isBeforeSmall ? 1 : 0
        case .uppercaseLetter: return isBehindSmall ? -2 : isBeforeSmall ? 1 : 0
        case .control: return -4
        default: return isBehindSmall && isBeforeSmall && scalar != 0x2019 ? -2 : 0
        }
    }
}

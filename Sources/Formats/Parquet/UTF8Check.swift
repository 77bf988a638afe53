/// Whether all bytes together are well-formed UTF-8 (Unicode 16, table 3-7).
func isWellFormedUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    let count = bytes.count
    while index < count {
        if index + 8 <= count,
            bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
            index += 8
            continue
        }
        let lead = bytes[index]
        index += 1
        if lead < 0x80 { continue }
        let more: Int
        var allowed: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: more = 1
        case 0xE0: (more, allowed) = (2, 0xA0...0xBF)
        case 0xED: (more, allowed) = (2, 0x80...0x9F)
        case 0xE1...0xEF: more = 2
        case 0xF0: (more, allowed) = (3, 0x90...0xBF)
        case 0xF1...0xF3: more = 3
        case 0xF4: (more, allowed) = (3, 0x80...0x8F)
        default: return false
        }
        guard index + more <= count, allowed.contains(bytes[index]) else { return false }
        for next in 1..<max(1, more) where bytes[index + next] & 0xC0 != 0x80 { return false }
        index += more
    }
    return true
}

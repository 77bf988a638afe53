/// The fields of a 512-byte tar header block.
struct TarHeader {
    let name: String
    let type: UInt8
    /// `nil` when the size field holds no number.
    let size: UInt64?

    init(_ block: [UInt8]) {
        let base = Self.text(block[0..<100])
        // POSIX ustar splits long names; GNU ("ustar  ") uses the same bytes for times.
        let prefix = block[257..<263].elementsEqual("ustar\0".utf8) ? Self.text(block[345..<500]) : ""
        name = prefix.isEmpty ? base : prefix + "/" + base
        type = block[156]
        size = Self.number(block[124..<136])
    }

    /// Whether data blocks follow the header.
    var hasData: Bool {
        switch type {
        case UInt8(ascii: "1"), UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "5"),
            UInt8(ascii: "6"):
            false
        default: true
        }
    }

    func kind(named name: String) -> TarEntry.Kind {
        switch type {
        case UInt8(ascii: "5"): .directory
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): name.hasSuffix("/") ? .directory : .file
        default: .other(type)
        }
    }

    /// Whether a block is a header: its bytes add up to the number it carries, signed or unsigned as writers differ.
    static func hasValidChecksum(_ block: some RandomAccessCollection<UInt8>) -> Bool {
        guard block.count >= 512 else { return false }
        let bytes = Array(block.prefix(512))
        guard let stated = number(bytes[148..<156]) else { return false }
        var unsigned: UInt64 = 0
        var signed: Int64 = 0
        for (place, byte) in bytes.enumerated() {
            let value = (148..<156).contains(place) ? 32 : byte
            unsigned += UInt64(value)
            signed += Int64(Int8(bitPattern: value))
        }
        return stated == unsigned || Int64(exactly: stated) == signed
    }

    private static func text(_ field: ArraySlice<UInt8>) -> String {
        String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Octal digits, or a big-endian number after a byte with its high bit set (GNU, for large files).
    private static func number(_ field: ArraySlice<UInt8>) -> UInt64? {
        guard let first = field.first else { return nil }
        if first & 0x80 != 0 {
            guard first == 0x80 else { return nil }
            var value: UInt64 = 0
            for byte in field.dropFirst() {
                guard value <= UInt64.max >> 8 else { return nil }
                value = value << 8 | UInt64(byte)
            }
            return value
        }
        let digits = field.drop { $0 == 32 }.prefix { $0 != 0 && $0 != 32 }
        if digits.isEmpty { return 0 }
        return UInt64(String(decoding: digits, as: UTF8.self), radix: 8)
    }
}

/// The characters of a dBASE table: by the `.cpg` file beside it, or the language driver in its header.
public struct DBaseCharacters: Sendable, Equatable {
    public let name: String
    /// UTF-8 for the bytes 0x80…0xFF; empty for UTF-8 itself.
    private let upperHalf: [[UInt8]]

    public static let utf8 = DBaseCharacters(name: "UTF-8", upperHalf: [])
    public static let windows1252 = DBaseCharacters(encoding: .windows1252)
    static let latin1 = DBaseCharacters(encoding: .latin1)
    static let codePage437 = DBaseCharacters(name: "CP437", upperHalf: (0x80...0xFF).map { Array(CodePage437.decode([UInt8($0)]).utf8) })
    static let codePage850 = DBaseCharacters(
        name: "CP850",
        upperHalf: ("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤"
            + "ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}").unicodeScalars.map { Array(String($0).utf8) })

    private init(name: String, upperHalf: [[UInt8]]) {
        self.name = name
        self.upperHalf = upperHalf
    }

    private init(encoding: TextEncoding) {
        let scalars = SingleByteCharacters.upperHalf(encoding) ?? []
        self.init(
            name: encoding.rawValue,
            upperHalf: scalars.map { Unicode.Scalar($0).map { Array(String($0).utf8) } ?? [0xEF, 0xBF, 0xBD] })
    }

    public var isUTF8: Bool { upperHalf.isEmpty }

    /// What a `.cpg` file says; `nil` where it is not known.
    init?(codePage text: String) {
        let label = text.uppercased().filter { $0.isLetter || $0.isNumber }
        switch label {
        case "65001", "UTF8": self = .utf8
        case "LDID87", "ANSI1252": self = .windows1252
        case "437", "CP437", "OEM437", "IBM437": self = .codePage437
        case "850", "CP850", "OEM850", "IBM850", "OEM": self = .codePage850
        default:
            if label.hasPrefix("LDID"), let driver = UInt8(label.dropFirst(4)) {
                self.init(languageDriver: driver)
                return
            }
            switch TextEncoding(label: label) {
            case .utf8: self = .utf8
            case .latin1: self = .latin1
            case .windows1252: self = .windows1252
            case .macRoman: self.init(encoding: .macRoman)
            default: return nil
            }
        }
    }

    /// What the header's language driver says; `nil` where it is not known or says nothing.
    init?(languageDriver: UInt8) {
        switch languageDriver {
        case 0x01, 0x09, 0x0B, 0x0D, 0x0F, 0x11, 0x15, 0x18, 0x19, 0x1B: self = .codePage437
        case 0x02, 0x0A, 0x0E, 0x10, 0x12, 0x14, 0x16, 0x1A, 0x1D, 0x25, 0x37: self = .codePage850
        case 0x03, 0x57, 0x58, 0x59: self = .windows1252
        default: return nil
        }
    }

    /// Appends the characters of `bytes` in UTF-8.
    func append(_ bytes: UnsafeRawBufferPointer, to text: inout [UInt8]) {
        guard !isUTF8, bytes.contains(where: { $0 >= 0x80 }) else {
            text.append(contentsOf: bytes)
            return
        }
        for byte in bytes {
            if byte < 0x80 { text.append(byte) } else { text.append(contentsOf: upperHalf[Int(byte) - 0x80]) }
        }
    }
}

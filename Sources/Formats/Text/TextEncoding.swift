/// The encodings in which deliveries come.
public enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case latin1 = "ISO-8859-1"
    case windows1252 = "windows-1252"
    case macRoman = "macintosh"

    /// The encoding a declaration such as `UTF-8`, `utf8`, `ISO-8859-1`, `latin1`, `cp1252` or `x-mac-roman` means;
    /// `nil` for one that is not known. `UTF-16` without an order is big-endian (RFC 2781); a byte order mark in the
    /// text says better.
    public init?(label: String) {
        let plain = label.lowercased().filter { $0.isLetter || $0.isNumber }
        switch plain {
        case "utf8", "utf8sig", "utf8bom", "unicode11utf8", "ascii", "usascii", "ansix341968", "iso646us": self = .utf8
        case "utf16le", "unicodelittle", "unicodelittleunmarked", "xutf16lebom": self = .utf16LittleEndian
        case "utf16", "utf16be", "unicodebig", "unicodebigunmarked", "ucs2": self = .utf16BigEndian
        case "iso88591", "iso885911987", "latin1", "l1", "88591", "isoir100", "cp819", "ibm819": self = .latin1
        case "windows1252", "cp1252", "xcp1252", "1252", "win1252", "ansi": self = .windows1252
        case "macroman", "xmacroman", "macintosh", "mac", "xmacintosh": self = .macRoman
        default: return nil
        }
    }
}

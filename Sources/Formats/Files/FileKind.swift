/// What a file is, judged by its first bytes and not by its name.
public enum FileKind: Sendable, Equatable {
    case zip
    case gzip
    case tar
    /// A packing that is recognised but not read; the text names it ("bzip2", "xz", "zstd", "7-zip", "rar").
    case unsupported(String)
    case other

    /// Number of first bytes that settle it.
    public static let bytesNeeded = 512

    private static let signatures: [([UInt8], FileKind)] = [
        ([0x50, 0x4B, 0x03, 0x04], .zip), ([0x50, 0x4B, 0x05, 0x06], .zip), ([0x1F, 0x8B], .gzip),
        ([0x42, 0x5A, 0x68], .unsupported("bzip2")), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .unsupported("xz")),
        ([0x28, 0xB5, 0x2F, 0xFD], .unsupported("zstd")),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .unsupported("7-zip")),
        ([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], .unsupported("rar")),
    ]

    /// - Parameter bytes: the first `bytesNeeded` bytes, or all of a shorter file.
    public init(ofFirstBytes bytes: [UInt8]) {
        if let (_, kind) = Self.signatures.first(where: { bytes.starts(with: $0.0) }) {
            // "BZh" is also three letters that a text could begin with: bzip2 has a level digit and a block mark after it.
            let isText = kind == .unsupported("bzip2") && !bytes.dropFirst(4).starts(with: [0x31, 0x41, 0x59])
            self = isText ? .other : kind
        } else {
            self = TarHeader.hasValidChecksum(bytes) ? .tar : .other
        }
    }
}

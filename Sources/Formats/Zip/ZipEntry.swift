/// One file or folder in a zip, as the central directory tells it.
public struct ZipEntry: Sendable, Equatable {
    /// The name as text: UTF-8 when the archive says so, else code page 437.
    public let name: String
    /// Number of bytes after and before decompression.
    public let compressedSize: UInt64
    public let uncompressedSize: UInt64
    /// CRC-32 of the unpacked bytes.
    public let crc: UInt32
    /// 0 stored, 8 deflate; others cannot be opened.
    public let method: UInt16
    public let isEncrypted: Bool
    /// Offset in the file of the entry's local header.
    let localHeaderOffset: UInt64

    /// Whether the entry stands for a folder.
    public var isDirectory: Bool { name.hasSuffix("/") || (name.hasSuffix("\\") && uncompressedSize == 0) }

    /// False for an absolute name or one that climbs out with `..`: such a name must never become a path on disk.
    public var hasSafeName: Bool { isSafeEntryName(name) }
}

/// Whether the name of an archive entry stays below the folder it would be unpacked in.
func isSafeEntryName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, !bytes.contains(0) else { return false }
    if first == UInt8(ascii: "/") || first == UInt8(ascii: "\\") { return false }
    if bytes.count > 1, bytes[1] == UInt8(ascii: ":") { return false }
    return !name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).contains("..")
}

/// One member of a tar archive.
public struct TarEntry: Sendable, Equatable {
    /// The kinds of member that matter to a reader of data.
    public enum Kind: Sendable, Equatable {
        case file
        case directory
        /// A link, device or sparse file, by its type byte; it cannot be opened.
        case other(UInt8)
    }

    public let name: String
    public let kind: Kind
    /// Number of data bytes.
    public let size: UInt64
    /// Offset of the data in the unpacked tar.
    let dataOffset: UInt64

    /// False for an absolute name or one that climbs out with `..`.
    public var hasSafeName: Bool { isSafeEntryName(name) }
}

/// What makes a tar archive unreadable.
public struct TarError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: Sendable, Equatable {
        /// The first block is not a tar header, or there is none.
        case notATar
        case truncated
        case damaged(String)
        /// The member is a link, a device or a sparse file.
        case notAFile
        case noSuchEntry
    }

    public let reason: Reason
    public let path: String
    public let entry: String?
    /// Offset in the unpacked tar.
    public let offset: UInt64

    public var description: String {
        let place = "'\(path)'" + (entry.map { ", member '\($0)'" } ?? "") + " at byte \(offset)"
        switch reason {
        case .notATar: return "\(place): not a tar archive"
        case .truncated: return "\(place): the archive is cut off; ask for the file again"
        case .damaged(let detail): return "\(place): damaged tar (\(detail)); ask for the file again"
        case .notAFile: return "\(place): not a plain file"
        case .noSuchEntry: return "\(place): not in the archive"
        }
    }
}

/// A tar archive (v7, ustar, pax, GNU), plain or gzipped. Making one reads the whole archive once to list its members.
///
/// A plain tar is then read in place. A gzipped one cannot be entered in the middle: every `open` unpacks from the start
/// up to the member, so reading all of n members costs about n/2 times the archive. Archives of deliveries hold a handful.
public struct TarArchive: Sendable {
    public let path: String
    public let isGzipped: Bool
    /// All members in the order of the archive.
    public let entries: [TarEntry]
    private let file: PositionedFile
    private let limits: InflationLimits

    /// Lists the members. A gzipped archive is read to its end, check sums included.
    /// - Throws: `FileAccessError`, `TarError`, `CompressionError`, or `ContainerError` for bzip2, xz and the like.
    public init(path: String, limits: InflationLimits = InflationLimits()) throws {
        let file = try PositionedFile(path: path)
        let kind = FileKind(ofFirstBytes: try file.bytes(at: 0, count: FileKind.bytesNeeded))
        if case .unsupported(let method) = kind {
            throw ContainerError(reason: .unsupportedCompression(method), path: path)
        }
        self.path = path
        self.file = file
        self.limits = limits
        isGzipped = kind == .gzip
        let whole = FileRangeSource(file, from: 0, to: file.size)
        if isGzipped {
            let unpacked = try GzipSource(whole, name: path, limits: limits)
            entries = try TarIndex(unpacked, path: path).entries
            try unpacked.forEachChunk(of: 1 << 16) { _ in }
        } else {
            entries = try TarIndex(whole, path: path).entries
        }
    }

    /// The member of that exact name; of several with one name the last, which is the newest.
    public func entry(named name: String) -> TarEntry? {
        entries.last { $0.name == name }
    }

    /// The bytes of a member. In a gzipped archive this unpacks everything before it.
    public func open(_ entry: TarEntry) throws -> any ByteSource {
        guard entry.kind == .file else {
            throw TarError(reason: .notAFile, path: path, entry: entry.name, offset: entry.dataOffset)
        }
        let end = entry.dataOffset.addingReportingOverflow(entry.size)
        guard !end.overflow else {
            throw TarError(reason: .damaged("size"), path: path, entry: entry.name, offset: entry.dataOffset)
        }
        if !isGzipped { return FileRangeSource(file, from: entry.dataOffset, to: min(end.partialValue, file.size)) }
        let unpacked = try GzipSource(FileRangeSource(file, from: 0, to: file.size), name: path, limits: limits)
        guard try unpacked.skip(entry.dataOffset) == entry.dataOffset else {
            throw TarError(reason: .truncated, path: path, entry: entry.name, offset: entry.dataOffset)
        }
        return PrefixSource(unpacked, count: entry.size) { [path] missing in
            TarError(reason: .truncated, path: path, entry: entry.name, offset: end.partialValue - missing)
        }
    }
}

/// The files of a zip.
public struct ZipContainer: FileContainer {
    public let archive: ZipArchive
    private let byName: [String: ZipEntry]

    public init(_ archive: ZipArchive) {
        self.archive = archive
        byName = Dictionary(archive.entries.filter { !$0.isDirectory }.map { ($0.name, $0) }) { $1 }
    }

    public var path: String { archive.path }

    public var entryNames: [String] { uniqueNames(archive.entries.lazy.filter { !$0.isDirectory }.map(\.name)) }

    public func size(_ name: String) -> UInt64? { byName[name]?.uncompressedSize }

    public func open(_ name: String) throws -> any ByteSource {
        guard let entry = byName[name] else { throw ZipError(.noSuchEntry, path: path, entry: name) }
        return try archive.open(entry)
    }
}

/// The files of a tar, plain or gzipped; see `TarArchive` for what opening costs.
public struct TarContainer: FileContainer {
    public let archive: TarArchive
    private let byName: [String: TarEntry]

    public init(_ archive: TarArchive) {
        self.archive = archive
        byName = Dictionary(archive.entries.filter { $0.kind == .file }.map { ($0.name, $0) }) { $1 }
    }

    public var path: String { archive.path }

    public var entryNames: [String] { uniqueNames(archive.entries.lazy.filter { $0.kind == .file }.map(\.name)) }

    public func size(_ name: String) -> UInt64? { byName[name]?.size }

    public func open(_ name: String) throws -> any ByteSource {
        guard let entry = byName[name] else { throw TarError(reason: .noSuchEntry, path: path, entry: name, offset: 0) }
        return try archive.open(entry)
    }
}

/// One file by itself, unpacked when it is gzipped.
public struct SingleFileContainer: FileContainer {
    public let path: String
    /// The file's own name, without ".gz" when it is gzipped.
    public let name: String
    private let file: PositionedFile
    private let isGzipped: Bool
    private let limits: InflationLimits

    init(_ file: PositionedFile, isGzipped: Bool, limits: InflationLimits) {
        let base = file.path.split(separator: "/").last.map(String.init) ?? file.path
        self.path = file.path
        self.file = file
        self.isGzipped = isGzipped
        self.limits = limits
        let hasSuffix = isGzipped && base.count > 3 && base.lowercased().hasSuffix(".gz")
        name = hasSuffix ? String(base.dropLast(3)) : base
    }

    public var entryNames: [String] { [name] }

    public func size(_ name: String) -> UInt64? { name == self.name && !isGzipped ? file.size : nil }

    public func open(_ name: String) throws -> any ByteSource {
        guard name == self.name else { throw ContainerError(reason: .noSuchEntry(name), path: path) }
        let bytes = FileRangeSource(file, from: 0, to: file.size)
        return isGzipped ? try GzipSource(bytes, name: path, limits: limits) : bytes
    }
}

private func uniqueNames(_ names: some Sequence<String>) -> [String] {
    var seen = Set<String>()
    return names.filter { seen.insert($0).inserted }
}

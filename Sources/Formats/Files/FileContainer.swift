/// A folder, zip or tar: files by name.
public protocol FileContainer: Sendable {
    /// Where the container is, for messages.
    var path: String { get }
    /// Names of the files in it (no folders), parts joined by "/" or as the archive has them.
    var entryNames: [String] { get }
    /// Number of bytes after unpacking; `nil` for an unknown name, or where only reading it all would tell.
    func size(_ name: String) -> UInt64?
    /// The bytes of a file in it.
    func open(_ name: String) throws -> any ByteSource
}

/// Why something cannot be read as a container of files.
public struct ContainerError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: Sendable, Equatable {
        /// bzip2, xz, zstd, 7-zip or rar.
        case unsupportedCompression(String)
        case empty
        case noSuchEntry(String)
        /// Folders nested deeper than any delivery needs.
        case tooDeep
        /// What the layout of a Darwin Core Archive may not be, with the names concerned.
        case severalDescriptors([String])
        case noData
    }

    public let reason: Reason
    public let path: String

    public var description: String {
        switch reason {
        case .unsupportedCompression(let method):
            "'\(path)': \(method) is not supported; deliver the files as zip, gzip or tar.gz"
        case .empty: "'\(path)': the file is empty"
        case .noSuchEntry(let name): "'\(path)': holds no file '\(name)'"
        case .tooDeep: "'\(path)': folders are nested too deep"
        case .severalDescriptors(let names):
            "'\(path)': holds more than one archive (\(names.joined(separator: ", "))); deliver them one by one"
        case .noData: "'\(path)': holds no meta.xml and no csv, tsv or txt file"
        }
    }
}

/// Opens whatever stands at `path` as a container, judged by its bytes: a folder, a zip, a tar, a gzipped tar, or a
/// single file, plain or gzipped (named without its ".gz").
/// - Throws: `ContainerError`, or what the format's reader throws.
public func openContainer(path: String, limits: InflationLimits = InflationLimits()) throws -> any FileContainer {
    if DirectoryContainer.isDirectory(path) { return try DirectoryContainer(path: path) }
    let file = try PositionedFile(path: path)
    let first = try file.bytes(at: 0, count: FileKind.bytesNeeded)
    switch FileKind(ofFirstBytes: first) {
    case .zip: return ZipContainer(try ZipArchive(path: path, limits: limits))
    case .tar: return TarContainer(try TarArchive(path: path, limits: limits))
    case .unsupported(let method): throw ContainerError(reason: .unsupportedCompression(method), path: path)
    case .gzip:
        let inner = try GzipSource(FileRangeSource(file, from: 0, to: file.size), name: path, limits: limits)
        var start = [UInt8](repeating: 0, count: FileKind.bytesNeeded)
        let count = try start.withUnsafeMutableBytes { try inner.readFully(into: $0) }
        switch FileKind(ofFirstBytes: Array(start.prefix(count))) {
        case .tar: return TarContainer(try TarArchive(path: path, limits: limits))
        default: return SingleFileContainer(file, isGzipped: true, limits: limits)
        }
    case .other:
        guard file.size > 0 else { throw ContainerError(reason: .empty, path: path) }
        // A zip with something in front of it is known by its end only; text files have no end record.
        if let archive = try? ZipArchive(path: path, limits: limits), !archive.entries.isEmpty {
            return ZipContainer(archive)
        }
        return SingleFileContainer(file, isGzipped: false, limits: limits)
    }
}

import Foundation

/// The files below a folder. Symbolic links are left out: a delivery must not lead outside itself.
public struct DirectoryContainer: FileContainer {
    public let path: String
    /// Paths below the folder, sorted by their bytes.
    public let entryNames: [String]
    private let sizes: [String: UInt64]

    private static let deepestFolder = 64

    public init(path: String) throws {
        var found: [String: UInt64] = [:]
        try Self.collect(below: path, prefix: "", depth: 0, into: &found)
        self.path = path
        sizes = found
        entryNames = found.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The files directly in a folder that have one name, whatever their endings and the case.
    public init(folder: String, stem: String) throws {
        var found: [String: UInt64] = [:]
        let stem = stem.lowercased() + "."
        for name in try folderEntries(folder) where name.lowercased().hasPrefix(stem) {
            var status = stat()
            guard lstat(folder + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            found[name] = UInt64(clamping: status.st_size)
        }
        path = folder
        sizes = found
        entryNames = found.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    public func size(_ name: String) -> UInt64? { sizes[name] }

    public func open(_ name: String) throws -> any ByteSource {
        guard sizes[name] != nil else { throw ContainerError(reason: .noSuchEntry(name), path: path) }
        let file = try PositionedFile(path: path + "/" + name, followsLinks: false)
        return FileRangeSource(file, from: 0, to: file.size)
    }

    public static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func collect(
        below folder: String, prefix: String, depth: Int, into found: inout [String: UInt64]
    ) throws {
        guard depth <= deepestFolder else { throw ContainerError(reason: .tooDeep, path: folder) }
        for name in try folderEntries(folder) {
            var status = stat()
            let full = folder + "/" + name
            // A file that vanished since the folder was listed is no error.
            guard lstat(full, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFREG: found[prefix + name] = UInt64(clamping: status.st_size)
            case S_IFDIR: try collect(below: full, prefix: prefix + name + "/", depth: depth + 1, into: &found)
            default: break
            }
        }
    }
}

/// Names in a folder, without "." and "..", in no order.
func folderEntries(_ path: String) throws -> [String] {
    guard let folder = opendir(path) else { throw FileAccessError("list", path) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) {
                String(cString: $0)
            }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}

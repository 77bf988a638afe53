import Foundation

/// Puts a finished file or folder in the place of the old one in a single step, so that nobody ever sees half of it.
///
/// Write to `temporaryPath`, a hidden sibling of the target, then `commit()`. What a killed run leaves behind is found
/// by its name: call `removeLeftovers(in:)` at the next start, while holding whatever keeps two runs apart.
public struct AtomicReplacement: Sendable {
    public enum Kind: Sendable {
        case file, directory
    }

    public let target: String
    /// Where to write; for a folder it exists already, and is empty.
    public let temporaryPath: String
    private let kind: Kind
    private let folder: String

    private static let partialMark = ".ndff-partial."
    private static let previousMark = ".ndff-previous."

    /// - Parameter target: the path to be replaced or made; its folder must exist.
    public init(_ kind: Kind, of target: String) throws {
        let trimmed = target.count > 1 && target.hasSuffix("/") ? String(target.dropLast()) : target
        guard let name = trimmed.split(separator: "/").last, name != ".", name != ".." else {
            throw FileAccessError(operation: "replace", path: target, code: EINVAL)
        }
        let parent = String(trimmed.dropLast(name.count))
        self.kind = kind
        self.target = trimmed
        folder = parent.isEmpty ? "./" : parent
        let key = String(UInt64.random(in: .min ... .max), radix: 36)
        temporaryPath = folder + Self.partialMark + key
        if kind == .directory, mkdir(temporaryPath, 0o755) != 0 { throw FileAccessError("create", temporaryPath) }
    }

    /// Syncs what was written to disk and puts it in the target's place. After an error the target is whole: the
    /// old one, or the new one when only the clearing away of the old failed.
    public func commit() throws {
        try Self.syncTree(temporaryPath)
        switch kind {
        case .file: try Self.move(temporaryPath, to: target)
        case .directory: try replaceDirectory()
        }
        try Self.sync(folder)
    }

    /// Removes what was written; the target stays as it was.
    public func discard() {
        try? Self.remove(temporaryPath)
    }

    private func replaceDirectory() throws {
        var status = stat()
        guard lstat(target, &status) == 0 else { return try Self.move(temporaryPath, to: target) }
        if Self.exchange(temporaryPath, target) {
            try Self.sync(folder)
            return try Self.remove(temporaryPath)
        }
        // A file system that cannot exchange: for a moment there is no target, and a kill in it is repaired by name.
        let name = target.split(separator: "/").last.map(String.init) ?? target
        let previous = folder + Self.previousMark + name
        if lstat(previous, &status) == 0 { try Self.remove(previous) }
        try Self.move(target, to: previous)
        do {
            try Self.move(temporaryPath, to: target)
        } catch {
            try Self.move(previous, to: target)
            throw error
        }
        try Self.remove(previous)
    }

    /// Removes what killed runs left in a folder, and puts back a previous state whose successor did not arrive.
    /// - Returns: the names that were dealt with, sorted.
    @discardableResult
    public static func removeLeftovers(in folder: String) throws -> [String] {
        let names = try folderEntries(folder).filter { $0.hasPrefix(partialMark) || $0.hasPrefix(previousMark) }
            .sorted()
        for name in names {
            let path = folder + "/" + name
            let successor = folder + "/" + name.dropFirst(previousMark.count)
            var status = stat()
            if name.hasPrefix(previousMark), lstat(successor, &status) != 0 {
                try move(path, to: successor)
            } else {
                try remove(path)
            }
        }
        return names
    }

    // MARK: system calls

    private static func move(_ source: String, to target: String) throws {
        guard rename(source, target) == 0 else { throw FileAccessError("rename to '\(target)'", source) }
    }

    private typealias RenameAt2 =
        @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32

    /// False where the system or the file system cannot exchange two names.
    private static func exchange(_ first: String, _ second: String) -> Bool {
        // Swift's view of the C library leaves renameat2 out.
        guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "renameat2") else { return false }
        let exchangeNames: UInt32 = 2  // RENAME_EXCHANGE
        return unsafeBitCast(symbol, to: RenameAt2.self)(AT_FDCWD, first, AT_FDCWD, second, exchangeNames) == 0
    }

    private static func syncTree(_ path: String) throws {
        if DirectoryContainer.isDirectory(path) {
            for name in try folderEntries(path) {
                var status = stat()
                // A symbolic link has nothing of its own to sync.
                if lstat(path + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFLNK { continue }
                try syncTree(path + "/" + name)
            }
        }
        try sync(path)
    }

    private static func sync(_ path: String) throws {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileAccessError("open", path) }
        defer { Foundation.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileAccessError("sync", path) }
    }

    private static func remove(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            for name in try folderEntries(path) { try remove(path + "/" + name) }
            guard rmdir(path) == 0 else { throw FileAccessError("remove", path) }
        } else {
            guard unlink(path) == 0 else { throw FileAccessError("remove", path) }
        }
    }

    /// Puts a file with these bytes in the place of another, whole or not at all.
    public static func write(_ bytes: [UInt8], to path: String) throws {
        let replacement = try AtomicReplacement(.file, of: path)
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: replacement.temporaryPath))
            try replacement.commit()
        } catch {
            replacement.discard()
            throw error
        }
    }
}

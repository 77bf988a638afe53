import Formats
import Foundation

/// The deliveries as they came, under their SHA-256.
struct Archive: Sendable {
    let directory: String

    func path(sha256: String, fileName: String) -> String {
        let ending = (fileName as NSString).pathExtension
        return "\(directory)/\(sha256)" + (ending.isEmpty ? "" : ".\(ending)")
    }

    /// Bytes of all files of a delivery.
    static func size(path: String) throws -> Int64 {
        try DeliveryParts(path: path).paths.reduce(0) { sum, path in
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            return sum + ((attributes[.size] as? NSNumber)?.int64Value ?? 0)
        }
    }

    /// SHA-256 of a delivery. Of several files (a folder, a loose shapefile) it is that of the list of their digests and
    /// names.
    static func digest(path: String) throws -> String {
        let parts = try DeliveryParts(path: path)
        guard parts.kind != .file else { return try sha256(ofFile: path) }
        let lines = try parts.names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map {
            "\(try sha256(ofFile: "\(parts.folder)/\($0)"))  \($0)\n"
        }
        return try sha256(of: Array(lines.joined().utf8))
    }

    /// Copies a delivery into the archive's own keeping and computes its SHA-256 on the way; reads it once. A second name
    /// (a hard link) would be cheaper, but what a supplier writes over in place would then change here, too.
    func take(_ source: String) throws -> Taken {
        let parts = try DeliveryParts(path: source)
        if parts.kind != .file {
            let replacement = try AtomicReplacement(.directory, of: "\(directory)/incoming")
            for name in parts.names {
                let copy = "\(replacement.temporaryPath)/\(name)"
                try FileManager.default.createDirectory(
                    atPath: (copy as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
                try FileManager.default.copyItem(atPath: "\(parts.folder)/\(name)", toPath: copy)
            }
            // Of the copy: what is changed meanwhile is then found by the signature, not stored under another's digest.
            return Taken(
                temporaryPath: replacement.temporaryPath, sha256: try Self.digest(path: replacement.temporaryPath))
        }
        let temporary = "\(directory)/.ndff-partial.\(getpid()).\(UInt64.random(in: 0 ... .max))"
        do {
            let writer = try BackgroundFileWriter(path: temporary, permissions: 0o600)
            try FileSource(path: source).forEachChunk(of: 4 << 20) { try writer.write($0) }
            return Taken(temporaryPath: temporary, sha256: try writer.finish())
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// A delivery in the archive's keeping, not yet under its name.
    struct Taken: Sendable {
        var temporaryPath: String
        var sha256: String

        func discard() { try? FileManager.default.removeItem(atPath: temporaryPath) }
    }

    /// Gives a delivery its name in the archive. One that is there already stays.
    /// - Parameter synchronized: puts it on disk first; for deliveries whose original is about to be removed.
    func settle(_ taken: Taken, fileName: String, synchronized: Bool) throws {
        let target = path(sha256: taken.sha256, fileName: fileName)
        if FileManager.default.fileExists(atPath: target) {
            taken.discard()
            return
        }
        if synchronized {
            let files = DirectoryContainer.isDirectory(taken.temporaryPath)
                ? try DirectoryContainer(path: taken.temporaryPath).entryNames.map { "\(taken.temporaryPath)/\($0)" }
                : [taken.temporaryPath]
            for file in files { try synchronize(file) }
        }
        guard rename(taken.temporaryPath, target) == 0 else {
            throw PipelineError.inputOutput(path: target, operation: "archive as", errno: errno)
        }
        try synchronize(directory)
    }

    private func synchronize(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PipelineError.inputOutput(path: path, operation: "open", errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw PipelineError.inputOutput(path: path, operation: "synchronise", errno: errno)
        }
    }
}

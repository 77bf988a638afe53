import Formats
import Foundation

/// One file of a delivery: the delivery itself, or a file in it.
struct DeliveryEntry {
    /// The delivery, for messages.
    let path: String
    /// Name of the file in its container.
    let name: String
    let container: any FileContainer

    /// The bytes, of a gzipped file in a folder or archive those it was made from.
    func open() throws -> any ByteSource {
        let source = try container.open(name)
        return isGzipped ? try GzipSource(source, name: "\(path)/\(name)") : source
    }

    /// A file by itself is unpacked by its container.
    private var isGzipped: Bool { !(container is SingleFileContainer) && name.lowercased().hasSuffix(".gz") }

    /// The first bytes.
    func head(_ count: Int) throws -> [UInt8] { try PeekableSource(open()).peek(count) }

    /// The file on disk, for formats that are read from several places at once: itself, or a copy where it is packed.
    func localFile() throws -> LocalFile {
        if container is SingleFileContainer, container.size(name) != nil { return LocalFile(path: path) }
        if container is DirectoryContainer, !isGzipped { return LocalFile(path: "\(container.path)/\(name)") }
        return try LocalFile(unpacking: open(), from: path)
    }
}

/// A file on disk that is removed when nobody holds this any more, if it was made for the purpose.
final class LocalFile {
    let path: String
    private let isCopy: Bool

    init(path: String) {
        self.path = path
        isCopy = false
    }

    /// Unpacks a file into the folder for temporary files, readable by this user only.
    init(unpacking source: any ByteSource, from delivery: String) throws {
        var template = Array("\(NSTemporaryDirectory())/ndff-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard descriptor >= 0 else {
            throw DeliveryError(
                .unreadable, path: delivery,
                message: "it is packed, and cannot be unpacked in \(NSTemporaryDirectory()): \(String(cString: strerror(errno)))")
        }
        self.path = path
        isCopy = true
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try source.forEachChunk(of: 1 << 20) { try handle.write(contentsOf: $0) }
        try handle.close()
    }

    deinit {
        if isCopy { unlink(path) }
    }
}

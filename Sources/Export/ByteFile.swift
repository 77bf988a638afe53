import Formats

/// A file written from its start to its end, with its digest reckoned along the way.
final class ByteFile {
    private let writer: BackgroundFileWriter

    init(path: String) throws {
        writer = try BackgroundFileWriter(path: path)
    }

    func write(_ bytes: some Collection<UInt8>) throws {
        let done: Void? = try bytes.withContiguousStorageIfAvailable { try writer.write(UnsafeRawBufferPointer($0)) }
        if done == nil { try Array(bytes).withUnsafeBytes { try writer.write($0) } }
    }

    /// Closes the file and gives its SHA-256.
    func finish() throws -> String { try writer.finish() }
}

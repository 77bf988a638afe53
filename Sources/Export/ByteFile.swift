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

    /// Adds bytes that `body` writes to memory of at least `room` bytes; it gives their number.
    func write(room: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) throws {
        try writer.write(room: room, body)
    }

    /// Closes the file and gives its SHA-256.
    func finish() throws -> String { try writer.finish() }
}

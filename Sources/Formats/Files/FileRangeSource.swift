/// The bytes of a part of a file, or of the whole of it.
public final class FileRangeSource: ByteSource {
    private let file: PositionedFile
    private var position: UInt64
    private let end: UInt64

    /// The whole file.
    public convenience init(path: String) throws {
        let file = try PositionedFile(path: path)
        self.init(file, from: 0, to: file.size)
    }

    init(_ file: PositionedFile, from start: UInt64, to end: UInt64) {
        self.file = file
        self.position = start
        self.end = end
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard position < end else { return 0 }
        let wanted = Int(clamping: min(end - position, UInt64(buffer.count)))
        let count = try file.read(at: position, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
        position += UInt64(count)
        return count
    }
}

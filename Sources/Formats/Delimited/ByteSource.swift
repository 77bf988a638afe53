/// Something that yields bytes: a file, an inflated stream, an entry of a zip.
public protocol ByteSource: AnyObject {
    /// Fills `buffer` from its start and returns the number of bytes put there, 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

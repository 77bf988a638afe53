/// The unpacked bytes of one entry, checked against the directory when the end is reached.
final class ZipEntrySource: ByteSource {
    private enum Packed {
        case stored(any ByteSource)
        case deflated(Inflater)
    }

    private let packed: Packed
    private let entry: ZipEntry
    private let path: String
    private let name: String
    private var crc: UInt32 = 0
    private var count: UInt64 = 0
    private var finished = false

    init(_ source: any ByteSource, entry: ZipEntry, path: String, limits: InflationLimits) throws {
        self.entry = entry
        self.path = path
        name = "\(path):\(entry.name)"
        if let total = limits.total, entry.uncompressedSize > total {
            throw CompressionError(reason: .tooLarge(limit: total), name: name, offset: 0)
        }
        packed =
            entry.method == 0
            ? .stored(source) : .deflated(try Inflater(source, format: .raw, limits: limits, name: name))
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !finished, buffer.count > 0 else { return 0 }
        var filled = 0
        switch packed {
        case .stored(let source):
            filled = try source.read(into: buffer)
            finished = filled == 0
        case .deflated(let inflater):
            (filled, finished) = try inflater.inflate(into: buffer)
        }
        count += UInt64(filled)
        crc = checksum(UnsafeRawBufferPointer(rebasing: buffer[..<filled]), startingFrom: crc)
        // More than the directory says is refused at once, so that a false size cannot make a reader run on.
        if finished ? count != entry.uncompressedSize : count > entry.uncompressedSize {
            throw ZipError(.sizeMismatch(expected: entry.uncompressedSize, found: count), path: path, entry: entry.name)
        }
        if finished, crc != entry.crc {
            throw ZipError(.checksumMismatch(expected: entry.crc, found: crc), path: path, entry: entry.name)
        }
        return filled
    }
}

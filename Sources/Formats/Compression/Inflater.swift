import CZlib

/// zlib's inflate state with the bytes it reads from: the part that gzip files and zip entries share.
final class Inflater {
    enum Format: Int32 {
        case gzip = 31
        case raw = -15
    }

    /// zlib keeps the address of its stream, so it lives on the heap.
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    private let source: any ByteSource
    private let limits: InflationLimits
    private let name: String
    private var sourceEnded = false
    /// Compressed bytes taken from the source, whether or not inflated yet.
    private var taken: UInt64 = 0
    /// Bytes inflated so far.
    private(set) var unpacked: UInt64 = 0

    init(_ source: any ByteSource, format: Format, limits: InflationLimits, name: String) throws {
        self.source = source
        self.limits = limits
        self.name = name
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        input = .allocate(byteCount: 1 << 18, alignment: 16)
        let status = inflateInit2_(stream, format.rawValue, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw fault(.library("inflateInit2 gave \(status)")) }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    /// Compressed bytes that were used.
    var packed: UInt64 { taken - UInt64(stream.pointee.avail_in) }

    func fault(_ reason: CompressionError.Reason) -> CompressionError {
        CompressionError(reason: reason, name: name, offset: packed)
    }

    /// Makes sure that unused compressed bytes are there; false at the end of the source.
    func fill() throws -> Bool {
        if stream.pointee.avail_in > 0 { return true }
        if sourceEnded { return false }
        let count = try source.read(into: input)
        guard count > 0 else {
            sourceEnded = true
            return false
        }
        taken += UInt64(count)
        stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_in = UInt32(count)
        return true
    }

    /// The next unused compressed byte, `nil` at the end of the source.
    func peek() throws -> UInt8? {
        try fill() ? stream.pointee.next_in.pointee : nil
    }

    /// Drops the byte that `peek` gave.
    func skipByte() {
        guard stream.pointee.avail_in > 0 else { return }
        stream.pointee.next_in += 1
        stream.pointee.avail_in -= 1
    }

    /// Prepares for another stream in the same source.
    func restart() {
        inflateReset(stream)
    }

    /// Inflates into `buffer` until it is full or the stream is at its end.
    func inflate(into buffer: UnsafeMutableRawBufferPointer) throws -> (count: Int, ended: Bool) {
        guard let base = buffer.bindMemory(to: UInt8.self).baseAddress, buffer.count > 0 else { return (0, false) }
        let room = min(buffer.count, 1 << 30)
        var filled = 0
        while filled < room {
            let more = try fill()
            stream.pointee.next_out = base + filled
            stream.pointee.avail_out = UInt32(room - filled)
            let status = CZlib.inflate(stream, Z_NO_FLUSH)
            let count = room - filled - Int(stream.pointee.avail_out)
            filled += count
            unpacked += UInt64(count)
            if let reason = limits.violation(unpacked: unpacked, packed: packed) { throw fault(reason) }
            switch status {
            case Z_STREAM_END: return (filled, true)
            case Z_OK: continue
            case Z_BUF_ERROR where !more: throw fault(.truncated)
            case Z_BUF_ERROR: throw fault(.corrupt("no progress"))
            case Z_MEM_ERROR: throw fault(.library("out of memory"))
            case Z_NEED_DICT: throw fault(.corrupt("needs a preset dictionary"))
            default: throw fault(.corrupt(stream.pointee.msg.map { String(cString: $0) } ?? "code \(status)"))
            }
        }
        return (filled, false)
    }
}

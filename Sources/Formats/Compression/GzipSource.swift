/// The unpacked bytes of a gzip file (RFC 1952) with one or more members. Check sums and lengths are verified; a file
/// that is damaged or stops early throws `CompressionError` rather than ending quietly.
public final class GzipSource: ByteSource {
    private let inflater: Inflater
    private var finished = false

    /// - Parameters:
    ///   - source: the gzip bytes.
    ///   - name: the file, for errors.
    ///   - limits: when to refuse the stream as a bomb.
    public init(_ source: any ByteSource, name: String, limits: InflationLimits = InflationLimits()) throws {
        inflater = try Inflater(source, format: .gzip, limits: limits, name: name)
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard buffer.count > 0 else { return 0 }
        while !finished {
            let (count, ended) = try inflater.inflate(into: buffer)
            if ended { try startNextMember() }
            if count > 0 { return count }
        }
        return 0
    }

    /// Zero bytes after a member are padding, as tapes and block devices leave it.
    private func startNextMember() throws {
        var padded = false
        while let byte = try inflater.peek() {
            if byte == 0 {
                padded = true
                inflater.skipByte()
            } else if byte == 0x1F, !padded {
                inflater.restart()
                return
            } else {
                throw inflater.fault(.trailingBytes)
            }
        }
        finished = true
    }
}

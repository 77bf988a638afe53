import CZlib
import CZstd

/// Decompresses pages one after the other; for one thread at a time.
final class PageDecompressor {
    private let codec: PageCodec
    private let output: ParquetBuffer
    private var zstd: OpaquePointer?

    init(_ codec: PageCodec) throws(ParquetError) {
        self.codec = codec
        output = try ParquetBuffer()
    }

    deinit { ZSTD_freeDCtx(zstd) }

    /// The content of a page, valid until the next call.
    func decompress(_ input: UnsafeRawBufferPointer, size: Int) throws(ParquetError) -> UnsafeRawBufferPointer {
        if codec == .uncompressed {
            guard input.count == size else { throw .corrupt("a page's two sizes differ, yet it is not compressed") }
            return input
        }
        // No codec makes more of a byte than this, so a damaged size cannot ask for any amount of memory.
        let (limit, overflow) = input.count.multipliedReportingOverflow(by: largestRatio)
        guard overflow || size <= limit + 1024 else { throw .corrupt("a page's size is impossible") }
        output.count = 0
        let target = UnsafeMutableRawBufferPointer(start: try output.reserve(size), count: size)
        switch codec {
        case .snappy: try SnappyDecoder.decode(input, into: target)
        case .gzip: try gunzip(input, into: target)
        case .zstd:
            if zstd == nil { zstd = ZSTD_createDCtx() }
            guard let zstd else { throw ParquetError(.inputOutput, "no memory for zstd") }
            let written = ZSTD_decompressDCtx(zstd, target.baseAddress, size, input.baseAddress, input.count)
            guard ZSTD_isError(written) == 0 else {
                throw .corrupt("a page is no valid zstd data: " + String(cString: ZSTD_getErrorName(written)))
            }
            guard written == size else { throw .corrupt("a page decompresses to another size than stated") }
        default: throw ParquetError(.unsupported, "compression \(codec) is not read; use zstd, gzip or snappy")
        }
        return UnsafeRawBufferPointer(target)
    }

    private var largestRatio: Int {
        switch codec {
        case .snappy: 32
        case .gzip: 1040
        default: 1 << 15
        }
    }

    private func gunzip(
        _ input: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
    ) throws(ParquetError) {
        var stream = z_stream()
        // 32 lets zlib find out whether the wrapping is gzip's or zlib's; writers differ.
        guard inflateInit2_(&stream, MAX_WBITS + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw ParquetError(.inputOutput, "no memory for zlib")
        }
        defer { inflateEnd(&stream) }
        stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
        stream.avail_in = UInt32(clamping: input.count)
        stream.next_out = target.bindMemory(to: UInt8.self).baseAddress
        stream.avail_out = UInt32(clamping: target.count)
        while true {
            guard inflate(&stream, Z_FINISH) == Z_STREAM_END else { throw .corrupt("a page is no valid gzip data") }
            if stream.avail_out == 0 { return }
            // Several gzip members may stand behind each other.
            guard stream.avail_in > 0, inflateReset(&stream) == Z_OK else {
                throw .corrupt("a page decompresses to another size than stated")
            }
        }
    }
}

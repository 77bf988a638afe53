import CZlib
import CZstd

/// Compresses pages one after the other with one context; for one thread at a time.
final class PageCompressor {
    let codec: PageCodec
    private let method: ParquetCompression
    private let zstd: OpaquePointer?

    /// `nil` for pages that are not compressed.
    init?(_ method: ParquetCompression) throws(ParquetError) {
        self.method = method
        switch method {
        case .uncompressed: return nil
        case .gzip:
            codec = .gzip
            zstd = nil
        case .zstd:
            codec = .zstd
            guard let context = ZSTD_createCCtx() else { throw ParquetError(.inputOutput, "no memory for zstd") }
            zstd = context
        }
    }

    deinit { ZSTD_freeCCtx(zstd) }

    /// Replaces the content of `output` by the compressed `input`.
    func compress(_ input: UnsafeRawBufferPointer, into output: ParquetBuffer) throws(ParquetError) {
        output.count = 0
        switch method {
        case .uncompressed: break
        case .zstd(let level):
            let room = ZSTD_compressBound(input.count)
            let size = ZSTD_compressCCtx(zstd, try output.reserve(room), room, input.baseAddress, input.count, level)
            guard ZSTD_isError(size) == 0 else {
                throw ParquetError(.inputOutput, "zstd: " + String(cString: ZSTD_getErrorName(size)))
            }
            output.count = size
        case .gzip(let level):
            try gzip(input, level, into: output)
        }
    }

    private func gzip(
        _ input: UnsafeRawBufferPointer, _ level: Int32, into output: ParquetBuffer
    ) throws(ParquetError) {
        // 16 asks zlib for the gzip wrapping, which is what Parquet means by GZIP.
        var stream = z_stream()
        guard
            deflateInit2_(
                &stream, level, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK,
            let size = UInt32(exactly: input.count)
        else { throw ParquetError(.inputOutput, "gzip: level \(level) or page size is out of range") }
        defer { deflateEnd(&stream) }
        let room = Int(deflateBound(&stream, UInt(size)))
        let target = try output.reserve(room)
        stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
        stream.avail_in = size
        stream.next_out = target.assumingMemoryBound(to: UInt8.self)
        stream.avail_out = UInt32(clamping: room)
        guard deflate(&stream, Z_FINISH) == Z_STREAM_END else {
            throw ParquetError(.inputOutput, "gzip: a page could not be compressed")
        }
        output.count = Int(stream.total_out)
    }
}

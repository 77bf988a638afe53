import CZlib

/// zlib's deflate state.
final class Deflater {
    enum Format: Int32 {
        case gzip = 31
        case raw = -15
    }

    enum Flush {
        case none, fullFlush, finish

        fileprivate var code: Int32 {
            switch self {
            case .none: Z_NO_FLUSH
            case .fullFlush: Z_FULL_FLUSH
            case .finish: Z_FINISH
            }
        }
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutableRawBufferPointer

    init(format: Format, level: Int) throws {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        output = .allocate(byteCount: 1 << 16, alignment: 16)
        let status = deflateInit2_(
            stream, Int32(clamping: min(max(level, 0), 9)), Z_DEFLATED, format.rawValue, 8, Z_DEFAULT_STRATEGY,
            zlibVersion(), Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            throw CompressionError(reason: .library("deflateInit2 gave \(status)"), name: "output", offset: 0)
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// Compresses `bytes` and hands what comes out to `emit`, piece by piece.
    func deflate(
        _ bytes: UnsafeRawBufferPointer, _ flush: Flush, emit: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var position = 0
        repeat {
            let piece = UnsafeRawBufferPointer(rebasing: bytes[position..<min(bytes.count, position + (1 << 30))])
            position += piece.count
            let isEnd = position == bytes.count
            stream.pointee.next_in = UnsafeMutablePointer(mutating: piece.bindMemory(to: UInt8.self).baseAddress)
            stream.pointee.avail_in = UInt32(piece.count)
            var status = Z_OK
            repeat {
                stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                status = CZlib.deflate(stream, isEnd ? flush.code : Z_NO_FLUSH)
                guard status != Z_STREAM_ERROR else {
                    throw CompressionError(reason: .library("deflate gave \(status)"), name: "output", offset: 0)
                }
                let count = output.count - Int(stream.pointee.avail_out)
                if count > 0 { try emit(UnsafeRawBufferPointer(rebasing: output[..<count])) }
            } while stream.pointee.avail_out == 0 && status != Z_STREAM_END
        } while position < bytes.count
    }
}

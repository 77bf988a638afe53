#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Cuts a document behind end tags of its records, without a look at what is between them.
///
/// A cut may turn out wrong (the tag may stand in a comment, or elements of that name within one another): who reads a
/// piece finds that out, and reads on from its beginning as if nothing had been cut.
final class XMLPieceSplitter: @unchecked Sendable {
    private let source: any ByteSource
    /// End tag of a record, from `</` to `>`.
    private let tag: [UInt8]
    private let pieceBytes: Int
    private var carried: [UInt8]
    private var line: Int
    private var offset: Int64
    private var isEnded = false
    private var failure: (any Error)?

    /// Pieces without a tag in them grow up to so many times their usual size.
    private static let most = 16

    /// - Parameters:
    ///   - source: what stands behind `carried`.
    ///   - carried: the bytes from the first record on that have been read already.
    ///   - place: where they stand.
    init(_ source: any ByteSource, behind carried: [UInt8], at place: XMLPlace, tag: [UInt8], pieceBytes: Int) {
        self.source = source
        self.tag = tag
        self.pieceBytes = pieceBytes
        self.carried = carried
        line = place.line
        offset = place.offset
    }

    /// The next piece; `nil` at the end of the document or where the source fails, which `rest` then does as well.
    func next() -> XMLPiece? {
        guard !isEnded || !carried.isEmpty else { return nil }
        var bytes = carried
        carried = []
        while true {
            read(to: &bytes)
            if isEnded { return take(bytes, isLast: failure == nil) }
            if let cut = lastCut(bytes) {
                carried = Array(bytes[cut...])
                bytes.removeSubrange(cut...)
                return take(bytes, isLast: false)
            }
            if bytes.count >= Self.most * pieceBytes { return take(bytes, isLast: false) }
        }
    }

    /// What comes behind the pieces handed out.
    var rest: any ByteSource {
        ChainedSource([MemorySource(carried), failure.map { FailedSource($0) } ?? source])
    }

    private func read(to bytes: inout [UInt8]) {
        let used = bytes.count
        let room = pieceBytes
        var count = 0
        bytes.reserveCapacity(used + room)
        bytes.append(contentsOf: repeatElement(0, count: room))
        bytes.withUnsafeMutableBytes { bytes in
            while count < room, !isEnded {
                do {
                    let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[(used + count)...]))
                    count += got
                    if got == 0 { isEnded = true }
                } catch {
                    failure = error
                    isEnded = true
                }
            }
        }
        bytes.removeLast(room - count)
    }

    /// The place behind the last end tag of a record.
    private func lastCut(_ bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBytes { bytes -> Int? in
            guard let base = bytes.baseAddress else { return nil }
            var at = bytes.count - tag.count
            while at >= 0 {
                if bytes[at] == 0x3C, memcmp(base + at, tag, tag.count) == 0 { return at + tag.count }
                at -= 1
            }
            return nil
        }
    }

    private func take(_ bytes: [UInt8], isLast: Bool) -> XMLPiece? {
        guard !bytes.isEmpty else { return nil }
        let piece = XMLPiece(bytes: bytes, line: line, offset: offset, isLast: isLast)
        offset += Int64(bytes.count)
        bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            var at = 0
            while at < bytes.count, let found = memchr(base + at, 0x0A, bytes.count - at) {
                line += 1
                at = UnsafeRawPointer(found) - base + 1
            }
        }
        return piece
    }
}

/// Fails as another source did.
private final class FailedSource: ByteSource {
    private let failure: any Error

    init(_ failure: any Error) { self.failure = failure }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int { throw failure }
}

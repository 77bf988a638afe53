/// The bytes of a document on their way to a scanner, of which some are held so that they can be copied as they stand.
///
/// What the scanner has behind it and what is not held is let go of whenever more is read.
final class XMLByteWindow: ByteSource {
    private let source: any ByteSource
    private let most: Int
    /// Who reads; it holds this source itself.
    weak var scanner: XMLScanner?
    /// Offset in the document from which on bytes are held; `nil`: from where the scanner is.
    var held: Int64?

    private var bytes: [UInt8] = []
    /// Offset of the first of them.
    private var start: Int64 = 0

    /// - Parameter most: bytes that are held behind the scanner; with more of them, all are let go of.
    init(_ source: any ByteSource, most: Int) {
        self.source = source
        self.most = most
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        letGo()
        let count = try source.read(into: buffer)
        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return count
    }

    private func letGo() {
        let reached = scanner?.offsetBehind ?? 0
        var first = min(held ?? reached, reached)
        if reached - first > Int64(most) { first = reached }
        guard first > start else { return }
        bytes.removeFirst(min(bytes.count, Int(first - start)))
        start = first
    }

    /// Adds bytes of the document to `target`; false when they are not there any more.
    func append(_ range: Range<Int64>, to target: inout [UInt8]) -> Bool {
        guard range.lowerBound >= start, range.upperBound <= start + Int64(bytes.count) else { return false }
        target.append(contentsOf: bytes[Int(range.lowerBound - start)..<Int(range.upperBound - start)])
        return true
    }
}

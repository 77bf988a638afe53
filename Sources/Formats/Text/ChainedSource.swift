/// Sources read one after the other.
final class ChainedSource: ByteSource {
    private var sources: [any ByteSource]

    init(_ sources: [any ByteSource]) { self.sources = sources.reversed() }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard buffer.count > 0 else { return 0 }
        while let source = sources.last {
            let count = try source.read(into: buffer)
            if count > 0 { return count }
            sources.removeLast()
        }
        return 0
    }
}

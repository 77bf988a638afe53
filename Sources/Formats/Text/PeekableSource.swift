/// A source whose first bytes can be looked at before they are read.
public final class PeekableSource: ByteSource {
    private let source: any ByteSource
    private var head: [UInt8] = []
    private var position = 0

    public init(_ source: any ByteSource) {
        self.source = source
    }

    /// The next `count` bytes, fewer when the source ends before; they stay to be read.
    public func peek(_ count: Int) throws -> [UInt8] {
        if position > 0 {
            head.removeFirst(position)
            position = 0
        }
        let wanted = count - head.count
        if wanted > 0 {
            let room = UnsafeMutableRawBufferPointer.allocate(byteCount: wanted, alignment: 16)
            defer { room.deallocate() }
            let filled = try source.fill(room)
            head.append(contentsOf: room[..<filled])
        }
        return Array(head.prefix(max(0, count)))
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard position < head.count else { return try source.read(into: buffer) }
        let count = min(buffer.count, head.count - position)
        buffer.copyBytes(from: head[position..<position + count])
        position += count
        if position == head.count {
            head = []
            position = 0
        }
        return count
    }
}

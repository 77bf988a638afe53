/// Goes through the shapes of a `.shp` file (ESRI, 1998), one after the other as they lie in it.
final class ShapeRecords {
    private static let longestRecord = 64 << 20

    /// The 100 bytes before the first record.
    let header: [UInt8]
    private let file: PositionedFile
    private var offset: UInt64 = 100
    private var buffer: [UInt8] = []
    private var bufferStart: UInt64 = 0
    private(set) var number = 0

    init(path: String) throws {
        file = try PositionedFile(path: path)
        header = try file.bytes(at: 0, count: 100)
        guard header.count == 100, header.starts(with: [0, 0, 0x27, 0x0A]), header.littleEndian32(28) == 1000 else {
            throw ShapefileError(path, "is no shapefile (.shp), or is cut short in its header")
        }
    }

    /// Reads the next shape; false behind the last. What cannot be read of it is in `problem`.
    func next(
        into geometry: inout PlaneGeometry, problem: inout BinaryGeometryError?
    ) throws -> Bool {
        problem = nil
        geometry.clear()
        guard let place = try nextPlace() else { return false }
        problem = try content(at: place).withUnsafeBytes { bytes in
            do throws(BinaryGeometryError) {
                try ShapeContent.read(bytes, into: &geometry)
                return nil
            } catch {
                return error
            }
        }
        if problem != nil { geometry.clear() }
        return true
    }

    /// Moves past the next shape without reading it. Returns where its content lies, which is within the file; `nil`
    /// behind the last.
    func nextPlace() throws -> Range<UInt64>? {
        guard offset < file.size else { return nil }
        let header = try bytes(at: offset, count: 8)
        guard header.count == 8 else { throw ShapefileError(file.path, record: number + 1, "is cut short") }
        let words = header.reduce((count: 0, value: 0)) { sum, byte in
            sum.count < 4 ? (sum.count + 1, 0) : (sum.count + 1, sum.value << 8 | Int(byte))
        }.value
        number += 1
        let length = words * 2
        guard length >= 4, length <= Self.longestRecord else {
            throw ShapefileError(file.path, record: number, "is damaged: a shape of \(length) bytes")
        }
        let start = offset + 8
        let end = start + UInt64(length)
        guard end <= file.size else { throw ShapefileError(file.path, record: number, "is cut short") }
        offset = end
        return start..<end
    }

    /// The content of the shape that lies there, by `nextPlace()`.
    func content(at place: Range<UInt64>) throws -> ArraySlice<UInt8> {
        let count = Int(clamping: place.upperBound - place.lowerBound)
        let content = try bytes(at: place.lowerBound, count: count)
        guard content.count == count else {
            throw ShapefileError(file.path, "became shorter while it was read")
        }
        return content
    }

    private func bytes(at place: UInt64, count: Int) throws -> ArraySlice<UInt8> {
        if place < bufferStart || place + UInt64(count) > bufferStart + UInt64(buffer.count) {
            bufferStart = place
            buffer = try file.bytes(at: place, count: max(count, 1 << 20))
        }
        let begin = Int(place - bufferStart)
        return buffer[begin..<min(buffer.count, begin + count)]
    }
}

/// The content of one shape. Heights and measures stand behind the positions, and are left alone.
private enum ShapeContent {
    static func read(_ bytes: UnsafeRawBufferPointer, into geometry: inout PlaneGeometry) throws(BinaryGeometryError) {
        switch try whole(bytes, 0) {
        case 0: return
        case 1, 11, 21:
            geometry.kind = .point
            try position(bytes, 4, into: &geometry)
            geometry.endPath()
        case 8, 18, 28:
            geometry.kind = .multiPoint
            let count = try self.count(bytes, 36, bytesEach: 16, from: 40)
            for index in 0..<count {
                try position(bytes, 40 + 16 * index, into: &geometry)
                geometry.endPath()
            }
        case 3, 13, 23:
            let parts = try self.parts(bytes)
            geometry.kind = parts.count == 1 ? .lineString : .multiLineString
            for part in parts where !part.isEmpty {
                for index in part.range { try position(bytes, part.start + 16 * index, into: &geometry) }
                geometry.endPath()
            }
        case 5, 15, 25:
            let parts = try self.parts(bytes)
            var rings = ShapeRings()
            for part in parts where !part.isEmpty {
                var ring = PlaneGeometry()
                for index in part.range { try position(bytes, part.start + 16 * index, into: &ring) }
                rings.add(ring.xs, ring.ys)
            }
            try rings.arrange(into: &geometry)
        case 31: throw .notRead("MULTIPATCH")
        case let type: throw .malformed("shape type \(type)")
        }
    }

    private struct Part {
        /// Where the positions of all parts begin.
        var start: Int
        var range: Range<Int>
        var isEmpty: Bool { range.isEmpty }
    }

    private static func parts(_ bytes: UnsafeRawBufferPointer) throws(BinaryGeometryError) -> [Part] {
        let parts = try count(bytes, 36, bytesEach: 4, from: 44)
        let start = 44 + 4 * parts
        let positions = try count(bytes, 40, bytesEach: 16, from: start)
        var result: [Part] = []
        for index in 0..<parts {
            let first = try whole(bytes, 44 + 4 * index)
            let end = index + 1 < parts ? try whole(bytes, 48 + 4 * index) : positions
            guard first >= 0, first <= end, end <= positions else { throw .malformed("parts out of order") }
            result.append(Part(start: start, range: first..<end))
        }
        return result
    }

    private static func position(
        _ bytes: UnsafeRawBufferPointer, _ at: Int, into geometry: inout PlaneGeometry
    ) throws(BinaryGeometryError) {
        guard bytes.count >= at + 16 else { throw .truncated }
        let x = Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
        let y = Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self)))
        guard x.isFinite, y.isFinite else { throw .malformed("a coordinate is no number") }
        geometry.append(x, y)
    }

    /// A number of things that take so many bytes each, from a place on.
    private static func count(
        _ bytes: UnsafeRawBufferPointer, _ at: Int, bytesEach: Int, from start: Int
    ) throws(BinaryGeometryError) -> Int {
        let count = try whole(bytes, at)
        guard count >= 0, bytes.count >= start, count <= (bytes.count - start) / bytesEach else { throw .truncated }
        return count
    }

    private static func whole(_ bytes: UnsafeRawBufferPointer, _ at: Int) throws(BinaryGeometryError) -> Int {
        guard bytes.count >= at + 4 else { throw .truncated }
        return Int(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: Int32.self)))
    }
}

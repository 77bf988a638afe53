import Foundation

/// Goes through JSON text from front to back: into objects and arrays, over values, or with a value taken whole.
///
/// Memory does not grow with the text: only the value that is taken is kept, and that is at most as long as a record
/// may be.
public final class JSONCursor {
    private let source: any ByteSource
    private let path: String
    private let chunkBytes: Int
    private let maximumValueBytes: Int

    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var position = 0
    private var end = 0
    private var isExhausted = false
    /// The byte order mark, if there is one, has been passed.
    private var isBegun = false
    /// Offset in the text of the buffer's first byte.
    private var bufferOffset: Int64 = 0
    private var line = 1
    /// Place in the buffer up to which line ends have been counted, and where the line there begins.
    private var counted = 0
    private var lineStart: Int64 = 0
    /// Containers that are open, innermost last, and whether each has had a value.
    private var open: [(isObject: Bool, hasValue: Bool)] = []

    /// The deepest nesting of what is gone into or passed over.
    private static let deepest = 256
    /// Room behind the bytes that scanners may read.
    private static let padding = 16

    /// - Parameters:
    ///   - source: the text in UTF-8, without byte order mark or with one.
    ///   - path: the file, for errors.
    public init(
        _ source: any ByteSource, path: String, chunkBytes: Int = 1 << 20,
        maximumValueBytes: Int = RecordBlock.maximumRecordBytes
    ) {
        self.source = source
        self.path = path
        self.chunkBytes = max(16, chunkBytes)
        self.maximumValueBytes = maximumValueBytes
        capacity = self.chunkBytes * 2
        buffer = .allocate(capacity: capacity + Self.padding)
        buffer.initialize(repeating: 0, count: capacity + Self.padding)
    }

    deinit { buffer.deallocate() }

    /// Offset of the next byte.
    public var offset: Int64 { bufferOffset + Int64(position) }

    /// The line of the next byte, from 1.
    public var currentLine: Int {
        countLines(to: position)
        return line
    }

    /// An error at the place that the cursor has come to, or at one in the buffer behind it.
    public func error(_ message: String, at place: Int? = nil) -> JSONError {
        countLines(to: position)
        let place = min(place ?? position, end)
        // The cursor stays where it is: who goes on behind the error counts these lines again.
        var (line, lineStart, from) = (self.line, self.lineStart, position)
        while from < place, let found = memchr(buffer + from, 0x0A, place - from) {
            from = UnsafeRawPointer(found) - UnsafeRawPointer(buffer) + 1
            line += 1
            lineStart = bufferOffset + Int64(from)
        }
        let offset = bufferOffset + Int64(place)
        return JSONError(path: path, line: line, column: Int(offset - lineStart) + 1, offset: offset, message: message)
    }

    private func countLines(to place: Int) {
        while counted < place, let found = memchr(buffer + counted, 0x0A, place - counted) {
            counted = UnsafeRawPointer(found) - UnsafeRawPointer(buffer) + 1
            line += 1
            lineStart = bufferOffset + Int64(counted)
        }
        counted = max(counted, place)
    }

    /// Reads on; what stands before `position` goes.
    private func readMore() throws {
        countLines(to: position)
        if position > 0 {
            (buffer).update(from: buffer + position, count: end - position)
            bufferOffset += Int64(position)
            end -= position
            counted -= position
            position = 0
        }
        if capacity - end < chunkBytes {
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + Self.padding)
            larger.update(from: buffer, count: end)
            (larger + end).initialize(repeating: 0, count: capacity * 2 + Self.padding - end)
            buffer.deallocate()
            buffer = larger
            capacity *= 2
        }
        try read()
        if !isBegun {
            isBegun = true
            while end < 3, !isExhausted { try read() }
            if end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { position = 3 }
        }
    }

    private func read() throws {
        let count = try source.read(into: UnsafeMutableRawBufferPointer(start: buffer + end, count: capacity - end))
        if count == 0 { isExhausted = true }
        end += count
    }

    /// The first byte of what comes next, `nil` at the end of the text.
    public func peek() throws -> UInt8? {
        while true {
            JSONScan.skipBlanks(buffer, &position, end)
            if position < end { return buffer[position] }
            if isExhausted { return nil }
            try readMore()
        }
    }

    private func expect() throws -> UInt8 {
        guard let byte = try peek() else { throw error("the text ends too early") }
        return byte
    }

    /// Goes on at an offset further on, over whatever stands before it; what is open is forgotten.
    public func move(to offset: Int64) throws {
        open = []
        while bufferOffset + Int64(end) < offset {
            position = end
            guard !isExhausted else { throw error("the text ends too early") }
            try readMore()
        }
        position = max(position, Int(clamping: offset - bufferOffset))
    }

    /// Goes into the object or array that comes next.
    public func enter() throws {
        let byte = try expect()
        guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") else { throw error("an object or array is expected here") }
        guard open.count < Self.deepest else { throw error("values lie in one another more than \(Self.deepest) deep") }
        open.append((byte == UInt8(ascii: "{"), false))
        position += 1
    }

    /// Steps to the next value of the object or array that the cursor is in, over the comma before it; false at its end,
    /// behind which the cursor then is.
    private func step() throws -> Bool {
        guard let container = open.last else { return false }
        let byte = try expect()
        if byte == (container.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
            position += 1
            open.removeLast()
            return false
        }
        if container.hasValue {
            guard byte == UInt8(ascii: ",") else { throw error("a comma is expected here") }
            position += 1
            let next = try expect()
            guard next != UInt8(ascii: "}"), next != UInt8(ascii: "]") else { throw error("a comma without a value behind it") }
        }
        open[open.count - 1].hasValue = true
        return true
    }

    /// Steps to the next element of an array; false behind the last.
    public func nextElement() throws -> Bool { try step() }

    /// Steps to the value of the next member of an object and gives its name; `nil` behind the last.
    public func nextName() throws -> String? {
        guard try step() else { return nil }
        guard try expect() == UInt8(ascii: "\"") else { throw error("a name in quotes is expected here") }
        let tape = JSONTape()
        try take(into: tape)
        var name: [UInt8] = []
        JSONText.append(tape.bytes(0), to: &name)
        guard try expect() == UInt8(ascii: ":") else { throw error("a colon is expected here") }
        position += 1
        return String(decoding: name, as: UTF8.self)
    }

    /// Takes the value that comes next. Its bytes are valid until the cursor is used again.
    public func take(into tape: JSONTape) throws {
        _ = try expect()
        while true {
            switch tape.split(buffer, from: position, to: end, isLast: isExhausted) {
            case .complete(let behind):
                position = behind
                return
            case .malformed(let place, let message): throw error(message, at: place)
            case .needsMore:
                guard end - position < maximumValueBytes else {
                    throw error("a record of more than \(maximumValueBytes >> 20) MB begins here")
                }
                // Splitting begins anew, so there must be twice as much.
                let wanted = 2 * (end - position)
                repeat { try readMore() } while end - position < wanted && !isExhausted
            }
        }
    }

    /// Passes over the value that comes next, whatever its size. Strings and brackets are held to their rules; what else
    /// is between them is not looked at.
    public func skip() throws {
        switch try expect() {
        case UInt8(ascii: "\""): try skipString()
        case UInt8(ascii: "{"), UInt8(ascii: "["): try skipContainer()
        case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"): throw error("a value is expected here")
        default: try skipWord()
        }
    }

    private func skipContainer() throws {
        let deepest = Self.deepest - open.count
        // Of every container that is open whether it is an object.
        try withUnsafeTemporaryAllocation(of: Bool.self, capacity: Self.deepest) { isObject in
            var depth = 0
            while true {
                guard position < end else {
                    guard !isExhausted else { throw error("the text ends too early") }
                    try readMore()
                    continue
                }
                let byte = buffer[position]
                switch byte {
                case UInt8(ascii: "\""): try skipString()
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    guard depth < deepest else { throw error("values lie in one another more than \(Self.deepest) deep") }
                    isObject.initializeElement(at: depth, to: byte == UInt8(ascii: "{"))
                    depth += 1
                    position += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    guard isObject[depth - 1] == (byte == UInt8(ascii: "}")) else {
                        throw error("\(isObject[depth - 1] ? "an object" : "an array") does not end so")
                    }
                    depth -= 1
                    position += 1
                    if depth == 0 { return }
                default: position += 1
                }
            }
        }
    }

    private func skipString() throws {
        position += 1
        while true {
            JSONScan.skipPlain(buffer, &position, end)
            if position < end {
                let byte = buffer[position]
                if byte == UInt8(ascii: "\"") {
                    position += 1
                    return
                }
                guard byte == UInt8(ascii: "\\") else { throw error("a control character in a string") }
                if position + 1 < end {
                    position += 2
                    continue
                }
            }
            guard !isExhausted else { throw error("the text ends within a string") }
            try readMore()
        }
    }

    /// A number or one of the three words; what it is, is seen when it is taken.
    private func skipWord() throws {
        let start = offset
        while true {
            while position < end {
                switch buffer[position] {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "E"),
                    UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                    position += 1
                    guard offset - start <= 4096 else { throw error("no value is so long") }
                default:
                    guard offset > start else { throw error("no value can begin so") }
                    return
                }
            }
            if isExhausted {
                guard offset > start else { throw error("no value can begin so") }
                return
            }
            try readMore()
        }
    }

    /// Forgets what is open and goes behind the end of the line that the cursor is in, for texts of one value a line.
    /// - Returns: the line from its beginning, as far as it is still there; of a very long one its first bytes.
    public func skipLine() throws -> [UInt8] {
        open = []
        countLines(to: position)
        position = max(0, min(position, Int(clamping: lineStart - bufferOffset)))
        counted = min(counted, position)
        var text: [UInt8] = []
        while true {
            let found = memchr(buffer + position, 0x0A, end - position)
            let place = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(buffer) } ?? end
            let room = max(0, Self.longestLine - text.count)
            text.append(contentsOf: UnsafeBufferPointer(start: buffer + position, count: min(place - position, room)))
            position = place
            if found != nil {
                position += 1
                return text
            }
            if isExhausted { return text }
            try readMore()
        }
    }

    /// The most that is given back of a line that is passed over.
    private static let longestLine = 1 << 16
}

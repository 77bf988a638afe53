/// Goes through a JSON text to the records in it, wherever its structure has them.
public final class JSONRecordWalk {
    /// What is done with the value at a place.
    public enum Step: Sendable, Equatable {
        /// Look into it.
        case descend
        /// It is a record, or an array of records, of this kind.
        case records(Int)
        case skip
    }

    public let cursor: JSONCursor
    private let decide: ([String], UInt8) -> Step
    private enum Frame {
        case object(path: [String])
        case array(path: [String])
        case records(Int)
    }
    private var frames: [Frame] = []
    /// Line and offset of the record last given.
    public private(set) var line = 1
    public private(set) var offset: Int64 = 0
    /// Values gone through at the outermost level.
    public private(set) var outermostCount = 0

    /// - Parameter decide: says what to do with the value at a place, given the names on the way to it (arrays add none)
    ///   and its first byte.
    public init(_ cursor: JSONCursor, decide: @escaping ([String], UInt8) -> Step) {
        self.cursor = cursor
        self.decide = decide
    }

    /// Takes the next record; its kind, `nil` at the end of the text.
    public func next(into tape: JSONTape) throws -> Int? {
        while true {
            guard let frame = frames.last else {
                guard let byte = try cursor.peek() else { return nil }
                outermostCount += 1
                if let kind = try handle([], byte, tape) { return kind }
                continue
            }
            switch frame {
            case .object(let path):
                guard let name = try cursor.nextName() else {
                    frames.removeLast()
                    continue
                }
                guard let byte = try cursor.peek() else { throw cursor.error("the text ends too early") }
                if let kind = try handle(path + [name], byte, tape) { return kind }
            case .array(let path):
                guard try cursor.nextElement() else {
                    frames.removeLast()
                    continue
                }
                guard let byte = try cursor.peek() else { throw cursor.error("the text ends too early") }
                if let kind = try handle(path, byte, tape) { return kind }
            case .records(let kind):
                guard try cursor.nextElement() else {
                    frames.removeLast()
                    continue
                }
                _ = try cursor.peek()
                return try take(kind, tape)
            }
        }
    }

    private func handle(_ path: [String], _ byte: UInt8, _ tape: JSONTape) throws -> Int? {
        let isArray = byte == UInt8(ascii: "[")
        switch decide(path, byte) {
        case .skip: try cursor.skip()
        case .descend where byte == UInt8(ascii: "{"):
            try cursor.enter()
            frames.append(.object(path: path))
        case .descend where isArray:
            try cursor.enter()
            frames.append(.array(path: path))
        case .descend: try cursor.skip()
        case .records(let kind) where isArray:
            try cursor.enter()
            frames.append(.records(kind))
        case .records(let kind): return try take(kind, tape)
        }
        return nil
    }

    private func take(_ kind: Int, _ tape: JSONTape) throws -> Int {
        line = cursor.currentLine
        offset = cursor.offset
        try cursor.take(into: tape)
        return kind
    }

    /// After an error in a text of one value a line: goes on behind the line in which the damaged value begins, and gives
    /// that line; `line` and `offset` then say where it is.
    public func recoverLine() throws -> [UInt8] {
        frames = []
        line = cursor.currentLine
        offset = cursor.offset
        return try cursor.skipLine()
    }

    /// Whether the record last taken ended on the line on which it began.
    public var isOneLine: Bool { cursor.currentLine == line }
}

/// One JSON value, split but not decoded: a flat list of its parts in the order in which they stand. Used again for
/// every value, so that a record costs no allocation.
///
/// The bytes of the parts are those of the cursor that the value was taken from: valid until that is used again.
public final class JSONTape {
    @frozen public enum Kind: UInt8, Sendable {
        case object, array
        /// The bytes are those between the quotes.
        case string
        /// A string with escapes in it.
        case escapedString
        case number
        case `true`, `false`, null

        @inlinable public var isString: Bool { self == .string || self == .escapedString }
    }

    @frozen public struct Part: BitwiseCopyable, Sendable {
        public internal(set) var kind: Kind
        /// First byte and the byte behind the last, in the text.
        public internal(set) var start: UInt32
        public internal(set) var end: UInt32
        /// Number of the part behind this value and all in it.
        public internal(set) var next: UInt32
    }

    enum Outcome {
        /// The value ends before this offset.
        case complete(Int)
        case needsMore
        case malformed(at: Int, String)
    }

    /// The deepest nesting of a value.
    static let deepest = 64

    @usableFromInline var parts: UnsafeMutablePointer<Part>
    private var capacity = 1024
    @usableFromInline var count = 0
    @usableFromInline var base: UnsafePointer<UInt8>?

    /// Containers that are open while a value is split, outermost first.
    private let open: UnsafeMutablePointer<(part: Int, isObject: Bool)>

    public init() {
        parts = .allocate(capacity: capacity)
        open = .allocate(capacity: Self.deepest)
        open.initialize(repeating: (0, false), count: Self.deepest)
    }

    deinit {
        parts.deallocate()
        open.deallocate()
    }

    /// The number of parts.
    @inlinable public var partCount: Int { count }

    /// A part, 0 being the whole value.
    @inlinable public subscript(_ number: Int) -> Part { parts[number] }

    /// The bytes of a part as they stand.
    @inlinable public func bytes(_ number: Int) -> UnsafeRawBufferPointer {
        let part = parts[number]
        return UnsafeRawBufferPointer(start: base.map { $0 + Int(part.start) }, count: Int(part.end - part.start))
    }

    /// Calls `body` with key and value of every member of an object, or with `nil` and every element of an array.
    @inlinable public func forEachMember(of number: Int, _ body: (_ key: Int?, _ value: Int) throws -> Void) rethrows {
        let end = Int(parts[number].next)
        let isObject = parts[number].kind == .object
        guard isObject || parts[number].kind == .array else { return }
        var part = number + 1
        while part < end {
            if isObject {
                try body(part, part + 1)
                part = Int(parts[part + 1].next)
            } else {
                try body(nil, part)
                part = Int(parts[part].next)
            }
        }
    }

    /// The value of a member of an object; of one that is there twice, the last, as most readers do.
    public func member(_ name: StaticString, of number: Int) -> Int? {
        guard parts[number].kind == .object else { return nil }
        var found: Int?
        forEachMember(of: number) { key, value in
            if let key, equals(key, name) { found = value }
        }
        return found
    }

    /// Whether a string is this text, to the letter (an escaped one never is).
    @inlinable public func equals(_ number: Int, _ text: StaticString) -> Bool {
        let part = parts[number]
        let length = text.utf8CodeUnitCount
        guard part.kind == .string, Int(part.end - part.start) == length, let base else { return false }
        for index in 0..<length where base[Int(part.start) + index] != text.utf8Start[index] { return false }
        return true
    }

    /// Whether the value is well-formed UTF-8.
    public var isWellFormed: Bool { isWellFormedUTF8(bytes(0)) }

    // MARK: splitting

    private func append(_ kind: Kind, _ start: Int, _ end: Int) {
        if count == capacity {
            let larger = UnsafeMutablePointer<Part>.allocate(capacity: capacity * 2)
            larger.update(from: parts, count: count)
            parts.deallocate()
            parts = larger
            capacity *= 2
        }
        parts[count] = Part(
            kind: kind, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
            next: UInt32(truncatingIfNeeded: count + 1))
        count += 1
    }

    /// Splits the value that begins at or behind `start`.
    /// - Parameter isLast: there is no text behind `end`.
    func split(_ text: UnsafePointer<UInt8>, from start: Int, to end: Int, isLast: Bool) -> Outcome {
        base = text
        count = 0
        var at = start
        var depth = 0
        var wantsKey = false
        while true {
            JSONScan.skipBlanks(text, &at, end)
            guard at < end else { return isLast ? .malformed(at: at, "the text ends within a value") : .needsMore }
            let byte = text[at]
            if wantsKey {
                guard byte == UInt8(ascii: "\"") else { return .malformed(at: at, "a name in quotes is expected here") }
                switch string(text, &at, end) {
                case nil: return isLast ? .malformed(at: at, "the text ends within a string") : .needsMore
                case false: return .malformed(at: at, "a control character or a wrong escape in a string")
                default: break
                }
                JSONScan.skipBlanks(text, &at, end)
                guard at < end else { return isLast ? .malformed(at: at, "the text ends behind a name") : .needsMore }
                guard text[at] == UInt8(ascii: ":") else { return .malformed(at: at, "a colon is expected here") }
                at += 1
                wantsKey = false
                continue
            }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard depth < Self.deepest else {
                    return .malformed(at: at, "values lie in one another more than \(Self.deepest) deep")
                }
                let isObject = byte == UInt8(ascii: "{")
                open[depth] = (count, isObject)
                depth += 1
                append(isObject ? .object : .array, at, at)
                at += 1
                JSONScan.skipBlanks(text, &at, end)
                guard at < end else { return isLast ? .malformed(at: at, "the text ends within a value") : .needsMore }
                if text[at] != (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                    wantsKey = isObject
                    continue
                }
            case UInt8(ascii: "\""):
                switch string(text, &at, end) {
                case nil: return isLast ? .malformed(at: at, "the text ends within a string") : .needsMore
                case false: return .malformed(at: at, "a control character or a wrong escape in a string")
                default: break
                }
            case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
                let (word, kind): (StaticString, Kind) =
                    byte == UInt8(ascii: "t") ? ("true", .true) : byte == UInt8(ascii: "f") ? ("false", .false) : ("null", .null)
                let length = word.utf8CodeUnitCount
                guard end - at >= length else { return isLast ? .malformed(at: at, "no value") : .needsMore }
                for index in 0..<length where text[at + index] != word.utf8Start[index] {
                    return .malformed(at: at, "a word that is no value; text stands in quotes")
                }
                append(kind, at, at + length)
                at += length
            default:
                let begin = at
                guard JSONScan.number(text, &at, end) else { return .malformed(at: begin, Self.noValue(byte)) }
                if at == end, !isLast { return .needsMore }
                append(.number, begin, at)
            }
            // A value has ended; so may what it lies in.
            while true {
                guard depth > 0 else { return .complete(at) }
                let container = open[depth - 1]
                JSONScan.skipBlanks(text, &at, end)
                guard at < end else { return isLast ? .malformed(at: at, "the text ends within a value") : .needsMore }
                if text[at] == UInt8(ascii: ",") {
                    guard count > container.part + 1 else { return .malformed(at: at, "a comma without a value before it") }
                    at += 1
                    wantsKey = container.isObject
                    break
                }
                guard text[at] == (container.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    return .malformed(at: at, "a comma or the end of the \(container.isObject ? "object" : "array") is expected here")
                }
                at += 1
                parts[container.part].end = UInt32(truncatingIfNeeded: at)
                parts[container.part].next = UInt32(truncatingIfNeeded: count)
                depth -= 1
            }
        }
    }

    private static func noValue(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "N"), UInt8(ascii: "I"): "NaN and Infinity are no values of JSON: write null where there is no number"
        case UInt8(ascii: "'"): "text stands in double quotes"
        default: "no value can begin so"
        }
    }

    /// Splits a string off; `nil` when it does not end here, false when it is wrong (`at` is then at the place).
    private func string(_ text: UnsafePointer<UInt8>, _ at: inout Int, _ end: Int) -> Bool? {
        let start = at + 1
        var isEscaped = false
        var place = start
        while true {
            JSONScan.skipPlain(text, &place, end)
            guard place < end else { return nil }
            switch text[place] {
            case UInt8(ascii: "\""):
                append(isEscaped ? .escapedString : .string, start, place)
                at = place + 1
                return true
            case UInt8(ascii: "\\"):
                guard place + 1 < end else { return nil }
                guard JSONScan.isEscape(text[place + 1]) else {
                    at = place
                    return false
                }
                isEscaped = true
                if text[place + 1] == UInt8(ascii: "u") {
                    guard place + 6 <= end else { return nil }
                    guard JSONText.unit(text + place + 2) != nil else {
                        at = place
                        return false
                    }
                    place += 4
                }
                place += 2
            default:
                at = place
                return false
            }
        }
    }
}

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads an XML document token by token, whenever its owner asks for one.
///
/// For large documents of known form (sheets of a workbook, GML): several times as fast as `XMLEventParser`, and its owner
/// can stop at any record. It holds a document to what a reader of data must rely on (tags that match, one root, UTF-8, no
/// NUL), refuses a document type declaration and with it all entities but XML's own five, and reads nothing outside the
/// document. Elements are known by their local names.
///
/// Its state is touched several times a tag and never lent to anybody: the run-time checks of exclusive access, a third of
/// the time otherwise, are off for it.
final class XMLScanner {
    enum Token {
        case start
        /// The end of the element whose name `nameIs` then knows.
        case end
        /// A piece of text; one text may come in several.
        case text
        case finished
    }

    let path: String
    let source: any ByteSource
    private let deepest: Int
    /// The longest tag or comment.
    static let longestToken = 16 << 20

    @exclusivity(unchecked) var bytes: UnsafeMutablePointer<UInt8>
    var capacity: Int
    /// Where the token begins that is read next.
    @exclusivity(unchecked) var position = 0
    /// End of the bytes that are known to be well-formed UTF-8.
    @exclusivity(unchecked) var end = 0
    var filled = 0
    var sourceEnded = false
    /// What is wrong with the bytes from `end` on.
    var failure: XMLParseError?
    /// Bytes of the document in front of the buffer.
    var before: Int64 = 0

    // The token last read.
    @exclusivity(unchecked) private var nameStart = 0
    @exclusivity(unchecked) private var nameEnd = 0
    @exclusivity(unchecked) private var textStart = 0
    @exclusivity(unchecked) private var textEnd = 0
    @exclusivity(unchecked) private var isCharacterData = false
    @exclusivity(unchecked) var tokenStart = 0
    @exclusivity(unchecked) private var endIsPending = false
    @exclusivity(unchecked) private(set) var attributes: [Attribute] = []

    // Elements that are open: their names, prefix and all, one behind the other.
    @exclusivity(unchecked) private var openNames: [UInt8] = []
    @exclusivity(unchecked) private var openStarts: [Int] = []
    @exclusivity(unchecked) private var rootSeen = false

    var linesCounted = 1
    var countedTo = 0

    /// Where an attribute stands in the buffer.
    struct Attribute {
        var nameStart: Int
        var nameEnd: Int
        var valueStart: Int
        var valueEnd: Int
    }

    /// - Parameters:
    ///   - source: the document in UTF-8, with or without byte order mark.
    ///   - path: the file, for errors.
    ///   - deepest: most elements within one another.
    init(_ source: any ByteSource, path: String, deepest: Int = 256) {
        self.source = source
        self.path = path
        self.deepest = deepest
        capacity = 1 << 18
        bytes = .allocate(capacity: capacity)
    }

    /// Reads on within a document.
    /// - Parameters:
    ///   - source: what stands from the place on.
    ///   - isPiece: it may end with the elements open that are open at the place.
    convenience init(_ source: any ByteSource, path: String, at place: XMLPlace, isPiece: Bool) {
        self.init(source, path: path)
        for name in place.open {
            openStarts.append(openNames.count)
            openNames.append(contentsOf: name)
        }
        rootSeen = true
        depth = openStarts.count
        before = place.offset
        linesCounted = place.line
        openAtEnd = isPiece ? openStarts.count : 0
    }

    deinit { bytes.deallocate() }

    /// Elements that may be open where the bytes end.
    private var openAtEnd = 0

    /// The number of elements that are open; within a start or end token its own element is one of them.
    @exclusivity(unchecked) private(set) var depth = 0

    // MARK: the token last read

    /// Local name of the element that starts or ends.
    var name: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes + nameStart, count: nameEnd - nameStart) }
    var nameText: String { String(decoding: name, as: UTF8.self) }

    /// Name of the innermost open element, prefix and all.
    var qualifiedName: [UInt8] { Array(openNames[(openStarts.last ?? 0)...]) }

    /// Where the token begins, its own element not counted among those open when it is a start.
    func place(ofStart isStart: Bool) -> XMLPlace {
        var open = openStarts.indices.map { index in
            Array(openNames[openStarts[index]..<(index + 1 < openStarts.count ? openStarts[index + 1] : openNames.count)])
        }
        if isStart { open.removeLast() }
        return XMLPlace(open: open, line: line, offset: offset)
    }

    @inline(__always) func nameIs(_ name: StaticString) -> Bool {
        let count = name.utf8CodeUnitCount
        return nameEnd - nameStart == count && memcmp(bytes + nameStart, name.utf8Start, count) == 0
    }

    @inline(__always) func attribute(_ attribute: Attribute, isNamed name: StaticString) -> Bool {
        let count = name.utf8CodeUnitCount
        return attribute.nameEnd - attribute.nameStart == count
            && memcmp(bytes + attribute.nameStart, name.utf8Start, count) == 0
    }

    /// The attribute's value as it stands, references not replaced.
    @inline(__always) func rawValue(_ attribute: Attribute) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: bytes + attribute.valueStart, count: attribute.valueEnd - attribute.valueStart)
    }

    /// The value of the attribute of that local name, whatever its prefix.
    func attributeText(_ name: StaticString) throws -> String? {
        guard let found = attributes.first(where: { attribute($0, isNamed: name) }) else { return nil }
        var text: [UInt8] = []
        try appendDecoded(found.valueStart, found.valueEnd, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Adds the value of the attribute of that local name; false when there is none.
    func appendAttribute(_ name: StaticString, to text: inout [UInt8]) throws -> Bool {
        guard let found = attributes.first(where: { attribute($0, isNamed: name) }) else { return false }
        try appendDecoded(found.valueStart, found.valueEnd, to: &text)
        return true
    }

    /// The text as it stands, references not replaced.
    @inline(__always) var rawText: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: bytes + textStart, count: textEnd - textStart)
    }

    /// Adds the text to what was gathered of it, references replaced and line ends as line feeds.
    /// - Throws: when it grows longer than any text of a record.
    func appendText(to text: inout [UInt8]) throws {
        guard text.count <= RecordBlock.maximumRecordBytes else {
            throw error("a text is longer than \(RecordBlock.maximumRecordBytes >> 20) MB")
        }
        if isCharacterData {
            text.append(contentsOf: rawText)
        } else {
            try appendDecoded(textStart, textEnd, to: &text)
        }
    }

    /// Line of the token, from 1.
    var line: Int {
        countLines(to: tokenStart)
        return linesCounted
    }

    /// Offset of the token in the document as UTF-8.
    var offset: Int64 { before + Int64(tokenStart) }

    /// Offset of what stands behind the token.
    var offsetBehind: Int64 { before + Int64(position) }

    /// Whether the start last read is a tag that is its own end.
    var startsEmptyElement: Bool { endIsPending }

    func error(_ message: String) -> XMLParseError {
        // Before anything is compacted away, the column is what stands between the token and its line's begin.
        let line = line
        var begin = tokenStart
        while begin > 0, bytes[begin - 1] != 0x0A { begin -= 1 }
        return XMLParseError(path: path, line: line, column: tokenStart - begin + 1, message: message)
    }

    // MARK: reading

    func next() throws -> Token {
        if endIsPending {
            endIsPending = false
            close()
            return .end
        }
        while true {
            tokenStart = position
            if position == end {
                if try more() { continue }
                guard rootSeen else { throw error("the document is empty or has no element") }
                guard openStarts.isEmpty || openStarts.count == openAtEnd else {
                    throw error("the document stops before its root element ends")
                }
                return .finished
            }
            if bytes[position] != UInt8(ascii: "<") {
                guard openStarts.isEmpty else {
                    if try scanText() { return .text }
                    continue
                }
                guard bytes[position].isXMLBlank else {
                    throw error(rootSeen ? "text behind the root element" : "the document does not begin as XML")
                }
                position += 1
                continue
            }
            guard position + 1 < end else {
                try needMore()
                continue
            }
            switch bytes[position + 1] {
            case UInt8(ascii: "/"): if try scanEnd() { return .end }
            case UInt8(ascii: "?"): if let behind = find("?>", from: position + 2) { position = behind } else { try needMore() }
            case UInt8(ascii: "!"): if try scanDeclaration() { return .text }
            default: if try scanStart() { return .start }
            }
        }
    }

    /// Reads on to the end of the element whose start was read last.
    func skipElement() throws {
        let level = openStarts.count
        while openStarts.count >= level {
            if try next() == .finished { return }
        }
    }

    private func close() {
        depth = openStarts.count
        if let start = openStarts.popLast() { openNames.removeLast(openNames.count - start) }
    }

    /// A piece of text; false when more had to be read.
    private func scanText() throws -> Bool {
        isCharacterData = false
        textStart = position
        if let found = memchr(bytes + position, 0x3C, end - position) {
            textEnd = found.assumingMemoryBound(to: UInt8.self) - UnsafeMutablePointer(bytes)
            position = textEnd
            return true
        }
        if end - position < 1 << 16, try more() { return false }
        // A reference or a line end is not handed out in two halves.
        var cut = end
        if !sourceEnded || failure != nil {
            if bytes[cut - 1] == 0x0D { cut -= 1 }
            var back = cut
            while back > max(position, cut - 12) {
                back -= 1
                if bytes[back] == UInt8(ascii: ";") { break }
                if bytes[back] == UInt8(ascii: "&") {
                    cut = back
                    break
                }
            }
        }
        guard cut > position else {
            try needMore()
            return false
        }
        textStart = position
        textEnd = cut
        position = cut
        return true
    }

    /// A comment (passed over) or character data (true); false when more had to be read.
    private func scanDeclaration() throws -> Bool {
        guard end - position >= 9 || sourceEnded else {
            try needMore()
            return false
        }
        if starts(with: "<!--") {
            if let behind = find("-->", from: position + 4) { position = behind } else { try needMore() }
            return false
        }
        if starts(with: "<![CDATA[") {
            guard !openStarts.isEmpty else { throw error("text outside the root element") }
            guard let behind = find("]]>", from: position + 9) else {
                try needMore()
                return false
            }
            isCharacterData = true
            textStart = position + 9
            textEnd = behind - 3
            position = behind
            return true
        }
        if starts(with: "<!DOCTYPE") {
            throw error("a document type declaration (DTD) is not accepted; deliver the document without it")
        }
        throw error("not well-formed XML: '<!' begins neither a comment nor CDATA")
    }

    private func scanEnd() throws -> Bool {
        var at = position + 2
        let begin = at
        while at < end, !bytes[at].endsXMLName { at += 1 }
        let nameLimit = at
        while at < end, bytes[at].isXMLBlank { at += 1 }
        guard at < end else {
            try needMore()
            return false
        }
        guard bytes[at] == UInt8(ascii: ">") else { throw error("not well-formed XML: an end tag that does not end") }
        let start = openStarts.last ?? 0
        let count = nameLimit - begin
        let matches =
            !openStarts.isEmpty && openNames.count - start == count
            && openNames.withUnsafeBufferPointer { $0.baseAddress.map { memcmp($0 + start, bytes + begin, count) == 0 } ?? false }
        guard matches else {
            let name = String(decoding: UnsafeBufferPointer(start: bytes + begin, count: count), as: UTF8.self)
            let open = String(decoding: openNames[start...], as: UTF8.self)
            throw error("not well-formed XML: </\(name)> where </\(open)> should stand")
        }
        setName(begin, nameLimit)
        position = at + 1
        close()
        return true
    }

    private func setName(_ begin: Int, _ limit: Int) {
        nameStart = begin
        nameEnd = limit
        if let colon = memchr(bytes + begin, 0x3A, limit - begin) {
            nameStart = colon.assumingMemoryBound(to: UInt8.self) - UnsafeMutablePointer(bytes) + 1
        }
    }

    private func scanStart() throws -> Bool {
        var at = position + 1
        while at < end, !bytes[at].endsXMLName { at += 1 }
        let nameLimit = at
        if !attributes.isEmpty { attributes.removeAll(keepingCapacity: true) }
        var isEmpty = false
        while true {
            while at < end, bytes[at].isXMLBlank { at += 1 }
            guard at < end else {
                try needMore()
                return false
            }
            if bytes[at] == UInt8(ascii: ">") { break }
            if bytes[at] == UInt8(ascii: "/") {
                guard at + 1 < end else {
                    try needMore()
                    return false
                }
                guard bytes[at + 1] == UInt8(ascii: ">") else { throw error("not well-formed XML: a lone / in a tag") }
                isEmpty = true
                at += 1
                break
            }
            guard let behind = try scanAttribute(at) else {
                try needMore()
                return false
            }
            at = behind
        }
        guard nameLimit > position + 1 else { throw error("not well-formed XML: a tag without a name") }
        guard !rootSeen || !openStarts.isEmpty else { throw error("a second root element") }
        rootSeen = true
        guard openStarts.count < deepest else { throw error("elements are nested deeper than \(deepest)") }
        openStarts.append(openNames.count)
        openNames.append(contentsOf: UnsafeBufferPointer(start: bytes + position + 1, count: nameLimit - position - 1))
        depth = openStarts.count
        setName(position + 1, nameLimit)
        endIsPending = isEmpty
        position = at + 1
        return true
    }

    /// Takes an attribute in; `nil` when more is to be read, else the place behind it.
    private func scanAttribute(_ begin: Int) throws -> Int? {
        var at = begin
        var nameStart = begin
        while at < end, !bytes[at].endsXMLName {
            if bytes[at] == UInt8(ascii: ":") { nameStart = at + 1 }
            at += 1
        }
        let nameLimit = at
        while at < end, bytes[at].isXMLBlank { at += 1 }
        guard at < end else { return nil }
        guard bytes[at] == UInt8(ascii: "="), nameLimit > begin else {
            throw error("not well-formed XML: an attribute without a value")
        }
        at += 1
        while at < end, bytes[at].isXMLBlank { at += 1 }
        guard at < end else { return nil }
        let quote = bytes[at]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw error("not well-formed XML: the value of an attribute is not between quotes")
        }
        at += 1
        guard let found = memchr(bytes + at, Int32(quote), end - at) else { return nil }
        let limit = found.assumingMemoryBound(to: UInt8.self) - UnsafeMutablePointer(bytes)
        attributes.append(Attribute(nameStart: nameStart, nameEnd: nameLimit, valueStart: at, valueEnd: limit))
        return limit + 1
    }

    private func starts(with text: StaticString) -> Bool {
        end - position >= text.utf8CodeUnitCount && memcmp(bytes + position, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    /// The place behind the next `text`.
    private func find(_ text: StaticString, from start: Int) -> Int? {
        UnsafeRawBufferPointer(start: bytes, count: end).firstPlace(of: text, from: start)
            .map { $0 + text.utf8CodeUnitCount }
    }
}

extension UInt8 {
    @inline(__always) var isXMLBlank: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D }

    /// Whether it cannot be part of a name of an element or attribute.
    @inline(__always) var endsXMLName: Bool {
        self <= 0x20 || self == UInt8(ascii: ">") || self == UInt8(ascii: "/") || self == UInt8(ascii: "=")
            || self == UInt8(ascii: "<") || self == UInt8(ascii: "\"") || self == UInt8(ascii: "'")
    }
}

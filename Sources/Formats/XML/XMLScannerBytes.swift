#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The bytes of the document: reading on, what is well-formed, lines and references.
extension XMLScanner {
    func needMore() throws {
        guard try more() else { throw error("the document stops in the middle of a tag") }
    }

    /// Reads on, keeping what stands from `position` on; false at the end.
    func more() throws -> Bool {
        if let failure { throw failure }
        if sourceEnded { return false }
        let isFirst = before == 0 && filled == 0
        countLines(to: position)
        if position > 0 {
            memmove(bytes, bytes + position, filled - position)
            before += Int64(position)
            countedTo -= position
            tokenStart -= position
            end -= position
            filled -= position
            position = 0
        }
        if filled > capacity / 2 {
            guard capacity < Self.longestToken else {
                throw error("a tag or comment is longer than \(Self.longestToken >> 20) MB")
            }
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
            larger.update(from: bytes, count: filled)
            bytes.deallocate()
            bytes = larger
            capacity *= 2
        }
        let room = UnsafeMutableRawBufferPointer(start: bytes + filled, count: capacity - filled)
        let count = try isFirst ? source.fill(room) : source.read(into: room)
        filled += count
        if count == 0 {
            sourceEnded = true
            if end < filled { throw invalid(at: end) }
            return false
        }
        check()
        if isFirst, filled >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
        return true
    }

    /// Moves `end` over what is well-formed among the bytes read.
    private func check() {
        // A character of which the rest is still to come waits.
        var complete = filled
        for back in 1...3 where filled - back >= end {
            let byte = bytes[filled - back]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            if length > back { complete = filled - back }
            break
        }
        if isWellFormedUTF8(UnsafeRawBufferPointer(start: bytes + end, count: complete - end)) {
            guard let zero = memchr(bytes + end, 0, complete - end) else {
                end = complete
                return
            }
            end = zero.assumingMemoryBound(to: UInt8.self) - UnsafeMutablePointer(bytes)
            failure = XMLParseError(path: path, line: lines(to: end), column: 1, message: "a NUL byte: the file is damaged")
            return
        }
        while end < complete {
            let byte = bytes[end]
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            guard length <= complete - end,
                isWellFormedUTF8(UnsafeRawBufferPointer(start: bytes + end, count: length))
            else { break }
            end += length
        }
        failure = invalid(at: end)
    }

    private func invalid(at place: Int) -> XMLParseError {
        XMLParseError(
            path: path, line: lines(to: place), column: 1,
            message: "bytes that are not UTF-8, the encoding that the document has by its own account")
    }

    private func lines(to place: Int) -> Int {
        countLines(to: min(tokenStart, place))
        var lines = linesCounted
        for at in min(countedTo, place)..<place where bytes[at] == 0x0A { lines += 1 }
        return lines
    }

    func countLines(to place: Int) {
        var at = countedTo
        while at < place, let found = memchr(bytes + at, 0x0A, place - at) {
            linesCounted += 1
            at = found.assumingMemoryBound(to: UInt8.self) - UnsafeMutablePointer(bytes) + 1
        }
        countedTo = max(countedTo, place)
    }

    /// Adds bytes of the buffer with references replaced and line ends as line feeds.
    func appendDecoded(_ start: Int, _ limit: Int, to text: inout [UInt8]) throws {
        let count = limit - start
        guard count > 0 else { return }
        if memchr(bytes + start, 0x26, count) == nil, memchr(bytes + start, 0x0D, count) == nil {
            text.append(contentsOf: UnsafeBufferPointer(start: bytes + start, count: count))
            return
        }
        var at = start
        while at < limit {
            let byte = bytes[at]
            at += 1
            if byte == 0x0D {
                text.append(0x0A)
                if at < limit, bytes[at] == 0x0A { at += 1 }
            } else if byte != UInt8(ascii: "&") {
                text.append(byte)
            } else {
                at = try appendReference(at, limit, to: &text)
            }
        }
    }

    /// - Returns: the place behind the reference that begins with the & in front of `start`.
    private func appendReference(_ start: Int, _ limit: Int, to text: inout [UInt8]) throws -> Int {
        var at = start
        while at < limit, at - start < 12, bytes[at] != UInt8(ascii: ";") { at += 1 }
        guard at < limit, bytes[at] == UInt8(ascii: ";") else { throw error("not well-formed XML: & that begins no reference") }
        let name = UnsafeBufferPointer(start: bytes + start, count: at - start)
        if name.elementsEqual("amp".utf8) {
            text.append(UInt8(ascii: "&"))
        } else if name.elementsEqual("lt".utf8) {
            text.append(UInt8(ascii: "<"))
        } else if name.elementsEqual("gt".utf8) {
            text.append(UInt8(ascii: ">"))
        } else if name.elementsEqual("quot".utf8) {
            text.append(UInt8(ascii: "\""))
        } else if name.elementsEqual("apos".utf8) {
            text.append(UInt8(ascii: "'"))
        } else {
            let label = String(decoding: name, as: UTF8.self)
            let code: UInt32? =
                label.hasPrefix("#x") ? UInt32(label.dropFirst(2), radix: 16)
                : label.hasPrefix("#") ? UInt32(label.dropFirst()) : nil
            guard let scalar = code.flatMap(Unicode.Scalar.init), scalar.value != 0 else {
                throw error("entity '&\(label);' is not one of XML's own five; write the character itself")
            }
            text.append(contentsOf: String(Character(scalar)).utf8)
        }
        return at + 1
    }
}

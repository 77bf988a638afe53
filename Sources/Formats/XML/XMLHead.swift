/// The head of a document as another one takes it over.
enum XMLHead {
    /// What stands in front of the root element, without the XML declaration and a byte order mark: comments and
    /// processing instructions.
    /// - Parameter bytes: from the begin of the document to its root, as `XMLScanner` has let it pass.
    static func withoutDeclaration(_ bytes: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var rest = bytes[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        while !rest.isEmpty {
            let length: Int
            if rest.starts(with: "<!--".utf8) {
                length = bytesThrough("-->", of: rest, from: 4)
            } else if rest.starts(with: "<?".utf8) {
                length = bytesThrough("?>", of: rest, from: 2)
                let isDeclaration = rest.starts(with: "<?xml".utf8) && rest.dropFirst(5).first.map { $0.isXMLBlank } ?? false
                if isDeclaration {
                    rest = rest.dropFirst(length)
                    continue
                }
            } else {
                length = 1
            }
            kept += rest.prefix(length)
            rest = rest.dropFirst(length)
        }
        return Array(kept.drop { $0.isXMLBlank })
    }

    private static func bytesThrough(_ end: StaticString, of bytes: ArraySlice<UInt8>, from start: Int) -> Int {
        bytes.withUnsafeBytes { $0.firstPlace(of: end, from: start).map { $0 + end.utf8CodeUnitCount } ?? $0.count }
    }
}

extension XMLScanner {
    /// The start tag last read as it stands, of an element with content even where it is its own end, and without the
    /// attributes of these names that have no prefix.
    func startTag(without names: [StaticString]) -> [UInt8] {
        var tag: [UInt8] = []
        var from = tokenStart
        for found in attributes
        where bytes[found.nameStart - 1] != UInt8(ascii: ":") && names.contains(where: { attribute(found, isNamed: $0) }) {
            var begin = found.nameStart
            while bytes[begin - 1].isXMLBlank { begin -= 1 }
            tag.append(contentsOf: UnsafeBufferPointer(start: bytes + from, count: begin - from))
            from = found.valueEnd + 1
        }
        let end = startsEmptyElement ? position - 2 : position - 1
        tag.append(contentsOf: UnsafeBufferPointer(start: bytes + from, count: end - from))
        tag.append(UInt8(ascii: ">"))
        return tag
    }
}

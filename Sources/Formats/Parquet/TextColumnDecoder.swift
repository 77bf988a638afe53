import Columns

/// Decodes the pages of a column of text or bytes: coded while pages use the dictionary, plain as soon as one does not.
struct TextColumnDecoder {
    private let rows: Int
    private let indices: ParquetBuffer
    private var presence: PresenceBuilder
    private var dictionary = TextDictionary()
    /// Index in the page's dictionary → code; different where the file's dictionary says a thing twice.
    private var codeOfIndex: [UInt32] = []
    /// Every code is its index and one.
    private var isInOrder = true
    private var codes: [UInt32] = []
    private var plain: PlainTextBuilder?
    private var row = 0

    init(rows: Int) throws(ParquetError) {
        self.rows = rows
        indices = try ParquetBuffer()
        presence = PresenceBuilder(rows: rows)
    }

    mutating func decode(_ pages: inout PageReader) throws(ParquetError) -> ColumnData {
        while let page = try pages.page() {
            if page.isDictionary {
                try readDictionary(page)
                continue
            }
            if page.encoding.isDictionary { try decodeCodes(page) } else { try decodeValues(page) }
            // Codes say themselves what is absent.
            if plain != nil { presence.add(page, at: row) }
            row += page.count
        }
        if let plain { return .plain(plain.text(present: presence.present)) }
        return .coded(CodedText(codes: codes, dictionary: dictionary))
    }

    private mutating func readDictionary(_ page: Page) throws(ParquetError) {
        guard codeOfIndex.isEmpty else { throw .corrupt("a column has two dictionaries") }
        // Every value takes four bytes at least.
        guard page.encoding == .plain || page.encoding == .plainDictionary, page.count <= page.values.count / 4 else {
            throw .corrupt("a dictionary is shorter than it says")
        }
        dictionary = TextDictionary(capacity: page.count)
        codeOfIndex.reserveCapacity(page.count)
        var position = 0
        for _ in 0..<page.count {
            let code = dictionary.intern(try byteArray(page.values, &position))
            codeOfIndex.append(code)
            if Int(code) != codeOfIndex.count { isInOrder = false }
        }
    }

    private mutating func decodeCodes(_ page: Page) throws(ParquetError) {
        let index = try indices.decode(page, below: codeOfIndex.count)
        if plain != nil {
            for place in 0..<page.presence.count {
                try dictionary.bytes.withUnsafeBufferPointer { (slab) throws(ParquetError) in
                    let range = dictionary.range(codeOfIndex[Int(index[place])])
                    try plain?.append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(slab)[range]))
                }
            }
            plain?.finishPage(page)
            return
        }
        // Every row is written below, page by page, or there is an error.
        if codes.isEmpty { codes = [UInt32](unsafeUninitializedCapacity: rows) { _, count in count = rows } }
        let start = row
        codes.withUnsafeMutableBufferPointer { codes in
            codeOfIndex.withUnsafeBufferPointer { codeOfIndex in
                guard let target = codes.baseAddress.map({ $0 + start }) else { return }
                if isInOrder {
                    for place in 0..<page.presence.count { target[place] = index[place] &+ 1 }
                } else {
                    for place in 0..<page.presence.count { target[place] = codeOfIndex[Int(index[place])] }
                }
                spread(target, to: page.presence, rows: page.count, filler: 0)
            }
        }
    }

    private mutating func decodeValues(_ page: Page) throws(ParquetError) {
        var builder: PlainTextBuilder
        if let begun = plain { builder = begun } else { builder = try becomePlain() }
        plain = nil
        switch page.encoding {
        case .plain:
            var position = 0
            builder.reserve(bytes: page.values.count)
            for _ in 0..<page.presence.count { try builder.append(try byteArray(page.values, &position)) }
        case .deltaLengthByteArray: try appendLengthPrefixed(page, to: &builder)
        case .deltaByteArray: try appendIncremental(page, to: &builder)
        default: throw ParquetError(.unsupported, "encoding \(page.encoding) is not read for text")
        }
        builder.finishPage(page)
        plain = builder
    }

    /// The rows so far, which were coded, value by value.
    private mutating func becomePlain() throws(ParquetError) -> PlainTextBuilder {
        var builder = PlainTextBuilder(rows: rows)
        presence.add(absentIn: codes.prefix(row))
        try dictionary.bytes.withUnsafeBufferPointer { (slab) throws(ParquetError) in
            let slab = UnsafeRawBufferPointer(slab)
            for code in codes.prefix(row) {
                if code > 0 {
                    try builder.append(UnsafeRawBufferPointer(rebasing: slab[dictionary.range(code)]))
                } else {
                    builder.repeatEnd()
                }
            }
        }
        return builder
    }

    private func appendLengthPrefixed(_ page: Page, to builder: inout PlainTextBuilder) throws(ParquetError) {
        let (lengths, start) = try DeltaDecoder.decode(page.values, limit: page.presence.count)
        guard lengths.count == page.presence.count else { throw short }
        var position = start
        for length in lengths {
            guard length >= 0, length <= page.values.count - position else { throw short }
            try builder.append(UnsafeRawBufferPointer(rebasing: page.values[position..<position + Int(length)]))
            position += Int(length)
        }
    }

    private func appendIncremental(_ page: Page, to builder: inout PlainTextBuilder) throws(ParquetError) {
        let count = page.presence.count
        let (shared, middle) = try DeltaDecoder.decode(page.values, limit: count)
        let rest = UnsafeRawBufferPointer(rebasing: page.values[middle...])
        let (lengths, start) = try DeltaDecoder.decode(rest, limit: count)
        guard shared.count == count, lengths.count == count else { throw short }
        var position = start
        var value: [UInt8] = []
        for (keep, length) in zip(shared, lengths) {
            guard keep >= 0, keep <= value.count, length >= 0, length <= rest.count - position else { throw short }
            value.removeSubrange(Int(keep)...)
            value.append(contentsOf: rest[position..<position + Int(length)])
            position += Int(length)
            try value.withUnsafeBufferPointer { (value) throws(ParquetError) in
                try builder.append(UnsafeRawBufferPointer(value))
            }
        }
    }

    private var short: ParquetError { .corrupt("a page ends before its last value") }
}

/// Lays values behind each other; absent rows get their place when a page is finished.
private struct PlainTextBuilder {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []

    init(rows: Int) {
        ends.reserveCapacity(rows)
    }

    mutating func reserve(bytes more: Int) {
        bytes.reserveCapacity(bytes.count + more)
    }

    mutating func append(_ value: UnsafeRawBufferPointer) throws(ParquetError) {
        bytes.append(contentsOf: value)
        guard let end = UInt32(exactly: bytes.count) else {
            throw ParquetError(.unsupported, "the text of one row group exceeds 4 GiB")
        }
        ends.append(end)
    }

    /// Adds an absent row.
    mutating func repeatEnd() {
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
    }

    /// Makes room for the rows of the page whose present values were just appended.
    mutating func finishPage(_ page: Page) {
        let first = ends.count - page.presence.count
        let before = first == 0 ? 0 : ends[first - 1]
        guard let flags = page.presence.flags else { return }
        ends.append(contentsOf: repeatElement(0, count: page.count - page.presence.count))
        ends.withUnsafeMutableBufferPointer { ends in
            guard let target = ends.baseAddress.map({ $0 + first }) else { return }
            spread(target, to: page.presence, rows: page.count, filler: 0)
            var last = before
            for row in 0..<page.count {
                if flags[row] == 0 { target[row] = last } else { last = target[row] }
            }
        }
    }

    func text(present: [Bool]?) -> PlainText {
        PlainText(bytes: bytes, ends: ends, present: present)
    }
}

/// The value at `position`, its length in front of it; `position` is moved behind it.
func byteArray(
    _ bytes: UnsafeRawBufferPointer, _ position: inout Int
) throws(ParquetError) -> UnsafeRawBufferPointer {
    guard bytes.count - position >= 4 else { throw .corrupt("a page ends before its last value") }
    let size = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
    position += 4
    guard size <= bytes.count - position else { throw .corrupt("a page ends before its last value") }
    defer { position += size }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + size])
}

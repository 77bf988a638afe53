/// The header of a dBASE table (`.dbf`) and where its records lie.
public struct DBaseTable: Sendable {
    public struct Field: Sendable, Equatable {
        public var name: String
        /// `C`, `N`, `D` …
        public var type: UInt8
        /// Where in the record it lies.
        var offset: Int
        var length: Int
    }

    public let path: String
    public let fields: [Field]
    /// Rows, those deleted included, as far as the file holds them.
    public let rowCount: Int
    /// Rows that the header says, which may be more than there are.
    public let statedRowCount: Int
    public let characters: DBaseCharacters
    /// Things worth telling.
    public let notes: [String]
    let headerLength: Int
    let recordLength: Int
    let file: PositionedFile

    /// Reads the header.
    /// - Parameter codePage: what the `.cpg` file beside it says.
    public init(path: String, codePage: String?) throws {
        self.path = path
        file = try PositionedFile(path: path)
        let start = try file.bytes(at: 0, count: 32)
        guard start.count == 32, let rows = start.littleEndian32(4), let header = start.littleEndian16(8),
            let record = start.littleEndian16(10)
        else { throw ShapefileError(path, "is too short for a dBASE table") }
        headerLength = Int(header)
        recordLength = Int(record)
        guard headerLength >= 33, recordLength >= 2 else {
            throw ShapefileError(path, "is no dBASE table: its header gives impossible lengths")
        }
        let descriptors = try file.bytes(at: 32, count: headerLength - 32)
        guard descriptors.count == headerLength - 32 else { throw ShapefileError(path, "is cut short in its header") }

        var notes: [String] = []
        let characters = Self.characters(codePage: codePage, languageDriver: start[29], &notes)
        var fields: [Field] = []
        var place = 0
        var offset = 1
        while place + 32 <= descriptors.count, descriptors[place] != 0x0D {
            let descriptor = descriptors[place..<place + 32]
            let name = descriptor.prefix(11).prefix { $0 != 0 }
            var text: [UInt8] = []
            Array(name).withUnsafeBytes { characters.append($0, to: &text) }
            let type = descriptor[place + 11]
            var length = Int(descriptor[place + 16])
            // Longer texts keep the upper byte of their length where others have their decimals.
            if type == UInt8(ascii: "C") { length += Int(descriptor[place + 17]) << 8 }
            fields.append(
                Field(
                    name: String(decoding: text, as: UTF8.self).trimmingBlanks(), type: type, offset: offset,
                    length: length))
            offset += length
            place += 32
        }
        if offset != recordLength { offset = Self.withoutLongTexts(&fields, descriptors) }
        guard !fields.isEmpty, offset == recordLength else {
            throw ShapefileError(path, "is damaged: its fields do not make up a record of \(recordLength) bytes")
        }
        self.fields = fields
        statedRowCount = Int(rows)
        let room = (Int(clamping: file.size) - headerLength) / recordLength
        rowCount = min(statedRowCount, max(0, room))

        // A byte that is no UTF-8 in the first rows: then the declaration is wrong.
        if characters.isUTF8, rowCount > 0 {
            let sample = try file.bytes(at: UInt64(headerLength), count: min(rowCount, 20_000, max(1, (4 << 20) / recordLength)) * recordLength)
            if !Self.isUTF8(sample, fields: fields, recordLength: recordLength) {
                notes.append("it says UTF-8 (or nothing), but its texts are not: read as \(DBaseCharacters.windows1252.name)")
                self.characters = .windows1252
            } else {
                self.characters = characters
            }
        } else {
            self.characters = characters
        }
        for field in fields {
            if let what = Self.unread[field.type] { notes.append("the column '\(field.name)' is left empty: \(what)") }
        }
        self.notes = notes
    }

    private static let unread: [UInt8: String] = [
        UInt8(ascii: "M"): "it is a memo, which lies in another file", UInt8(ascii: "G"): "it is an embedded object",
        UInt8(ascii: "P"): "it is a picture", UInt8(ascii: "W"): "it holds bytes",
    ]

    private static func characters(
        codePage: String?, languageDriver: UInt8, _ notes: inout [String]
    ) -> DBaseCharacters {
        if let codePage {
            if let known = DBaseCharacters(codePage: codePage) { return known }
            notes.append("unknown code page '\(codePage.prefix(40))' in its .cpg")
        }
        return DBaseCharacters(languageDriver: languageDriver) ?? .utf8
    }

    /// Takes lengths as one byte; returns the length of a record by them.
    private static func withoutLongTexts(_ fields: inout [Field], _ descriptors: [UInt8]) -> Int {
        var offset = 1
        for index in fields.indices {
            fields[index].offset = offset
            fields[index].length = Int(descriptors[index * 32 + 16])
            offset += fields[index].length
        }
        return offset
    }

    private static func isUTF8(_ rows: [UInt8], fields: [Field], recordLength: Int) -> Bool {
        rows.withUnsafeBytes { bytes in
            for row in 0..<bytes.count / recordLength {
                for field in fields where field.type == UInt8(ascii: "C") {
                    let start = row * recordLength + field.offset
                    let value = UnsafeRawBufferPointer(rebasing: bytes[start..<start + field.length])
                    guard isWellFormedUTF8(wholeCharacters(value)) else { return false }
                }
            }
            return true
        }
    }

    /// A text without the first bytes of a character that did not fit in its field.
    static func wholeCharacters(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let last = text.last, last >= 0x80 else { return text }
        for back in 1...3 where back <= text.count {
            let byte = text[text.count - back]
            if byte & 0xC0 == 0x80 { continue }
            let needed = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return needed > back ? UnsafeRawBufferPointer(rebasing: text[..<(text.count - back)]) : text
        }
        return text
    }

    /// How many rows are marked as deleted.
    public func deletedCount() throws -> Int {
        var deleted = 0
        let rowsAtOnce = max(1, (1 << 20) / recordLength)
        var row = 0
        while row < rowCount {
            let count = min(rowsAtOnce, rowCount - row)
            let bytes = try file.bytes(at: UInt64(headerLength + row * recordLength), count: count * recordLength)
            for place in stride(from: 0, to: bytes.count, by: recordLength) where bytes[place] == UInt8(ascii: "*") {
                deleted += 1
            }
            row += count
        }
        return deleted
    }
}

extension String {
    fileprivate func trimmingBlanks() -> String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

import Columns
import Formats

/// Keeps what has no column of its own as one JSON object of texts a record.
struct OtherFields {
    private let columns: [(index: Int, key: [UInt8])]
    private var text = PlainText()
    private var present: [Bool] = []

    /// - Parameter columns: places and names of the columns that no field uses.
    init(columns: [(index: Int, name: String)]) {
        self.columns = columns.map { column in
            var key: [UInt8] = []
            Self.appendQuoted(Array(column.name.utf8), to: &key)
            key.append(UInt8(ascii: ":"))
            return (column.index, key)
        }
    }

    var isEmpty: Bool { columns.isEmpty }

    /// Adds a record; `extra` are the fields behind the last named column.
    mutating func append(_ view: RecordBlock.View, _ record: Int, extra: Range<Int>, scratch: FieldScratch) {
        let start = text.bytes.count
        func separator(_ bytes: inout [UInt8]) { bytes.append(UInt8(ascii: bytes.count == start ? "{" : ",")) }
        for column in columns {
            guard let value = view.value(record: record, column: column.index, scratch: scratch), !value.isEmpty
            else { continue }
            separator(&text.bytes)
            text.bytes.append(contentsOf: column.key)
            Self.appendQuoted(value, to: &text.bytes)
        }
        for column in extra {
            guard let value = view.value(record: record, column: column, scratch: scratch), !value.isEmpty
            else { continue }
            separator(&text.bytes)
            text.bytes.append(contentsOf: "\"column\(column + 1)\":".utf8)
            Self.appendQuoted(value, to: &text.bytes)
        }
        if text.bytes.count > start { text.bytes.append(UInt8(ascii: "}")) }
        present.append(text.bytes.count > start)
        text.ends.append(UInt32(text.bytes.count))
    }

    /// The hash of a record's object, 0 when it has none.
    func hash(_ row: Int) -> UInt64 {
        guard present[row] else { return 0 }
        return text.bytes.withUnsafeBytes { xxh3(UnsafeRawBufferPointer(rebasing: $0[text.range(row)])) }
    }

    /// The column of all records added; the next batch begins empty.
    mutating func takeColumn() -> PlainText {
        text.present = present
        defer {
            text = PlainText()
            present = []
        }
        return text
    }

    private static func appendQuoted(_ value: some Sequence<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in value {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(Self.hexadecimal[Int(byte >> 4)])
                bytes.append(Self.hexadecimal[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)
}

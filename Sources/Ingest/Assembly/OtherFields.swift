import Columns
import Formats

/// Keeps what has no column of its own as one JSON object of texts a record.
struct OtherFields {
    /// The key as it is written, with quotes and colon, lies in `keys`.
    private let columns: [(index: Int, key: Range<Int>)]
    private let keys: [UInt8]
    private var text = PlainText()
    private var present: [Bool] = []

    /// - Parameter columns: places and names of the columns that no field uses.
    init(columns: [(index: Int, name: String)]) {
        var keys: [UInt8] = []
        self.columns = columns.map { column in
            let start = keys.count
            Array(column.name.utf8).withUnsafeBytes { Self.appendQuoted($0, to: &keys) }
            keys.append(UInt8(ascii: ":"))
            return (column.index, start..<keys.count)
        }
        self.keys = keys
    }

    var isEmpty: Bool { columns.isEmpty }

    /// Adds the records of a block.
    /// - Parameter width: the number of named columns; fields behind them are kept too.
    mutating func append(_ view: RecordBlock.View, _ records: [UInt32], width: Int, scratch: FieldScratch) {
        // Taken out for as long as it is written, and held on to once for all records.
        var bytes = text.bytes
        text.bytes = []
        keys.withUnsafeBytes { keys in
            columns.withUnsafeBufferPointer { columns in
                for record in records {
                    let start = bytes.count
                    for column in columns {
                        guard let value = view.value(record: Int(record), column: column.index, scratch: scratch),
                            !value.isEmpty
                        else { continue }
                        bytes.append(UInt8(ascii: bytes.count == start ? "{" : ","))
                        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: keys[column.key]))
                        Self.appendQuoted(value, to: &bytes)
                    }
                    let count = view.fieldCount(Int(record))
                    if count > width {
                        Self.append(view, Int(record), extra: width..<count, start: start, to: &bytes, scratch)
                    }
                    if bytes.count > start { bytes.append(UInt8(ascii: "}")) }
                    present.append(bytes.count > start)
                    text.ends.append(UInt32(bytes.count))
                }
            }
        }
        text.bytes = bytes
    }

    /// Fields behind the last column, by their numbers.
    private static func append(
        _ view: RecordBlock.View, _ record: Int, extra: Range<Int>, start: Int, to bytes: inout [UInt8],
        _ scratch: FieldScratch
    ) {
        for column in extra {
            guard let value = view.value(record: record, column: column, scratch: scratch), !value.isEmpty
            else { continue }
            bytes.append(UInt8(ascii: bytes.count == start ? "{" : ","))
            bytes.append(contentsOf: "\"column\(column + 1)\":".utf8)
            appendQuoted(value, to: &bytes)
        }
    }

    /// Mixes the objects into hashes of the rows.
    func mix(into rows: inout [UInt64]) {
        text.bytes.withUnsafeBytes { bytes in
            for row in rows.indices where present[row] {
                rows[row] = ContentHash.mix(rows[row], xxh3(UnsafeRawBufferPointer(rebasing: bytes[text.range(row)])))
            }
        }
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

    private static func appendQuoted(_ value: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        if !value.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            bytes.append(contentsOf: value)
            bytes.append(UInt8(ascii: "\""))
            return
        }
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

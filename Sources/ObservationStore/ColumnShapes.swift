import Columns
import Observations

/// Text comes out of Parquet as it was laid down there: by dictionary code or value by value, whichever was smaller.
/// Those who read the store may rely on the shape that the schema names.
enum ColumnShapes {
    static func shaped(_ batch: ColumnBatch, as table: StoreTable) -> ColumnBatch {
        var batch = batch
        for (place, name) in batch.names.enumerated() {
            guard let column = table.columns.first(where: { $0.name == name }) else { continue }
            batch.columns[place] = shaped(batch.columns[place], as: column.kind)
        }
        return batch
    }

    private static func shaped(_ column: ColumnData, as kind: StoreColumn.Kind) -> ColumnData {
        switch (kind, column) {
        case (.coded, .plain(let text)): .coded(coded(text))
        case (.plain, .coded(let text)): .plain(plain(text))
        default: column
        }
    }

    private static func coded(_ text: PlainText) -> CodedText {
        var coded = CodedText(codes: [], dictionary: TextDictionary(capacity: text.count))
        coded.codes.reserveCapacity(text.count)
        text.bytes.withUnsafeBytes { bytes in
            for row in 0..<text.count {
                coded.codes.append(
                    text.isPresent(row)
                        ? coded.dictionary.intern(UnsafeRawBufferPointer(rebasing: bytes[text.range(row)])) : 0)
            }
        }
        return coded
    }

    private static func plain(_ text: CodedText) -> PlainText {
        var plain = PlainText()
        plain.ends.reserveCapacity(text.count)
        for code in text.codes {
            if code != 0 { plain.bytes.append(contentsOf: text.dictionary.bytes[text.dictionary.range(code)]) }
            plain.ends.append(UInt32(plain.bytes.count))
        }
        if text.codes.contains(0) { plain.present = text.codes.map { $0 != 0 } }
        return plain
    }
}

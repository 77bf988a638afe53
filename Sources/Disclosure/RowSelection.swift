import Columns

/// Rows of a batch, in the order in which they are published.
struct RowSelection {
    let rows: [Int32]
    /// Whether the selection is the whole batch in its own order, so that columns can be passed on as they are.
    let isWhole: Bool

    init(rows: [Int32], of rowCount: Int) {
        self.rows = rows
        isWhole = rows.count == rowCount && rows.indices.allSatisfy { rows[$0] == Int32(truncatingIfNeeded: $0) }
    }

    func take<Value>(_ column: Column<Value>) -> Column<Value> {
        isWhole ? column : Column(take(column.values), present: column.present.map(take))
    }

    func take(_ column: CodedText) -> CodedText {
        isWhole ? column : CodedText(codes: take(column.codes), dictionary: column.dictionary)
    }

    /// Plain text of the selected rows; rows for which `override` gives a text get that, from row `tail` on.
    func take(_ column: PlainText, tail: Int, override: (Int) -> String?) -> PlainText {
        if isWhole && tail >= rows.count { return column }
        var size = 0
        for row in rows.prefix(tail) { size += column.range(Int(row)).count }
        var result = PlainText()
        result.bytes.reserveCapacity(size)
        result.ends.reserveCapacity(rows.count)
        var present = [Bool](repeating: true, count: rows.count)
        column.bytes.withUnsafeBufferPointer { bytes in
            for (index, row) in rows.prefix(tail).enumerated() {
                result.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[column.range(Int(row))]))
                result.ends.append(UInt32(truncatingIfNeeded: result.bytes.count))
                present[index] = column.isPresent(Int(row))
            }
        }
        for index in rows.indices.dropFirst(tail) {
            let text = override(index)
            if let text { result.bytes.append(contentsOf: text.utf8) }
            result.ends.append(UInt32(truncatingIfNeeded: result.bytes.count))
            present[index] = text != nil
        }
        result.present = present.contains(false) ? present : nil
        return result
    }

    private func take<Value>(_ values: [Value]) -> [Value] {
        values.withUnsafeBufferPointer { values in rows.map { values[Int($0)] } }
    }
}

extension CodedText {
    /// The same texts with a dictionary of those alone that are used. A dictionary that came along from the store
    /// can hold texts of records that were withheld, and a writer may write all of it.
    func withoutUnusedTexts() -> CodedText {
        var newCodes = [UInt32](repeating: 0, count: dictionary.count + 1)
        for code in codes { newCodes[Int(code)] = 1 }
        newCodes[0] = 0
        let used = newCodes.reduce(0, +)
        guard used < dictionary.count else { return self }
        var compact = TextDictionary(capacity: Int(used))
        for code in newCodes.indices where newCodes[code] != 0 {
            newCodes[code] = dictionary.withBytes(UInt32(code)) { compact.intern($0) }
        }
        return CodedText(codes: codes.map { newCodes[Int($0)] }, dictionary: compact)
    }
}

import Columns

/// Rows of a batch, in the order in which they are published.
///
/// Most of a batch is published in its own order, so what is taken is copied a stretch of neighbours at a time.
struct RowSelection {
    let rows: [Int32]
    /// Whether the selection is the whole batch in its own order, so that columns can be passed on as they are.
    let isWhole: Bool
    /// The selection as stretches of neighbouring rows, one after the other.
    private let stretches: [Range<Int>]

    init(rows: [Int32], of rowCount: Int) {
        self.rows = rows
        var stretches: [Range<Int>] = []
        var first = 0
        var next = 0
        for row in rows {
            if Int(row) != next {
                if next > first { stretches.append(first..<next) }
                first = Int(row)
            }
            next = Int(row) + 1
        }
        if next > first { stretches.append(first..<next) }
        self.stretches = stretches
        isWhole = rows.count == rowCount && stretches.count <= 1
    }

    func take<Value: BitwiseCopyable>(_ column: Column<Value>) -> Column<Value> {
        isWhole ? column : Column(take(column.values), present: column.present.map(take))
    }

    func take(_ column: CodedText) -> CodedText {
        isWhole ? column : CodedText(codes: take(column.codes), dictionary: column.dictionary)
    }

    /// Plain text of the selected rows; rows for which `override` gives a text get that, from row `tail` on.
    func take(_ column: PlainText, tail: Int, override: (Int) -> String?) -> PlainText {
        if isWhole && tail >= rows.count { return column }
        var result = PlainText()
        result.ends.reserveCapacity(rows.count)
        var present = column.present.map(take) ?? [Bool](repeating: true, count: rows.count)
        let plain = stretches(ofFirst: tail)
        result.bytes.reserveCapacity(plain.reduce(0) { $0 + Self.bytes(of: $1, in: column).count })
        column.bytes.withUnsafeBufferPointer { bytes in
            for stretch in plain {
                let range = Self.bytes(of: stretch, in: column)
                // The ends move by as much as the bytes do.
                let shift = UInt32(truncatingIfNeeded: result.bytes.count) &- UInt32(truncatingIfNeeded: range.lowerBound)
                result.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
                for row in stretch { result.ends.append(column.ends[row] &+ shift) }
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

    private static func bytes(of stretch: Range<Int>, in column: PlainText) -> Range<Int> {
        column.range(stretch.lowerBound).lowerBound..<column.range(stretch.upperBound - 1).upperBound
    }

    /// The stretches that hold the first `count` rows of the selection.
    private func stretches(ofFirst count: Int) -> [Range<Int>] {
        var rest = count
        var found: [Range<Int>] = []
        for stretch in stretches {
            guard rest > 0 else { break }
            found.append(stretch.lowerBound..<min(stretch.upperBound, stretch.lowerBound + rest))
            rest -= stretch.count
        }
        return found
    }

    private func take<Value: BitwiseCopyable>(_ values: [Value]) -> [Value] {
        values.withUnsafeBufferPointer { values in
            [Value](unsafeUninitializedCapacity: rows.count) { target, count in
                guard let source = values.baseAddress, let target = target.baseAddress else { return }
                for stretch in stretches {
                    if stretch.count == 1 {
                        // As blurred rows are, which come in the order of their new identities.
                        target[count] = source[stretch.lowerBound]
                    } else {
                        (target + count).update(from: source + stretch.lowerBound, count: stretch.count)
                    }
                    count += stretch.count
                }
            }
        }
    }
}

extension CodedText {
    /// The same texts with a dictionary of those alone that are used. A dictionary that came along from the store
    /// can hold texts of records that were withheld, and a writer may write all of it.
    func withoutUnusedTexts() -> CodedText {
        var newCodes = [UInt32](repeating: 0, count: dictionary.count + 1)
        // Absent ones are no text that must be looked for.
        newCodes[0] = 1
        var missing = dictionary.count
        newCodes.withUnsafeMutableBufferPointer { newCodes in
            for code in codes where newCodes[Int(code)] == 0 {
                newCodes[Int(code)] = 1
                missing -= 1
                // Most have been seen long before the end.
                if missing == 0 { break }
            }
        }
        guard missing > 0 else { return self }
        newCodes[0] = 0
        let used = dictionary.count - missing
        var compact = TextDictionary(capacity: used)
        for code in newCodes.indices where newCodes[code] != 0 {
            newCodes[code] = dictionary.withBytes(UInt32(code)) { compact.intern($0) }
        }
        return newCodes.withUnsafeBufferPointer { newCodes in
            CodedText(codes: codes.map { newCodes[Int($0)] }, dictionary: compact)
        }
    }
}

/// Collects which rows of a column have a value, page by page.
struct PresenceBuilder {
    /// One flag a row of the column; `nil` as long as every row has a value.
    private(set) var present: [Bool]?
    private let rows: Int

    init(rows: Int) {
        self.rows = rows
    }

    /// Takes over a page's rows, the first of which is the column's `row`.
    mutating func add(_ page: Page, at row: Int) {
        guard let flags = page.presence.flags else { return }
        var all = present ?? [Bool](repeating: true, count: rows)
        present = nil
        all.withUnsafeMutableBufferPointer { all in
            if page.presence.count == 0 {
                all[row..<row + page.count].update(repeating: false)
            } else {
                for index in 0..<page.count { all[row + index] = flags[index] != 0 }
            }
        }
        present = all
    }

    /// Takes over the first rows of a column from their codes.
    mutating func add(absentIn codes: ArraySlice<UInt32>) {
        guard codes.contains(0) else { return }
        var all = present ?? [Bool](repeating: true, count: rows)
        for row in codes.indices where codes[row] == 0 { all[row] = false }
        present = all
    }
}

/// Moves values standing next to each other to their rows, in place, and puts `filler` into the others.
func spread<Value: BitwiseCopyable>(
    _ values: UnsafeMutablePointer<Value>, to presence: RowPresence, rows: Int, filler: Value
) {
    guard let flags = presence.flags else { return }
    guard presence.count < rows else { return }
    let flagBytes = UnsafeRawPointer(flags)
    var source = presence.count
    var row = rows
    // Where as many values as rows are left, all of them are where they belong.
    while row > source {
        if row >= 8 {
            // Mostly all of eight neighbours have a value, or none has.
            let eight = flagBytes.loadUnaligned(fromByteOffset: row - 8, as: UInt64.self)
            if eight == 0x0101_0101_0101_0101 {
                source -= 8
                row -= 8
                (values + row).update(from: values + source, count: 8)
                continue
            }
            if eight == 0 {
                row -= 8
                (values + row).update(repeating: filler, count: 8)
                continue
            }
        }
        for _ in 0..<min(8, row) {
            row -= 1
            // Chosen, not branched. Where a row is absent, `source` is still a row of the page.
            let isPresent = flags[row] != 0
            source &-= isPresent ? 1 : 0
            let moved = values[source]
            values[row] = isPresent ? moved : filler
        }
    }
}

import Formats

/// The row that an observation refers to, together with those above it: the nearest value of every column. Kept until
/// another key is asked for, as observations of an event mostly follow each other.
final class ResolvedParent {
    private let rows: KeyedRows
    private let tables: JoinedTables
    private let layout: JoinLayout
    private let parentReference: Int?
    private let current = AppendableBytes()
    private var isFound = false
    private var isAsked = false
    /// Values of all columns found so far, one behind the other.
    private let values = AppendableBytes()
    private var ranges: [Range<Int>]
    private var levels: [Int]
    /// Key of the row above the one added last.
    private var above: [UInt8] = []
    /// Keys of this row and those above it.
    private(set) var chain: [[UInt8]] = []
    /// Counts the keys asked for, so that what was made for one is known to be that.
    private(set) var generation = 0

    /// Rows above each other that are followed; more are no hierarchy of visits.
    private static let highestLevel = 32

    init(_ rows: KeyedRows, _ tables: JoinedTables) {
        self.rows = rows
        self.tables = tables
        layout = tables.layout
        parentReference = tables.join.parent?.parentReference
        let count = tables.join.parent?.table.columns.count ?? 0
        ranges = [Range<Int>](repeating: 0..<0, count: count)
        levels = [Int](repeating: 0, count: count)
    }

    /// Looks a row up.
    /// - Returns: whether there is one.
    func find(_ key: UnsafeRawBufferPointer) throws -> Bool {
        if isAsked, current.bytes.elementsEqual(key) { return isFound }
        current.clear()
        current.append(key)
        isAsked = true
        generation += 1
        try resolve()
        return isFound
    }

    /// The value of a column; `nil` when neither the row nor one above it has any.
    @inline(__always)
    func value(_ column: Int) -> UnsafeRawBufferPointer? {
        let range = ranges[column]
        return range.isEmpty ? nil : UnsafeRawBufferPointer(rebasing: values.bytes[range])
    }

    private func resolve() throws {
        for column in ranges.indices { ranges[column] = 0..<0 }
        values.clear()
        chain.removeAll(keepingCapacity: true)
        isFound = false
        guard current.count > 0 else { return }
        var key = Array(current.bytes)
        // A row above itself ends the way up.
        while chain.count < Self.highestLevel, !chain.contains(key) {
            guard try addRow(key) else { break }
            isFound = true
            chain.append(key)
            guard !above.isEmpty else { break }
            key = above
        }
        dropMixedGroups()
    }

    /// Takes from a row what those below it lack, and the key of the row above it; false when there is no such row.
    private func addRow(_ key: [UInt8]) throws -> Bool {
        let level = chain.count
        var count = 0
        above = []
        try key.withUnsafeBytes { key in
            try rows.forEachRow(key: key) { row in
                count += 1
                if count > 1 {
                    if row.isFoundFirst { tables.repeatedParents += 1 }
                    return true
                }
                row.forEachValue { column, value in
                    guard column < ranges.count, !value.isEmpty else { return }
                    if column == parentReference {
                        above = Array(value)
                        // What a row refers to is its own affair; it is not inherited.
                        if level > 0 { return }
                    }
                    guard ranges[column].isEmpty else { return }
                    ranges[column] = values.count..<values.count + value.count
                    levels[column] = level
                    values.append(value)
                }
                return true
            }
        }
        return count > 0
    }

    /// Nothing that belongs to coordinates or a date comes from above the nearest row that has them.
    private func dropMixedGroups() {
        for (number, group) in layout.groups.enumerated() {
            guard let nearest = group.parentAnchors.lazy.filter({ !self.ranges[$0].isEmpty }).map({ self.levels[$0] }).min()
            else { continue }
            for column in ranges.indices where layout.groupOfParent[column] == number && levels[column] > nearest {
                ranges[column] = 0..<0
            }
        }
    }
}

import Formats

/// The tables that observations are joined with, loaded and ready to be looked up; counts what is found.
final class JoinedTables {
    let join: TableJoin
    let layout: JoinLayout
    let parentRows: KeyedRows?
    /// Rows of every attachment: first those of observations, then those of parents.
    let attachedRows: [(ofObservations: KeyedRows?, ofParents: KeyedRows?)]
    private var loadingNotes: [String] = []
    /// Observations whose parent is not there.
    var missingParents = 0
    /// Rows of the parents' table with a key that another row had before.
    var repeatedParents = 0
    /// Rows about an event that are too many to be repeated with each of its observations.
    var unrepeatedRows = 0

    init(_ join: TableJoin) throws {
        self.join = join
        layout = JoinLayout(join)
        var notes: [String] = []
        parentRows = try join.parent.map { try Self.load($0, join, &notes) }
        attachedRows = try join.attachments.map { try Self.load($0, join, &notes) }
        loadingNotes = notes
    }

    /// A reader of the joined records. What did not fit together is counted anew: somebody may have looked at the first
    /// records before.
    func reader() throws -> any RecordReader {
        missingParents = 0
        unrepeatedRows = 0
        return JoiningReader(try join.observations.reader(), self)
    }

    /// What is worth telling: at any time what was seen while loading, and after reading what did not fit together.
    func notes(afterReading isRead: Bool) -> [String] {
        guard isRead else { return loadingNotes }
        var notes: [String] = []
        if let parent = join.parent, let rows = parentRows {
            let what = parent.what
            if missingParents > 0 {
                notes.append("\(missingParents) observations refer to no \(what) of \(parent.table.name)")
            }
            if repeatedParents > 0 {
                notes.append(
                    "\(parent.table.name): \(repeatedParents) rows repeat the key of another \(what); the first counts")
            }
            let unused = rows.rowCount - rows.foundCount
            if unused > 0 {
                notes.append("\(parent.table.name): \(unused) of \(rows.rowCount) rows have no observation")
            }
        }
        if unrepeatedRows > 0 {
            notes.append("\(unrepeatedRows) rows about events with very many of them are not kept with the observations")
        }
        for (attachment, rows) in zip(join.attachments, attachedRows) {
            let both = [rows.ofObservations, rows.ofParents].compactMap { $0 }
            let count = both.reduce(0) { $0 + $1.rowCount }
            let unused = count - both.reduce(0) { $0 + $1.foundCount }
            if unused > 0 {
                notes.append("\(attachment.table.name): \(unused) of \(count) rows belong to no observation")
            }
        }
        return notes
    }

    // MARK: loading

    private static func load(_ parent: TableJoin.Parent, _ join: TableJoin, _ notes: inout [String]) throws -> KeyedRows {
        try loading(parent.table, &notes) { table, skipped in
            let builder = KeyedRowsBuilder(memoryLimit: join.memoryShare, path: join.path)
            let cells = TableCells(table)
            let unreadable = try table.forEachRecord { view, record in
                let key = cells.value(view, record, parent.key).trimmed
                if cells.isAbsent(key) {
                    skipped += 1
                    return
                }
                try builder.begin(key: key)
                for column in table.columns.indices {
                    let value = cells.value(view, record, column).trimmed
                    builder.append(cells.isAbsent(value) ? FieldAccess.empty : value)
                }
                builder.end()
            }
            return (try builder.finish(), unreadable)
        }
    }

    private static func load(
        _ attachment: TableJoin.Attachment, _ join: TableJoin, _ notes: inout [String]
    ) throws -> (ofObservations: KeyedRows?, ofParents: KeyedRows?) {
        let renderer = AttachedRowRenderer(attachment, measurements: join.measurements)
        return try loading(attachment.table, &notes) { table, skipped in
            let ofObservations = KeyedRowsBuilder(memoryLimit: join.memoryShare / 2, path: join.path)
            let ofParents = KeyedRowsBuilder(memoryLimit: join.memoryShare / 2, path: join.path)
            let cells = TableCells(table)
            let unreadable = try table.forEachRecord { view, record in
                for link in attachment.links {
                    let key = cells.value(view, record, link.column).trimmed
                    if cells.isAbsent(key) { continue }
                    let builder = link.target == .parent ? ofParents : ofObservations
                    try builder.begin(key: key)
                    renderer.render(view, record, cells, into: builder)
                    builder.end()
                    return
                }
                skipped += 1
            }
            func has(_ isParent: Bool) -> Bool { attachment.links.contains { ($0.target == .parent) == isParent } }
            return (
                (has(false) ? try ofObservations.finish() : nil, has(true) ? try ofParents.finish() : nil), unreadable
            )
        }
    }

    /// Loads a table, once more when its encoding turns out to be another one.
    private static func loading<Rows>(
        _ table: SourceTable, _ notes: inout [String],
        _ load: (SourceTable, inout Int) throws -> (Rows, unreadable: Int)
    ) throws -> Rows {
        var table = table
        while true {
            do {
                var skipped = 0
                let (rows, unreadable) = try load(table, &skipped)
                if skipped > 0 { notes.append("\(table.name): \(skipped) rows have no key and are left out") }
                if unreadable > 0 {
                    notes.append(
                        "\(table.name): \(unreadable) rows cannot be read (encoding, NUL bytes or unclosed quotes) and are left out")
                }
                return rows
            } catch let turnedOut as EncodingTurnedOut {
                table.encoding = turnedOut.encoding
                notes.append("\(table.name): not UTF-8 after all; read as \(turnedOut.encoding.rawValue)")
            }
        }
    }
}

/// Values of the cells of one table, with its defaults and its own words for "no value"; for one thread.
final class TableCells {
    private let defaults: [[UInt8]?]
    private let missing: [[UInt8]]
    private let width: Int
    private let scratch = FieldScratch()
    /// Keeps the defaults where they can be pointed at.
    private let defaultBytes: [ByteBuffer?]

    init(_ table: SourceTable) {
        width = table.width
        defaults = table.columns.indices.map { table.defaults[$0].map { Array($0.utf8) } }
        defaultBytes = defaults.map { $0.map { ByteBuffer($0) } }
        missing = table.missingValues.map { Array($0.utf8) }.filter { !$0.isEmpty }
    }

    /// The value of a cell, valid until the next call.
    @inline(__always)
    func value(_ view: RecordBlock.View, _ record: Int, _ column: Int) -> UnsafeRawBufferPointer {
        if column < width, let value = view.value(record: record, column: column, scratch: scratch), !value.isEmpty {
            if missing.isEmpty || !isMissing(value.trimmed) { return value }
        }
        return defaultBytes[column]?.bytes ?? FieldAccess.empty
    }

    @inline(__always)
    func isAbsent(_ value: UnsafeRawBufferPointer) -> Bool { AbsentText.isAbsent(value) }

    private func isMissing(_ value: UnsafeRawBufferPointer) -> Bool {
        missing.contains { word in word.count == value.count && word.elementsEqual(value) }
    }
}

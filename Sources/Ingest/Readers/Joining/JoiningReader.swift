import Formats

/// Reads the records of one table, each with what it lacks taken from the tables it is joined with.
///
/// The observations come in the order of their file, with memory that does not grow with it; the other tables are
/// looked up by key (`KeyedRows`) and may be in any order. Lines and offsets are those of the observations' file.
final class JoiningReader: RecordReader {
    private let records: any RecordReader
    private let tables: JoinedTables
    private let layout: JoinLayout
    private let cells: TableCells
    private let width: Int
    private let input = RecordBlock()
    private var next = 0
    private var failure: (any Error)?
    private let parent: ResolvedParent?
    private let attached: AttachedCollector
    private let key = AppendableBytes()
    /// Groups of which the observation has an anchor itself.
    private var hasOwnAnchor: [Bool]

    private static let inputRecords = 8192

    init(_ records: any RecordReader, _ tables: JoinedTables) {
        self.records = records
        self.tables = tables
        layout = tables.layout
        cells = TableCells(tables.join.observations)
        width = tables.join.observations.width
        parent = tables.parentRows.map { ResolvedParent($0, tables) }
        attached = AttachedCollector(tables)
        hasOwnAnchor = [Bool](repeating: false, count: layout.groups.count)
    }

    func nextBlock(into block: RecordBlock, maximumRecords: Int) throws -> Bool {
        block.beginFilling()
        while failure == nil, !block.isFull(maximumRecords: maximumRecords) {
            if next >= input.recordCount {
                do {
                    next = 0
                    let wanted = min(maximumRecords, Self.inputRecords)
                    guard try records.nextBlock(into: input, maximumRecords: wanted) else { break }
                } catch {
                    failure = error
                    input.beginFilling()
                    break
                }
            }
            try input.withView { view in
                while next < view.recordCount, !block.isFull(maximumRecords: maximumRecords) {
                    try append(view, next, to: block)
                    next += 1
                }
            }
        }
        // Records before the damage first.
        if block.recordCount == 0, let failure { throw failure }
        return block.recordCount > 0
    }

    private func append(_ view: RecordBlock.View, _ record: Int, to block: RecordBlock) throws {
        let bounds = view.records[record]
        var flags = bounds.flags
        block.beginRecord(line: bounds.line, offset: input.offset(record))
        if flags.contains(.oversized) {
            block.appendField(view.rawRecord(record))
            block.endRecord(flags: flags)
            return
        }
        if view.fieldCount(record) < width { flags.insert(.fieldsMissing) }
        if try !findParent(view, record) { flags.insert(.relatedRecordMissing) }
        try attached.collect(parent: parent) { [cells] column in cells.value(view, record, column) }
        for group in layout.groups.indices {
            hasOwnAnchor[group] = layout.groups[group].ownAnchors.contains { column in
                !cells.isAbsent(cells.value(view, record, column))
            }
        }
        for source in layout.sources { append(source, view, record, to: block) }
        // What a record has too much stays at its end.
        for column in width..<max(width, view.fieldCount(record)) {
            block.appendField(view.field(record: record, column: column) ?? FieldAccess.empty)
        }
        block.endRecord(flags: flags)
    }

    /// Finds what the record refers to; false when that is not there.
    private func findParent(_ view: RecordBlock.View, _ record: Int) throws -> Bool {
        guard let parent, let definition = tables.join.parent else { return true }
        key.clear()
        let reference = cells.value(view, record, definition.reference).trimmed
        if !cells.isAbsent(reference) { key.append(reference) }
        if try parent.find(key.bytes) { return true }
        if key.count == 0, !definition.isRequired { return true }
        tables.missingParents += 1
        return false
    }

    @inline(__always)
    private func append(
        _ source: JoinLayout.Source, _ view: RecordBlock.View, _ record: Int, to block: RecordBlock
    ) {
        switch source {
        case .own(let column): block.appendField(cells.value(view, record, column))
        case .shared(let column, let place):
            let value = cells.value(view, record, column)
            let isAbsent = cells.isAbsent(value)
            if isAbsent || layout.isSystem[place], let inherited = inherited(place) {
                block.appendField(inherited)
            } else {
                block.appendField(value)
            }
        case .parent(let place): block.appendField(inherited(place) ?? FieldAccess.empty)
        case .key(let column, let place):
            let value = column.map { cells.value(view, record, $0) } ?? FieldAccess.empty
            if !cells.isAbsent(value) {
                block.appendField(value)
            } else {
                block.appendField(place.flatMap(inherited) ?? key.bytes)
            }
        case .attached(let number, let isOfParent): block.appendField(attached.json(number, isOfParent: isOfParent))
        case .evidence: block.appendField(attached.evidence)
        case .measurement(let number): block.appendField(attached.measured(number))
        case .measurementUnit(let number): block.appendField(attached.unit(number))
        }
    }

    /// What the parent has for one of its columns, unless the observation has its own of what belongs together.
    @inline(__always)
    private func inherited(_ place: Int) -> UnsafeRawBufferPointer? {
        if let group = layout.groupOfParent[place], hasOwnAnchor[group] { return nil }
        return parent?.value(place)
    }
}

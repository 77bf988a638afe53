import Formats

/// Where the columns of a wide table go.
struct WideLayout {
    /// Columns that every record of a row has.
    var fixed: [Int]
    /// The columns of the species and the names that these have.
    var species: [(column: Int, name: [UInt8])]
    var absent: Set<[UInt8]>
    var skip: Set<[UInt8]>
    /// The number of columns of a row.
    var width: Int
}

/// Turns the rows of a wide table into records: for every row one for each species, of which the cell says something.
/// They have the line and the place of their row.
final class WideTableReader: RecordReader {
    private let reader: any RecordReader
    private let layout: WideLayout
    private let rows = RecordBlock()
    private let scratch = FieldScratch()
    private var row = 0
    /// The next species of the row.
    private var species = 0
    private var failure: (any Error)?

    private static let present = Array("present".utf8)
    private static let absent = Array("absent".utf8)
    private static let fatal: RecordFlags = [.oversized, .invalidUTF8, .containsNUL, .unterminatedQuote]

    init(_ reader: any RecordReader, _ layout: WideLayout) {
        self.reader = reader
        self.layout = layout
    }

    func nextBlock(into block: RecordBlock, maximumRecords: Int) throws -> Bool {
        block.beginFilling()
        if let failure { throw failure }
        while !block.isFull(maximumRecords: maximumRecords) {
            if row == rows.recordCount {
                row = 0
                species = 0
                do {
                    guard try reader.nextBlock(into: rows, maximumRecords: 2048) else {
                        row = rows.recordCount
                        break
                    }
                } catch {
                    guard block.recordCount > 0 else { throw error }
                    failure = error
                    row = rows.recordCount
                    break
                }
            }
            rows.withView { view in
                while row < view.recordCount, !block.isFull(maximumRecords: maximumRecords) {
                    if view.records[row].flags.isDisjoint(with: Self.fatal) {
                        turn(view, into: block, maximumRecords)
                    } else {
                        setAside(view, into: block)
                    }
                }
            }
        }
        return block.recordCount > 0
    }

    private func turn(_ view: RecordBlock.View, into block: RecordBlock, _ maximumRecords: Int) {
        while species < layout.species.count {
            if block.isFull(maximumRecords: maximumRecords) { return }
            let (column, name) = layout.species[species]
            species += 1
            let cell = view.value(record: row, column: column, scratch: scratch)
            let text = Array(UnsafeRawBufferPointer(cell ?? UnsafeRawBufferPointer(start: nil, count: 0)).trimmed)
            if layout.skip.contains(text) { continue }
            begin(view, block)
            block.appendField(name)
            block.appendField(text)
            if !layout.absent.isEmpty { block.appendField(layout.absent.contains(text) ? Self.absent : Self.present) }
            // Cells behind the last column: they are counted, and told of, as the ends of too long records.
            append(view, block, layout.width..<max(layout.width, view.fieldCount(row)))
            block.endRecord(flags: view.records[row].flags)
        }
        row += 1
        species = 0
    }

    /// A row that cannot be read is one record with all its cells, so that nothing of it is lost.
    private func setAside(_ view: RecordBlock.View, into block: RecordBlock) {
        if view.records[row].flags.contains(.oversized) {
            block.beginRecord(line: rows.line(row), offset: rows.offset(row))
            block.appendField(view.rawRecord(row))
        } else {
            begin(view, block)
            block.appendEmptyFields(layout.absent.isEmpty ? 2 : 3)
            for (column, _) in layout.species { append(view, block, column..<(column + 1)) }
            append(view, block, layout.width..<max(layout.width, view.fieldCount(row)))
        }
        block.endRecord(flags: view.records[row].flags)
        row += 1
        species = 0
    }

    private func begin(_ view: RecordBlock.View, _ block: RecordBlock) {
        block.beginRecord(line: rows.line(row), offset: rows.offset(row))
        for column in layout.fixed { append(view, block, column..<(column + 1)) }
    }

    private func append(_ view: RecordBlock.View, _ block: RecordBlock, _ columns: Range<Int>) {
        for column in columns {
            if let value = view.value(record: row, column: column, scratch: scratch) {
                block.appendField(value)
            } else {
                block.appendEmptyFields()
            }
        }
    }
}

extension OpenedDelivery {
    /// The delivery with its wide table turned long.
    /// - Throws: `DeliveryError` when it does not have the columns that the profile names.
    func turnedLong(_ wide: WideTable) throws -> OpenedDelivery {
        func isColumn(_ name: String) -> (String) -> Bool { { SheetTable.isSame($0, name) } }
        // Records of it that were set aside, corrected and delivered again.
        if columns.contains(where: isColumn(wide.name)), columns.contains(where: isColumn(wide.value)) {
            return replacing(notes: notes + ["the columns '\(wide.name)' and '\(wide.value)' are there: read as the long table it is"])
        }
        let species = try speciesColumns(wide)
        let taken = Set(species.map(\.column))
        let fixed = columns.indices.filter { !taken.contains($0) && $0 < fileColumnCount }
        let layout = WideLayout(
            fixed: fixed, species: species, absent: Set(wide.absent.map { Array($0.utf8) }),
            skip: Set(wide.skip.map { Array($0.utf8) }), width: fileColumnCount)
        let added = [wide.name, wide.value] + (wide.absent.isEmpty ? [] : [wide.status])
        let behind = columns.indices.filter { $0 >= fileColumnCount }
        let width = fixed.count + added.count
        var defaults: [Int: String] = [:]
        for (place, column) in fixed.enumerated() { defaults[place] = self.defaults[column] }
        for (place, column) in behind.enumerated() { defaults[width + place] = self.defaults[column] }
        let note = "a wide table: \(species.count) columns of species, read as a record for every row and species"
        return replacing(
            columns: fixed.map { columns[$0] } + added + behind.map { columns[$0] }, defaults: defaults,
            fileColumnCount: width, notes: notes + [note]
        ) { WideTableReader($0, layout) }
    }

    private func speciesColumns(_ wide: WideTable) throws -> [(column: Int, name: [UInt8])] {
        func mismatch(_ message: String) -> DeliveryError {
            DeliveryError(
                .profileMismatch, path: path,
                message: "the profile (table.wide.columns) \(message); the columns are "
                    + columns.prefix(40).joined(separator: ", "))
        }
        func place(_ name: String) throws -> Int {
            guard let place = columns.firstIndex(of: name) ?? columns.firstIndex(where: { SheetTable.isSame($0, name) })
            else { throw mismatch("names '\(name)', which is not there") }
            return place
        }
        let chosen: [Int]
        var name = { (column: Int) in self.columns[column] }
        switch wide.columns {
        case .names(let names): chosen = try names.map(place)
        case .range(let from, let to):
            let first = try place(from)
            // What reading adds behind the table (the sheet's name) is no species.
            let last = try to.map(place) ?? columns.indices.last { isSpecies(columns[$0]) } ?? first
            guard first <= last else { throw mismatch("has '\(from)' behind '\(to ?? "")'") }
            chosen = Array(first...last)
        case .except(let names):
            let fixed = Set(try names.map(place))
            chosen = columns.indices.filter { !fixed.contains($0) && isSpecies(columns[$0]) }
        case .matching(let prefix, let suffix):
            chosen = columns.indices.filter {
                columns[$0].hasPrefix(prefix) && columns[$0].hasSuffix(suffix)
                    && columns[$0].count > prefix.count + suffix.count
            }
            name = { String(self.columns[$0].dropFirst(prefix.count).dropLast(suffix.count)) }
        }
        let found = chosen.filter { $0 < fileColumnCount }
        guard !found.isEmpty else { throw mismatch("finds no column of a species") }
        return found.map { ($0, Array(name($0).trimmingHeaderText().utf8)) }
    }

    /// Whether a column can be one of a species: it has a name, and one from the file.
    private func isSpecies(_ name: String) -> Bool {
        let isUnnamed = name.isEmpty || name.hasPrefix("column ") && name.dropFirst(7).allSatisfy { $0.isASCII && $0.isUppercase }
        return !isUnnamed && !name.hasPrefix("ndff_") && !(format == .xlsx && name == "sheet")
    }
}

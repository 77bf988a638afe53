/// Reads the rows of a sheet as records: chosen columns, from a row on, empty rows passed over.
///
/// The line of a record is the number of its row. A text that was merged over rows below stands in all of them.
public final class SheetRecordReader: RecordReader {
    /// What of a sheet is read, and into which fields.
    public struct Table: Sendable {
        fileprivate let firstRow: Int
        /// Place of a column of the sheet among the fields; -1 for one that no field is for.
        fileprivate let places: [Int]
        fileprivate let fieldCount: Int
        fileprivate let label: [UInt8]?
        fileprivate let merged: [CellRange]

        /// - Parameters:
        ///   - columns: columns of the sheet, from 0, in the order of the fields; `nil` for a field that it does not have.
        ///   - firstRow: number of the first row of data.
        ///   - label: text of one more field at the end of every record.
        ///   - merged: cells that are merged.
        public init(columns: [Int?], firstRow: Int, label: String? = nil, merged: [CellRange] = []) {
            self.firstRow = firstRow
            fieldCount = columns.count
            var places = [Int](repeating: -1, count: (columns.compactMap { $0 }.max() ?? -1) + 1)
            for (field, column) in columns.enumerated() {
                if let column, places.indices.contains(column) { places[column] = field }
            }
            self.places = places
            self.label = label.map { Array($0.utf8) }
            self.merged = merged.filter { $0.rows.count > 1 && $0.rows.lowerBound >= firstRow }
                .sorted { $0.rows.lowerBound < $1.rows.lowerBound }
        }

        /// Texts of a row stand in rows below it as well.
        var joinsRows: Bool { !merged.isEmpty }
    }

    private let reader: SheetReader
    private let table: Table
    private var nextMerged = 0
    /// Texts that stand on in the rows below them, by field.
    private var standing: [Int: (range: CellRange, text: [UInt8])] = [:]
    private var failure: (any Error)?
    /// The cell of the row that each field takes, or -1.
    private var cellOfField: [Int]

    public init(_ reader: SheetReader, _ table: Table) {
        self.reader = reader
        self.table = table
        cellOfField = Array(repeating: -1, count: table.fieldCount)
    }

    public func nextBlock(into block: RecordBlock, maximumRecords: Int) throws -> Bool {
        block.beginFilling()
        if let failure { throw failure }
        do {
            while !block.isFull(maximumRecords: maximumRecords) {
                guard try reader.nextRow() else { break }
                if reader.row >= table.firstRow, reader.cellCount > 0 { fill(block) }
            }
        } catch {
            guard block.recordCount > 0 else { throw error }
            // The records in front of the damage come first.
            block.dropRecord()
            failure = error
        }
        return block.recordCount > 0
    }

    /// Reads all rows that there are into a block, however many.
    func readAll(into block: RecordBlock) throws {
        while try reader.nextRow() {
            if reader.row >= table.firstRow, reader.cellCount > 0 { fill(block) }
        }
    }

    private func fill(_ block: RecordBlock) {
        for field in cellOfField.indices { cellOfField[field] = -1 }
        var others: [Int] = []
        for cell in 0..<reader.cellCount {
            let column = reader.column(cell)
            let place = column < table.places.count ? table.places[column] : -1
            if place >= 0 { cellOfField[place] = cell } else { others.append(cell) }
        }
        if table.joinsRows { followMerged() }
        block.beginRecord(line: reader.row)
        for field in cellOfField.indices {
            let cell = cellOfField[field]
            if cell >= 0 {
                reader.withText(cell) { block.appendField($0) }
            } else if !standing.isEmpty, let text = standing[field]?.text {
                block.appendField(text)
            } else {
                block.appendEmptyFields()
            }
        }
        if let label = table.label { block.appendField(label) }
        // Behind the columns that were described: they are counted, and told of, as the ends of too long records.
        for cell in others { reader.withText(cell) { block.appendField($0) } }
        block.endRecord()
    }

    private func place(of range: CellRange) -> Int {
        let column = range.columns.lowerBound
        return column < table.places.count ? table.places[column] : -1
    }

    /// Takes in what is merged from this row on, and drops what ended above it.
    private func followMerged() {
        for (field, entry) in standing where !entry.range.rows.contains(reader.row) { standing[field] = nil }
        while nextMerged < table.merged.count, table.merged[nextMerged].rows.lowerBound <= reader.row {
            let range = table.merged[nextMerged]
            nextMerged += 1
            let field = place(of: range)
            guard range.rows.lowerBound == reader.row, field >= 0, cellOfField[field] >= 0 else { continue }
            standing[field] = (range, reader.withText(cellOfField[field]) { Array($0) })
        }
    }
}

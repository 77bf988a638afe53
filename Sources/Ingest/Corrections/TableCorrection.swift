import Columns
import Formats

/// Rows of a workbook that go back to their supplier, all on one sheet.
struct WorkbookCorrection: CorrectionForm {
    /// The sheets that were read. All are made, for a profile may name them; the rows are on the first.
    let sheets: [String]

    var ending: String { "xlsx" }
    var isByPlace: Bool { false }

    func write(_ rows: QuarantinedRows, to path: String) throws {
        let table = CorrectionTable(rows)
        let workbook = try WorkbookWriter(path: path)
        do {
            for (place, sheet) in sheets.enumerated() {
                try workbook.beginSheet(sheet, columns: table.columns.map { table.name($0) })
                guard place == 0 else { continue }
                try rows.forEach { row in
                    try workbook.beginRow()
                    for column in table.columns { table.withValue(column, of: row) { workbook.append($0) } }
                    try workbook.endRow()
                }
            }
            try workbook.close()
        } catch {
            workbook.abandon()
            throw error
        }
    }
}

/// Rows of Parquet that go back to their supplier, all columns as text.
struct ParquetCorrection: CorrectionForm {
    var ending: String { "parquet" }
    var isByPlace: Bool { false }

    private static let rowsAGroup = 16_384
    private static let bytesAColumn = 64 << 20

    func write(_ rows: QuarantinedRows, to path: String) throws {
        let table = CorrectionTable(rows)
        let fields = table.columns.map { ParquetField(name: table.name($0), type: .utf8) }
        let file = try ParquetFileWriter(path: path, fields: fields)
        let encoder = RowGroupEncoder(fields: fields)
        let empty = PlainText(present: [])
        var columns = [PlainText](repeating: empty, count: fields.count)
        func write() throws {
            guard let count = columns.first?.count, count > 0 else { return }
            try file.append(
                try encoder.encode(ColumnBatch(names: fields.map(\.name), columns: columns.map { .plain($0) }, rowCount: count)))
            columns = [PlainText](repeating: empty, count: fields.count)
        }
        do {
            try rows.forEach { row in
                for (place, column) in table.columns.enumerated() {
                    table.withValue(column, of: row) { value in
                        columns[place].bytes.append(contentsOf: value)
                        columns[place].ends.append(UInt32(columns[place].bytes.count))
                        columns[place].present?.append(!value.isEmpty)
                    }
                }
                let isFull = columns.contains { $0.count == Self.rowsAGroup || $0.bytes.count > Self.bytesAColumn }
                if isFull { try write() }
            }
            try write()
            _ = try file.close()
        } catch {
            file.abandon()
            throw error
        }
    }
}

/// The columns of a correction file that is a table.
private struct CorrectionTable {
    enum Column: Equatable {
        case delivered(Int)
        case rest
        case told(Int)
    }

    let columns: [Column]
    private let names: [String]

    init(_ rows: QuarantinedRows) {
        names = rows.columns
        // What was told of them the last time.
        columns = rows.columns.indices.filter { !CorrectionColumns.isOne(rows.columns[$0]) }.map { .delivered($0) }
            + [.rest] + CorrectionColumns.told.indices.map { .told($0) }
    }

    func name(_ column: Column) -> String {
        switch column {
        case .delivered(let place): names[place]
        case .rest: CorrectionColumns.rest
        case .told(let place): CorrectionColumns.told[place]
        }
    }

    func withValue(_ column: Column, of row: QuarantinedRows.Row, _ body: (UnsafeRawBufferPointer) -> Void) {
        switch column {
        case .delivered(let place): body(row.value(place))
        case .rest: body(row.rest)
        case .told(let place): Array(row.note.values[place].utf8).withUnsafeBytes(body)
        }
    }
}

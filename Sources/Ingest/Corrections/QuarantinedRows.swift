import Columns
import Formats

/// The records of a delivery that were set aside, read again from its quarantine file, in the order of the delivery.
struct QuarantinedRows {
    /// Names of the columns as delivered.
    let columns: [String]
    let notes: [CorrectionNote]
    private let path: String
    private let dialect: DelimitedDialect

    init(path: String, columns: [String], dialect: DelimitedDialect, deliveryID: Int64, records: [QuarantinedRecord]) {
        self.path = path
        self.columns = columns
        self.dialect = dialect
        notes = records.map { CorrectionNote(deliveryID: deliveryID, record: $0) }
    }

    /// One record: what was delivered, and what is told of it.
    struct Row {
        let note: CorrectionNote
        fileprivate let view: RecordBlock.View
        fileprivate let record: Int
        fileprivate let scratch: FieldScratch
        fileprivate let width: Int

        /// The value of a delivered column; valid until the next is asked for.
        func value(_ column: Int) -> UnsafeRawBufferPointer {
            view.value(record: record, column: column, scratch: scratch) ?? UnsafeRawBufferPointer(start: nil, count: 0)
        }

        /// What stood behind the last column, or all of a record that could not be split.
        var rest: UnsafeRawBufferPointer { value(width) }
    }

    /// Calls `body` with every record.
    func forEach(_ body: (Row) throws -> Void) throws {
        let reader = DelimitedReader(source: try FileSource(path: path), dialect: dialect)
        let block = RecordBlock()
        let scratch = FieldScratch()
        guard try reader.nextBlock(into: block, maximumRecords: 1) else { return }
        var number = 0
        while try reader.nextBlock(into: block, maximumRecords: 4096) {
            try block.withView { view in
                for record in 0..<view.recordCount {
                    guard number < notes.count else { return }
                    try body(Row(note: notes[number], view: view, record: record, scratch: scratch, width: columns.count))
                    number += 1
                }
            }
        }
        // A record that cannot be split may not come back as one: then nothing can be said of which is which.
        guard number == notes.count else {
            throw DeliveryError(
                .unreadable, path: path, message: "\(number) of \(notes.count) records set aside can be told apart")
        }
    }
}

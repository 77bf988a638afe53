import Formats
import Foundation

/// The records of a delivery that could not be taken in, in the supplier's own shape: the header as delivered with some
/// columns behind it, then every record with its original bytes and the reason.
///
/// Corrected, the file can be delivered again as it is: columns named `ndff_…` are no part of the observation, and those
/// that name delivery and record tell which entry of the quarantine is dealt with.
final class QuarantineFile {
    let path: String
    private var output: CorrectionOutput?
    private let header: [UInt8]
    private let writer: DelimitedWriter
    private let width: Int

    /// - Parameters:
    ///   - path: where the file will be; it is made with the first record.
    ///   - columns: the names of the columns as delivered. A corrected file that has to be corrected again has the extra
    ///     ones already; they stay, and the last of a name counts (see `CorrectionColumns`).
    init(path: String, columns: [String], dialect: DelimitedDialect) {
        self.path = path
        width = columns.count
        writer = DelimitedWriter(delimiter: dialect.delimiter, quote: dialect.quote, capacity: 1 << 16)
        for name in columns + CorrectionColumns.all { writer.append(name) }
        writer.endRecord()
        header = writer.take()
    }

    /// Adds a record as it stood in the delivery. One with too few fields gets empty ones behind it, and what one has too
    /// many goes together into a column of its own, so that nothing comes to stand under the wrong name.
    func append(_ view: RecordBlock.View, _ record: Int, _ note: CorrectionNote) throws {
        let output = try self.output ?? begin()
        let raw = view.rawRecord(record)
        let fields = view.fieldCount(record)
        let flags = view.records[record].flags
        if fields == 0 || flags.contains(.unterminatedQuote) {
            // Not to be split: its own columns stay empty.
            for _ in 0..<width { writer.appendEmpty() }
            writer.append(raw)
        } else if fields > width, width > 0, let cut = surplus(view, record) {
            writer.append(encoded: UnsafeRawBufferPointer(rebasing: raw[..<(cut - 1)]))
            let rest = UnsafeRawBufferPointer(rebasing: raw[cut...])
            if fields == width + 1 { writer.append(encoded: rest) } else { writer.append(rest) }
        } else {
            writer.append(encoded: raw)
            for _ in min(fields, width)..<(width + 1) { writer.appendEmpty() }
        }
        for value in note.values { writer.append(value) }
        writer.endRecord()
        try writer.withBytes { try output.append($0) }
        writer.removeAll()
    }

    /// Where in the record's bytes the first field begins that has no column; `nil` when that cannot be told.
    private func surplus(_ view: RecordBlock.View, _ record: Int) -> Int? {
        guard let bounds = view.bounds(record: record, column: width) else { return nil }
        let begin = Int(bounds.start) - Int(view.records[record].start) - (bounds.isQuoted ? 1 : 0)
        let length = view.rawRecord(record).count
        return begin > 0 && begin <= length ? begin : nil
    }

    private func begin() throws -> CorrectionOutput {
        let output = try CorrectionOutput(path: path)
        try output.append(header)
        self.output = output
        return output
    }

    /// Puts everything on disk.
    /// - Returns: whether there is a file.
    func close() throws -> Bool {
        guard let output else { return false }
        try output.close()
        self.output = nil
        return true
    }

    /// Removes the file.
    func abandon() {
        output = nil
        unlink(path)
    }
}

import Formats
import Foundation

/// The records of a delivery that could not be taken in, in the supplier's own shape: the header as delivered with some
/// columns behind it, then every record with its original bytes and the reason.
///
/// Corrected, the file can be delivered again as it is: columns named `ndff_…` are no part of the observation, and those
/// that name delivery and record tell which entry of the quarantine is dealt with.
final class QuarantineFile {
    let path: String
    private var handle: FileHandle?
    private var buffer: [UInt8] = []
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
        if buffer.isEmpty, handle == nil { buffer = header }
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
        writer.withBytes { buffer.append(contentsOf: $0) }
        writer.removeAll()
        if buffer.count > 1 << 20 { try flush() }
    }

    /// Where in the record's bytes the first field begins that has no column; `nil` when that cannot be told.
    private func surplus(_ view: RecordBlock.View, _ record: Int) -> Int? {
        guard let bounds = view.bounds(record: record, column: width) else { return nil }
        let begin = Int(bounds.start) - Int(view.records[record].start) - (bounds.isQuoted ? 1 : 0)
        let length = view.rawRecord(record).count
        return begin > 0 && begin <= length ? begin : nil
    }

    /// Puts everything on disk.
    /// - Returns: whether there is a file.
    func close() throws -> Bool {
        if !buffer.isEmpty { try flush() }
        guard let handle else { return false }
        try handle.synchronize()
        try handle.close()
        self.handle = nil
        return true
    }

    /// Removes the file.
    func abandon() {
        try? handle?.close()
        handle = nil
        buffer = []
        unlink(path)
    }

    private func flush() throws {
        let handle = try self.handle ?? makeHandle()
        self.handle = handle
        try handle.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    private func makeHandle() throws -> FileHandle {
        // The records may name people: for the pipeline's user only.
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw DeliveryError(.unreadable, path: path, message: "the quarantine file cannot be made here") }
        return handle
    }
}

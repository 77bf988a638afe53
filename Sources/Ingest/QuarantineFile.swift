import Formats
import Foundation

/// The records of a delivery that could not be taken in, in the supplier's own shape: the header as delivered with
/// three columns behind it, then every record with its original bytes and the reason.
///
/// Corrected, the file can be delivered again as it is: columns named `ndff_…` are passed over.
final class QuarantineFile {
    static let extraColumns = ["ndff_reden", "ndff_regel", "ndff_byte"]

    let path: String
    private var handle: FileHandle?
    private var buffer: [UInt8] = []
    private let header: [UInt8]
    private let delimiter: UInt8
    private let width: Int

    /// - Parameters:
    ///   - path: where the file will be; it is made with the first record.
    ///   - columns: the names of the columns as delivered.
    init(path: String, columns: [String], dialect: DelimitedDialect) {
        self.path = path
        delimiter = dialect.delimiter
        width = columns.count
        let writer = DelimitedWriter(delimiter: dialect.delimiter, quote: dialect.quote)
        for name in columns + Self.extraColumns { writer.append(name) }
        writer.endRecord()
        header = writer.take()
    }

    /// Adds a record as it stood in the delivery; one with too few fields gets empty ones behind it, so that the reason
    /// does not end up in a column of the supplier.
    func append(
        _ record: UnsafeRawBufferPointer, fieldCount: Int, reason: QuarantineReason, line: Int, byteOffset: Int64
    ) throws {
        if buffer.isEmpty, handle == nil { buffer = header }
        buffer.append(contentsOf: record)
        if fieldCount > 0, fieldCount < width {
            buffer.append(contentsOf: repeatElement(delimiter, count: width - fieldCount))
        }
        for text in [reason.rawValue, String(line), String(byteOffset)] {
            buffer.append(delimiter)
            buffer.append(contentsOf: text.utf8)
        }
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count > 1 << 20 { try flush() }
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

import Foundation

/// The form of a delivery that is no delimited text, in which records that were set aside go back to its supplier: the
/// same kind of file with those records only, and `CorrectionColumns.told` with each.
protocol CorrectionForm {
    /// Of the file's name.
    var ending: String { get }
    /// The records are found again by their place in the delivery, so a row can be one record only.
    var isByPlace: Bool { get }
    /// Makes the file; nothing is at `path`.
    func write(_ rows: QuarantinedRows, to path: String) throws
}

extension CorrectionForm {
    /// Makes the file for the pipeline's user only, for the records may name people. The path it has in the end, without
    /// its ending, is that of the quarantine file.
    /// - Throws: what stands in the way; there is then no file.
    func write(_ rows: QuarantinedRows, beside quarantinePath: String) throws {
        let path = (quarantinePath as NSString).deletingPathExtension + "." + ending
        unlink(path)
        do {
            try write(rows, to: path)
            guard chmod(path, 0o600) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        } catch {
            unlink(path)
            throw error
        }
    }
}

/// A file that is written from front to back.
final class CorrectionOutput {
    private let handle: FileHandle
    private var buffer: [UInt8] = []

    init(path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw DeliveryError(.unreadable, path: path, message: "the correction file cannot be made here") }
        self.handle = handle
    }

    func append(_ text: String) { buffer.append(contentsOf: text.utf8) }

    func append(_ bytes: some Collection<UInt8>) throws {
        buffer.append(contentsOf: bytes)
        if buffer.count > 1 << 20 { try flush() }
    }

    func close() throws {
        try flush()
        try handle.synchronize()
        try handle.close()
    }

    private func flush() throws {
        try handle.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}

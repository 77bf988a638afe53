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

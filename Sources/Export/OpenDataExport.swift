import Columns
import Disclosure
import Formats

/// An export in the making. Any thread encodes batches with `encoder`; one thread appends the pieces, in the order
/// of the batches, and finishes. Until `finish` has put the new file in place the previous one stays as it was.
public protocol OpenDataExport: AnyObject {
    var encoder: any OpenDataEncoder { get }
    func append(_ piece: ExportPiece) throws
    /// Completes the file, puts it in place of the previous one and notes its digest in `SHA256SUMS` beside it.
    func finish() throws -> ExportedFile
    /// Gives up; the previous file stays.
    func discard()
}

/// The part of an export that threads share.
public protocol OpenDataEncoder: Sendable {
    func encode(_ batch: OpenBatch) throws -> ExportPiece
}

/// A batch as an export writes it.
public struct ExportPiece: Sendable {
    enum Content: Sendable {
        case lines(OccurrenceLines)
        case deflated([DeflatedBlock])
        case rowGroup(EncodedRowGroup)
        case squares(SquareCounts)
    }

    let content: Content
    let summary: OpenSummary
    /// Records of the batch.
    public var rowCount: Int { summary.rows }
}

/// A finished export.
public struct ExportedFile: Sendable, Equatable {
    public var path: String
    /// Records that went in.
    public var records: Int
    public var sizeInBytes: Int64
    /// Lower-case hexadecimal.
    public var sha256: String
}

/// Why an export could not be made.
public enum ExportError: Error, Sendable, Equatable, CustomStringConvertible {
    case unknownFormat(String)
    /// A piece made by the encoder of another kind of export.
    case foreignPiece(path: String)
    /// A `SHA256SUMS` that cannot be understood is not written over.
    case unreadableDigests(path: String, line: Int)
    case cannotCreateFolder(path: String, reason: String)

    public var description: String {
        switch self {
        case .unknownFormat(let name):
            "there is no export format '\(name)'; known are \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", "))"
        case .foreignPiece(let path):
            "\(path): the piece was encoded for another kind of export"
        case .unreadableDigests(let path, let line):
            "\(path):\(line): not a line of SHA256SUMS ('<64 hexadecimal digits>  <name>'); move the file away and export again"
        case .cannotCreateFolder(let path, let reason):
            "cannot create the folder '\(path)': \(reason)"
        }
    }
}

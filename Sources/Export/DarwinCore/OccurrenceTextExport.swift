import Disclosure
import Formats

/// Bare Darwin Core: one tab-separated text of occurrences with a header, UTF-8, LF, nothing enclosed.
public final class OccurrenceTextExport: OpenDataExport {
    private struct Encoder: OpenDataEncoder {
        func encode(_ batch: OpenBatch) -> ExportPiece {
            // There are no metadata to be made.
            ExportPiece(content: .lines(OccurrenceLines(batch)), summary: OpenSummary(rows: batch.rowCount))
        }
    }

    public let encoder: any OpenDataEncoder = Encoder()
    private let place: ReplacedFile
    private let file: ByteFile
    private var records = 0

    /// - Parameter path: the file to make or replace.
    public init(path: String) throws {
        place = try ReplacedFile(path)
        file = try ByteFile(path: place.temporaryPath)
        try file.write(DarwinCoreColumn.header.utf8)
    }

    public func append(_ piece: ExportPiece) throws {
        guard case .lines(let lines) = piece.content else { throw ExportError.foreignPiece(path: place.target) }
        // The text is made here, in order and a little at a time, not beside other batches: it never leaves the nearest
        // caches before the digest has seen it, which saves more than a second thread would.
        for rows in lines.pieces {
            try file.write(room: lines.room(for: rows)) { lines.write(rows, to: $0) }
        }
        records += piece.rowCount
    }

    public func finish() throws -> ExportedFile {
        try place.commit(records: records, sha256: try file.finish())
    }

    public func discard() { place.discard() }
}

import Disclosure
import Formats

/// Bare Darwin Core: one tab-separated text of occurrences with a header, UTF-8, LF, nothing enclosed.
public final class OccurrenceTextExport: OpenDataExport {
    private struct Encoder: OpenDataEncoder {
        func encode(_ batch: OpenBatch) -> ExportPiece {
            ExportPiece(content: .text(DarwinCoreTextEncoder.pieces(batch)), summary: OpenSummary(batch))
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
        guard case .text(let pieces) = piece.content else { throw ExportError.foreignPiece(path: place.target) }
        for lines in pieces { try file.write(lines) }
        records += piece.rowCount
    }

    public func finish() throws -> ExportedFile {
        try place.commit(records: records, sha256: try file.finish())
    }

    public func discard() { place.discard() }
}

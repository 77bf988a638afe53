import Columns
import Disclosure
import Formats

/// One flat Parquet file with every open column under its own name; text as UTF-8, periods as local timestamps.
public final class ParquetExport: OpenDataExport {
    private struct Encoder: OpenDataEncoder {
        let rowGroups: RowGroupEncoder

        func encode(_ batch: OpenBatch) throws -> ExportPiece {
            ExportPiece(content: .rowGroup(try rowGroups.encode(batch.table)), summary: OpenSummary(batch))
        }
    }

    public let encoder: any OpenDataEncoder
    private let place: ReplacedFile
    private let file: ParquetFileWriter
    private var records = 0

    /// - Parameter path: the file to make or replace.
    public init(path: String, release: ReleaseDescription) throws {
        let fields = Self.fields
        encoder = Encoder(rowGroups: RowGroupEncoder(fields: fields, compression: .zstd(level: 3)))
        place = try ReplacedFile(path)
        var metadata = [
            ("ndff:title", release.title), ("ndff:publisher", release.publisher),
            ("ndff:snapshot", String(release.snapshot)), ("ndff:rule_pack", release.rulePack),
        ]
        if release.restsOnExampleData { metadata.append(("ndff:notice", "voorbeelddata / example data")) }
        file = try ParquetFileWriter(path: place.temporaryPath, fields: fields, keyValueMetadata: metadata)
    }

    public func append(_ piece: ExportPiece) throws {
        guard case .rowGroup(let group) = piece.content else { throw ExportError.foreignPiece(path: place.target) }
        try file.append(group)
        records += piece.rowCount
    }

    public func finish() throws -> ExportedFile {
        // The replacement synchronises it.
        _ = try file.close(synchronize: false)
        return try place.commit(records: records)
    }

    public func discard() {
        file.abandon()
        place.discard()
    }

    private static var fields: [ParquetField] {
        let table = OpenBatch.empty.table
        return zip(table.names, table.columns).map { name, column in
            let type: ParquetType =
                switch column {
                case .int32: .int32
                case .int64: .int64
                case .double: .double
                case .boolean: .boolean
                case .date: .date
                case .timestamp: .timestampMicros(utc: false)
                case .coded, .plain: .utf8
                }
            return ParquetField(name: name, type: type, nullable: name != "occurrence_id")
        }
    }
}

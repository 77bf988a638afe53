import Disclosure
import Formats

/// A Darwin Core Archive: occurrence core, meta.xml, EML.
public final class DarwinCoreArchiveExport: OpenDataExport {
    private struct Encoder: OpenDataEncoder {
        /// Bytes of text from which a block is closed.
        static let blockSize = 1 << 20

        /// 1 (fast) to 9 (small).
        let level: Int

        func encode(_ batch: OpenBatch) throws -> ExportPiece {
            let lines = OccurrenceLines(batch)
            var blocks: [DeflatedBlock] = []
            var text: [UInt8] = []
            func close() throws {
                blocks.append(try text.withUnsafeBytes { try DeflatedBlock($0, isLast: false, level: level) })
                text.removeAll(keepingCapacity: true)
            }
            for rows in lines.pieces {
                text += [UInt8](unsafeUninitializedCapacity: lines.room(for: rows)) { room, count in
                    count = room.baseAddress.map { lines.write(rows, to: $0) } ?? 0
                }
                if text.count >= Self.blockSize { try close() }
            }
            if !text.isEmpty { try close() }
            return ExportPiece(content: .deflated(blocks), summary: OpenSummary(batch))
        }
    }

    private static let occurrenceFile = "occurrence.txt"

    public let encoder: any OpenDataEncoder
    private let release: ReleaseDescription
    private let place: ReplacedFile
    private let zip: ZipWriter
    private var summary = OpenSummary()

    /// - Parameters:
    ///   - path: the zip to make or replace.
    ///   - compressionLevel: deflate level, 1 (fast) to 9 (small).
    public init(path: String, release: ReleaseDescription, compressionLevel: Int = 4) throws {
        encoder = Encoder(level: compressionLevel)
        self.release = release
        place = try ReplacedFile(path)
        zip = try ZipWriter(path: place.temporaryPath)
        try zip.beginEntry(Self.occurrenceFile, mayExceed4GiB: true)
        var header = DarwinCoreColumn.header
        try zip.append(header.withUTF8 { try DeflatedBlock(UnsafeRawBufferPointer($0), isLast: false) })
    }

    public func append(_ piece: ExportPiece) throws {
        guard case .deflated(let blocks) = piece.content else { throw ExportError.foreignPiece(path: place.target) }
        for block in blocks { try zip.append(block) }
        summary.add(piece.summary)
    }

    public func finish() throws -> ExportedFile {
        try zip.endEntry()
        try add("meta.xml", Self.descriptor.xmlBytes())
        try add("eml.xml", release.metadata(of: summary).xmlBytes())
        try zip.close()
        return try place.commit(records: summary.rows)
    }

    public func discard() {
        zip.abandon()
        place.discard()
    }

    private func add(_ name: String, _ bytes: [UInt8]) throws {
        try zip.beginEntry(name)
        try bytes.withUnsafeBytes { try zip.write($0) }
        try zip.endEntry()
    }

    private static var descriptor: ArchiveDescriptor {
        var core = ArchiveDescriptor.Table(
            rowType: "http://rs.tdwg.org/dwc/terms/Occurrence", locations: [occurrenceFile], idIndex: 0,
            fields: DarwinCoreColumn.all.enumerated().map { ArchiveDescriptor.Field(term: $1.term, index: $0) })
        core.fieldsTerminatedBy = "\t"
        core.linesTerminatedBy = "\n"
        core.fieldsEnclosedBy = ""
        core.ignoreHeaderLines = 1
        return ArchiveDescriptor(metadata: "eml.xml", core: core)
    }
}

import Columns
import Disclosure
import Formats

/// NDFF's list of species by square: CSV after four lines about the request and an empty one.
///
/// One row for every square, taxon and Vervagingsniveau, sorted by these. Records blurred to a larger square than the
/// one asked for stand under that square, with their level.
public final class SpeciesPerSquareExport: OpenDataExport {
    /// The squares of the list.
    public enum SquareSize: Int32, Sendable, CaseIterable {
        case oneKilometre = 1
        case fiveKilometres = 5
    }

    private struct Encoder: OpenDataEncoder {
        let side: Int32

        func encode(_ batch: OpenBatch) -> ExportPiece {
            ExportPiece(content: .squares(SquareCounts(batch, side: side)), summary: OpenSummary(batch))
        }
    }

    public let encoder: any OpenDataEncoder
    private let release: ReleaseDescription
    private let size: SquareSize
    private let place: ReplacedFile
    private var counts = SquareCounts()
    private var summary = OpenSummary()

    /// - Parameters:
    ///   - path: the file to make or replace.
    ///   - size: the squares asked for.
    public init(path: String, release: ReleaseDescription, size: SquareSize = .oneKilometre) throws {
        encoder = Encoder(side: size.rawValue)
        self.release = release
        self.size = size
        place = try ReplacedFile(path)
    }

    public func append(_ piece: ExportPiece) throws {
        guard case .squares(let counts) = piece.content else { throw ExportError.foreignPiece(path: place.target) }
        self.counts.add(counts)
        summary.add(piece.summary)
    }

    public func finish() throws -> ExportedFile {
        let file = try ByteFile(path: place.temporaryPath)
        try file.write(preamble.utf8)
        let csv = DelimitedWriter()
        for text in [
            "Hoknummer", "Soortgroep", "Naam soort", "Wetenschappelijke naam", "Beleidsstatus", "Vervagingsniveau",
            "Aantal waarnemingen",
        ] { csv.append(text) }
        csv.endRecord()
        let taxa = counts.taxa
        let order = taxa.indices.sorted { Self.precedes(taxa[$0], taxa[$1]) }
        var ranks = [Int](repeating: 0, count: taxa.count)
        for (rank, index) in order.enumerated() { ranks[index] = rank }
        let rows = counts.counts.map { (key: $0.key, rank: ranks[Int($0.key.taxon)], count: $0.value) }.sorted {
            ($0.key.square, $0.rank, $0.key.blurring) < ($1.key.square, $1.rank, $1.key.blurring)
        }
        for row in rows {
            let taxon = taxa[Int(row.key.taxon)]
            csv.append("\(row.key.square / 1000) - \(row.key.square % 1000)")
            csv.append(taxon.soortgroep)
            csv.append(taxon.vernacularName)
            csv.append(taxon.scientificName)
            csv.append(taxon.beleidsstatus)
            csv.append(Int(row.key.blurring))
            csv.append(row.count)
            csv.endRecord()
            if csv.count > 1 << 20 { try file.write(csv.take()) }
        }
        try file.write(csv.take())
        return try place.commit(records: summary.rows, sha256: try file.finish())
    }

    public func discard() { place.discard() }

    private var preamble: String {
        let moment = LocalMoment(microseconds: release.snapshotTime)
        let minutes = Int(moment.timeOfDay / 60_000_000)
        let day = [moment.day, moment.month, moment.year % 100].map(twoDigits).joined(separator: "-")
        var period = "alle"
        if let first = summary.firstMoment, let last = summary.lastMoment {
            period = "\(LocalMoment(microseconds: first).year)-\(LocalMoment(microseconds: last).year)"
        }
        return """
            Deze export is aangemaakt op \(day) \(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))
            Gevraagde hokken: \(release.selection.map { $0.filter { !$0.isNewline } } ?? "alle")
            Gevraagde hok grootte: \(size.rawValue)x\(size.rawValue)km
            Gevraagde periode: \(period)


            """
    }

    private static func precedes(_ a: SquareCounts.Taxon, _ b: SquareCounts.Taxon) -> Bool {
        (a.soortgroep, a.scientificName, a.vernacularName, a.beleidsstatus)
            < (b.soortgroep, b.scientificName, b.vernacularName, b.beleidsstatus)
    }
}

import Formats
import Reference

/// What is asked of a rule pack that is derived from records.
public struct LearningSettings: Sendable, Equatable {
    /// Records of which something must be known before a row is written: dated ones for a season, counted ones for a
    /// number, placed ones for squares.
    public var minimumRecords = 50
    /// Share of the dated records that the season holds.
    public var seasonShare = 0.98
    /// Quantile of the counts that is the largest expected one.
    public var countQuantile = 0.99
    /// Records that a square needs.
    public var minimumPerSquare = 1

    public init() {}
}

/// The tables of a rule pack derived from records, as the bytes of their files.
public struct LearnedTables: Sendable {
    /// Bytes by file name; a table without a row is left out.
    public private(set) var files: [String: [UInt8]] = [:]
    /// Rows by file name.
    public private(set) var rows: [String: Int] = [:]
    /// Species of which there was something to write.
    public private(set) var species = 0
    /// Species with too few records for any row.
    public private(set) var speciesLeftOut = 0

    /// The rule that goes by each table.
    public static let rules = [
        TableFile.phenology.rawValue: "phenology", TableFile.distribution.rawValue: "distribution",
        TableFile.abundance.rawValue: "abundance_expected",
    ]

    /// - Parameter name: accepted name of a species by its URI; a species without one is left out.
    public init(_ envelopes: SpeciesEnvelopes, _ settings: LearningSettings, name: (String) -> String?) {
        let seasons = Table(.phenology)
        let squares = Table(.distribution)
        let numbers = Table(.abundance)
        let named = envelopes.species.compactMap { id, envelope in name(id).map { (name: $0, id: id, envelope: envelope) } }
        speciesLeftOut = envelopes.species.count - named.count
        for (name, id, envelope) in named.sorted(by: { ($0.name, $0.id) < ($1.name, $1.id) }) {
            let before = seasons.rows + squares.rows + numbers.rows
            for (stage, days) in envelope.seasons.sorted(by: { $0.key < $1.key }) where days.total >= settings.minimumRecords {
                guard let season = days.shortestSeason(holding: settings.seasonShare) else { continue }
                seasons.add([
                    id, name, envelopes.stageName(stage), String(season.startDay), String(season.startMonth),
                    String(season.endDay), String(season.endMonth),
                ])
            }
            let known = envelope.squares.filter { $0.value >= settings.minimumPerSquare }.keys.sorted()
            if envelope.squares.values.reduce(0, +) >= settings.minimumRecords, !known.isEmpty {
                squares.add([
                    id, name, "", "", "uurhok", known.map(RijksdriehoekGrid.label(code:)).joined(separator: " "),
                ])
            }
            for (stage, counts) in envelope.counts.sorted(by: { $0.key < $1.key }) where counts.total >= settings.minimumRecords {
                guard let largest = counts.quantile(settings.countQuantile) else { continue }
                numbers.add([id, name, envelopes.stageName(stage), "*", String(largest)])
            }
            if seasons.rows + squares.rows + numbers.rows > before { species += 1 } else { speciesLeftOut += 1 }
        }
        for table in [seasons, squares, numbers] where table.rows > 0 {
            files[table.file.rawValue] = table.writer.take()
            rows[table.file.rawValue] = table.rows
        }
    }

    private final class Table {
        let file: TableFile
        let writer = DelimitedWriter()
        private(set) var rows = 0

        init(_ file: TableFile) {
            self.file = file
            write(file.columns)
        }

        func add(_ fields: [String]) {
            write(fields)
            rows += 1
        }

        private func write(_ fields: [String]) {
            for field in fields { writer.append(field) }
            writer.endRecord()
        }
    }
}

/// Seasons by taxon and life stage; the columns are those of NBN Record Cleaner's `periodwithinyear.csv`.
struct PhenologyTable: Sendable {
    struct StagedSeason: Sendable {
        var season: Season
        /// Index in the pack's vocabulary of the stage that the row names.
        var stage: Int
        /// Season and stage as a finding states them.
        var detail: String
    }

    static let columns = ["organism_key", "taxon", "stage", "start_day", "start_month", "end_day", "end_month"]

    private(set) var rowCount = 0
    private(set) var taxa = TaxonIndex()
    /// By entry of the index, then by stage as delivered: the season to hold the record against.
    private var seasons: [[StagedSeason?]] = []

    init() {}

    init(_ table: RuleTable, _ reader: inout TableReader) {
        var lines: [[Int: Int]] = []
        for row in table.rows {
            let season = reader.season(row)
            let stage = reader.stage(row["stage"])
            guard let entry = taxa.entry(of: row, &reader) else { continue }
            if entry == seasons.count {
                seasons.append([StagedSeason?](repeating: nil, count: reader.stages.count))
                lines.append([:])
            }
            guard let season, let stage else { continue }
            let name = row["taxon"]
            if let line = lines[entry][stage] {
                reader.refuseSecond(
                    name, "\(name.text), stage '\(reader.stages.name(stage))'", line: line,
                    isSame: seasons[entry][stage]?.season == season)
                continue
            }
            lines[entry][stage] = name.line
            seasons[entry][stage] = StagedSeason(
                season: season, stage: stage,
                detail: FindingDetail.text(["season": season.description, "stage": reader.stages.name(stage)]))
            rowCount += 1
        }
        for entry in seasons.indices { seasons[entry] = StageVocabulary.resolved(seasons[entry]) }
    }

    /// The rows of an entry, in the order of the vocabulary of stages.
    func seasons(entry: Int) -> [StagedSeason] {
        seasons[entry].indices.compactMap { stage in seasons[entry][stage].flatMap { $0.stage == stage ? $0 : nil } }
    }

    /// The season to hold a record against; `stage` is an index of the pack's vocabulary.
    func season(entry: Int, stage: Int) -> StagedSeason? { seasons[entry][stage] }
}

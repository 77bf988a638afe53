/// Life stage, activity and time of year that do not go together: `combinations.csv`.
struct CombinationTable: Sendable {
    struct Combination: Sendable {
        var stage: Int
        /// Indices of the activities; empty for any.
        var activities: [Int]
        /// `nil` for all year.
        var season: Season?
        /// The combination as a finding states it.
        var detail: String
    }

    static let file = "combinations.csv"
    static let columns = [
        "organism_key", "taxon", "stage", "activity", "start_day", "start_month", "end_day", "end_month",
    ]

    private(set) var rowCount = 0
    private(set) var taxa = TaxonIndex()
    private(set) var activities = CodeWords()
    private var combinations: [[Combination]] = []

    init() {}

    init(_ table: RuleTable, _ reader: inout TableReader) {
        var lines: [[Int]] = []
        for row in table.rows {
            let before = reader.problems.count
            let stage = reader.stage(row["stage"])
            let season = Self.isAllYear(row) ? nil : reader.season(row)
            let words = activities(row["activity"], &reader)
            guard let entry = taxa.entry(of: row, &reader) else { continue }
            if entry == combinations.count {
                combinations.append([])
                lines.append([])
            }
            guard reader.problems.count == before, let stage else { continue }
            let name = row["taxon"]
            let isAnyStage = stage == StageVocabulary.any
            guard [!isAnyStage, !words.isEmpty, season != nil].count(where: { $0 }) >= 2 else {
                reader.refuse(name, "a combination needs at least two of stage, activity and season")
                continue
            }
            if let other = combinations[entry].firstIndex(where: {
                $0.stage == stage && $0.activities == words && $0.season == season
            }) {
                reader.refuseSecond(name, name.text, line: lines[entry][other], isSame: true)
                continue
            }
            var detail = ""
            if !isAnyStage { detail += FindingDetail.text(["stage": reader.stages.name(stage)]) + " " }
            if let word = words.first { detail += FindingDetail.text(["activity": activities.names[word]]) + " " }
            if let season { detail += FindingDetail.text(["season": season.description]) }
            combinations[entry].append(
                Combination(stage: stage, activities: words, season: season, detail: detail.trimmingBlanks()))
            lines[entry].append(name.line)
            rowCount += 1
        }
    }

    private static func isAllYear(_ row: RuleTable.Row) -> Bool {
        columns.suffix(4).allSatisfy { row[$0].text.isEmpty }
    }

    /// Words for one activity, separated by `|`; `*` for any.
    private mutating func activities(_ field: RuleTable.Field, _ reader: inout TableReader) -> [Int] {
        if field.text == "*" { return [] }
        let words = field.text.split(separator: "|").map { CodeWord.word(String($0)) }
        if words.isEmpty || words.contains(where: { $0.isEmpty || $0 == "*" }) {
            reader.refuse(field, "activity '\(field.text)' is no activity; give one, or * for any")
            return []
        }
        return words.map { activities.define($0) }
    }

    func combinations(entry: Int) -> [Combination] { combinations[entry] }
}

import Columns

/// Seasons by taxon and life stage; the columns are those of NBN Record Cleaner's `periodwithinyear.csv`.
struct PhenologyTable: Sendable {
    struct StagedSeason: Sendable {
        var season: Season
        /// Season and stage as a finding states them.
        var detail: String
    }

    static let file = "phenology.csv"
    static let columns = ["organism_key", "taxon", "stage", "start_day", "start_month", "end_day", "end_month"]

    private(set) var rowCount = 0
    /// Accepted scientific names; code - 1 is the taxon's number.
    private var names = TextDictionary()
    /// Taxon URIs; `taxonOfKey[code - 1]` is the taxon's number.
    private var keys = TextDictionary()
    private var taxonOfKey: [Int] = []
    /// By taxon, then by stage as delivered: the season to hold the record against.
    private var seasons: [[StagedSeason?]] = []

    init() {}

    init(
        _ table: RuleTable, _ stages: StageVocabulary, isKnownTaxon: ((_ key: String?, _ name: String) -> Bool)?,
        _ problems: inout [RulePackProblem]
    ) {
        var lines: [[Int: Int]] = []
        var keyOfTaxon: [String] = []
        for row in table.rows {
            let name = row["taxon"]
            let key = row["organism_key"]
            let season = Self.season(row, &problems)
            let stage = Self.stage(row["stage"], stages, &problems)
            if name.text.isEmpty {
                problems.append(.at(name, Self.file, "taxon is empty; give its accepted scientific name"))
                continue
            }
            if let isKnownTaxon, !isKnownTaxon(key.text.isEmpty ? nil : key.text, name.text) {
                problems.append(.at(name, Self.file, "taxon '\(name.text)' is not an accepted name in the register"))
            }
            let taxon = Int(names.intern(name.text)) - 1
            if taxon == seasons.count {
                seasons.append([StagedSeason?](repeating: nil, count: stages.count))
                lines.append([:])
                keyOfTaxon.append(key.text)
                if !key.text.isEmpty { add(key, taxon, &problems) }
            } else if keyOfTaxon[taxon] != key.text {
                let reason = "organism_key of '\(name.text)' differs from an earlier row ('\(keyOfTaxon[taxon])')"
                problems.append(.at(key, Self.file, reason))
            }
            guard let season, let stage else { continue }
            if let line = lines[taxon][stage] {
                let same = seasons[taxon][stage]?.season == season
                let reason =
                    "\(name.text), stage '\(stages.name(stage))': \(same ? "repeats" : "contradicts") line \(line)"
                problems.append(.at(name, Self.file, reason))
                continue
            }
            lines[taxon][stage] = name.line
            seasons[taxon][stage] = StagedSeason(
                season: season,
                detail: FindingDetail.text(["season": season.description, "stage": stages.name(stage)]))
            rowCount += 1
        }
        for taxon in seasons.indices { resolveStages(taxon) }
    }

    /// Fills in which season stands for a stage without one of its own.
    private mutating func resolveStages(_ taxon: Int) {
        let own = seasons[taxon]
        let any = own[StageVocabulary.any]
        for stage in own.indices where own[stage] == nil { seasons[taxon][stage] = any }
        seasons[taxon][StageVocabulary.none] = own[StageVocabulary.mature] ?? any
    }

    private mutating func add(_ key: RuleTable.Field, _ taxon: Int, _ problems: inout [RulePackProblem]) {
        guard Int(keys.intern(key.text)) == taxonOfKey.count + 1 else {
            problems.append(.at(key, Self.file, "organism_key '\(key.text)' belongs to another taxon already"))
            return
        }
        taxonOfKey.append(taxon)
    }

    private static func stage(
        _ field: RuleTable.Field, _ stages: StageVocabulary, _ problems: inout [RulePackProblem]
    ) -> Int? {
        if let stage = stages.defined(field.text) { return stage }
        let hint = Suggestion.text(for: field.text, among: stages.words)
        problems.append(.at(field, file, "unknown stage '\(field.text)'\(hint)"))
        return nil
    }

    private static func season(_ row: RuleTable.Row, _ problems: inout [RulePackProblem]) -> Season? {
        let startDay = number(row["start_day"], &problems)
        let startMonth = number(row["start_month"], &problems)
        let endDay = number(row["end_day"], &problems)
        let endMonth = number(row["end_month"], &problems)
        guard let startDay, let startMonth, let endDay, let endMonth else { return nil }
        for (day, month, column) in [(startDay, startMonth, "start_"), (endDay, endMonth, "end_")] {
            if !(1...12).contains(month) {
                problems.append(.at(row[column + "month"], file, "month \(month) does not exist"))
            } else if !Season.exists(month: month, day: day) {
                problems.append(.at(row[column + "day"], file, "day \(day) does not exist in month \(month)"))
            }
        }
        return Season(startMonth: startMonth, startDay: startDay, endMonth: endMonth, endDay: endDay)
    }

    private static func number(_ field: RuleTable.Field, _ problems: inout [RulePackProblem]) -> Int? {
        if let number = Int(field.text) { return number }
        problems.append(.at(field, file, "'\(field.text)' is not a whole number"))
        return nil
    }
}

extension PhenologyTable {
    /// Number of the taxon with the URI of a code; -1 when the pack has none.
    func taxon(key column: CodedText, _ code: UInt32) -> Int {
        guard code != 0, let found = column.dictionary.withBytes(code, { keys.code(of: $0) }) else { return -1 }
        return taxonOfKey[Int(found) - 1]
    }

    /// Number of the taxon with the scientific name of a code; -1 when the pack has none.
    func taxon(name column: CodedText, _ code: UInt32) -> Int {
        guard code != 0, let found = column.dictionary.withBytes(code, { names.code(of: $0) }) else { return -1 }
        return Int(found) - 1
    }

    /// Number of the species whose name is the first two words of the name of a code; -1 when there is none.
    func taxon(speciesOf column: CodedText, _ code: UInt32) -> Int {
        guard let words = column.dictionary[code]?.split(separator: " "), words.count > 2 else { return -1 }
        return names.code(ofText: "\(words[0]) \(words[1])").map { Int($0) - 1 } ?? -1
    }

    /// The season to hold a record against; `stage` is an index of the pack's vocabulary.
    func season(taxon: Int, stage: Int) -> StagedSeason? { seasons[taxon][stage] }
}

import Observations

/// Life stage, activity and time of year go together, as far as the pack knows combinations that do not.
struct CombinationPlausible: Rule {
    static let definition = RuleDefinition(
        id: "combination_plausible", kind: .knowledge, severity: .warning, terms: ["lifeStage", "behavior", "eventDate"],
        columns: [
            .taxonID, .scientificName, .speciesID, .soortgroep, .occurrenceStatus, .lifeStage, .activity, .periodStart,
            .periodStop,
        ],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Aannemelijke combinatie.", "Plausible combination."),
        explanation: BilingualText(
            "Levensstadium, activiteit en tijd van het jaar vormen geen combinatie die het regelpakket voor het taxon "
                + "onwaarschijnlijk noemt (`combinations.csv`). Een vage datum valt alleen op als zij geheel in het genoemde "
                + "seizoen ligt. Zonder regel voor het taxon, zonder de gegevens die de regels vragen en bij gemelde "
                + "afwezigheid niet van toepassing.",
            "Life stage, activity and time of year are no combination that the rule pack calls unlikely for the taxon "
                + "(`combinations.csv`). A vague date is noted only when all of it lies in the season named. Not applicable "
                + "without a rule for the taxon, without the facts that the rules ask for and for records of absence."))

    private let table: CombinationTable

    init(_ setting: RuleSetting) {
        table = setting.pack.contents.combinations
    }

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        guard table.rowCount > 0 else { return }
        let entries = table.taxa.entries(facts.taxa)
        var activity = CodeMemo<Int>(facts.activity)
        for row in marks.indices where !facts.isAbsence[row] {
            let entry = entries[Int(facts.taxa.numbers[row])]
            guard entry >= 0 else { continue }
            let activityCode = facts.activity.codes[row]
            let stageIndex = facts.stage(row)
            let activityIndex = activity.value(of: activityCode) {
                table.activities.index(of: facts.activity.dictionary[activityCode])
            }
            for combination in table.combinations(entry: entry) {
                let mark = Self.mark(combination, stageIndex, activityIndex, facts, row)
                if mark != .notApplicable { marks[row] = mark }
                if mark == .fail { break }
            }
        }
    }

    /// Whether a combination is that of a row; not applicable where the row lacks a fact that it asks for.
    @inline(__always) private static func mark(
        _ combination: CombinationTable.Combination, _ stage: Int, _ activity: Int, _ facts: ObservationFacts, _ row: Int
    ) -> RuleMark {
        var isOther = false
        if combination.stage != StageVocabulary.any {
            if stage == StageVocabulary.none { return .notApplicable }
            isOther = stage != combination.stage
        }
        if !combination.activities.isEmpty {
            if activity == CodeWords.none { return .notApplicable }
            isOther = isOther || !combination.activities.contains(activity)
        }
        if let season = combination.season {
            guard let days = facts.days(row) else { return .notApplicable }
            isOther = isOther || !season.holds(days)
        }
        return RuleMark(passing: isOther)
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        let entry = table.taxa.entry(facts.taxa.trail(row))
        guard entry >= 0 else { return Evidence() }
        let stage = facts.stage(row)
        let activity = table.activities.index(of: facts.activity[row])
        let combination = table.combinations(entry: entry).first {
            Self.mark($0, stage, activity, facts, row) == .fail
        }
        guard let combination else { return Evidence() }
        let values = [
            combination.stage == StageVocabulary.any ? nil : facts.lifeStage[row],
            combination.activities.isEmpty ? nil : facts.activity[row],
            combination.season == nil ? nil : VerbatimText.period(facts, row),
        ]
        return Evidence(verbatim: values.compactMap(\.self).joined(separator: ", "), detail: combination.detail)
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        var dutch: [String] = []
        var english: [String] = []
        for (key, dutchWord, englishWord) in [
            ("stage", "stadium", "stage"), ("activity", "activiteit", "activity"), ("season", "seizoen", "season"),
        ] where detail.has(key) {
            dutch.append("\(dutchWord) \(detail[key])")
            english.append("\(englishWord) \(detail[key])")
        }
        return BilingualText(
            "De combinatie \(verbatim) is voor dit taxon ongewoon (\(dutch.joined(separator: ", "))).",
            "The combination \(verbatim) is unusual for this taxon (\(english.joined(separator: ", "))).")
    }
}

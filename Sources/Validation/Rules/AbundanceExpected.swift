import Observations

/// The count is not above what is to be expected of the taxon, its life stage and the method.
struct AbundanceExpected: Rule {
    static let definition = RuleDefinition(
        id: "abundance_expected", kind: .knowledge, severity: .warning,
        terms: ["individualCount", "organismQuantity", "lifeStage", "samplingProtocol"],
        columns: [
            .taxonID, .scientificName, .speciesID, .soortgroep, .occurrenceStatus, .lifeStage, .surveyMethod,
            .abundanceValue, .countMinimum, .countMaximum,
        ],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Aantal te verwachten.", "Count to be expected."),
        explanation: BilingualText(
            "Het aantal is niet groter dan voor het taxon, het levensstadium en de methode te verwachten is "
                + "(`abundance.csv`). Een bereik valt alleen op als het er geheel boven ligt. Zonder regel voor het taxon, "
                + "zonder aantal en bij gemelde afwezigheid niet van toepassing.",
            "The count is not larger than is to be expected of the taxon, the life stage and the method "
                + "(`abundance.csv`). A range is noted only when all of it lies above. Not applicable without a rule for "
                + "the taxon, without a count and for records of absence."))

    private let table: AbundanceTable

    init(_ setting: RuleSetting) {
        table = setting.pack.contents.abundance
    }

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        guard table.rowCount > 0 else { return }
        let entries = table.taxa.entries(facts.taxa)
        var method = CodeMemo<Int>(facts.surveyMethod)
        for row in marks.indices where !facts.isAbsence[row] {
            let entry = entries[Int(facts.taxa.numbers[row])]
            guard entry >= 0 else { continue }
            let least = Self.leastCount(facts, row)
            guard least != ObservationFacts.absent else { continue }
            let methodCode = facts.surveyMethod.codes[row]
            let limit = table.limit(
                entry: entry, stage: facts.stage(row),
                method: method.value(of: methodCode) {
                    table.methods.index(of: facts.surveyMethod.dictionary[methodCode])
                })
            guard let limit else { continue }
            marks[row] = RuleMark(passing: least <= limit.maximum)
        }
    }

    /// The smallest number the count may stand for.
    private static func leastCount(_ facts: ObservationFacts, _ row: Int) -> Int64 {
        let minimum = facts.countMinimum[row]
        return minimum == ObservationFacts.absent ? facts.countMaximum[row] : minimum
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        let entry = table.taxa.entry(facts.taxa.trail(row))
        guard entry >= 0 else { return Evidence() }
        let limit = table.limit(
            entry: entry, stage: facts.stage(row),
            method: table.methods.index(of: facts.surveyMethod[row]))
        return Evidence(verbatim: VerbatimText.count(facts, row), detail: limit?.detail)
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        let (stage, method) = (detail["stage"], detail["method"])
        return BilingualText(
            "Het aantal \(verbatim) is hoger dan te verwachten is"
                + (stage == "*" ? "" : ", stadium \(stage)") + (method == "*" ? "" : ", methode \(method)")
                + ": tot \(detail["expected"]).",
            "The count \(verbatim) is higher than to be expected"
                + (stage == "*" ? "" : ", stage \(stage)") + (method == "*" ? "" : ", method \(method)")
                + ": up to \(detail["expected"]).")
    }
}

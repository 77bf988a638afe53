import Columns
import Observations

/// The period touches the season of the species and life stage, widened by the tolerance of the pack.
///
/// Which season: that of the taxon itself, else that of the species it belongs to; of the delivered life stage, else
/// of any stage (`*`); without a delivered stage that of `mature`, else `*` (domain: NDFF §2.3).
struct Phenology: Rule {
    static let definition = RuleDefinition(
        id: "phenology", kind: .knowledge, severity: .warning, terms: ["eventDate", "lifeStage"],
        columns: [
            .taxonID, .scientificName, .speciesID, .lifeStage, .occurrenceStatus, .periodStart, .periodStop,
            .periodPrecision, .verbatimPeriod,
        ],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Tijd van het jaar.", "Time of year."),
        explanation: BilingualText(
            "De waarneming valt in het seizoen van de soort en het levensstadium, met de speling van het regelpakket "
                + "(`phenologyToleranceDays`). Een vage datum telt als periode en valt alleen op als zij er geheel buiten "
                + "ligt. Zonder regel voor de soort, zonder datum en bij gemelde afwezigheid niet van toepassing.",
            "The observation lies in the season of the species and life stage, with the tolerance of the rule pack "
                + "(`phenologyToleranceDays`). A vague date counts as a period and is noted only when all of it lies "
                + "outside. Not applicable without a rule for the species, without a date and for records of absence."))

    private let table: PhenologyTable
    private let stages: StageVocabulary
    private let tolerance: Int

    init(_ setting: RuleSetting) {
        table = setting.pack.phenology
        stages = setting.pack.stages
        tolerance = setting.pack.parameters.phenologyToleranceDays
    }

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        guard table.rowCount > 0 else { return }
        var finder = SeasonFinder(facts, table, stages)
        for row in marks.indices where !facts.isAbsence[row] {
            guard let season = finder.season(row), let days = Self.days(facts, row) else { continue }
            marks[row] = RuleMark(passing: season.season.admits(days, tolerance: tolerance))
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        var finder = SeasonFinder(facts, table, stages, remembers: false)
        guard let entry = finder.season(row), let days = Self.days(facts, row) else { return Evidence() }
        return Evidence(
            verbatim: VerbatimText.period(facts, row),
            detail: "\(entry.detail) off=\(entry.season.distance(to: days)) tolerance=\(tolerance)")
    }

    /// First and last day of the period; `nil` where it is absent or ends before it starts.
    @inline(__always) private static func days(_ facts: ObservationFacts, _ row: Int) -> ClosedRange<Int>? {
        let start = facts.periodStart[row]
        let stop = facts.periodStop[row]
        guard start != ObservationFacts.absent, start <= stop else { return nil }
        return CivilDate.split(start).day...CivilDate.split(stop).day
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        let stage = detail["stage"]
        return BilingualText(
            "De datum \(verbatim) ligt \(detail["off"]) dagen buiten het seizoen \(detail["season"])"
                + (stage == "*" ? "" : " van stadium \(stage)") + " (speling \(detail["tolerance"]) dagen).",
            "The date \(verbatim) lies \(detail["off"]) days outside the season \(detail["season"])"
                + (stage == "*" ? "" : " of stage \(stage)") + " (tolerance \(detail["tolerance"]) days).")
    }
}

/// Finds the season for the rows of one batch; what was found for a name is found once.
private struct SeasonFinder {
    private let facts: ObservationFacts
    private let table: PhenologyTable
    private let stages: StageVocabulary
    /// Taxon entries by code of the respective column; -1 where the pack has none.
    private var byTaxon: CodeMemo<Int>
    private var byName: CodeMemo<Int>
    private var bySpecies: CodeMemo<Int>
    private var bySpeciesName: CodeMemo<Int>
    private var byStage: CodeMemo<Int>

    init(_ facts: ObservationFacts, _ table: PhenologyTable, _ stages: StageVocabulary, remembers: Bool = true) {
        self.facts = facts
        self.table = table
        self.stages = stages
        byTaxon = CodeMemo(facts.taxonID, remembers: remembers)
        byName = CodeMemo(facts.scientificName, remembers: remembers)
        bySpecies = CodeMemo(facts.speciesID, remembers: remembers)
        bySpeciesName = CodeMemo(facts.scientificName, remembers: remembers)
        byStage = CodeMemo(facts.lifeStage, remembers: remembers)
    }

    @inline(__always) mutating func season(_ row: Int) -> PhenologyTable.StagedSeason? {
        let taxon = taxon(row)
        guard taxon >= 0 else { return nil }
        let code = facts.lifeStage.codes[row]
        let stage = byStage.value(of: code) { stages.index(of: facts.lifeStage.dictionary[code]) }
        return table.season(taxon: taxon, stage: stage)
    }

    @inline(__always) private mutating func taxon(_ row: Int) -> Int {
        let id = facts.taxonID.codes[row]
        var found = byTaxon.value(of: id) { table.taxon(key: facts.taxonID, id) }
        if found >= 0 { return found }
        let name = facts.scientificName.codes[row]
        found = byName.value(of: name) { table.taxon(name: facts.scientificName, name) }
        if found >= 0 { return found }
        let species = facts.speciesID.codes[row]
        if species == 0 { return -1 }
        found = bySpecies.value(of: species) { table.taxon(key: facts.speciesID, species) }
        if found >= 0 { return found }
        return bySpeciesName.value(of: name) {
            // A taxon that is its own species has no other name to look for.
            guard facts.speciesID[row] != facts.taxonID[row] else { return -1 }
            return table.taxon(speciesOf: facts.scientificName, name)
        }
    }
}

import Observations

/// The period touches the season of the species and life stage, widened by the tolerance of the pack.
///
/// Which season: of the entry that `TaxonIndex` finds, that of the delivered life stage, else of any stage (`*`);
/// without a delivered stage that of `mature`, else `*` (domain: NDFF §2.3).
struct Phenology: Rule {
    static let definition = RuleDefinition(
        id: "phenology", kind: .knowledge, severity: .warning, terms: ["eventDate", "lifeStage"],
        columns: [
            .taxonID, .scientificName, .speciesID, .soortgroep, .lifeStage, .occurrenceStatus, .periodStart, .periodStop,
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
    private let tolerance: Int

    init(_ setting: RuleSetting) {
        table = setting.pack.contents.phenology
        tolerance = setting.pack.parameters.phenologyToleranceDays
    }

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        guard table.rowCount > 0 else { return }
        let entries = table.taxa.entries(facts.taxa)
        for row in marks.indices where !facts.isAbsence[row] {
            let entry = entries[Int(facts.taxa.numbers[row])]
            guard entry >= 0, let days = facts.days(row) else { continue }
            guard let season = table.season(entry: entry, stage: facts.stage(row)) else { continue }
            marks[row] = RuleMark(passing: season.season.admits(days, tolerance: tolerance))
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        let entry = table.taxa.entry(facts.taxa.trail(row))
        guard entry >= 0, let days = facts.days(row),
            let season = table.season(entry: entry, stage: facts.stage(row))
        else { return Evidence() }
        return Evidence(
            verbatim: VerbatimText.period(facts, row),
            detail: ShortText.make(capacity: season.detail.utf8.count + 64) { text in
                text.append(season.detail)
                text.append(" off=")
                text.append(season.season.distance(to: days))
                text.append(" tolerance=")
                text.append(tolerance)
            })
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

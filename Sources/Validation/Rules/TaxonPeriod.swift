import Observations

/// The period touches the years in which the taxon is known to occur.
struct TaxonPeriod: Rule {
    static let definition = RuleDefinition(
        id: "taxon_period", kind: .knowledge, severity: .warning, terms: ["eventDate"],
        columns: [
            .taxonID, .scientificName, .speciesID, .soortgroep, .occurrenceStatus, .periodStart, .periodStop,
            .periodPrecision, .verbatimPeriod,
        ],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Eerste en laatste jaar.", "First and last year."),
        explanation: BilingualText(
            "De waarneming valt in de jaren waarin het taxon voorkomt: niet vóór zijn komst en niet na zijn verdwijnen "
                + "(`period.csv`). Een vage datum valt alleen op als zij er geheel buiten ligt. Zonder regel voor het taxon, "
                + "zonder datum en bij gemelde afwezigheid niet van toepassing.",
            "The observation lies in the years in which the taxon occurs: not before it came and not after it "
                + "disappeared (`period.csv`). A vague date is noted only when all of it lies outside. Not applicable "
                + "without a rule for the taxon, without a date and for records of absence."))

    private let table: PeriodTable

    init(_ setting: RuleSetting) { table = setting.pack.contents.period }

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        guard table.rowCount > 0 else { return }
        let entries = table.taxa.entries(facts.taxa)
        for row in marks.indices where !facts.isAbsence[row] {
            let entry = entries[Int(facts.taxa.numbers[row])]
            guard entry >= 0, let span = table.span(entry: entry), let days = facts.days(row) else { continue }
            marks[row] = RuleMark(passing: span.distance(to: days) == 0)
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        let entry = table.taxa.entry(facts.taxa.trail(row))
        guard entry >= 0, let span = table.span(entry: entry) else { return Evidence() }
        let detail = FindingDetail.text([
            "first": span.first.map(VerbatimText.isoDate) ?? "-", "last": span.last.map(VerbatimText.isoDate) ?? "-",
        ])
        return Evidence(verbatim: VerbatimText.period(facts, row), detail: detail)
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        let (first, last) = (detail["first"], detail["last"])
        if last == "-" {
            return BilingualText(
                "De datum \(verbatim) ligt vóór het eerste bekende voorkomen (\(first)).",
                "The date \(verbatim) lies before the first known occurrence (\(first)).")
        }
        if first == "-" {
            return BilingualText(
                "De datum \(verbatim) ligt na het laatste bekende voorkomen (\(last)).",
                "The date \(verbatim) lies after the last known occurrence (\(last)).")
        }
        return BilingualText(
            "De datum \(verbatim) ligt buiten het bekende voorkomen (\(first) tot en met \(last)).",
            "The date \(verbatim) lies outside the known occurrence (\(first) up to and including \(last)).")
    }
}

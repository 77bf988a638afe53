import Observations

/// The date lies in a part of the year in which the species is otherwise approved.
struct ContextSeason: ContextRule {
    static let definition = RuleDefinition(
        id: "context_season", kind: .context, severity: .warning, terms: ["eventDate"],
        columns: [.speciesID, .occurrenceStatus, .periodStart, .periodStop, .periodPrecision, .verbatimPeriod],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Tijd naast goedgekeurde waarnemingen.", "Time beside approved observations."),
        explanation: BilingualText(
            "Van de andere goedgekeurde waarnemingen van de soort, van alle jaren en stadia, ligt meer dan "
                + "`contextSeasonPermille` duizendste in dezelfde tijd van het jaar, tot op `contextSeasonDays` dagen (in "
                + "stukken van tien dagen). Een vage datum telt als periode. Van toepassing vanaf "
                + "`contextMinimumRecords` andere goedgekeurde waarnemingen met een datum op tien dagen nauwkeurig; niet "
                + "bij gemelde afwezigheid.",
            "Of the other approved observations of the species, of all years and stages, more than "
                + "`contextSeasonPermille` thousandths lie in the same time of the year, give or take `contextSeasonDays` "
                + "days (in stretches of ten days). A vague date counts as a period. Applicable from "
                + "`contextMinimumRecords` other approved observations with a date known to ten days on; not for records "
                + "of absence."))

    private let minimum: Int
    private let days: Int
    private let permille: Int

    init(_ setting: RuleSetting) {
        minimum = setting.pack.parameters.contextMinimumRecords
        days = setting.pack.parameters.contextSeasonDays
        permille = setting.pack.parameters.contextSeasonPermille
    }

    func judge(_ facts: ObservationFacts, _ context: ContextRows, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices {
            guard let found = found(facts, context, row) else { continue }
            marks[row] = RuleMark(passing: found.near * 1000 > found.records * permille)
        }
    }

    private func found(_ facts: ObservationFacts, _ context: ContextRows, _ row: Int) -> (near: Int, records: Int)? {
        guard let profile = context.profile(row), let period = facts.days(row),
            period.upperBound - period.lowerBound < 365
        else { return nil }
        let own = context.own(row)
        let others = profile.dated - (own.map { $0.decade >= 0 } == true ? 1 : 0)
        guard others >= minimum else { return nil }
        let margin = (days + 9) / 10
        let first = ContextRow.decade(day: period.lowerBound)
        var last = ContextRow.decade(day: period.upperBound)
        if last < first || period.upperBound - period.lowerBound > 300 { last += ContextRow.decades }
        return (profile.records(decades: (first - margin)..<(last + margin + 1), without: own), others)
    }

    func evidence(_ facts: ObservationFacts, _ context: ContextRows, _ row: Int) -> Evidence {
        guard let found = found(facts, context, row) else { return Evidence() }
        return Evidence(
            verbatim: VerbatimText.period(facts, row),
            detail: FindingDetail.text([
                "near": String(found.near), "records": String(found.records), "days": String(days),
            ]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "Rond de datum \(verbatim) (tot op \(detail["days"]) dagen) liggen \(detail["near"]) van de "
                + "\(detail["records"]) andere goedgekeurde waarnemingen van de soort.",
            "Around the date \(verbatim) (give or take \(detail["days"]) days) lie \(detail["near"]) of the "
                + "\(detail["records"]) other approved observations of the species.")
    }
}

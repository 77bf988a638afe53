import Observations

/// The species has been approved in the Netherlands before.
struct ContextFirstCountry: ContextRule {
    static let definition = RuleDefinition(
        id: "context_first_country", kind: .context, severity: .info, terms: ["country"],
        columns: [.speciesID, .scientificName, .verbatimName, .occurrenceStatus, .province, .provinceShared, .uncertainty],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Eerste voor Nederland.", "First for the Netherlands."),
        explanation: BilingualText(
            "In de Nederlandse provincies is een andere goedgekeurde waarneming van de soort. Van toepassing vanaf "
                + "`contextMinimumStore` goedgekeurde waarnemingen van alle soorten samen in provincies; niet bij gemelde "
                + "afwezigheid, een onnauwkeurigheid boven 5 km, een kmhok dat provincies delen of buiten de provincies.",
            "In the Dutch provinces there is another approved observation of the species. Applicable from "
                + "`contextMinimumStore` approved observations of all species together in provinces on; not for records of "
                + "absence, an uncertainty above 5 km, a km square that provinces share or outside the provinces."))

    private let minimum: Int

    init(_ setting: RuleSetting) { minimum = setting.pack.parameters.contextMinimumStore }

    func judge(_ facts: ObservationFacts, _ context: ContextRows, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices {
            guard context.rows[row].province != 0, let profile = context.profile(row) else { continue }
            let own = context.isOwn[row] ? 1 : 0
            guard context.context.inProvinces - own >= minimum else { continue }
            marks[row] = RuleMark(passing: profile.inProvinces - own > 0)
        }
    }

    func evidence(_ facts: ObservationFacts, _ context: ContextRows, _ row: Int) -> Evidence {
        Evidence(
            verbatim: facts.scientificName[row] ?? facts.verbatimName[row],
            detail: FindingDetail.text(["records": String(context.context.inProvinces - (context.isOwn[row] ? 1 : 0))]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "Van \(verbatim) is geen andere goedgekeurde waarneming in Nederland bekend (van \(detail["records"]) in de "
                + "databank).",
            "Of \(verbatim) no other approved observation in the Netherlands is known (of \(detail["records"]) in the "
                + "databank).")
    }
}

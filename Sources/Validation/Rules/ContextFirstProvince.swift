import Observations
import Reference

/// The species has been approved in the province before.
struct ContextFirstProvince: ContextRule {
    static let definition = RuleDefinition(
        id: "context_first_province", kind: .context, severity: .info, terms: ["stateProvince"],
        columns: [.speciesID, .occurrenceStatus, .province, .provinceShared, .uncertainty],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Eerste voor de provincie.", "First for the province."),
        explanation: BilingualText(
            "In de provincie is een andere goedgekeurde waarneming van de soort. Van toepassing vanaf "
                + "`contextMinimumRecords` andere goedgekeurde waarnemingen van de soort in provincies; niet bij gemelde "
                + "afwezigheid, een onnauwkeurigheid boven 5 km of een kmhok dat provincies delen.",
            "In the province there is another approved observation of the species. Applicable from "
                + "`contextMinimumRecords` other approved observations of the species in provinces on; not for records of "
                + "absence, an uncertainty above 5 km or a km square that provinces share."))

    private let minimum: Int

    init(_ setting: RuleSetting) { minimum = setting.pack.parameters.contextMinimumRecords }

    func judge(_ facts: ObservationFacts, _ context: ContextRows, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices {
            let province = context.rows[row].province
            guard province != 0, let profile = context.profile(row) else { continue }
            let own = context.own(row)
            guard profile.inProvinces - (own == nil ? 0 : 1) >= minimum else { continue }
            marks[row] = RuleMark(passing: profile.records(inProvince: province, without: own) > 0)
        }
    }

    func evidence(_ facts: ObservationFacts, _ context: ContextRows, _ row: Int) -> Evidence {
        guard let profile = context.profile(row) else { return Evidence() }
        let name = Province(rawValue: context.rows[row].province)?.name
        return Evidence(
            verbatim: name,
            detail: FindingDetail.text(["records": String(profile.inProvinces - (context.isOwn[row] ? 1 : 0))]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "Geen van de \(detail["records"]) andere goedgekeurde waarnemingen van de soort ligt in provincie \(verbatim).",
            "None of the \(detail["records"]) other approved observations of the species lies in the province \(verbatim).")
    }
}

import Observations

/// The count is not far above those of the other approved records of the species.
struct ContextCount: ContextRule {
    static let definition = RuleDefinition(
        id: "context_count", kind: .context, severity: .warning, terms: ["individualCount", "organismQuantity"],
        columns: [.speciesID, .occurrenceStatus, .abundanceValue, .countMinimum, .countMaximum],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Aantal naast goedgekeurde waarnemingen.", "Count beside approved observations."),
        explanation: BilingualText(
            "Het aantal is niet meer dan `contextCountFactor` keer het aantal dat `contextCountPermille` duizendste van de "
                + "andere goedgekeurde waarnemingen van de soort niet overschrijdt (naar boven afgerond op een macht van "
                + "twee). Van toepassing vanaf `contextMinimumRecords` andere goedgekeurde waarnemingen met een aantal; "
                + "niet bij gemelde afwezigheid.",
            "The count is no more than `contextCountFactor` times the count that `contextCountPermille` thousandths of the "
                + "other approved observations of the species do not exceed (rounded up to a power of two). Applicable from "
                + "`contextMinimumRecords` other approved observations with a count on; not for records of absence."))

    private let minimum: Int
    private let permille: Int
    private let factor: Int64

    init(_ setting: RuleSetting) {
        minimum = setting.pack.parameters.contextMinimumRecords
        permille = setting.pack.parameters.contextCountPermille
        factor = Int64(setting.pack.parameters.contextCountFactor)
    }

    func judge(_ facts: ObservationFacts, _ context: ContextRows, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices {
            guard let found = found(context, row) else { continue }
            marks[row] = RuleMark(passing: facts.largestCount(row) <= allowed(found.usual))
        }
    }

    private func allowed(_ usual: Int64) -> Int64 {
        let (product, overflow) = usual.multipliedReportingOverflow(by: factor)
        return overflow ? .max : product
    }

    private func found(_ context: ContextRows, _ row: Int) -> (usual: Int64, records: Int)? {
        guard context.rows[row].countBucket >= 0, let profile = context.profile(row) else { return nil }
        let own = context.own(row)
        let others = profile.counted - (own == nil ? 0 : 1)
        guard others >= minimum else { return nil }
        return (profile.count(atPermille: permille, without: own), others)
    }

    func evidence(_ facts: ObservationFacts, _ context: ContextRows, _ row: Int) -> Evidence {
        guard let found = found(context, row) else { return Evidence() }
        return Evidence(
            verbatim: VerbatimText.count(facts, row),
            detail: FindingDetail.text([
                "usual": String(found.usual), "share": String(permille), "records": String(found.records),
                "factor": String(factor),
            ]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "Het aantal \(verbatim) is meer dan \(detail["factor"]) keer \(detail["usual"]), waar \(detail["share"]) van de "
                + "1000 van de \(detail["records"]) andere goedgekeurde waarnemingen van de soort niet boven komen.",
            "The count \(verbatim) is more than \(detail["factor"]) times \(detail["usual"]), which \(detail["share"]) in "
                + "1000 of the \(detail["records"]) other approved observations of the species do not exceed.")
    }
}

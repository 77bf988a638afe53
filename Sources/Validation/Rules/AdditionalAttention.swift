import Observations

/// Every record of the taxon draws attention, for the reason that the pack gives.
struct AdditionalAttention: Rule {
    static let definition = RuleDefinition(
        id: "additional_attention", kind: .knowledge, severity: .warning, terms: ["scientificName"],
        columns: [
            .taxonID, .scientificName, .speciesID, .soortgroep, .verbatimName, .occurrenceStatus,
        ],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Altijd aandacht.", "Always attention."),
        explanation: BilingualText(
            "Elke waarneming van het taxon vraagt aandacht, om de reden die het regelpakket geeft (`additional.csv`). Zonder "
                + "regel voor het taxon en bij gemelde afwezigheid niet van toepassing; een waarneming slaagt nooit.",
            "Every observation of the taxon asks for attention, for the reason that the rule pack gives "
                + "(`additional.csv`). Not applicable without a rule for the taxon and for records of absence; no "
                + "observation ever passes."))

    private let table: AdditionalTable

    init(_ setting: RuleSetting) { table = setting.pack.contents.additional }

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        guard table.rowCount > 0 else { return }
        let entries = table.taxa.entries(facts.taxa)
        for row in marks.indices where !facts.isAbsence[row] {
            if entries[Int(facts.taxa.numbers[row])] >= 0 { marks[row] = .fail }
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        let entry = table.taxa.entry(facts.taxa.trail(row))
        guard entry >= 0, let code = table.code(entry: entry) else { return Evidence() }
        return Evidence(
            verbatim: VerbatimText.name(facts, row),
            detail: FindingDetail.text(["code": code, "text": table.codes.text(code) ?? "?"]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        let text = detail["text"]
        let end = text.hasSuffix(".") ? "" : "."
        return BilingualText(
            "Waarnemingen van \(verbatim) vragen aandacht: \(text)\(end)",
            "Observations of \(verbatim) ask for attention: \(text)\(end)")
    }
}

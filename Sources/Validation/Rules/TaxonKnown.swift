import Observations

/// The delivered name was recognised in the taxon register.
struct TaxonKnown: Rule {
    static let definition = RuleDefinition(
        id: "taxon_known", kind: .formal, severity: .error, terms: ["scientificName"],
        columns: [.taxonID, .taxonMatch, .verbatimName, .scientificName],
        bdqTests: ["VALIDATION_SCIENTIFICNAME_FOUND"], gbifIssues: ["TAXON_MATCH_NONE"],
        title: BilingualText("Soort bekend.", "Taxon known."),
        explanation: BilingualText(
            "De geleverde naam is herkend in het soortenregister. Een gelijkende naam is een suggestie en telt niet.",
            "The delivered name was recognised in the taxon register. A similar name is a suggestion and does not count."
        ))

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices { marks[row] = RuleMark(passing: facts.taxonID.codes[row] != 0) }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        Evidence(
            verbatim: VerbatimText.name(facts, row),
            detail: facts.taxonMatch[row].map { FindingDetail.text(["match": $0]) })
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "De naam \(verbatim) staat niet in het soortenregister.",
            "The name \(verbatim) is not in the taxon register.")
    }
}

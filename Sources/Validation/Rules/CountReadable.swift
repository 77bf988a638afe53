import Observations

/// A delivered number could be read, and a range of numbers runs upwards.
struct CountReadable: Rule {
    static let definition = RuleDefinition(
        id: "count_readable", kind: .formal, severity: .error, terms: ["individualCount", "organismQuantity"],
        columns: [.abundanceSchema, .abundanceValue, .countMinimum, .countMaximum],
        bdqTests: [], gbifIssues: ["INDIVIDUAL_COUNT_INVALID"],
        title: BilingualText("Aantal leesbaar.", "Count readable."),
        explanation: BilingualText(
            "Het aantal is een getal, een bereik van laag naar hoog, of een code van een bekende schaal. Zonder aantal "
                + "niet van toepassing.",
            "The count is a number, a range from low to high, or a code of a known scale. Not applicable without a count."
        ))

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        let schemas = facts.abundanceSchema
        // Only the exact scale promises a number; the codes of other scales were read when they have a scale.
        let exact = schemas.dictionary.code(ofText: "exact_count")
        for row in marks.indices {
            let minimum = facts.countMinimum[row]
            let maximum = facts.countMaximum[row]
            if minimum != ObservationFacts.absent || maximum != ObservationFacts.absent {
                marks[row] = RuleMark(passing: maximum == ObservationFacts.absent || minimum <= maximum)
            } else if facts.abundanceValue.codes[row] != 0 {
                let schema = schemas.codes[row]
                marks[row] = RuleMark(passing: schema != 0 && schema != exact)
            }
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        let descends = facts.countMinimum[row] != ObservationFacts.absent
        return Evidence(
            verbatim: VerbatimText.count(facts, row),
            detail: FindingDetail.text(["count": descends ? "descending" : "unreadable"]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        detail["count"] == "descending"
            ? BilingualText(
                "Van het aantal \(verbatim) is het minimum groter dan het maximum.",
                "The minimum of the count \(verbatim) is larger than its maximum.")
            : BilingualText(
                "Het aantal \(verbatim) kon niet worden gelezen.", "The count \(verbatim) could not be read.")
    }
}

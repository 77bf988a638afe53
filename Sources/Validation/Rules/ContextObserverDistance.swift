import Observations

/// The same person was not very far away on the same day. Who it was stays inside: the rule knows a hash.
struct ContextObserverDistance: ContextRule {
    static let definition = RuleDefinition(
        id: "context_observer_distance", kind: .context, severity: .info,
        terms: ["decimalLatitude", "decimalLongitude", "eventDate"],
        columns: [
            .x, .y, .latitude, .longitude, .uncertainty, .sourceCRS, .verbatimCoordinates, .periodStart, .periodStop,
        ],
        bdqTests: [], gbifIssues: [],
        title: BilingualText("Afstand op één dag.", "Distance on one day."),
        explanation: BilingualText(
            "Andere waarnemingen van dezelfde waarnemer op dezelfde dag liggen niet verder dan "
                + "`contextObserverKilometres`, van noord naar zuid of van west naar oost. Let op alle waarnemingen van zo'n "
                + "dag: welke van de twee plaatsen opvalt is niet te zeggen. Van toepassing met een waarnemer, een datum op "
                + "de dag en een onnauwkeurigheid tot 1 km. De naam van de waarnemer komt in geen bevinding.",
            "Other observations of the same observer on the same day lie no further away than "
                + "`contextObserverKilometres`, from north to south or from west to east. All observations of such a day are "
                + "noted: which of the two places is the odd one cannot be told. Applicable with an observer, a date known "
                + "to the day and an uncertainty of up to 1 km. The observer's name comes into no finding."))

    private let limit: Int

    init(_ setting: RuleSetting) { limit = setting.pack.parameters.contextObserverKilometres }

    func judge(_ facts: ObservationFacts, _ context: ContextRows, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        for row in marks.indices {
            guard let distance = distance(facts, context, row) else { continue }
            marks[row] = RuleMark(passing: distance <= limit)
        }
    }

    private func distance(_ facts: ObservationFacts, _ context: ContextRows, _ row: Int) -> Int? {
        guard context.observers.indices.contains(row),
            let stay = ObserverStay(facts, row, observer: context.observers[row])
        else { return nil }
        return context.context.observers.distance(stay)
    }

    func evidence(_ facts: ObservationFacts, _ context: ContextRows, _ row: Int) -> Evidence {
        Evidence(
            verbatim: VerbatimText.coordinates(facts, row),
            detail: FindingDetail.text([
                "km": distance(facts, context, row).map(String.init) ?? "?", "allowed": String(limit),
            ]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "Op dezelfde dag is er een waarneming van dezelfde waarnemer op \(detail["km"]) km van \(verbatim) "
                + "(speling \(detail["allowed"]) km).",
            "On the same day there is an observation of the same observer at \(detail["km"]) km from \(verbatim) "
                + "(tolerance \(detail["allowed"]) km).")
    }
}

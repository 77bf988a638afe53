/// A rule that holds a record against the approved records of its species. Without a context it is not applicable.
protocol ContextRule: Rule {
    /// As `Rule.judge`, with the records of the store beside it.
    func judge(_ facts: ObservationFacts, _ context: ContextRows, _ marks: UnsafeMutableBufferPointer<RuleMark>)

    /// As `Rule.evidence`, with the records of the store beside it.
    func evidence(_ facts: ObservationFacts, _ context: ContextRows, _ row: Int) -> Evidence
}

extension ContextRule {
    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {}
    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence { Evidence() }
}

extension RulePack {
    /// Whether a rule is switched on that needs a context.
    public var readsContext: Bool { Self.readsContext(rules) }

    static func readsContext(_ rules: [EnabledRule]) -> Bool {
        rules.contains { RuleCatalogue.type($0.id) is any ContextRule.Type }
    }

    /// Whether a rule is switched on that needs to know who made an observation.
    public var readsObservers: Bool { rules.contains { $0.id == ContextObserverDistance.definition.id } }
}

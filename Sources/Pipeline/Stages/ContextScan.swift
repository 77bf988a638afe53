import Columns
import ObservationStore
import Observations
import Validation

extension Pipeline {
    /// What the approved records of a snapshot say of every species; `nil` when no rule of the pack asks for it.
    ///
    /// It follows from the facts, the verdicts of people and the rules that look at a record alone. Stored statuses have no
    /// part in it, so that judging twice gives the same twice.
    /// - Parameter today: the day on which records are judged, the same as that of the validator that is given the context.
    func speciesContext(
        _ pack: RulePack, _ store: ObservationStore, _ reader: SnapshotReader, _ area: JudgingArea, today: Int
    ) throws -> SpeciesContext? {
        guard pack.readsContext else { return nil }
        let validator = Validator(pack: pack, today: today, area: area.test)
        let hasVerdicts = try store.hasVerdicts()
        var builder = SpeciesContextBuilder()
        try SnapshotScan(
            reader: reader, threads: configuration.threads,
            columns: Validator.requiredColumns + Validator.contextColumns, assessment: [],
            restricted: pack.readsObservers ? [.observer] : [], stage: "gathering what is known of species",
            progress: progress
        ).run { group in
            try validator.contribution(
                group.observations, standing: standing(of: group, hasVerdicts ? store.verdictsInForce(in: group.numbers) : [:]))
        } consume: { builder.add($0) }
        let context = builder.finish()
        logger.info("context: approved records of \(context.speciesCount) species (\(context.fingerprint))")
        return context
    }

    /// What the store knows of the rows of a group besides their facts.
    func standing(of group: ObservationGroup, _ verdicts: [Int64: AssessmentStatus]) -> ContextStanding {
        ContextStanding(
            live: group.live, verdicts: verdicts,
            observers: ContextStanding.observerHashes(group.restricted[RestrictedColumn.observer.rawValue]))
    }
}

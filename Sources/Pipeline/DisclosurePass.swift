import Columns
import Disclosure
import ObservationStore
import Observations

extension Pipeline {
    /// Numbers of the agreements under which each source delivers: what the configuration says now; of sources that it no
    /// longer has, those of their deliveries.
    func agreementNumbers(_ store: ObservationStore) throws -> [String: Set<String>] {
        var numbers: [String: Set<String>] = [:]
        for source in configuration.sources {
            numbers[source.name] = Set([source.agreement].compactMap { $0 })
        }
        let configured = Set(numbers.keys)
        for delivery in try store.deliveries() where delivery.status == .accepted {
            guard let agreement = delivery.agreement, !configured.contains(delivery.source) else { continue }
            numbers[delivery.source, default: []].insert(agreement)
        }
        return numbers
    }

    /// Goes through a snapshot once to learn what gives sensitive records away, and makes the gate that knows it.
    /// - Returns: the gate, and the rule packs under which the records were judged, sorted.
    func disclosureGate(
        _ policy: DisclosurePolicy, reader: SnapshotReader
    ) throws -> (gate: DisclosureGate, packs: [String]) {
        var survey = DisclosureSurvey(policy: policy)
        try SnapshotScan(
            reader: reader, threads: configuration.threads, columns: DisclosureSurvey.firstColumns, assessment: [],
            stage: "looking for sensitive records", progress: progress, further: DisclosureSurvey.furtherColumns,
            furtherAssessment: [.status]
        ).run { group, readRows in
            var own = DisclosureSurvey(policy: policy)
            let rows = try own.rows(of: group.observations, live: group.live)
            guard !rows.isEmpty else { return own }
            let sensitive = try readRows(rows)
            try own.note(sensitive.observations, assessments: sensitive.assessments)
            return own
        } consume: { own in
            survey.merge(own)
        }
        return (try DisclosureGate(policy: policy, survey: survey), try reader.rulePacks().sorted())
    }
}

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
        var packs = Set<String>()
        try SnapshotScan(
            reader: reader, threads: configuration.threads, columns: DisclosureSurvey.firstColumns,
            assessment: [.status, .rulePack], stage: "looking for sensitive records", progress: progress,
            further: DisclosureSurvey.furtherColumns
        ).run { group, readFurther in
            var own = DisclosureSurvey(policy: policy)
            let rows = try own.rows(of: group.observations, assessments: group.assessments, live: group.live)
            if !rows.isEmpty {
                var sensitive = group.observations.picking(rows)
                let more = try readFurther(rows)
                sensitive.names += more.names
                sensitive.columns += more.columns
                try own.note(sensitive)
            }
            return (own, Self.distinct(group.assessments[AssessmentColumn.rulePack.rawValue]))
        } consume: { own, names in
            survey.merge(own)
            packs.formUnion(names)
        }
        return (try DisclosureGate(policy: policy, survey: survey), packs.sorted())
    }

    private static func distinct(_ column: ColumnData?) -> Set<String> {
        guard case .coded(let text)? = column else { return [] }
        // Mostly one pack judged them all: a look at each code is quicker than a set of them.
        var isUsed = [Bool](repeating: false, count: text.dictionary.count + 1)
        for code in text.codes { isUsed[Int(code)] = true }
        return Set(isUsed.indices.compactMap { isUsed[$0] ? text.dictionary[UInt32($0)] : nil })
    }
}

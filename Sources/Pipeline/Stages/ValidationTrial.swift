import Columns
import Foundation
import ObservationStore
import Observations
import Reference
import Validation

extension Pipeline {
    /// The taxa for which another pack can come to other outcomes than the stored ones; `nil`: it cannot be told.
    ///
    /// It cannot be told of packs with rules on the context: what becomes of one record there can make a difference to all
    /// records of its species. Else it can be told when all that is stored was judged under the pack of the configuration, as
    /// it is now, and under the same working area.
    /// - Parameters:
    ///   - new: the other pack.
    ///   - directory: where that was read from.
    func touchedTaxa(
        _ new: RulePack, in directory: String, _ store: ObservationStore, _ reference: LoadedReference
    ) throws -> TaxaTouched? {
        guard !new.readsContext else { return nil }
        let old = try loadRules(reference)
        guard !old.readsContext, try store.rulePackHash(identifier: old.identifier) == old.contentHash,
            try !store.read().hasAssessments(otherThan: old.identifier),
            try store.wasJudged(with: reference.judgingSetting)
        else { return nil }
        return RulePack.taxaTouched(
            old: URL(fileURLWithPath: configuration.rules), new: URL(fileURLWithPath: directory))
    }

    /// What another pack would change, with the rules run only on what the difference can touch. Comes to the same as
    /// running them on everything.
    func trial(
        _ store: ObservationStore, _ pack: RulePack, _ reference: LoadedReference, scope: ValidationScope,
        output: ValidationOutput, touched: TaxaTouched
    ) throws -> ValidationReport {
        let reader = try store.read()
        let selection = try ExportSelection(taxa: scope.taxa).resolved(reference.register)
        var report = ValidationReport(pack: pack, snapshot: reader.snapshot.id, dryRun: true)
        let changes = try ChangeTally(output, countsSpecies: true)

        // First the few columns that tell what is touched; what is not keeps the status it has.
        var rowsByGroup: [RowGroupKey: [Int]] = [:]
        try SnapshotScan(
            reader: reader, threads: configuration.threads, columns: [.deliveryID] + TaxaTouched.columns,
            assessment: [.status, .outcomes], stage: "looking for what the rules can change", progress: progress
        ).run { group in
            let live = self.live(group, selection, scope)
            let rows = try Self.touchedRows(group, touched)
            var kept = live
            for row in rows { kept[row] = false }
            return (key: RowGroupKey(file: group.file.id, group: group.group), rows: rows, kept: kept, old: group.assessments)
        } consume: { part in
            report.count(part.old, part.kept)
            if !part.rows.isEmpty { rowsByGroup[part.key] = part.rows }
        }

        let validator = Validator(pack: pack, today: Self.today(), area: reference.areaTest)
        let hasVerdicts = try store.hasVerdicts()
        let touchedRows = rowsByGroup
        try SnapshotScan(
            reader: reader, threads: configuration.threads, columns: Self.judgedColumns,
            assessment: AssessmentColumn.allCases, stage: "validating", progress: progress, only: Set(touchedRows.keys)
        ).run { group -> (JudgedGroup, [Bool]) in
            let rows = touchedRows[RowGroupKey(file: group.file.id, group: group.group)] ?? []
            var assessed = try validator.assess(group.observations.picking(rows))
            if hasVerdicts {
                assessed.assessment = try Verdicts.lay(store.verdictsInForce(in: group.numbers), over: assessed.assessment)
            }
            let changes = try StatusChanges(old: group.assessments.picking(rows), new: assessed.assessment)
            let live = self.live(group, selection, scope)
            let judged = JudgedGroup(
                group: group, live: live, assessment: assessed.assessment,
                changes: changes.changes.map { change in
                    var change = change
                    change.row = rows[change.row]
                    return change
                }, otherOutcomesOnly: changes.otherOutcomesOnly, isSame: false)
            return (judged, rows.map { live[$0] })
        } consume: { judged, live in
            report.count(judged.assessment, live)
            report.recomputed += live.count { $0 }
            try changes.add(judged, to: &report)
        }
        try changes.finish(&report)
        logger.info(
            "tried \(pack.identifier) on \(report.recomputed) of \(report.records) observations: \(report.changed) change status")
        return report
    }

    /// Rows that are live and within the scope.
    private func live(_ group: ObservationGroup, _ selection: ResolvedSelection, _ scope: ValidationScope) -> [Bool] {
        var live = group.live
        guard !scope.isEverything else { return live }
        selection.narrow(&live, group.observations)
        Self.narrow(&live, to: scope.delivery, group.observations)
        return live
    }

    /// Rows of the taxa concerned, and those that another day can decide otherwise.
    private static func touchedRows(_ group: ObservationGroup, _ touched: TaxaTouched) throws -> [Int] {
        var isTouched = try touched.rows(of: group.observations)
        if case .coded(let outcomes)? = group.assessments[AssessmentColumn.outcomes.rawValue] {
            let failures = TaxaTouched.rulesOfTheDay.map { "\($0):\(RuleOutcome.fail.rawValue)" }
            let byCode = (0...outcomes.dictionary.count).map { code in
                let parts = (outcomes.dictionary[UInt32(code)] ?? "").split(separator: " ").map(String.init)
                return failures.contains(where: parts.contains)
            }
            for row in isTouched.indices where byCode[Int(outcomes.codes[row])] { isTouched[row] = true }
        }
        return isTouched.indices.filter { isTouched[$0] }
    }
}

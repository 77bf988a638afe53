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
        _ new: RulePack, in directory: String, _ store: ObservationStore, _ area: JudgingArea
    ) throws -> TaxaTouched? {
        guard !new.readsContext else { return nil }
        // The tables of the pack in force were read when it was stored; what is to be known is that they are the same.
        guard let old = RulePack.seal(of: URL(fileURLWithPath: configuration.rules, isDirectory: true)),
            !old.readsContext, try store.rulePackHash(identifier: old.identifier) == old.contentHash,
            try !store.read().hasAssessments(otherThan: old.identifier),
            try store.wasJudged(with: area.setting)
        else { return nil }
        return RulePack.taxaTouched(
            old: URL(fileURLWithPath: configuration.rules), new: URL(fileURLWithPath: directory))
    }

    /// What another pack would change, with the rules run only on what the difference can touch. Comes to the same as
    /// running them on everything.
    func trial(
        _ store: ObservationStore, _ pack: RulePack, _ reference: LoadedReference, _ area: JudgingArea,
        scope: ValidationScope, output: ValidationOutput, touched: TaxaTouched
    ) throws -> ValidationReport {
        let reader = try store.read()
        let selection = try ExportSelection(taxa: scope.taxa).resolved(reference.register)
        let validator = Validator(pack: pack, today: Self.today(), area: area.test)
        let hasVerdicts = try store.hasVerdicts()
        let rules = touched.rules.union(TaxaTouched.rulesOfTheDay)
        let first = TaxaTouched.columns + (scope.delivery == nil ? [] : [.deliveryID])
        var further = Validator.columns(of: rules) + [.dutchName]
        if !further.contains(.verbatimName) { further.append(.verbatimName) }
        // Else few are shown, and `ChangeTally` looks them up.
        if output.changes != nil { further.append(.identity) }
        var report = ValidationReport(pack: pack, snapshot: reader.snapshot.id, dryRun: true)
        let changes = try ChangeTally(output, countsSpecies: true, reader: reader)

        // First the few columns that tell what is touched; what is not keeps the status it has.
        try SnapshotScan(
            reader: reader, threads: configuration.threads, columns: first, assessment: [.status, .outcomes],
            stage: "validating", progress: progress, further: further.filter { !first.contains($0) }
        ).run { group, readRows -> TriedGroup in
            let live = self.live(group, selection, scope)
            let rows = try Self.touchedRows(group, touched)
            guard !rows.isEmpty else { return TriedGroup(kept: live, old: group.assessments) }
            var group = group
            group.observations = try readRows(rows).observations
            let numbers = rows.map { group.firstObservationID + Int64($0) }
            let old = Self.numbered(group.assessments.picking(rows), numbers)
            guard case .coded(let earlier)? = old[AssessmentColumn.outcomes.rawValue] else {
                throw BatchError.missingColumn(AssessmentColumn.outcomes.rawValue)
            }
            var new = try validator.reassess(group.observations, by: rules, earlier: earlier, numbers: numbers)
            if hasVerdicts { new = try Verdicts.lay(store.verdictsInForce(in: group.numbers), over: new) }
            let judgedLive = rows.map { live[$0] }
            let changes = try StatusChanges(old: old, new: new, live: judgedLive)
            let judged = JudgedGroup(
                group: group, rows: rows, live: judgedLive, assessment: new, changes: changes.changes,
                otherOutcomesOnly: changes.otherOutcomesOnly, isSame: false)
            var kept = live
            for row in rows { kept[row] = false }
            return TriedGroup(kept: kept, old: group.assessments, judged: judged)
        } consume: { part in
            report.count(part.old, part.kept)
            guard let judged = part.judged else { return }
            report.count(judged.assessment, judged.live)
            report.recomputed += judged.live.count { $0 }
            try changes.add(judged, to: &report)
        }
        try changes.finish(&report)
        logger.info(
            "tried \(pack.identifier) on \(report.recomputed) of \(report.records) observations: \(report.changed) change status")
        return report
    }

    /// Assessments with the numbers of their rows in front.
    private static func numbered(_ assessments: ColumnBatch, _ numbers: [Int64]) -> ColumnBatch {
        ColumnBatch(
            names: [AssessmentColumn.observationID.rawValue] + assessments.names,
            columns: [.int64(Column(numbers))] + assessments.columns, rowCount: numbers.count)
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
            let ofTheDay = TaxaTouched.rowsOfTheDay(outcomes)
            for row in isTouched.indices where ofTheDay[row] { isTouched[row] = true }
        }
        return isTouched.indices.filter { isTouched[$0] }
    }
}

/// One group of which only some rows were judged.
private struct TriedGroup: Sendable {
    /// Rows that are live, within the scope and not judged again.
    var kept: [Bool]
    /// The assessments of all rows, as stored.
    var old: ColumnBatch
    /// The rows judged again; `nil` when there are none.
    var judged: JudgedGroup?
}

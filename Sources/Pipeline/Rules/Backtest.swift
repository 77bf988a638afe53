import ObservationStore
import Observations
import Validation

extension Pipeline {
    /// Tries a rule pack on all live records: what it draws attention to, and how that agrees with what people said of the
    /// records that they judged. Nothing is stored.
    /// - Parameters:
    ///   - rules: directory of the pack; without it that of the configuration.
    ///   - report: file for the figures; `.html` makes it a page, anything else CSV.
    public func backtest(rules directory: String? = nil, report path: String? = nil) throws -> BacktestReport {
        let reference = try LoadedReference(configuration)
        let pack = try loadRules(reference, directory: directory)
        let store = try storeForReading()
        let reader = try store.read()
        let today = Self.today()
        let area = try reference.judgingArea()
        let context = try speciesContext(pack, store, reader, area, today: today)
        let validator = Validator(pack: pack, today: today, area: area.test, context: context)
        let hasVerdicts = try store.hasVerdicts()
        var tally = BacktestTally()
        try SnapshotScan(
            reader: reader, threads: configuration.threads,
            columns: Self.judgedColumns + (context == nil ? [] : Validator.contextColumns),
            restricted: context != nil && pack.readsObservers ? [.observer] : [], stage: "trying the rules",
            progress: progress
        ).run { group in
            let verdicts = hasVerdicts ? try store.verdictsInForce(in: group.numbers) : [:]
            let assessed = try validator.assess(
                group.observations, standing: context == nil ? nil : standing(of: group, verdicts))
            var part = BacktestTally()
            part.add(group, assessed.assessment, verdicts: verdicts)
            return part
        } consume: { part in
            tally.merge(part)
        }
        let report = BacktestReport(tally, pack: pack, snapshot: reader.snapshot.id)
        if let path { try BacktestFiles(report).write(to: path) }
        return report
    }
}

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
        let validator = Validator(pack: pack, today: Self.today(), area: reference.areaTest)
        let hasVerdicts = try store.hasVerdicts()
        var tally = BacktestTally()
        try SnapshotScan(
            reader: reader, threads: configuration.threads, columns: Self.judgedColumns, stage: "trying the rules",
            progress: progress
        ).run { group in
            var part = BacktestTally()
            part.add(
                group, try validator.assess(group.observations).assessment,
                verdicts: hasVerdicts ? try store.verdictsInForce(in: group.numbers) : [:])
            return part
        } consume: { part in
            tally.merge(part)
        }
        let report = BacktestReport(tally, pack: pack, snapshot: reader.snapshot.id)
        if let path { try BacktestFiles(report).write(to: path) }
        return report
    }
}

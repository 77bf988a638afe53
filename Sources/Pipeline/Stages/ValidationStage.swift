import Columns
import Formats
import Foundation
import ObservationStore
import Observations
import Validation
import Workers

/// What running the rules again changes; printed as JSON.
public struct ValidationReport: Sendable, Codable, Equatable {
    public struct Change: Sendable, Codable, Equatable {
        public var rule: String
        public var from: String
        public var to: String
        public var records: Int
    }

    public var rulePack: String
    public var snapshot: Int64
    /// Live observations looked at.
    public var records: Int
    public var byStatus: [String: Int]
    /// Records whose status changed, by rule and statuses.
    public var changes: [Change]
    /// Records with another status than before.
    public var changed: Int
    /// Records with the same status and other outcomes.
    public var otherOutcomesOnly: Int
    public var dryRun: Bool
    /// Live observations on which the rules were run: all of them, or those that a difference between packs can touch.
    public var recomputed: Int
    /// Records whose status changed, by rule, species and statuses; only when it was asked for or nothing was stored.
    public var bySpecies: [SpeciesChange]?
}

extension Pipeline {
    /// Which observations `validate` is about.
    public struct ValidationScope: Sendable, Equatable {
        public var taxa: [String]
        public var delivery: Int64?
        public init(taxa: [String] = [], delivery: Int64? = nil) {
            self.taxa = taxa
            self.delivery = delivery
        }
        var isEverything: Bool { taxa.isEmpty && delivery == nil }
    }

    /// Judges all observations anew.
    /// - Parameters:
    ///   - rules: the directory of another rule pack than that of the configuration.
    ///   - scope: narrows what is shown. The rules are stored for all or for none, so a narrowed call stores nothing.
    ///   - output: files to write.
    ///   - isFull: runs the rules on all observations, also where only those of some taxa can come out otherwise.
    public func validate(
        rules: String? = nil, scope: ValidationScope = ValidationScope(), dryRun: Bool = false,
        output: ValidationOutput = ValidationOutput(), isFull: Bool = false
    ) throws -> ValidationReport {
        guard dryRun || !scope.isEverything else {
            return try exclusively { store in
                try validate(store, rules: rules, scope: scope, dryRun: false, output: output)
            }
        }
        let store = try storeForReading()
        let directory = rules ?? configuration.rules
        if !isFull {
            let reference = try LoadedReference(configuration)
            let (pack, area) = try sideBySide(threads: configuration.threads) {
                try loadRules(reference, directory: directory)
            } _: {
                try reference.judgingArea()
            }
            if let touched = try touchedTaxa(pack, in: directory, store, area) {
                return try trial(store, pack, reference, area, scope: scope, output: output, touched: touched)
            }
        }
        return try validate(store, rules: rules, scope: scope, dryRun: true, output: output)
    }

    func validate(
        _ store: ObservationStore, rules directory: String?, scope: ValidationScope, dryRun: Bool,
        output: ValidationOutput = ValidationOutput()
    ) throws -> ValidationReport {
        let reference = try LoadedReference(configuration)
        let (pack, area) = try sideBySide(threads: configuration.threads) {
            try loadRules(reference, directory: directory)
        } _: {
            try reference.judgingArea()
        }
        let reader = try store.read()
        let today = Self.today()
        let context = try speciesContext(pack, store, reader, area, today: today)
        let validator = Validator(pack: pack, today: today, area: area.test, context: context)
        let selection = try ExportSelection(taxa: scope.taxa).resolved(reference.register)
        let columns = Self.judgedColumns + (context == nil ? [] : Validator.contextColumns)
        let hasVerdicts = try store.hasVerdicts()
        var report = ValidationReport(pack: pack, snapshot: reader.snapshot.id, dryRun: dryRun)
        let setting = area.setting(with: context)
        // Findings tell how many other records there are: those of another context are to be written anew.
        var needsCommit = try context != nil && !store.wasJudged(with: setting)
        let changes = try ChangeTally(output, countsSpecies: dryRun, reader: reader)
        let transaction = dryRun ? nil : try store.begin()
        let assessmentEncoder = StoreEncoding.encoder(of: .assessment)
        let findingEncoder = StoreEncoding.encoder(of: .finding)
        do {
            transaction?.endAll(of: .finding)
            try SnapshotScan(
                reader: reader, threads: configuration.threads, columns: columns,
                assessment: AssessmentColumn.allCases,
                restricted: context != nil && pack.readsObservers ? [.observer] : [], stage: "validating",
                progress: progress
            ).run { group -> JudgedGroup in
                let verdicts = hasVerdicts ? try store.verdictsInForce(in: group.numbers) : [:]
                var assessed = try validator.assess(
                    group.observations, standing: context == nil ? nil : standing(of: group, verdicts))
                if hasVerdicts { assessed.assessment = try Verdicts.lay(verdicts, over: assessed.assessment) }
                var live = group.live
                if !scope.isEverything {
                    selection.narrow(&live, group.observations)
                    Self.narrow(&live, to: scope.delivery, group.observations)
                }
                let changes = try StatusChanges(old: group.assessments, new: assessed.assessment, live: live)
                return JudgedGroup(
                    group: group, live: live, assessment: assessed.assessment, changes: changes.changes,
                    otherOutcomesOnly: changes.otherOutcomesOnly,
                    isSame: Self.isSame(group.assessments, assessed.assessment),
                    assessmentGroup: dryRun ? nil : try assessmentEncoder.encode(assessed.assessment),
                    findingGroup: dryRun || assessed.findings.rowCount == 0
                        ? nil : try findingEncoder.encode(assessed.findings))
            } consume: { judged in
                if !judged.isSame { needsCommit = true }
                if let group = judged.assessmentGroup {
                    try transaction?.append(group, replacingAssessmentsBeside: judged.group.file)
                }
                if let group = judged.findingGroup { try transaction?.append(group, to: .finding) }
                report.count(judged.assessment, judged.live)
                report.recomputed += judged.live.count { $0 }
                try changes.add(judged, to: &report)
            }
            try changes.finish(&report)
            if let transaction {
                let judging = Judging(setting: setting, isComplete: true)
                if needsCommit {
                    try register(pack, in: store, directory: directory)
                    report.snapshot = try transaction.commit(
                        message: "validated with \(pack.identifier)", extra: "{\"rulePack\":\"\(pack.identifier)\"}",
                        judging: judging)
                } else {
                    transaction.abandon()
                    try store.note(judging)
                }
            }
        } catch {
            transaction?.abandon()
            throw error
        }
        logger.info("validated \(report.records) observations with \(pack.identifier): \(report.changed) changed status")
        return report
    }

    /// What the rules, the scope and the lists of changes look at.
    static let judgedColumns: [ObservationColumn] = {
        var columns = Validator.requiredColumns
        for column in [ObservationColumn.taxonID, .speciesID, .identity, .deliveryID, .dutchName]
        where !columns.contains(column) {
            columns.append(column)
        }
        return columns
    }()

    static func narrow(_ live: inout [Bool], to delivery: Int64?, _ batch: ColumnBatch) {
        guard let delivery, case .int64(let deliveries)? = batch[ObservationColumn.deliveryID.rawValue] else { return }
        for row in live.indices where deliveries.values[row] != delivery { live[row] = false }
    }

    private static func isSame(_ old: ColumnBatch, _ new: ColumnBatch) -> Bool {
        for column in [AssessmentColumn.status, .rulePack, .outcomes] {
            guard case .coded(let before)? = old[column.rawValue], case .coded(let after)? = new[column.rawValue] else {
                return false
            }
            // Codes differ between dictionaries; the pairs of codes must be one to one.
            let unknown = UInt32.max
            var pairs = [UInt32](repeating: unknown, count: before.dictionary.count + 1)
            for row in before.codes.indices {
                let known = pairs[Int(before.codes[row])]
                if known == after.codes[row] { continue }
                guard known == unknown, before[row] == after[row] else { return false }
                pairs[Int(before.codes[row])] = after.codes[row]
            }
        }
        return true
    }
}

/// One group under the rules.
struct JudgedGroup: Sendable {
    var group: ObservationGroup
    /// Which rows of the group were judged, where not all were; what follows and the group's observations are of these.
    var rows: [Int]?
    /// Rows that are live and within the scope.
    var live: [Bool]
    var assessment: ColumnBatch
    /// Of live rows.
    var changes: [StatusChanges.Change]
    var otherOutcomesOnly: Int
    var isSame: Bool
    var assessmentGroup: EncodedRowGroup?
    var findingGroup: EncodedRowGroup?
}

extension ObservationGroup {
    /// The numbers of its rows.
    var numbers: Range<Int64> { firstObservationID..<(firstObservationID + Int64(live.count)) }
}

extension ValidationReport {
    init(pack: RulePack, snapshot: Int64, dryRun: Bool) {
        self.init(
            rulePack: pack.identifier, snapshot: snapshot, records: 0, byStatus: [:], changes: [], changed: 0,
            otherOutcomesOnly: 0, dryRun: dryRun, recomputed: 0)
    }

    /// Counts the rows that are live and within the scope by their status.
    mutating func count(_ assessment: ColumnBatch, _ live: [Bool]) {
        guard case .coded(let statuses)? = assessment[AssessmentColumn.status.rawValue] else { return }
        var byCode = [Int](repeating: 0, count: statuses.dictionary.count + 1)
        for row in live.indices where live[row] { byCode[Int(statuses.codes[row])] += 1 }
        for code in byCode.indices where byCode[code] > 0 {
            byStatus[statuses.dictionary[UInt32(code)] ?? "-", default: 0] += byCode[code]
            records += byCode[code]
        }
    }
}

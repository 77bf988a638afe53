import Columns
import Formats
import Foundation
import ObservationStore
import Observations
import Validation

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
    ///   - changesPath: a CSV with every record whose status changes.
    public func validate(
        rules: String? = nil, scope: ValidationScope = ValidationScope(), dryRun: Bool = false,
        changesPath: String? = nil
    ) throws -> ValidationReport {
        if dryRun || !scope.isEverything {
            return try validate(
                try storeForReading(), rules: rules, scope: scope, dryRun: true, changesPath: changesPath)
        }
        return try exclusively { store in
            try validate(store, rules: rules, scope: scope, dryRun: false, changesPath: changesPath)
        }
    }

    func validate(
        _ store: ObservationStore, rules directory: String?, scope: ValidationScope, dryRun: Bool,
        changesPath: String?
    ) throws -> ValidationReport {
        let reference = try LoadedReference(configuration)
        let pack = try loadRules(reference, directory: directory)
        let reader = try store.read()
        let validator = Validator(pack: pack, today: Self.today(), area: reference.areaTest)
        let selection = try ExportSelection(taxa: scope.taxa).resolved(reference.register)
        var columns = Validator.requiredColumns
        for column in [ObservationColumn.taxonID, .speciesID, .identity, .deliveryID] where !columns.contains(column) {
            columns.append(column)
        }
        var report = ValidationReport(
            rulePack: pack.identifier, snapshot: reader.snapshot.id, records: 0, byStatus: [:], changes: [],
            changed: 0, otherOutcomesOnly: 0, dryRun: dryRun)
        var totals: [StatusPair: Int] = [:]
        var needsCommit = false
        let list = try changesPath.map { try ChangeList(path: $0) }
        let transaction = dryRun ? nil : try store.begin()
        let assessmentEncoder = StoreEncoding.encoder(of: .assessment)
        let findingEncoder = StoreEncoding.encoder(of: .finding)
        do {
            transaction?.endAll(of: .finding)
            try SnapshotScan(
                reader: reader, threads: configuration.threads, columns: columns,
                assessment: AssessmentColumn.allCases, stage: "validating", progress: progress
            ).run { group -> JudgedGroup in
                let assessed = try validator.assess(group.observations)
                let changes = try StatusChanges(old: group.assessments, new: assessed.assessment)
                var live = group.live
                if !scope.isEverything {
                    selection.narrow(&live, group.observations)
                    Self.narrow(&live, to: scope.delivery, group.observations)
                }
                return JudgedGroup(
                    group: group, live: live, assessed: assessed, changes: changes,
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
                try judged.count(into: &report, totals: &totals, list: list)
            }
            report.changes = totals.map {
                ValidationReport.Change(rule: $0.key.rule, from: $0.key.from, to: $0.key.to, records: $0.value)
            }.sorted { ($0.rule, $0.from, $0.to) < ($1.rule, $1.from, $1.to) }
            try list?.close()
            if let transaction {
                if needsCommit {
                    try register(pack, in: store, directory: directory)
                    report.snapshot = try transaction.commit(
                        message: "validated with \(pack.identifier)", extra: "{\"rulePack\":\"\(pack.identifier)\"}")
                } else {
                    transaction.abandon()
                }
            }
        } catch {
            transaction?.abandon()
            throw error
        }
        logger.info("validated \(report.records) observations with \(pack.identifier): \(report.changed) changed status")
        return report
    }

    private static func narrow(_ live: inout [Bool], to delivery: Int64?, _ batch: ColumnBatch) {
        guard let delivery, case .int64(let deliveries)? = batch[ObservationColumn.deliveryID.rawValue] else { return }
        for row in live.indices where deliveries.values[row] != delivery { live[row] = false }
    }

    private static func isSame(_ old: ColumnBatch, _ new: ColumnBatch) -> Bool {
        for column in [AssessmentColumn.status, .rulePack, .outcomes] {
            guard case .coded(let before)? = old[column.rawValue], case .coded(let after)? = new[column.rawValue] else {
                return false
            }
            // Codes differ between dictionaries; the pairs of codes must be one to one.
            var pairs: [UInt32: UInt32] = [:]
            for row in before.codes.indices {
                if let known = pairs[before.codes[row]] {
                    if known != after.codes[row] { return false }
                } else {
                    guard before[row] == after[row] else { return false }
                    pairs[before.codes[row]] = after.codes[row]
                }
            }
        }
        return true
    }
}

/// What is summed over groups.
struct StatusPair: Hashable {
    var rule: String
    var from: String
    var to: String
}

/// One group under the rules.
struct JudgedGroup: Sendable {
    var group: ObservationGroup
    /// Rows that are live and within the scope.
    var live: [Bool]
    var assessed: Assessed
    var changes: StatusChanges
    var isSame: Bool
    var assessmentGroup: EncodedRowGroup?
    var findingGroup: EncodedRowGroup?

    func count(into report: inout ValidationReport, totals: inout [StatusPair: Int], list: ChangeList?) throws {
        if case .coded(let statuses)? = assessed.assessment[AssessmentColumn.status.rawValue] {
            var byCode = [Int](repeating: 0, count: statuses.dictionary.count + 1)
            for row in live.indices where live[row] { byCode[Int(statuses.codes[row])] += 1 }
            for code in byCode.indices where byCode[code] > 0 {
                report.byStatus[statuses.dictionary[UInt32(code)] ?? "-", default: 0] += byCode[code]
                report.records += byCode[code]
            }
        }
        if live.allSatisfy({ $0 }) { report.otherOutcomesOnly += changes.otherOutcomesOnly }
        for change in changes.changes where live[change.row] {
            report.changed += 1
            for rule in change.rules { totals[StatusPair(rule: rule, from: change.old, to: change.new), default: 0] += 1 }
            try list?.append(change, group)
        }
    }
}

/// A CSV of records whose status changes.
final class ChangeList {
    private let writer = DelimitedWriter()
    private let replacement: AtomicReplacement
    private let handle: FileHandle

    init(path: String) throws {
        let path = URL(fileURLWithPath: path).standardizedFileURL.path
        replacement = try AtomicReplacement(.file, of: path)
        guard FileManager.default.createFile(atPath: replacement.temporaryPath, contents: nil),
            let handle = FileHandle(forWritingAtPath: replacement.temporaryPath)
        else { throw PipelineError.inputOutput(path: path, operation: "create", errno: errno) }
        self.handle = handle
        for name in ["observation_id", "identiteit", "status_oud", "status_nieuw", "regels"] { writer.append(name) }
        writer.endRecord()
    }

    func append(_ change: StatusChanges.Change, _ group: ObservationGroup) throws {
        writer.append(Int(change.observationID))
        writer.append(group.observations[ObservationColumn.identity.rawValue]?.text(change.row) ?? "")
        writer.append(change.old)
        writer.append(change.new)
        writer.append(change.rules.joined(separator: " "))
        writer.endRecord()
        if writer.count > 1 << 20 { try handle.write(contentsOf: writer.take()) }
    }

    func close() throws {
        try handle.write(contentsOf: writer.take())
        try handle.close()
        try replacement.commit()
    }
}

import Export
import Formats
import Foundation
import ObservationStore
import Observations

/// What a whole run did; kept as JSON in the workspace's `runs` folder and in the catalog.
public struct RunRecord: Sendable, Codable, Equatable {
    public var run: String
    public var startedAt: String
    public var finishedAt: String = ""
    /// `done`, `done_with_refusals` or `failed`.
    public var outcome: String = ""
    public var deliveries: [IngestReport.Delivery] = []
    /// Files in the inboxes that were still being sent; the next run looks at them again.
    public var leftAlone: [LeftAlone] = []
    public var snapshot: Int64 = 0
    public var validation: ValidationReport?
    public var deduplication: DeduplicationReport?
    public var exports: [ExportReport] = []
    /// What made the run fail.
    public var error: String?
    /// Seconds of each stage.
    public var seconds: [String: Double] = [:]
}

extension Pipeline {
    /// The nightly job: everything in the inboxes through ingest, validation and deduplication, then the exports.
    public func run() throws -> RunRecord {
        try exclusively { store in
            let started = Date()
            let id = Self.runID(started)
            var record = RunRecord(run: id, startedAt: ISO8601DateFormatter().string(from: started))
            try store.beginRun(id: id)
            do {
                try stages(&record, store: store)
                record.outcome = IngestReport.hasRefusals(record.deliveries) ? "done_with_refusals" : "done"
                try keep(&record, store: store)
            } catch {
                record.outcome = "failed"
                record.error = "\(error)"
                record.snapshot = (try? store.latestSnapshot().id) ?? 0
                try? keep(&record, store: store)
                throw error
            }
            return record
        }
    }

    private func stages(_ record: inout RunRecord, store: ObservationStore) throws {
        func timed<Result>(_ name: String, _ seconds: inout [String: Double], _ work: () throws -> Result) rethrows -> Result {
            let clock = ContinuousClock()
            let begin = clock.now
            let result = try work()
            let spent = (clock.now - begin).components
            seconds[name] = (Double(spent.seconds) * 1000 + Double(spent.attoseconds / 1_000_000_000_000_000)) / 1000
            return result
        }
        let inboxes = try InboxListing(configuration, settle: configuration.settle)
        for file in inboxes.leftAlone { logger.notice("left \(file.file) alone: \(file.reason)") }
        let waiting = try waitingInHold(store) + inboxes.deliveries
        logger.info("run \(record.run): \(waiting.count) deliveries waiting")
        let ingested = try timed("ingest", &record.seconds) { try ingest(waiting, into: store, runID: record.run) }
        record.deliveries = ingested.deliveries
        record.leftAlone = inboxes.leftAlone + ingested.leftAlone

        // New records were judged when they came in; what remains are records judged under another pack, and what rules
        // on the context say of all of them together.
        let reference = try LoadedReference(configuration)
        let rules = try rulesInForce(reference)
        if try rules.readsContext || store.read().hasAssessments(otherThan: rules.identifier) {
            record.validation = try timed("validate", &record.seconds) {
                try validate(store, rules: nil, scope: ValidationScope(), dryRun: false)
            }
        }
        record.deduplication = try timed("deduplicate", &record.seconds) { try deduplicate(store, dryRun: false) }

        let reader = try store.read()
        record.snapshot = reader.snapshot.id
        try timed("export", &record.seconds) {
            for export in configuration.exports {
                let report = try self.export(
                    try ExportFormat(named: export.format), to: export.path, selection: ExportSelection(),
                    reader: reader, reference: reference, store: store)
                try store.register(
                    ReleaseRecord(
                        snapshot: report.snapshot, format: report.format, path: report.path, sha256: report.sha256,
                        rows: report.records))
                record.exports.append(report)
                logger.info("exported \(report.records) records as \(report.format)")
            }
        }
        try balance(record, store: store)
    }

    /// The accounting invariant over the whole run.
    private func balance(_ record: RunRecord, store: ObservationStore) throws {
        for delivery in record.deliveries {
            let out = delivery.stored + delivery.updated + delivery.unchanged + delivery.withdrawn + delivery.quarantined
            guard delivery.read == out else {
                throw PipelineError.accounting("\(delivery.file): \(delivery.read) records read, \(out) accounted for")
            }
        }
        let accepted = try store.deliveries().filter { $0.status == .accepted }
        let expected = accepted.reduce(0) { $0 + $1.counts.growth }
        let live = Int(try store.read().liveCount)
        guard live == expected else {
            throw PipelineError.accounting("\(live) live observations, the deliveries make \(expected)")
        }
    }

    private func keep(_ record: inout RunRecord, store: ObservationStore) throws {
        record.finishedAt = ISO8601DateFormatter().string(from: Date())
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(record)
        try AtomicReplacement.write(Array(data), to: "\(workspace.runs)/\(record.run).json")
        try store.finishRun(id: record.run, outcome: record.outcome, record: String(decoding: data, as: UTF8.self))
    }

    /// Sorts by time; the process number keeps two runs of one second apart.
    private static func runID(_ date: Date) -> String {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withYear, .withMonth, .withDay, .withTime]
        return "run-\(formatter.string(from: date).replacingOccurrences(of: ":", with: ""))-\(getpid())"
    }
}

extension IngestReport {
    static func hasRefusals(_ deliveries: [Delivery]) -> Bool {
        deliveries.contains { $0.status == DeliveryStatus.refused.rawValue || $0.status == DeliveryStatus.held.rawValue }
    }
}

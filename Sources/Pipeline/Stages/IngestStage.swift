import Formats
import Foundation
import Ingest
import ObservationStore
import Observations
import Validation

/// A file to be taken in.
public struct DeliveryFile: Sendable, Equatable {
    public var path: String
    public var source: PipelineConfiguration.Source
    /// Whether it is removed once it is in the store and the archive.
    public var isInInbox: Bool
}

extension Pipeline {
    /// Takes in the given files.
    /// - Parameter source: a source of the configuration; without it the one whose inbox holds the file, else one without
    ///   a profile.
    public func ingest(files: [String], source: String? = nil) throws -> IngestReport {
        let deliveries = try files.map { path -> DeliveryFile in
            let path = URL(fileURLWithPath: path).standardizedFileURL.path
            guard FileManager.default.fileExists(atPath: path) else {
                throw PipelineError.usage("there is no file \(path)")
            }
            return try deliveryFile(path, source: source)
        }
        return try exclusively { store in try ingest(deliveries, into: store, runID: nil) }
    }

    private func deliveryFile(_ path: String, source name: String?) throws -> DeliveryFile {
        if let name {
            guard let source = configuration.sources.first(where: { $0.name == name }) else {
                throw PipelineError.usage(
                    "there is no source \(name) in \(configuration.path); it has \(configuration.sources.map(\.name).joined(separator: ", "))")
            }
            return DeliveryFile(path: path, source: source, isInInbox: false)
        }
        let folder = (path as NSString).deletingLastPathComponent
        if let source = configuration.sources.first(where: { $0.inbox == folder }) {
            return DeliveryFile(path: path, source: source, isInInbox: true)
        }
        let own = configuration.sources.count == 1 ? configuration.sources.first : nil
        return DeliveryFile(
            path: path,
            source: own ?? configuration.sources.first { $0.profile == nil }
                ?? PipelineConfiguration.Source(
                    name: "unnamed", profile: nil, inbox: nil, agreement: nil, maximumQuarantine: 0.05),
            isInInbox: false)
    }

    /// The deliveries waiting in all inboxes, in the order of sources and names. Files that are still being sent
    /// (`.part`, `.tmp`, hidden) are left alone.
    func waitingDeliveries() throws -> [DeliveryFile] {
        var files: [DeliveryFile] = []
        for source in configuration.sources {
            guard let inbox = source.inbox, FileManager.default.fileExists(atPath: inbox) else { continue }
            for name in try FileManager.default.contentsOfDirectory(atPath: inbox).sorted()
            where !name.hasPrefix(".") && !name.hasSuffix(".part") && !name.hasSuffix(".tmp") {
                files.append(DeliveryFile(path: "\(inbox)/\(name)", source: source, isInInbox: true))
            }
        }
        return files
    }

    func ingest(_ files: [DeliveryFile], into store: ObservationStore, runID: String?) throws -> IngestReport {
        let reference = try LoadedReference(configuration)
        let rules = try loadRules(reference)
        try register(rules, in: store)
        let validator = Validator(pack: rules, today: Self.today(), area: reference.areaTest)
        let context = reference.interpretation
        let archive = Archive(directory: workspace.archive)

        var report = IngestReport()
        for file in files {
            let record = try ingest(
                file, into: store, runID: runID, context: context, validator: validator, rulePack: rules.identifier,
                archive: archive)
            report.deliveries.append(IngestReport.Delivery(record, file: file.path))
        }
        report.snapshot = try store.latestSnapshot().id
        return report
    }

    private func ingest(
        _ file: DeliveryFile, into store: ObservationStore, runID: String?, context: InterpretationContext,
        validator: Validator, rulePack: String, archive: Archive
    ) throws -> DeliveryRecord {
        let name = (file.path as NSString).lastPathComponent
        let size = try Archive.size(path: file.path)
        var record = DeliveryRecord(
            fileName: name, source: file.source.name, sha256: "", sizeBytes: size, status: .accepted)
        record.runID = runID
        record.agreement = file.source.agreement
        logger.info("reading \(name)", metadata: ["source": "\(file.source.name)", "bytes": "\(size)"])

        // The hash takes as long as reading the file: it is computed beside the work, unless the size gives reason to
        // expect the same file again.
        if try store.hasAcceptedDelivery(ofSize: size) {
            let digest = try Archive.digest(path: file.path)
            if let known = try store.acceptedDelivery(sha256: digest) {
                return try alreadyKnown(record, digest: digest, known: known, file: file)
            }
        }
        let keeping = Keeping { try archive.take(file.path) }
        do {
            record = try takeIn(
                file, record, into: store, context: context, validator: validator, rulePack: rulePack,
                archive: archive, keeping: keeping)
        } catch let error as DeliveryError {
            record.status = .refused
            record.message = error.description
            record.reasons = [error.code.rawValue: 1]
            let taken = try keeping.wait()
            record.sha256 = taken.sha256
            try archive.settle(taken, fileName: name, synchronized: file.isInInbox)
            // Killed between this and emptying the inbox, the next run refuses the file once more: one refusal it stays.
            if let last = try store.lastDelivery(), last.status == .refused, last.sha256 == record.sha256,
                last.source == record.source, last.message == record.message
            {
                record.id = last.id
            } else {
                record.id = try store.register(record)
            }
            logger.error("refused \(name): \(error)")
        } catch {
            (try? keeping.wait())?.discard()
            throw error
        }
        if file.isInInbox { try FileManager.default.removeItem(atPath: file.path) }
        return record
    }

    private func alreadyKnown(
        _ record: DeliveryRecord, digest: String, known: DeliveryRecord, file: DeliveryFile
    ) throws -> DeliveryRecord {
        var record = record
        record.sha256 = digest
        record.status = .known
        record.id = known.id
        record.snapshot = known.snapshot
        record.message = "the same bytes were taken in as delivery \(known.id) (\(known.fileName)); nothing was done"
        logger.info("known \(record.fileName): delivery \(known.id) had the same bytes")
        if file.isInInbox { try FileManager.default.removeItem(atPath: file.path) }
        return record
    }

    /// Reads the file into a transaction and commits it.
    /// - Throws: `DeliveryError` when it is to be refused; nothing of it is then in the store.
    private func takeIn(
        _ file: DeliveryFile, _ begun: DeliveryRecord, into store: ObservationStore, context: InterpretationContext,
        validator: Validator, rulePack: String, archive: Archive, keeping: Keeping
    ) throws -> DeliveryRecord {
        var record = begun
        let id = try store.nextDeliveryID()
        let profile = try file.source.profile.map { try loadProfile($0) }
        var declared = profile.map(DeclaredForm.init(profile:)) ?? DeclaredForm()
        let quarantinePath = "\(workspace.quarantine)/\(quarantineName(id, record.fileName))"
        while true {
            let delivery = try OpenedDelivery.open(path: file.path, declared: declared)
            for note in delivery.notes { logger.notice("\(record.fileName): \(note)") }
            let plan = try IngestPlan(
                delivery: delivery, profile: profile, profileFile: file.source.profile ?? "column names",
                source: file.source.name)
            record.format = delivery.format.rawValue
            record.encoding = delivery.encoding.rawValue
            record.profile = "\(plan.profile.name)@\(plan.profile.version)"
            let transaction = try store.begin()
            do {
                try transaction.expectRepetition(ofSource: file.source.name)
                let sink = StoreSink(transaction: transaction, validator: validator)
                let intake = DeliveryIntake(
                    delivery: delivery, plan: plan, context: context, deliveryID: id, threads: configuration.threads,
                    quarantinePath: quarantinePath, maximumQuarantine: file.source.maximumQuarantine)
                let result = try intake.run(into: sink) { progress.tell("reading \(record.fileName)", $0, nil) }
                for note in delivery.notesAfterReading { logger.notice("\(record.fileName): \(note)") }
                try finish(&record, with: result, id: id)
                let taken = try keeping.wait()
                record.sha256 = taken.sha256
                if let known = try store.acceptedDelivery(sha256: taken.sha256) {
                    transaction.abandon()
                    taken.discard()
                    record.status = .known
                    record.message = "the same bytes were taken in as delivery \(known.id)"
                    record.counts = DeliveryCounts()
                    return record
                }
                try archive.settle(taken, fileName: record.fileName, synchronized: file.isInInbox)
                record.snapshot = transaction.snapshotID
                try transaction.commit(
                    message: "delivery \(id): \(record.fileName)",
                    extra: try commitNote(record, rulePack: rulePack), delivery: record,
                    quarantine: result.quarantined.map {
                        QuarantineEntry(
                            recordNumber: $0.recordNumber, line: $0.line, byteOffset: $0.byteOffset,
                            reason: $0.reason.rawValue, detail: $0.detail,
                            repeats: $0.repeats.map(QuarantineKey.init))
                    }, corrected: result.corrected.map(QuarantineKey.init))
                logger.info("accepted \(record.fileName): \(record.counts.summary)")
                return record
            } catch let turnedOut as EncodingTurnedOut {
                transaction.abandon()
                logger.notice("\(record.fileName): not UTF-8 after all; reading it again as \(turnedOut.encoding.rawValue)")
                declared.encoding = turnedOut.encoding
            } catch {
                transaction.abandon()
                unlink(quarantinePath)
                throw error
            }
        }
    }

    private func finish(_ record: inout DeliveryRecord, with result: IntakeResult, id: Int64) throws {
        record.id = id
        record.counts.read = result.read
        record.counts.stored = result.stored
        record.counts.updated = result.updated
        record.counts.unchanged = result.unchanged
        record.counts.withdrawn = result.withdrawn
        record.counts.quarantined = result.quarantined.count
        record.reasons = result.reasons
        record.problems = result.problems
        guard record.counts.isBalanced else {
            throw PipelineError.accounting("\(record.fileName): \(record.counts.summary)")
        }
    }

    private func commitNote(_ record: DeliveryRecord, rulePack: String) throws -> String {
        let note = [
            "delivery": String(record.id), "file": record.fileName, "rulePack": rulePack, "run": record.runID ?? "",
            "sha256": record.sha256, "source": record.source,
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(note), as: UTF8.self)
    }

    func loadProfile(_ path: String) throws -> SupplierProfile {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ConfigurationError(path: path, message: "the profile cannot be read")
        }
        return try SupplierProfile(yaml: text, file: path)
    }
}

extension DeliveryCounts {
    /// For people and logs.
    public var summary: String {
        "read \(read) = stored \(stored) + updated \(updated) + unchanged \(unchanged) + withdrawn \(withdrawn) + quarantined \(quarantined)"
    }
}

extension QuarantineKey {
    init(_ place: QuarantinePlace) {
        self.init(deliveryID: place.deliveryID, recordNumber: place.recordNumber)
    }
}

extension DeclaredForm {
    init(profile: SupplierProfile) {
        self.init()
        delimiter = profile.dialect.delimiter
        switch profile.dialect.quote {
        case nil: break
        case .noQuote: quote = .some(nil)
        case .byte(let byte): quote = .some(byte)
        }
        comment = profile.dialect.comment
        encoding =
            switch profile.dialect.encoding {
            case nil: nil
            case .utf8: .utf8
            case .utf16, .utf16BigEndian: .utf16BigEndian
            case .utf16LittleEndian: .utf16LittleEndian
            case .latin1: .latin1
            case .windows1252: .windows1252
            }
        hasHeader = profile.dialect.header ?? true
        skippedLines = profile.dialect.skipLines
        columns = profile.dialect.columns
        table = profile.table
        wantedColumns = profile.namedColumns
        measurements = profile.measurements.map(\.type)
    }
}

/// Takes a delivery into the archive's keeping on a thread of its own.
private final class Keeping: @unchecked Sendable {
    // Unchecked: `result` is written before the group is left and read after it was waited for.
    private let group = DispatchGroup()
    private var result: Result<Archive.Taken, any Error>?

    init(_ work: @escaping @Sendable () throws -> Archive.Taken) {
        group.enter()
        Thread.detachNewThread {
            self.result = Result { try work() }
            self.group.leave()
        }
    }

    func wait() throws -> Archive.Taken {
        group.wait()
        guard let result else { throw PipelineError.usage("the archive did not answer") }
        return try result.get()
    }
}

import Formats
import Foundation
import Ingest
import ObservationStore
import Observations
import Reference
import Validation

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

    func ingest(_ files: [DeliveryFile], into store: ObservationStore, runID: String?) throws -> IngestReport {
        let reference = try LoadedReference(configuration)
        let rules = try loadRules(reference)
        try register(rules, in: store)
        let area = try reference.judgingArea()
        let work = IngestWork(
            store: store, runID: runID, today: Int32(clamping: Self.today()), agreements: reference.agreements,
            context: reference.interpretation,
            validator: Validator(pack: rules, today: Self.today(), area: area.test),
            rulePack: rules.identifier, judgingSetting: area.setting, archive: Archive(directory: workspace.archive))

        var report = IngestReport()
        for file in files {
            do {
                let record = try ingest(file, work)
                report.deliveries.append(IngestReport.Delivery(record, file: file.path))
                giveFeedback(record, store: store)
            } catch is ChangedWhileRead {
                logger.notice("left \(file.path) alone: it changed while it was read; deliver it when it is complete")
                report.leftAlone.append(
                    LeftAlone(file: file.path, source: file.source.name, reason: "CHANGED_WHILE_READ"))
            }
        }
        report.snapshot = try store.latestSnapshot().id
        return report
    }

    /// Takes one delivery in, refuses it or holds it.
    /// - Throws: `ChangedWhileRead` when it is left where it was.
    private func ingest(_ file: DeliveryFile, _ work: IngestWork) throws -> DeliveryRecord {
        let store = work.store
        let name = (file.path as NSString).lastPathComponent
        let signature = try FileSignature(path: file.path)
        let size = try Archive.size(path: file.path)
        var record = DeliveryRecord(
            fileName: name, source: file.source.name, sha256: "", sizeBytes: size, status: .accepted)
        record.runID = work.runID
        record.agreement = file.source.agreement
        if let held = file.held {
            record.id = held.id
            record.receivedAt = held.receivedAt
        }
        let (agreement, objection) = Self.objection(to: file.source, under: work.agreements, on: work.today)
        if let objection {
            let record = try hold(file, record, because: objection, store: store)
            try clearAway(file, signature)
            return record
        }
        logger.info("reading \(name)", metadata: ["source": "\(file.source.name)", "bytes": "\(size)"])

        // The hash takes as long as reading the file: it is computed beside the work, unless the size gives reason to
        // expect the same file again.
        if try store.hasAcceptedDelivery(ofSize: size) {
            let digest = try Archive.digest(path: file.path)
            if let known = try knownDelivery(digest, of: file.source, store: store) {
                return try alreadyKnown(record, digest: digest, known: known, file: file, signature, store: store)
            }
        }
        let keeping = Keeping { try work.archive.take(file.path) }
        do {
            record = try takeIn(file, record, work, agreement: agreement, signature: signature, keeping: keeping)
        } catch let error as DeliveryError {
            let taken = try keeping.wait()
            guard try FileSignature(path: file.path) == signature else {
                taken.discard()
                // What somebody is still writing is neither whole nor wrong.
                throw ChangedWhileRead()
            }
            record.status = .refused
            record.message = error.description
            record.reasons = [error.code.rawValue: 1]
            record.sha256 = taken.sha256
            try work.archive.settle(taken, fileName: name, synchronized: file.isInInbox || file.held != nil)
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
        try clearAway(file, signature)
        return record
    }

    /// Takes a delivery that was dealt with out of the inbox or out of those held. What was put there in the meantime
    /// under its name stays.
    private func clearAway(_ file: DeliveryFile, _ signature: FileSignature) throws {
        if let held = file.held {
            if try storeForReading().heldDeliveries().contains(where: { $0.id == held.id }) { return }
            try HeldDeliveries(directory: workspace.held).remove(held.id)
        }
        guard file.isInInbox else { return }
        guard try FileSignature(path: file.path) == signature else {
            logger.notice("\(file.path) was replaced while it was taken in; the new file stays for the next run")
            return
        }
        try DeliveryParts(path: file.path).remove()
    }

    /// The accepted delivery that makes another one with these bytes superfluous.
    private func knownDelivery(
        _ sha256: String, of source: PipelineConfiguration.Source, store: ObservationStore
    ) throws -> DeliveryRecord? {
        // All that a source has may be again what it was some deliveries ago: only the last one can be repeated in vain.
        source.delivers == .everything
            ? try store.lastAcceptedDelivery(of: source.name).flatMap { $0.sha256 == sha256 ? $0 : nil }
            : try store.acceptedDelivery(sha256: sha256)
    }

    private func alreadyKnown(
        _ record: DeliveryRecord, digest: String, known: DeliveryRecord, file: DeliveryFile,
        _ signature: FileSignature, store: ObservationStore
    ) throws -> DeliveryRecord {
        var record = record
        record.sha256 = digest
        record.status = .known
        record.snapshot = known.snapshot
        record.message = "the same bytes were taken in as delivery \(known.id) (\(known.fileName)); nothing was done"
        logger.info("known \(record.fileName): delivery \(known.id) had the same bytes")
        if file.held != nil { try store.register(record) }
        record.id = known.id
        try clearAway(file, signature)
        return record
    }

    /// Reads the file into a transaction and commits it.
    /// - Throws: `DeliveryError` when it is to be refused; nothing of it is then in the store.
    private func takeIn(
        _ file: DeliveryFile, _ begun: DeliveryRecord, _ work: IngestWork, agreement: Agreement?,
        signature: FileSignature, keeping: Keeping
    ) throws -> DeliveryRecord {
        let store = work.store
        var record = begun
        let id = try file.held?.id ?? store.nextDeliveryID()
        let profile = try file.source.profile.map { try loadProfile($0) }
        var declared = profile.map(DeclaredForm.init(profile:)) ?? DeclaredForm()
        declared.threads = configuration.threads
        let quarantinePath = "\(workspace.quarantine)/\(quarantineName(id, record.fileName))"
        while true {
            let delivery = try OpenedDelivery.open(path: file.path, declared: declared)
            record.notes = delivery.notes
            for note in delivery.notes { logger.notice("\(record.fileName): \(note)") }
            let plan = try IngestPlan(
                delivery: delivery, profile: profile, profileFile: file.source.profile ?? "column names",
                source: file.source.name, agreement: agreement, arrivalDay: work.today)
            // Some records of an earlier delivery are never all that a source has.
            let isEverything = file.source.delivers == .everything && !plan.isCorrection
            record.format = delivery.format.rawValue
            record.encoding = delivery.encoding.rawValue
            record.profile = "\(plan.profile.name)@\(plan.profile.version)"
            let transaction = try store.begin()
            do {
                try transaction.expectRepetition(ofSource: file.source.name)
                let sink = StoreSink(transaction: transaction, validator: work.validator)
                let intake = DeliveryIntake(
                    delivery: delivery, plan: plan, context: work.context, deliveryID: id, threads: configuration.threads,
                    quarantinePath: quarantinePath, maximumQuarantine: file.source.maximumQuarantine,
                    isEverything: isEverything)
                let result = try intake.run(into: sink) { progress.tell("reading \(record.fileName)", $0, nil) }
                let later = delivery.notesAfterReading + result.notes
                record.notes += later
                for note in later { logger.notice("\(record.fileName): \(note)") }
                if isEverything {
                    record.counts.withdrawnMissing = try withdrawMissing(transaction, file)
                }
                try finish(&record, with: result, id: id)
                let taken = try keeping.wait()
                record.sha256 = taken.sha256
                guard try FileSignature(path: file.path) == signature else {
                    taken.discard()
                    throw ChangedWhileRead()
                }
                if let known = try knownDelivery(taken.sha256, of: file.source, store: store) {
                    transaction.abandon()
                    discardQuarantine(quarantinePath)
                    taken.discard()
                    record.status = .known
                    record.message = "the same bytes were taken in as delivery \(known.id)"
                    record.counts = DeliveryCounts()
                    if file.held != nil { try store.register(record) }
                    record.id = known.id
                    return record
                }
                try work.archive.settle(
                    taken, fileName: record.fileName, synchronized: file.isInInbox || file.held != nil)
                record.snapshot = transaction.snapshotID
                try transaction.commit(
                    message: "delivery \(id): \(record.fileName)",
                    extra: try commitNote(record, rulePack: work.rulePack), delivery: record,
                    quarantine: result.quarantined.map {
                        QuarantineEntry(
                            recordNumber: $0.recordNumber, line: $0.line, byteOffset: $0.byteOffset,
                            reason: $0.reason.rawValue, detail: $0.detail,
                            repeats: $0.repeats.map(QuarantineKey.init))
                    }, corrected: result.corrected.map(QuarantineKey.init),
                    judging: Judging(setting: work.judgingSetting, isComplete: false))
                logger.info("accepted \(record.fileName): \(record.counts.summary)")
                return record
            } catch let turnedOut as EncodingTurnedOut {
                transaction.abandon()
                logger.notice("\(record.fileName): not UTF-8 after all; reading it again as \(turnedOut.encoding.rawValue)")
                declared.encoding = turnedOut.encoding
            } catch {
                transaction.abandon()
                discardQuarantine(quarantinePath)
                throw error
            }
        }
    }

    /// Withdraws what the source had and a delivery of everything does not hold.
    /// - Returns: how many observations.
    private func withdrawMissing(_ transaction: StoreTransaction, _ file: DeliveryFile) throws -> Int {
        let missing = try transaction.missing()
        guard missing.missing > 0 else { return 0 }
        guard missing.share <= file.source.maximumWithdrawn else {
            let percent = Double((missing.share * 1000).rounded()) / 10
            throw DeliveryError(
                .tooMuchMissing, path: file.path,
                message: "\(missing.missing) of the \(missing.before) observations of \(file.source.name) (\(percent)%) are "
                    + "not in this delivery of everything and would be withdrawn, more than the "
                    + "\(file.source.maximumWithdrawn * 100)% of maxWithdrawn; deliver all of them, or raise maxWithdrawn "
                    + "for this once if they are meant to go")
        }
        try transaction.withdrawMissing()
        return missing.missing
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

    /// Removes the files with records set aside of a delivery that does not come in.
    private func discardQuarantine(_ path: String) {
        let stem = (path as NSString).deletingPathExtension
        // What is left is removed by the next run.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: workspace.quarantine)) ?? [] {
            let file = "\(workspace.quarantine)/\(name)"
            if (file as NSString).deletingPathExtension == stem { unlink(file) }
        }
    }

    func loadProfile(_ path: String) throws -> SupplierProfile {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ConfigurationError(path: path, message: "the profile cannot be read")
        }
        return try SupplierProfile(yaml: text, file: path)
    }
}

/// What all deliveries of one call are taken in with.
struct IngestWork {
    var store: ObservationStore
    var runID: String?
    /// In days since 1970-01-01.
    var today: Int32
    var agreements: AgreementRegister?
    var context: InterpretationContext
    var validator: Validator
    /// `name@version` of the rules.
    var rulePack: String
    /// What judgements rest on besides.
    var judgingSetting: String
    var archive: Archive
}

/// A file was written to while it was read: it stays where it is for the next run.
struct ChangedWhileRead: Error {}

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

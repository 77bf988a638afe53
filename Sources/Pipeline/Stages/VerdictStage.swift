import Columns
import Formats
import Foundation
import ObservationStore
import Observations
import Validation

extension Pipeline {
    /// Takes a file of experts' verdicts in: all of it in one transaction, or nothing.
    /// - Throws: `VerdictFileError` when any row is malformed.
    public func verdict(file path: String) throws -> VerdictReport {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw PipelineError.usage("there is no file \(path) that can be read")
        }
        let bytes = [UInt8](data)
        return try exclusively { store in
            try takeIn(bytes, named: (path as NSString).lastPathComponent, store: store)
        }
    }

    private func takeIn(_ bytes: [UInt8], named name: String, store: ObservationStore) throws -> VerdictReport {
        let digest = try sha256(of: bytes)
        if let known = try store.verdictFile(sha256: digest) {
            logger.info("known \(name): file \(known.id) of verdicts (\(known.fileName)) had the same bytes")
            return VerdictReport(
                file: name, sha256: digest, outcome: "known", rows: known.rows, applied: 0, known: known.rows - known.open,
                open: known.open, notApplied: [], changedStatus: 0, byVerdict: [:],
                snapshot: try store.latestSnapshot().id,
                message: "the same bytes were taken in as file \(known.id) of verdicts (\(known.fileName)); nothing was done")
        }
        let file = try VerdictFile(
            name: name, bytes: bytes, rulePacks: Set(store.rulePackIdentifiers()), now: Int(Date().timeIntervalSince1970))
        let transaction = try store.begin()
        do {
            let (verdicts, known) = try resolved(file.rows, transaction, store)
            let entry = VerdictFileEntry(
                fileName: name, sha256: digest, rows: file.rows.count + file.open, known: known, open: file.open,
                verdicts: verdicts)
            var report = VerdictReport(
                file: name, sha256: digest, outcome: "taken_in", rows: entry.rows, applied: entry.applied, known: known,
                open: file.open,
                notApplied: verdicts.filter { $0.outcome != .applied }.map { VerdictReport.NotApplied($0, file: name) },
                changedStatus: 0,
                byVerdict: Dictionary(
                    verdicts.filter { $0.outcome == .applied }.map { ($0.verdict.rawValue, 1) }, uniquingKeysWith: +),
                snapshot: transaction.base.id, message: nil)
            report.changedStatus = try reassess(try statuses(verdicts, store), transaction, store)
            if report.changedStatus > 0 {
                report.snapshot = try transaction.commit(
                    message: "verdicts: \(entry.applied) from \(name)", extra: "{\"verdicts\":\"\(digest)\"}", verdicts: entry)
            } else {
                transaction.abandon()
                if verdicts.isEmpty {
                    report.message = "no row has a verdict that is new; nothing was done"
                } else {
                    try store.register(entry)
                }
            }
            logger.info("verdicts of \(name): \(entry.applied) applied, \(entry.notApplied) not applied, \(known) known")
            return report
        } catch {
            transaction.abandon()
            throw error
        }
    }

    /// Holds every row against what the store knows. Acts of judging that are stored already are left out and counted.
    private func resolved(
        _ rows: [VerdictRow], _ transaction: StoreTransaction, _ store: ObservationStore
    ) throws -> (verdicts: [Verdict], known: Int) {
        let hasVerdicts = try store.hasVerdicts()
        var verdicts: [Verdict] = []
        var seen: [String: [Int]] = [:]
        var known = 0
        for (number, row) in rows.enumerated() {
            if number % 10_000 == 0 { progress.tell("reading verdicts", number, rows.count) }
            let version = try transaction.version(of: row.identity)
            let verdict = Verdict(
                line: row.line, identity: row.identity, observationID: version?.observationID,
                versionSeen: row.version, contentSeen: row.contentHash, verdict: row.verdict, role: row.role,
                pseudonym: row.pseudonym, judgedAt: row.moment, reason: row.reason, rulePack: row.rulePack,
                outcome: Self.outcome(row, version))
            let isRepeated =
                try seen[row.identity, default: []].contains { verdicts[$0].isSameAct(as: verdict) }
                || (hasVerdicts && store.verdicts(of: row.identity).contains { $0.isSameAct(as: verdict) })
            guard !isRepeated else {
                known += 1
                continue
            }
            seen[row.identity, default: []].append(verdicts.count)
            verdicts.append(verdict)
        }
        return (verdicts, known)
    }

    private static func outcome(_ row: VerdictRow, _ version: KnownVersion?) -> Verdict.Outcome {
        guard let version else { return .unknown }
        if version.isWithdrawn { return .withdrawn }
        if let seen = row.version, seen != version.observationID { return .changed }
        if let seen = row.contentHash, seen != version.content { return .changed }
        return .applied
    }

    /// The status that every observation concerned has afterwards: of the verdicts on it, old and new, the last one
    /// judged.
    private func statuses(_ verdicts: [Verdict], _ store: ObservationStore) throws -> [Int64: AssessmentStatus] {
        var latest: [Int64: (judgedAt: String, verdict: AssessmentStatus)] = [:]
        for verdict in verdicts where verdict.outcome == .applied {
            guard let id = verdict.observationID else { continue }
            if latest[id] == nil, let old = try store.verdictInForce(on: id) { latest[id] = (old.judgedAt, old.verdict) }
            if let before = latest[id], before.judgedAt > verdict.judgedAt { continue }
            latest[id] = (verdict.judgedAt, verdict.verdict)
        }
        return latest.mapValues(\.verdict)
    }

    /// Writes the assessments of the files that hold these observations anew, with the statuses laid over them.
    /// - Returns: how many observations got another status.
    private func reassess(
        _ statuses: [Int64: AssessmentStatus], _ transaction: StoreTransaction, _ store: ObservationStore
    ) throws -> Int {
        guard !statuses.isEmpty else { return 0 }
        let reader = try store.read(at: transaction.base.id)
        let encoder = StoreEncoding.encoder(of: .assessment)
        let cursor = reader.cursor([.observationID], assessment: AssessmentColumn.allCases)
        let numbers = statuses.keys.sorted()
        var changed = 0
        let addresses = try reader.addresses()
        for (index, file) in reader.observationFiles.enumerated() {
            guard numbers.contains(in: file.rowIDStart..<(file.rowIDStart + file.recordCount)) else { continue }
            let groups = addresses.filter { $0.fileIndex == index }
            // A file is written anew only when something in it changes.
            let changes = try groups.reduce(0) { $0 + Self.changes(try cursor.read($1), statuses, numbers) }
            guard changes > 0 else { continue }
            changed += changes
            for address in groups {
                progress.tell("writing verdicts", changed, statuses.count)
                let group = try cursor.read(address)
                let laid = try Verdicts.lay(statuses.within(group, numbers), over: group.assessments)
                try transaction.append(try encoder.encode(laid), replacingAssessmentsBeside: file)
            }
        }
        return changed
    }

    private static func changes(
        _ group: ObservationGroup, _ statuses: [Int64: AssessmentStatus], _ numbers: [Int64]
    ) -> Int {
        guard case .coded(let before)? = group.assessments[AssessmentColumn.status.rawValue] else { return 0 }
        return statuses.within(group, numbers).count { id, status in
            before[Int(id - group.firstObservationID)] != status.rawValue
        }
    }
}

extension [Int64] {
    /// Where the first number of at least `number` stands, in sorted numbers.
    fileprivate func place(from number: Int64) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether any of the sorted numbers lies in a range.
    fileprivate func contains(in range: Range<Int64>) -> Bool {
        let place = place(from: range.lowerBound)
        return place < count && self[place] < range.upperBound
    }
}

extension [Int64: AssessmentStatus] {
    /// Those of a row group; `numbers` are the sorted keys.
    fileprivate func within(_ group: ObservationGroup, _ numbers: [Int64]) -> [Int64: AssessmentStatus] {
        let first = group.firstObservationID
        var part: [Int64: AssessmentStatus] = [:]
        var place = numbers.place(from: first)
        while place < numbers.count, numbers[place] < first + Int64(group.live.count) {
            part[numbers[place]] = self[numbers[place]]
            place += 1
        }
        return part
    }
}

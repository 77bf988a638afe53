import Columns
import Deduplication
import Disclosure
import Foundation
import Ingest
import ObservationStore
import Observations
import Validation

/// All that is known of one observation; printed as JSON. For the pipeline's user only: it holds restricted facts.
public struct Explanation: Sendable, Codable, Equatable {
    public struct Version: Sendable, Codable, Equatable {
        public var observationID: Int64
        public var delivery: Int64
        public var file: String?
        public var line: Int64
        public var receivedAt: String?
        /// Whether the latest snapshot sees it.
        public var isLive: Bool
        /// Stored facts by column; what is absent is left out.
        public var facts: [String: String]
        /// Restricted facts by column.
        public var restricted: [String: String]
        public var status: String?
        public var rulePack: String?
        /// Outcome by rule.
        public var outcomes: [String: String]
    }

    /// Something that a delivery did to the observation.
    public struct Event: Sendable, Codable, Equatable {
        /// `opgenomen`, `gewijzigd`, `ingetrokken`, `ontbrak` (left out of a delivery of all that the source has, and so
        /// withdrawn) or `opnieuw opgenomen`.
        public var event: String
        /// The version that it brought or ended.
        public var observationID: Int64
        public var snapshot: Int64
        public var delivery: Int64
        public var file: String
        public var source: String
        /// UTC.
        public var receivedAt: String
        /// Line of the record that did it; absent when no record did.
        public var line: Int64?
    }

    public struct Finding: Sendable, Codable, Equatable {
        public var observationID: Int64
        public var rule: String
        public var rulePack: String
        public var severity: String
        public var term: String?
        public var verbatim: String?
        public var proposed: String?
        public var message: String
    }

    public struct Link: Sendable, Codable, Equatable {
        public var observationID: Int64
        public var canonicalID: Int64
        public var kind: String
        public var evidence: String
    }

    public var identity: String
    public var versions: [Version]
    /// What deliveries did to it, the first one first.
    public var history: [Event]
    public var findings: [Finding]
    public var links: [Link]
    /// What people judged, in the order in which it came in; also what was not applied.
    public var verdicts: [VerdictNote]
    /// What is published of it and why, in Dutch.
    public var publication: String
}

extension Pipeline {
    /// Looks an observation up by its identity, or by its number (`#123`).
    /// - Returns: `nil` when no version of it was ever stored.
    public func explain(identity: String) throws -> Explanation? {
        let store = try storeForReading()
        let reader = try store.read()
        let found = try versions(of: identity, reader: reader)
        let name = found.last?.facts[ObservationColumn.identity.rawValue] ?? identity
        let verdicts = try verdictNotes(of: name, live: found.last { $0.isLive }?.observationID, store: store)
        guard !found.isEmpty || !verdicts.isEmpty else { return nil }
        let deliveries = Dictionary(
            try store.deliveries().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let ids = Set(found.map(\.observationID))
        var explanation = Explanation(
            identity: name,
            versions: found.map { version in
                var version = version
                version.file = deliveries[version.delivery]?.fileName
                version.receivedAt = deliveries[version.delivery]?.receivedAt
                return version
            }, history: try history(of: found, deliveries: deliveries, store: store), findings: [], links: [],
            verdicts: verdicts, publication: "")
        for table in [StoreTable.interpretationFinding, .finding] {
            explanation.findings += try findings(in: table, of: ids, reader: reader)
        }
        explanation.links = try links(of: ids, reader: reader)
        explanation.publication = try publication(of: found.last, reader: reader, store: store)
        return explanation
    }

    /// Every version begins with the delivery that brought it. Where the next one did not take its place, it ended with
    /// the delivery that withdrew it.
    private func history(
        of versions: [Explanation.Version], deliveries: [Int64: DeliveryRecord], store: ObservationStore
    ) throws -> [Explanation.Event] {
        var events: [Explanation.Event] = []
        func add(_ event: String, _ version: Explanation.Version, by delivery: DeliveryRecord?, line: Int64?) {
            guard let delivery else { return }
            events.append(
                Explanation.Event(
                    event: event, observationID: version.observationID, snapshot: delivery.snapshot ?? 0,
                    delivery: delivery.id, file: delivery.fileName, source: delivery.source,
                    receivedAt: delivery.receivedAt, line: line))
        }
        var wasLive = false
        for (place, version) in versions.enumerated() {
            add(
                place == 0 ? "opgenomen" : wasLive ? "gewijzigd" : "opnieuw opgenomen", version,
                by: deliveries[version.delivery], line: version.line)
            wasLive = true
            if let withdrawal = try store.withdrawal(ofObservation: version.observationID) {
                add("ingetrokken", version, by: deliveries[withdrawal.deliveryID], line: withdrawal.line)
                wasLive = false
            } else if let snapshot = try store.snapshotThatEnded(version.observationID) {
                let next = versions.indices.contains(place + 1) ? deliveries[versions[place + 1].delivery] : nil
                guard next?.snapshot != snapshot else { continue }
                add("ontbrak", version, by: deliveries.values.first { $0.snapshot == snapshot }, line: nil)
                wasLive = false
            }
        }
        return events
    }

    private func versions(of identity: String, reader: SnapshotReader) throws -> [Explanation.Version] {
        let number = identity.hasPrefix("#") ? Int64(identity.dropFirst()) : nil
        var versions: [Explanation.Version] = []
        // First a pass over the identities alone; the other columns only where one is found.
        var hits: [(address: ObservationGroupAddress, rows: [Int])] = []
        let cursor = reader.cursor([.identity])
        for address in try reader.addresses() {
            let group = try cursor.read(address)
            guard case .plain(let identities)? = group.observations[ObservationColumn.identity.rawValue] else { continue }
            var rows: [Int] = []
            let wanted = Array(identity.utf8)
            for row in 0..<identities.count {
                if let number {
                    if group.firstObservationID + Int64(row) == number { rows.append(row) }
                } else if identities.range(row).count == wanted.count,
                    identities.bytes[identities.range(row)].elementsEqual(wanted)
                {
                    rows.append(row)
                }
            }
            if !rows.isEmpty { hits.append((address, rows)) }
        }
        let full = reader.cursor(
            ObservationColumn.allCases, assessment: AssessmentColumn.allCases, restricted: RestrictedColumn.allCases)
        for hit in hits {
            let group = try full.read(hit.address)
            for row in hit.rows { versions.append(Self.version(group, row)) }
        }
        return versions
    }

    private static func version(_ group: ObservationGroup, _ row: Int) -> Explanation.Version {
        let facts = texts(group.observations, row)
        let assessment = texts(group.assessments, row)
        var outcomes: [String: String] = [:]
        for outcome in assessment[AssessmentColumn.outcomes.rawValue]?.split(separator: " ") ?? [] {
            let parts = outcome.split(separator: ":", maxSplits: 1).map(String.init)
            if parts.count == 2 { outcomes[parts[0]] = parts[1] }
        }
        var restricted = texts(group.restricted, row)
        restricted[RestrictedColumn.observationID.rawValue] = nil
        return Explanation.Version(
            observationID: group.firstObservationID + Int64(row),
            delivery: facts[ObservationColumn.deliveryID.rawValue].flatMap(Int64.init) ?? 0, file: nil,
            line: facts[ObservationColumn.line.rawValue].flatMap(Int64.init) ?? 0, receivedAt: nil,
            isLive: group.live[row], facts: facts, restricted: restricted,
            status: assessment[AssessmentColumn.status.rawValue],
            rulePack: assessment[AssessmentColumn.rulePack.rawValue], outcomes: outcomes)
    }

    private static func texts(_ batch: ColumnBatch, _ row: Int) -> [String: String] {
        var texts: [String: String] = [:]
        for (place, name) in batch.names.enumerated() {
            if let text = CellText.text(batch.columns[place], row) { texts[name] = text }
        }
        return texts
    }

    private func findings(
        in table: StoreTable, of ids: Set<Int64>, reader: SnapshotReader
    ) throws -> [Explanation.Finding] {
        var findings: [Explanation.Finding] = []
        try reader.forEachBatch(of: table, columns: FindingColumn.allCases.map(\.rawValue)) { batch in
            guard case .int64(let observations)? = batch[FindingColumn.observationID.rawValue] else { return }
            for row in 0..<batch.rowCount where ids.contains(observations.values[row]) {
                func text(_ column: FindingColumn) -> String? { batch[column.rawValue]?.text(row) }
                let rule = text(.rule) ?? ""
                findings.append(
                    Explanation.Finding(
                        observationID: observations.values[row], rule: rule, rulePack: text(.rulePack) ?? "",
                        severity: text(.severity) ?? "", term: text(.term), verbatim: text(.verbatim),
                        proposed: text(.proposed),
                        message: FindingMessage.dutch(rule: rule, verbatim: text(.verbatim), detail: text(.detail))))
            }
        }
        return findings
    }

    private func links(of ids: Set<Int64>, reader: SnapshotReader) throws -> [Explanation.Link] {
        var links: [Explanation.Link] = []
        try reader.forEachBatch(of: .link, columns: LinkColumn.allCases.map(\.rawValue)) { batch in
            guard case .int64(let observations)? = batch[LinkColumn.observationID.rawValue],
                case .int64(let canonical)? = batch[LinkColumn.canonicalID.rawValue]
            else { return }
            for row in 0..<batch.rowCount
            where ids.contains(observations.values[row]) || ids.contains(canonical.values[row]) {
                links.append(
                    Explanation.Link(
                        observationID: observations.values[row], canonicalID: canonical.values[row],
                        kind: batch[LinkColumn.kind.rawValue]?.text(row) ?? "",
                        evidence: batch[LinkColumn.evidence.rawValue]?.text(row) ?? ""))
            }
        }
        return links
    }

    /// The gate's decision on the live version, in words.
    private func publication(
        of version: Explanation.Version?, reader: SnapshotReader, store: ObservationStore
    ) throws -> String {
        guard let version, version.isLive else { return "niet gepubliceerd: er is geen geldige versie" }
        let reference = try LoadedReference(configuration)
        let policy = reference.disclosurePolicy(publicationDay: reader.snapshot.localDay, includesAbsences: true, agreements: try agreementNumbers(store))
        let canonical = try CanonicalRecords(reader: reader)
        let (gate, _) = try disclosureGate(policy, reader: reader)
        let address = try reader.addresses().first { address in
            let first = reader.observationFiles[address.fileIndex].rowIDStart + address.firstRow
            return (first..<first + Int64(address.rowCount)).contains(version.observationID)
        }
        guard let address else { return "niet gepubliceerd" }
        let own = try reader.cursor(DisclosureGate.decisionColumns, assessment: [.status]).read(address)
        let decisions = try gate.decisions(
            own.observations, assessments: own.assessments,
            canonical: canonical.mask(firstObservationID: own.firstObservationID, rowCount: own.live.count))
        return decisions[Int(version.observationID - own.firstObservationID)].explanation
    }
}

/// What a finding says, in Dutch, whoever found it.
enum FindingMessage {
    static func dutch(rule: String, verbatim: String?, detail: String?) -> String {
        if let issue = InterpretationIssue(rawValue: rule) {
            return issue.messageDutch.replacing("{value}", with: verbatim ?? "")
        }
        return FindingText.message(rule: rule, verbatim: verbatim, detail: detail)
    }
}

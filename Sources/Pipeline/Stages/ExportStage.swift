import Columns
import Deduplication
import Disclosure
import Export
import Foundation
import ObservationStore
import Observations

/// What an export held and what it left out; printed as JSON.
public struct ExportReport: Sendable, Codable, Equatable {
    public var format: String
    public var path: String
    public var snapshot: Int64
    public var records: Int
    public var bytes: Int64
    public var sha256: String
    /// Live observations of the snapshot.
    public var considered: Int
    /// Observations that may be published but lie outside the selection asked for.
    public var notSelected: Int
    /// By reason, Dutch code.
    public var withheld: [String: Int]
    /// By level in kilometres.
    public var blurred: [String: Int]
}

extension Pipeline {
    /// The formats and what they are.
    public static var exportFormats: [(name: String, explanation: String)] {
        ExportFormat.allCases.map { ($0.rawValue, $0.explanation) }
    }

    /// Makes one export of a snapshot; the previous file stays until the new one is complete.
    public func export(
        format name: String, to path: String, selection: ExportSelection = ExportSelection(), snapshot: Int64? = nil
    ) throws -> ExportReport {
        let format = try ExportFormat(named: name)
        let store = try storeForReading()
        let reference = try LoadedReference(configuration)
        let reader = try store.read(at: snapshot)
        let report = try export(format, to: path, selection: selection, reader: reader, reference: reference, store: store)
        return report
    }

    func export(
        _ format: ExportFormat, to path: String, selection: ExportSelection, reader: SnapshotReader,
        reference: LoadedReference, store: ObservationStore
    ) throws -> ExportReport {
        let selected = try selection.resolved(reference.register)
        let policy = reference.disclosurePolicy(
            publicationDay: reader.snapshot.localDay, includesAbsences: format.canHoldAbsences,
            agreements: try agreementNumbers(store))
        let canonical = try CanonicalRecords(reader: reader)

        let (gate, packs) = try disclosureGate(policy, reader: reader)
        let release = release(
            reader: reader, reference: reference, packs: packs, selection: selected.description)
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        let export = try format.begin(path: path, release: release)
        let encoder = export.encoder
        var tally = DisclosureTally()
        var considered = 0
        var notSelected = 0
        var pieces = 0
        let wanted = selection.isEverything ? nil : selected.open(reference)
        let file: ExportedFile
        do {
            try SnapshotScan(
                reader: reader, threads: configuration.threads, columns: DisclosureGate.publishedColumns,
                stage: "writing \((path as NSString).lastPathComponent)", progress: progress
            ).run { group in
                let mask = canonical.mask(
                    firstObservationID: group.firstObservationID, rowCount: group.live.count)
                let (batch, tally) = try gate.open(
                    group.observations, assessments: group.assessments, live: group.live, canonical: mask)
                let part = wanted.map { batch.selecting($0) } ?? batch
                return (
                    piece: try encoder.encode(part), tally: tally, live: group.live.lazy.filter { $0 }.count,
                    left: batch.rowCount - part.rowCount
                )
            } consume: { result in
                try export.append(result.piece)
                tally.add(result.tally)
                considered += result.live
                notSelected += result.left
                pieces += result.piece.rowCount
            }
            // The books are closed before anything is put in place.
            try tally.check(live: considered, written: pieces, notSelected: notSelected)
            file = try export.finish()
        } catch {
            export.discard()
            throw error
        }
        return ExportReport(
            format: format.rawValue, path: file.path, snapshot: reader.snapshot.id, records: file.records,
            bytes: file.sizeInBytes, sha256: file.sha256, considered: considered, notSelected: notSelected,
            withheld: Dictionary(uniqueKeysWithValues: tally.withheld.map { ($0.key.rawValue, $0.value) }),
            blurred: Dictionary(
                uniqueKeysWithValues: tally.blurred.map { (String($0.key.rawValue), $0.value.values.reduce(0, +)) }))
    }

    private func release(
        reader: SnapshotReader, reference: LoadedReference, packs: [String], selection: String?
    ) -> ReleaseDescription {
        let publication = configuration.publication
        var references = reference.descriptions.map {
            ReleaseDescription.ReferenceVersion(name: $0.name, version: $0.version, isExample: $0.isExample)
        }
        if let rules = try? rulesInForce(reference) {
            references.append(.init(name: rules.name, version: rules.version, isExample: rules.isExample))
        }
        let isAddress = publication.licence.hasPrefix("http")
        return ReleaseDescription(
            title: publication.title, publisher: publication.publisher, contact: publication.contact,
            snapshot: reader.snapshot.id, snapshotTime: reader.snapshot.localMicroseconds,
            rulePack: packs.joined(separator: ", "), references: references,
            license: isAddress ? (publication.licence, publication.licence) : (publication.licence, ""),
            selection: selection)
    }
}

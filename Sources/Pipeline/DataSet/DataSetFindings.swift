import Columns
import Foundation
import Ingest
import ObservationStore
import Observations
import Validation

extension Pipeline {
    /// The keys kept for pseudo-duplicates, over all deliveries together and of one.
    private static let duplicateKeys = (together: 1 << 22, least: 1 << 12, most: 1 << 20)

    /// Looks at the live records of deliveries as a whole and writes what is found, as HTML or CSV by the file's name, if
    /// a path is given. Memory grows with the number of deliveries, not with that of their records.
    public func dataSetFindings(_ selection: DataSetSelection = DataSetSelection(), to path: String? = nil) throws
        -> DataSetReport
    {
        let store = try storeForReading()
        let reader = try store.read()
        let deliveries = try chosen(selection, among: store.deliveries(at: reader.snapshot.id))
        let keys = max(
            Self.duplicateKeys.least, min(Self.duplicateKeys.most, Self.duplicateKeys.together / max(1, deliveries.count)))
        var surveys = Dictionary(
            uniqueKeysWithValues: deliveries.map {
                ($0.id, DataSetSurvey(duplicateKeys: keys, kinds: ReadingFindingKind.ofIntake))
            })
        let only =
            selection == DataSetSelection() ? nil : try rowGroups(of: Set(deliveries.map(\.id)), reader: reader)
        try SnapshotScan(
            reader: reader, threads: configuration.threads, columns: DataSetFacts.columns, assessment: [],
            restricted: DataSetFacts.restrictedColumns, stage: "looking at deliveries", progress: progress, only: only
        ).run { group in
            let facts = try DataSetFacts(observations: group.observations, restricted: group.restricted)
            return (facts: facts, rows: facts.rows(live: group.live))
        } consume: { group in
            for (delivery, rows) in group.rows { surveys[delivery]?.take(group.facts, rows: rows) }
        }
        try takeReadingFindings(reader) { delivery, batch, rows in
            try surveys[delivery]?.take(readingFindings: batch, rows: rows)
        }
        var report = DataSetReport(
            snapshot: reader.snapshot.id,
            deliveries: deliveries.map { delivery in
                let survey = surveys[delivery.id]
                return DataSetReport.Delivery(
                    id: delivery.id, file: delivery.fileName, source: delivery.source, records: survey?.records ?? 0,
                    findings: survey?.findings().map(DataSetReport.Finding.init) ?? [])
            })
        if let path {
            report.path = URL(fileURLWithPath: path).standardizedFileURL.path
            try report.write()
        }
        return report
    }

    private func chosen(_ selection: DataSetSelection, among all: [DeliveryRecord]) throws -> [DeliveryRecord] {
        let accepted = all.filter { $0.status == .accepted }
        for id in selection.deliveries where !accepted.contains(where: { $0.id == id }) {
            throw PipelineError.usage("no accepted delivery has number \(id); 'ndff status' lists the deliveries")
        }
        for source in selection.sources where !accepted.contains(where: { $0.source == source }) {
            let known = Set(accepted.map(\.source)).sorted().joined(separator: ", ")
            throw PipelineError.usage("no accepted delivery is of source '\(source)'; there are deliveries of \(known)")
        }
        return accepted.filter { delivery in
            (selection.deliveries.isEmpty || selection.deliveries.contains(delivery.id))
                && (selection.sources.isEmpty || selection.sources.contains(delivery.source))
        }
    }

    /// The row groups that hold records of these deliveries; one column tells.
    private func rowGroups(of deliveries: Set<Int64>, reader: SnapshotReader) throws -> Set<RowGroupKey> {
        var keys: Set<RowGroupKey> = []
        try SnapshotScan(
            reader: reader, threads: configuration.threads, columns: [.deliveryID], assessment: [],
            stage: "finding the deliveries", progress: progress
        ).run { group -> RowGroupKey? in
            guard case .int64(let ids)? = group.observations[ObservationColumn.deliveryID.rawValue] else { return nil }
            return ids.values.contains(where: deliveries.contains) ? RowGroupKey(file: group.file.id, group: group.group) : nil
        } consume: { key in
            if let key { keys.insert(key) }
        }
        return keys
    }

    /// Hands out the findings of the intake that are of live records, by delivery.
    private func takeReadingFindings(
        _ reader: SnapshotReader, take: (Int64, ColumnBatch, [Int]) throws -> Void
    ) throws {
        let live = try SelectedObservations(reader: reader)
        let columns: [FindingColumn] = [.observationID, .identity, .deliveryID, .line, .rule, .term]
        try reader.forEachBatch(of: .interpretationFinding, columns: columns.map(\.rawValue)) { batch in
            guard case .int64(let observations)? = batch[FindingColumn.observationID.rawValue],
                case .int64(let deliveries)? = batch[FindingColumn.deliveryID.rawValue]
            else { return }
            var rows: [Int64: [Int]] = [:]
            for row in 0..<batch.rowCount where live.contains(observations.values[row]) {
                rows[deliveries.values[row], default: []].append(row)
            }
            for (delivery, rows) in rows { try take(delivery, batch, rows) }
        }
    }
}

extension ReadingFindingKind {
    /// What is lost, guessed or ambiguous in texts and fields: worth counting per delivery, for it tells of how the
    /// delivery was made. What makes a single record unusable is left to the rules.
    static let ofIntake: [String: ReadingFindingKind] = {
        let issues: [InterpretationIssue] = [
            .textMojibake, .textReplacement, .textControls, .strayQuote, .raggedRowShort, .raggedRowLong,
            .duplicateInDelivery, .relatedRecordMissing, .taxonAmbiguous, .dateAmbiguous, .timeLeftOut, .timeTwice,
            .recordedDateMismatch, .coordinateCoarse, .presumedSwapped, .crsAssumed, .geometryReducedToPoint,
            .abundanceConflict, .occurrenceStatusInferredFromCount, .occurrenceStatusInferredFromBasis,
            .occurrenceStatusConflict,
        ]
        return Dictionary(
            uniqueKeysWithValues: issues.map { issue in
                (
                    issue.rawValue,
                    ReadingFindingKind(
                        severity: issue.severity, term: issue.term,
                        dutch: issue.messageDutch.replacingOccurrences(of: "{value}", with: "…"),
                        english: issue.messageEnglish.replacingOccurrences(of: "{value}", with: "…"))
                )
            })
    }()
}

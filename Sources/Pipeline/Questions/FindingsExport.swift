import Columns
import Formats
import Foundation
import ObservationStore
import Observations

/// How many findings were written; printed as JSON.
public struct FindingsReport: Sendable, Codable, Equatable {
    public var path: String
    public var snapshot: Int64
    public var findings: Int
    /// Findings by rule.
    public var byRule: [String: Int]
}

/// Which findings to write.
public struct FindingsSelection: Sendable, Equatable {
    public var rules: [String]
    public var taxa: [String]
    public var deliveries: [Int64]
    /// Statuses of the records.
    public var statuses: [String]

    public init(rules: [String] = [], taxa: [String] = [], deliveries: [Int64] = [], statuses: [String] = []) {
        self.rules = rules
        self.taxa = taxa
        self.deliveries = deliveries
        self.statuses = statuses
    }
}

extension Pipeline {
    private static let findingColumns = [
        "observation_id", "identity", "delivery_id", "file", "line", "rule", "rule_pack", "severity", "term",
        "verbatim", "proposed", "message",
    ]

    /// Writes every finding of every live record, as CSV, Parquet or GeoPackage by the file's name. One row a finding;
    /// memory does not grow with their number.
    public func exportFindings(to path: String, selection: FindingsSelection = FindingsSelection()) throws
        -> FindingsReport
    {
        let store = try storeForReading()
        let reader = try store.read()
        let path = URL(fileURLWithPath: path).standardizedFileURL.path
        let files = Dictionary(
            try store.deliveries().map { ($0.id, $0.fileName) }, uniquingKeysWith: { first, _ in first })
        let selected = try selectedObservations(selection, reader: reader)
        let replacement = try AtomicReplacement(.file, of: path)
        var byRule: [String: Int] = [:]
        do {
            let sink: any FindingSink =
                switch (path as NSString).pathExtension.lowercased() {
                case "parquet": try ParquetFindings(path: replacement.temporaryPath, columns: Self.findingColumns)
                case "gpkg":
                    try GeoPackageFindings(path: replacement.temporaryPath, columns: Self.findingColumns, reader: reader)
                default: try DelimitedFindings(path: replacement.temporaryPath, columns: Self.findingColumns)
                }
            for table in [StoreTable.interpretationFinding, .finding] {
                try reader.forEachBatch(of: table, columns: FindingColumn.allCases.map(\.rawValue)) { batch in
                    guard case .int64(let observations)? = batch[FindingColumn.observationID.rawValue],
                        case .int64(let deliveries)? = batch[FindingColumn.deliveryID.rawValue]
                    else { return }
                    var texts = FindingTexts(batch)
                    var rows: [[String?]] = []
                    for row in 0..<batch.rowCount {
                        let id = observations.values[row]
                        let rule = texts.text(.rule, row) ?? ""
                        guard selected.contains(id), selection.rules.isEmpty || selection.rules.contains(rule),
                            selection.deliveries.isEmpty || selection.deliveries.contains(deliveries.values[row])
                        else { continue }
                        byRule[rule, default: 0] += 1
                        rows.append([
                            String(id), texts.text(.identity, row), String(deliveries.values[row]),
                            files[deliveries.values[row]], texts.text(.line, row), rule, texts.text(.rulePack, row),
                            texts.text(.severity, row), texts.text(.term, row), texts.text(.verbatim, row),
                            texts.text(.proposed, row), texts.message(row),
                        ])
                    }
                    try sink.append(rows)
                }
            }
            try sink.close()
            try replacement.commit()
        } catch {
            replacement.discard()
            throw error
        }
        return FindingsReport(path: path, snapshot: reader.snapshot.id, findings: byRule.values.reduce(0, +),
            byRule: byRule)
    }

    /// The live observations of the taxa and statuses asked for.
    private func selectedObservations(
        _ selection: FindingsSelection, reader: SnapshotReader
    ) throws -> SelectedObservations {
        let known = AssessmentStatus.allCases.map(\.rawValue)
        for status in selection.statuses where !known.contains(status) {
            throw PipelineError.usage("'\(status)' is no status; the statuses are \(known.joined(separator: ", "))")
        }
        var selected = try SelectedObservations(reader: reader)
        guard !selection.taxa.isEmpty || !selection.statuses.isEmpty else { return selected }
        let resolved = try ExportSelection(taxa: selection.taxa).resolved(try LoadedReference(configuration).register)
        let wanted = Set(selection.statuses)
        try SnapshotScan(
            reader: reader, threads: configuration.threads, columns: ResolvedSelection.columns,
            stage: "choosing records", progress: progress
        ).run { group in
            var live = group.live
            resolved.narrow(&live, group.observations)
            if !wanted.isEmpty, case .coded(let statuses)? = group.assessments[AssessmentColumn.status.rawValue] {
                let isWanted = (0...statuses.dictionary.count).map { code in
                    statuses.dictionary[UInt32(code)].map(wanted.contains) ?? false
                }
                for row in live.indices where !isWanted[Int(statuses.codes[row])] { live[row] = false }
            }
            return (live: live, first: group.firstObservationID)
        } consume: { selected.keep($0.live, from: $0.first) }
        return selected
    }
}

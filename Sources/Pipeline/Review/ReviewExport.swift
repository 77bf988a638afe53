import Columns
import Formats
import Foundation
import ObservationStore
import Observations

/// What a work list holds; printed as JSON.
public struct ReviewReport: Sendable, Codable, Equatable {
    public var path: String
    public var snapshot: Int64
    /// Records that wait for a person, of the soortgroepen asked for.
    public var records: Int
    /// Records in the file: fewer where a web page was limited to the most urgent.
    public var written: Int
    /// Records by priority.
    public var byPriority: [String: Int]
    /// Records by failing rule.
    public var byRule: [String: Int]
}

/// The forms of a work list.
public enum ReviewFormat: String, CaseIterable, Sendable {
    /// A page to judge on, without a network; it saves a file for `ndff verdict`.
    case html
    /// A table that goes back with `ndff verdict` when it is filled in.
    case csv
    /// Points for QGIS.
    case gpkg
}

extension Pipeline {
    /// Writes the records that wait for a person, with what speaks for looking at them. Holds exact places, also of
    /// sensitive species: only the owner may read the files.
    /// - Throws: `PipelineError.usage` for a selection that makes no sense.
    public func exportReview(
        to folder: String, format: ReviewFormat = .html, selection: ReviewSelection = ReviewSelection()
    ) throws -> ReviewReport {
        let selection = try selection.checked(for: format)
        let store = try storeForReading()
        let reader = try store.read()
        let folder = URL(fileURLWithPath: folder).standardizedFileURL.path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = "\(folder)/te-beoordelen.\(format.rawValue)"
        let findings = try FindingCursor(reader: reader)
        let hasVerdicts = try store.hasVerdicts()
        let list: any WorkListFile =
            switch format {
            case .html: try WebWorkList(path: path, setting: webSetting(reader, selection))
            case .csv: try DelimitedWorkList(path: path)
            case .gpkg: try GeoPackageWorkList(path: path, snapshot: reader.snapshot)
            }
        var report = ReviewReport(path: path, snapshot: reader.snapshot.id, records: 0, written: 0, byPriority: [:], byRule: [:])
        do {
            try SnapshotScan(
                reader: reader, threads: configuration.threads, columns: WorkListRow.read,
                assessment: AssessmentColumn.allCases, stage: "writing the work list", progress: progress
            ).run { group in
                (
                    rows: WorkListRow.waiting(in: group).filter { selection.takes(soortgroep: $0.taxon.soortgroep) },
                    numbers: group.numbers
                )
            } consume: { rows, numbers in
                guard !rows.isEmpty else { return }
                var rows = rows
                try Self.add(findings, of: numbers, to: &rows)
                for row in rows {
                    var row = row
                    if hasVerdicts { try add(store.verdicts(of: row.identity), to: &row) }
                    report.records += 1
                    report.byPriority[String(row.priority), default: 0] += 1
                    for rule in row.failing { report.byRule[rule, default: 0] += 1 }
                    try list.append(row)
                }
            }
            try list.finish()
        } catch {
            list.discard()
            throw error
        }
        report.written =
            format == .html ? min(report.records, selection.limit ?? ReviewSelection.defaultLimit) : report.records
        return report
    }

    private func webSetting(_ reader: SnapshotReader, _ selection: ReviewSelection) throws -> WebWorkList.Setting {
        let reference = try LoadedReference(configuration)
        let pack = try loadRules(reference)
        return WebWorkList.Setting(
            snapshot: reader.snapshot, selection: selection, pack: pack, provinces: reference.squares,
            examples: reference.descriptions.filter(\.isExample).map(\.name) + (pack.isExample ? [pack.identifier] : []),
            // Which store, without telling where it is.
            storageKey: "ndff-\(try sha256(of: Array(workspace.path.utf8)).prefix(12))\n"
        ) { numbers in
            var sum = ApprovedOccurrences()
            try SnapshotScan(
                reader: reader, threads: configuration.threads, columns: ApprovedOccurrences.columns,
                assessment: [.status], stage: "looking up what is known", progress: progress
            ).run { ApprovedOccurrences($0, numbers: numbers) } consume: { sum.add($0) }
            return sum
        }
    }

    private static func add(_ findings: FindingCursor, of numbers: Range<Int64>, to rows: inout [WorkListRow]) throws {
        let places = Dictionary(
            rows.enumerated().map { ($1.observationID, $0) }, uniquingKeysWith: { first, _ in first })
        try findings.forEachBatch(of: numbers) { batch in
            guard case .int64(let observations)? = batch[FindingColumn.observationID.rawValue] else { return }
            for row in 0..<batch.rowCount {
                guard let place = places[observations.values[row]] else { continue }
                func text(_ column: FindingColumn) -> String? { batch[column.rawValue]?.text(row) }
                if text(.severity) == FindingSeverity.warning.rawValue { rows[place].warnings += 1 }
                rows[place].findings.append(
                    FindingMessage.dutch(rule: text(.rule) ?? "", verbatim: text(.verbatim), detail: text(.detail)))
            }
        }
    }

    /// Verdicts known of the observation, also those that do not count for this version.
    private func add(_ verdicts: [Verdict], to row: inout WorkListRow) {
        for verdict in verdicts {
            row.verdicts.append(
                "\(verdict.judgedAt) \(verdict.verdict.rawValue) door \(verdict.role) \(verdict.pseudonym): \(verdict.reason) "
                    + "(\(VerdictWords.standing(verdict, live: row.observationID)))")
            if verdict.outcome == .changed || (verdict.isInForce && verdict.observationID != row.observationID) {
                row.hasEarlierVerdict = true
            }
        }
    }
}

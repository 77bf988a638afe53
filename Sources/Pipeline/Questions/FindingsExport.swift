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

    public init(rules: [String] = [], taxa: [String] = [], deliveries: [Int64] = []) {
        self.rules = rules
        self.taxa = taxa
        self.deliveries = deliveries
    }
}

extension Pipeline {
    private static let findingColumns = [
        "observation_id", "identity", "delivery_id", "file", "line", "rule", "rule_pack", "severity", "term",
        "verbatim", "proposed", "message",
    ]

    /// Writes every finding of every live record, as CSV or Parquet by the file's name. One row a finding; memory does
    /// not grow with their number.
    public func exportFindings(to path: String, selection: FindingsSelection = FindingsSelection()) throws
        -> FindingsReport
    {
        let store = try storeForReading()
        let reader = try store.read()
        let path = URL(fileURLWithPath: path).standardizedFileURL.path
        let files = Dictionary(
            try store.deliveries().map { ($0.id, $0.fileName) }, uniquingKeysWith: { first, _ in first })
        let taxa = try taxonNumbers(selection.taxa, reader: reader)
        let live = try LiveObservations(reader: reader)
        let replacement = try AtomicReplacement(.file, of: path)
        let sink: any FindingSink =
            path.hasSuffix(".parquet")
            ? try ParquetFindings(path: replacement.temporaryPath, columns: Self.findingColumns)
            : try DelimitedFindings(path: replacement.temporaryPath, columns: Self.findingColumns)
        var byRule: [String: Int] = [:]
        do {
            for table in [StoreTable.interpretationFinding, .finding] {
                try reader.forEachBatch(of: table, columns: FindingColumn.allCases.map(\.rawValue)) { batch in
                    guard case .int64(let observations)? = batch[FindingColumn.observationID.rawValue],
                        case .int64(let deliveries)? = batch[FindingColumn.deliveryID.rawValue]
                    else { return }
                    var rows: [[String?]] = []
                    for row in 0..<batch.rowCount {
                        let id = observations.values[row]
                        let rule = batch[FindingColumn.rule.rawValue]?.text(row) ?? ""
                        guard live.contains(id), selection.rules.isEmpty || selection.rules.contains(rule),
                            selection.deliveries.isEmpty || selection.deliveries.contains(deliveries.values[row]),
                            taxa?.contains(id) ?? true
                        else { continue }
                        byRule[rule, default: 0] += 1
                        func text(_ column: FindingColumn) -> String? { batch[column.rawValue]?.text(row) }
                        rows.append([
                            String(id), text(.identity), String(deliveries.values[row]), files[deliveries.values[row]],
                            batch[FindingColumn.line.rawValue].flatMap { CellText.text($0, row) }, rule, text(.rulePack),
                            text(.severity), text(.term), text(.verbatim), text(.proposed),
                            FindingMessage.dutch(rule: rule, verbatim: text(.verbatim), detail: text(.detail)),
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

    /// The numbers of the live observations of some taxa; `nil` for all.
    private func taxonNumbers(_ names: [String], reader: SnapshotReader) throws -> Set<Int64>? {
        guard !names.isEmpty else { return nil }
        let reference = try LoadedReference(configuration)
        let selection = try ExportSelection(taxa: names).resolved(reference.register)
        var numbers = Set<Int64>()
        try SnapshotScan(reader: reader, threads: configuration.threads, columns: [.taxonID, .speciesID]).run { group in
            var live = group.live
            selection.narrow(&live, group.observations)
            return live.indices.filter { live[$0] }.map { group.firstObservationID + Int64($0) }
        } consume: { numbers.formUnion($0) }
        return numbers
    }
}

/// Which observations a snapshot sees: a bit a row.
private struct LiveObservations {
    private var files: [(first: Int64, live: [Bool])] = []

    init(reader: SnapshotReader) throws {
        files = try reader.observationFiles.map { file in
            var live = [Bool](repeating: true, count: Int(file.recordCount))
            for row in try reader.deletedRows(file) { live[Int(row)] = false }
            return (file.rowIDStart, live)
        }.sorted { $0.0 < $1.0 }
    }

    func contains(_ id: Int64) -> Bool {
        guard let file = files.last(where: { $0.first <= id }), id - file.first < Int64(file.live.count) else {
            return false
        }
        return file.live[Int(id - file.first)]
    }
}

private protocol FindingSink: AnyObject {
    func append(_ rows: [[String?]]) throws
    func close() throws
}

private final class DelimitedFindings: FindingSink {
    private let writer = DelimitedWriter()
    private let handle: FileHandle

    init(path: String, columns: [String]) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw PipelineError.inputOutput(path: path, operation: "create", errno: errno) }
        self.handle = handle
        for column in columns { writer.append(column) }
        writer.endRecord()
    }

    func append(_ rows: [[String?]]) throws {
        for row in rows {
            for cell in row { writer.append(cell ?? "") }
            writer.endRecord()
        }
        if writer.count > 1 << 20 { try handle.write(contentsOf: writer.take()) }
    }

    func close() throws {
        try handle.write(contentsOf: writer.take())
        try handle.close()
    }
}

private final class ParquetFindings: FindingSink {
    private let columns: [String]
    private let fields: [ParquetField]
    private let writer: ParquetFileWriter

    init(path: String, columns: [String]) throws {
        self.columns = columns
        fields = columns.map { name in
            ["observation_id", "delivery_id", "line"].contains(name)
                ? ParquetField(name: name, type: .int64) : ParquetField(name: name, type: .utf8)
        }
        writer = try ParquetFileWriter(path: path, fields: fields)
    }

    func append(_ rows: [[String?]]) throws {
        guard !rows.isEmpty else { return }
        let data = fields.enumerated().map { place, field -> ColumnData in
            let cells = rows.map { $0[place] }
            return field.type == .int64
                ? .int64(Column(cells.map { $0.flatMap(Int64.init) }, filler: 0)) : .coded(CodedText(cells))
        }
        let batch = ColumnBatch(names: columns, columns: data, rowCount: rows.count)
        try writer.append(try RowGroupEncoder(fields: fields).encode(batch))
    }

    func close() throws { _ = try writer.close() }
}

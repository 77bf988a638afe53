import Formats
import Foundation
import ObservationStore

/// Takes the rows of a work list.
protocol WorkListFile: AnyObject {
    func append(_ row: WorkListRow) throws
    func finish() throws
    func discard()
}

/// The work list as CSV, the highest priority first.
final class DelimitedWorkList: WorkListFile {
    private let replacement: AtomicReplacement
    private let parts: PriorityParts
    private let writer = DelimitedWriter(capacity: 1 << 12)

    init(path: String) throws {
        replacement = try AtomicReplacement(.file, of: path)
        parts = try PriorityParts(beside: path)
    }

    func append(_ row: WorkListRow) throws {
        for cell in row.cells { writer.append(cell ?? "") }
        writer.endRecord()
        try parts.append(writer.take(), priority: row.priority)
    }

    func finish() throws {
        let whole = try OwnersFile.create(replacement.temporaryPath)
        for column in WorkListRow.columns { writer.append(column) }
        writer.endRecord()
        try whole.write(contentsOf: writer.take())
        for path in try parts.finish() {
            try FileSource(path: path).forEachChunk(of: 4 << 20) { try whole.write(contentsOf: Data($0)) }
        }
        try whole.close()
        parts.discard()
        try replacement.commit()
    }

    func discard() {
        parts.discard()
        replacement.discard()
    }
}

/// The work list as points in RD New, for QGIS.
final class GeoPackageWorkList: WorkListFile {
    private static let numbers: Set<String> = ["version", "priority", "delivery_id", "line", "kmhok", "province"]
    private static let reals: Set<String> = ["x", "y", "uncertainty_m"]

    private let replacement: AtomicReplacement
    private let writer: GeoPackageWriter
    private let kinds: [GeoPackageWriter.Column]

    init(path: String, snapshot: Snapshot) throws {
        kinds = WorkListRow.columns.map { name in
            GeoPackageWriter.Column(
                name, Self.numbers.contains(name) ? .integer : Self.reals.contains(name) ? .real : .text)
        }
        replacement = try AtomicReplacement(.file, of: path)
        writer = try GeoPackageWriter(
            path: replacement.temporaryPath, layer: "te_beoordelen", identifier: "Te beoordelen waarnemingen",
            description: "Werklijst van snapshot \(snapshot.id); intern, niet om te verspreiden. Prioriteit: "
                + JudgingPriority.explanation,
            columns: kinds, moment: snapshot.isoTime)
    }

    func append(_ row: WorkListRow) throws {
        try writer.append(
            row.place,
            zip(row.cells, kinds).map { cell, column in
                guard let cell else { return .null }
                switch column.kind {
                case .text: return .text(cell)
                case .integer: return Int64(cell).map { .integer($0) } ?? .null
                case .real: return Double(cell).map { .real($0) } ?? .null
                }
            })
    }

    func finish() throws {
        try writer.finish()
        guard chmod(replacement.temporaryPath, 0o600) == 0 else {
            throw PipelineError.inputOutput(path: replacement.target, operation: "restrict", errno: errno)
        }
        try replacement.commit()
    }

    func discard() { replacement.discard() }
}

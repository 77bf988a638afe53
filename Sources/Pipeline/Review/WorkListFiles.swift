import Formats
import Foundation
import ObservationStore

/// Takes the rows of a work list.
protocol WorkListFile: AnyObject {
    func append(_ row: WorkListRow) throws
    func finish() throws
    func discard()
}

/// The work list as CSV, the highest priority first. Priorities are few: each has a file of its own until the end, so
/// that nothing has to be sorted in memory.
final class DelimitedWorkList: WorkListFile {
    private final class Part {
        let writer = DelimitedWriter(capacity: 1 << 16)
        let path: String
        let handle: FileHandle

        init(path: String) throws {
            self.path = path
            guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
                let handle = FileHandle(forWritingAtPath: path)
            else { throw PipelineError.inputOutput(path: path, operation: "create", errno: errno) }
            self.handle = handle
        }
    }

    private let replacement: AtomicReplacement
    private let folder: AtomicReplacement
    private var parts: [Int: Part] = [:]

    init(path: String) throws {
        replacement = try AtomicReplacement(.file, of: path)
        folder = try AtomicReplacement(.directory, of: path + ".parts")
    }

    func append(_ row: WorkListRow) throws {
        let part = try parts[row.priority] ?? Part(path: "\(folder.temporaryPath)/\(row.priority)")
        parts[row.priority] = part
        for cell in row.cells { part.writer.append(cell ?? "") }
        part.writer.endRecord()
        if part.writer.count > 1 << 20 { try part.handle.write(contentsOf: part.writer.take()) }
    }

    func finish() throws {
        let whole = try Part(path: replacement.temporaryPath)
        for column in WorkListRow.columns { whole.writer.append(column) }
        whole.writer.endRecord()
        try whole.handle.write(contentsOf: whole.writer.take())
        for (_, part) in parts.sorted(by: { $0.key > $1.key }) {
            try part.handle.write(contentsOf: part.writer.take())
            try part.handle.close()
            try FileSource(path: part.path).forEachChunk(of: 4 << 20) { try whole.handle.write(contentsOf: Data($0)) }
        }
        try whole.handle.close()
        folder.discard()
        try replacement.commit()
    }

    func discard() {
        folder.discard()
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

import Columns
import Formats
import Foundation
import ObservationStore

/// Takes findings, a row of texts each in the order of the columns.
protocol FindingSink: AnyObject {
    func append(_ rows: [[String?]]) throws
    func close() throws
}

final class DelimitedFindings: FindingSink {
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

final class ParquetFindings: FindingSink {
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

/// Findings as points in RD New, at the place of their record. The file holds exact places, also of sensitive species:
/// only its owner may read it.
final class GeoPackageFindings: FindingSink {
    private let columns: [String]
    private let isNumber: [Bool]
    private let writer: GeoPackageWriter
    private let places: PlaceCursor
    private let path: String

    init(path: String, columns: [String], reader: SnapshotReader) throws {
        self.path = path
        self.columns = columns
        isNumber = columns.map { ["observation_id", "delivery_id", "line"].contains($0) }
        places = try PlaceCursor(reader: reader)
        writer = try GeoPackageWriter(
            path: path, layer: "bevindingen", identifier: "Bevindingen",
            description: "Bevindingen van snapshot \(reader.snapshot.id); intern, niet om te verspreiden",
            columns: zip(columns, isNumber).map { GeoPackageWriter.Column($0, $1 ? .integer : .text) },
            moment: reader.snapshot.isoTime)
    }

    func append(_ rows: [[String?]]) throws {
        for row in rows {
            let place = try row.first.flatMap { $0 }.flatMap(Int64.init).flatMap { try places.place(of: $0) }
            try writer.append(
                place,
                zip(row, isNumber).map { cell, isNumber in
                    guard let cell else { return .null }
                    return isNumber ? Int64(cell).map { .integer($0) } ?? .null : .text(cell)
                })
        }
    }

    func close() throws {
        try writer.finish()
        guard chmod(path, 0o600) == 0 else {
            throw PipelineError.inputOutput(path: path, operation: "restrict", errno: errno)
        }
    }
}

extension Snapshot {
    /// The time of the commit as GeoPackage has times, `2026-11-21T08:49:35.043Z`.
    var isoTime: String { String(time.prefix(23)).replacing(" ", with: "T") + "Z" }
}

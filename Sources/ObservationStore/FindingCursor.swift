import Columns
import Formats
import Observations

/// Gives the findings of stretches of observations, a row group at a time, whatever the order in which they were
/// written. For one thread.
public final class FindingCursor {
    private struct Place {
        var file: Int
        var group: Int
        var numbers: ClosedRange<Int64>
    }

    private let paths: [String]
    private var places: [Place] = []
    private var open: (file: Int, parquet: ParquetFile)?
    /// The row group read last: the next stretch often begins in it.
    private var last: (place: Int, batch: ColumnBatch)?

    /// Looks once at the numbers of all findings.
    public init(reader: SnapshotReader) throws {
        paths = try reader.files(of: .finding).map { reader.path($0) }
        for (file, path) in paths.enumerated() {
            let parquet = try ParquetFile(path: path)
            for group in 0..<parquet.rowGroupCount {
                let batch = try parquet.read(group: group, columns: [FindingColumn.observationID.rawValue])
                guard case .int64(let numbers) = batch.columns[0] else {
                    throw StoreError.damaged(path: path, reason: "observation_id is not int64")
                }
                guard let first = numbers.values.min(), let end = numbers.values.max() else { continue }
                places.append(Place(file: file, group: group, numbers: first...end))
            }
        }
    }

    /// Calls `body` with every row group that may hold findings of these observations, and of others.
    public func forEachBatch(of numbers: Range<Int64>, _ body: (ColumnBatch) throws -> Void) throws {
        for (index, place) in places.enumerated()
        where place.numbers.lowerBound < numbers.upperBound && place.numbers.upperBound >= numbers.lowerBound {
            if last?.place != index {
                let parquet = try open.flatMap { $0.file == place.file ? $0.parquet : nil } ?? ParquetFile(path: paths[place.file])
                open = (place.file, parquet)
                last = (
                    index,
                    ColumnShapes.shaped(
                        try parquet.read(group: place.group, columns: FindingColumn.allCases.map(\.rawValue)), as: .finding)
                )
            }
            if let last { try body(last.batch) }
        }
    }
}

import Columns
import Formats
import Foundation

/// Positions of deleted rows of a data file, as DuckLake keeps them: a Parquet file of `file_path` and `pos`.
enum DeletedRows {
    /// Sorted positions, from 0.
    static func read(path: String) throws -> [Int64] {
        let file = try ParquetFile(path: path)
        var positions: [Int64] = []
        for group in 0..<file.rowGroupCount {
            let batch = try file.read(group: group, columns: ["pos"])
            guard case .int64(let column) = batch.columns[0] else {
                throw StoreError.damaged(path: path, reason: "column pos is not int64")
            }
            positions.append(contentsOf: column.values)
        }
        return positions.sorted()
    }

    /// - Parameter dataFile: the file concerned, below the data directory, so that a store means the same wherever it lies.
    static func write(_ positions: [Int64], dataFile: String, path: String) throws -> (
        summary: ParquetFileSummary, checksum: UInt64
    ) {
        let writer = try ParquetFileWriter(path: path, fields: StoreEncoding.deleteFields)
        let encoder = RowGroupEncoder(fields: StoreEncoding.deleteFields, compression: .zstd(level: 1))
        var dictionary = TextDictionary()
        let code = dictionary.intern(dataFile)
        var from = 0
        while from < positions.count {
            let part = Array(positions[from..<min(from + 65_536, positions.count)])
            let batch = ColumnBatch(
                names: ["file_path", "pos"],
                columns: [
                    .coded(CodedText(codes: [UInt32](repeating: code, count: part.count), dictionary: dictionary)),
                    .int64(Column(part)),
                ], rowCount: part.count)
            try writer.append(try encoder.encode(batch))
            from += part.count
        }
        let summary = try writer.close(synchronize: true)
        return (summary, try FileChecksum.xxh3(ofFile: path))
    }
}

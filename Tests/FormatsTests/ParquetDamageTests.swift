import Columns
import Formats
import Foundation
import Testing

/// Damaged files give an error or other values, never a crash.
@Suite struct ParquetDamageTests {
    @Test(
        "Files that are no Parquet",
        arguments: ["", "PAR1", "PAR1PAR1PAR1", "PAR1....\u{FF}PAR1", "id,name\n1,a\n......"])
    func noParquet(content: String) throws {
        let scratch = try ParquetScratch()
        try Data(content.utf8).write(to: URL(fileURLWithPath: scratch.path("a.parquet")))
        let error = #expect(throws: ParquetError.self) { try ParquetFile(path: scratch.path("a.parquet")) }
        #expect(error?.kind == .corrupt)
        #expect(error?.file == scratch.path("a.parquet"))
    }

    @Test("A missing file says so")
    func missing() throws {
        let scratch = try ParquetScratch()
        let error = #expect(throws: ParquetError.self) { try ParquetFile(path: scratch.path("none.parquet")) }
        #expect(error?.kind == .inputOutput)
    }

    @Test("Flipped bytes, cut ends", arguments: [ParquetCompression.uncompressed, .gzip(level: 1), .zstd(level: 1)])
    func ownFiles(compression: ParquetCompression) throws {
        let scratch = try ParquetScratch()
        let path = scratch.path("a.parquet")
        _ = try ParquetSample.write(
            [ParquetSample.batch(rows: 300, seed: 1), ParquetSample.batch(rows: 40, seed: 2)], to: path, compression)
        try damage(path, rounds: 1500, scratch)
    }

    @Test(
        "Flipped bytes and cut ends in others' files", .enabled(if: ParquetPython.isThere, ParquetPython.missing),
        arguments: [
            "pyarrow-delta-v2", "pyarrow-split", "pyarrow-snappy-v1", "pyarrow-fallback", "pyarrow-int96",
            "duckdb-snappy-v2",
        ])
    func foreignFiles(name: String) throws {
        let scratch = try ParquetScratch()
        let folder = try ParquetPython.foreignFolder.get()
        let path = scratch.path("a.parquet")
        try FileManager.default.copyItem(atPath: folder + "/" + name + ".parquet", toPath: path)
        try damage(path, rounds: 400, scratch)
    }

    private func damage(_ path: String, rounds: Int, _ scratch: ParquetScratch) throws {
        let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let target = scratch.path("damaged.parquet")
        var random = ParquetRandom(state: 2026)
        var refused = 0
        for round in 0..<rounds {
            var bytes = whole
            if round % 10 == 0 {
                bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
                if round % 20 == 0 { bytes += whole.suffix(min(whole.count, 2000)) }
            } else {
                // Half of the flips hit the footer, where most of the numbers are.
                let first = round % 2 == 0 ? max(0, bytes.count - 3000) : 0
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    let place = Int.random(in: first..<bytes.count, using: &random)
                    bytes[place] = round % 3 == 0 ? 0xFF : UInt8.random(in: 0...255, using: &random)
                }
            }
            try Data(bytes).write(to: URL(fileURLWithPath: target))
            do throws(ParquetError) {
                let file = try ParquetFile(path: target)
                for group in 0..<file.rowGroupCount {
                    let some = Array(stride(from: 0, to: file.rowCount(group: group), by: 7).prefix(1000))
                    for field in file.fields {
                        for rows in [nil, some] {
                            do throws(ParquetError) {
                                let batch = try file.read(group: group, columns: [field.name], picking: rows)
                                #expect(batch.columns.allSatisfy { $0.count == batch.rowCount })
                            } catch {
                                #expect(error.file == target && !error.reason.isEmpty)
                                refused += rows == nil ? 1 : 0
                            }
                        }
                    }
                }
            } catch {
                #expect(error.file == target)
                refused += 1
            }
        }
        #expect(refused > rounds / 4)
    }
}

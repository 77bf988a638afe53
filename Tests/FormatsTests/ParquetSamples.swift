import Columns
import Formats
import Foundation
import Testing

/// A folder for one test, removed with the value that holds it.
final class ParquetScratch {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("parquet-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
}

/// The cells of a batch as text: equal text is equal content, to the bit.
func parquetCells(_ batch: ColumnBatch, _ fields: [ParquetField]) -> [String: [String?]] {
    var cells: [String: [String?]] = [:]
    for (name, data) in zip(batch.names, batch.columns) {
        let isBlob = fields.first { $0.name == name }?.type == .blob
        cells[name] = (0..<batch.rowCount).map { row in
            switch data {
            case .int32(let column), .date(let column): column[row].map { "\($0)" }
            case .int64(let column), .timestamp(let column): column[row].map { "\($0)" }
            case .double(let column): column[row].map { $0.isNaN ? "nan" : String($0.bitPattern, radix: 16) }
            case .boolean(let column): column[row].map { "\($0)" }
            case .coded(let column):
                if isBlob {
                    column.codes[row] == 0 ? nil : column.dictionary.withBytes(column.codes[row]) { hexadecimal($0) }
                } else {
                    column[row]
                }
            case .plain(let column):
                if isBlob {
                    column.isPresent(row) ? hexadecimal(column.bytes[column.range(row)]) : nil
                } else {
                    column[row]
                }
            }
        }
    }
    return cells
}

private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String($0, radix: 16) }.joined(separator: " ")
}

/// Holds rows read by themselves against the same rows among all.
func expectSameWhenPicked(_ file: ParquetFile) throws {
    let readable = file.fields.filter { if case .unsupported = $0.type { false } else { true } }.map(\.name)
    for group in 0..<file.rowGroupCount {
        let whole = try file.read(group: group, columns: readable)
        let count = whole.rowCount
        guard count > 0 else { continue }
        let choices: [[Int]] = [
            [], [0], [count - 1], Array(0..<count), Array(stride(from: count % 3, to: count, by: 7)),
            (0..<count).filter { $0 % 11 == 0 || $0 % 11 == 1 || $0 > count - 20 },
        ]
        for rows in choices {
            let some = try file.read(group: group, columns: readable, picking: rows)
            #expect(some.rowCount == rows.count)
            let (cells, expected) = (parquetCells(some, file.fields), parquetCells(whole.picking(rows), file.fields))
            for name in readable where cells[name] != expected[name] { Issue.record("\(name), \(rows.count) of \(count)") }
        }
    }
}

extension ParquetFile {
    /// All cells of the named columns (all readable ones when `nil`), group after group.
    func cells(_ names: [String]? = nil) throws -> [String: [String?]] {
        let readable = fields.filter { if case .unsupported = $0.type { false } else { true } }.map(\.name)
        var all: [String: [String?]] = [:]
        for name in names ?? readable { all[name] = [] }
        for group in 0..<rowGroupCount {
            let batch = try read(group: group, columns: names ?? readable)
            for (name, column) in parquetCells(batch, fields) { all[name, default: []] += column }
        }
        return all
    }
}

/// Repeatable random numbers (SplitMix64).
struct ParquetRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

enum ParquetSample {
    static let fields = [
        ParquetField(name: "few", type: .utf8, fieldID: 1),
        ParquetField(name: "many", type: .utf8, fieldID: 2),
        ParquetField(name: "remark", type: .utf8, fieldID: 3),
        ParquetField(name: "id", type: .utf8, nullable: false, fieldID: 4),
        ParquetField(name: "count", type: .int32, fieldID: 5),
        ParquetField(name: "hash", type: .int64, nullable: false, fieldID: 6),
        ParquetField(name: "x", type: .double, fieldID: 7),
        ParquetField(name: "flag", type: .boolean, fieldID: 8),
        ParquetField(name: "day", type: .date, fieldID: 9),
        ParquetField(name: "seen", type: .timestampMicros(utc: false), fieldID: 10),
        ParquetField(name: "stored", type: .timestampMicros(utc: true), nullable: false, fieldID: 11),
        ParquetField(name: "raw", type: .blob, fieldID: 12),
        ParquetField(name: "nothing", type: .utf8, fieldID: 13),
        ParquetField(name: "none", type: .double, fieldID: 14),
    ]

    /// Rows with every trap: absent values, empty text, characters of 1…4 bytes, extreme and odd numbers.
    static func batch(rows: Int, seed: UInt64) -> ColumnBatch {
        var random = ParquetRandom(state: seed)
        let words = ["Parus major", "", "Bombus terrestris/lucorum", "Ærø", "🦋 vlinder", "e\u{301}", "\0", "é"]
        let integers: [Int64] = [.min, .max, 0, -1, 1, 1 << 31, -(1 << 31)]
        let doubles = [0.0, -0.0, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 1.5]
        func maybe<Value>(_ value: Value, _ random: inout ParquetRandom) -> Value? {
            Int.random(in: 0..<5, using: &random) == 0 ? nil : value
        }
        var few: [String?] = [], many: [String?] = [], remark: [String?] = [], id: [String?] = []
        var count: [Int32?] = [], hash: [Int64] = [], x: [Double?] = [], flag: [Bool?] = []
        var day: [Int32?] = [], seen: [Int64?] = [], stored: [Int64] = [], raw: [String?] = []
        for row in 0..<rows {
            few.append(maybe(words[Int.random(in: 0..<words.count, using: &random)], &random))
            many.append(maybe("waarnemer \(Int.random(in: 0..<max(1, rows), using: &random))", &random))
            remark.append(maybe(String(repeating: "ë", count: Int.random(in: 0..<90, using: &random)), &random))
            id.append("https://example.org/observation/\(row)")
            count.append(maybe(Int32.random(in: row % 7 == 0 ? .min...(.max) : 0...9, using: &random), &random))
            hash.append(row < integers.count ? integers[row] : Int64.random(in: .min...(.max), using: &random))
            x.append(maybe(row < doubles.count ? doubles[row] : Double.random(in: -9...9, using: &random), &random))
            flag.append(maybe(Bool.random(using: &random), &random))
            day.append(maybe(Int32.random(in: -40_000...40_000, using: &random), &random))
            seen.append(maybe(Int64.random(in: -1_000_000...1_000_000, using: &random) * 1_000_003, &random))
            stored.append(1_700_000_000_000_000 + Int64(row / 100))
            raw.append(maybe(words[Int.random(in: 0..<words.count, using: &random)], &random))
        }
        return ColumnBatch(
            names: fields.map(\.name),
            columns: [
                .coded(CodedText(few)), .coded(CodedText(many)), .plain(PlainText(remark)), .plain(PlainText(id)),
                .int32(Column(count, filler: 7)), .int64(Column(hash)), .double(Column(x, filler: .nan)),
                .boolean(Column(flag, filler: true)), .date(Column(day, filler: 0)),
                .timestamp(Column(seen, filler: 0)), .timestamp(Column(stored)), .coded(CodedText(raw)),
                .coded(CodedText(codes: [UInt32](repeating: 0, count: rows))),
                .double(Column([Double](repeating: 0, count: rows), present: [Bool](repeating: false, count: rows))),
            ], rowCount: rows)
    }

    static func write(
        _ batches: [ColumnBatch], to path: String, fields: [ParquetField] = fields,
        _ compression: ParquetCompression = .zstd(level: 1)
    ) throws -> ParquetFileSummary {
        let encoder = RowGroupEncoder(fields: fields, compression: compression)
        let writer = try ParquetFileWriter(path: path, fields: fields, keyValueMetadata: [("pack", "1.2")])
        for batch in batches { try writer.append(try encoder.encode(batch)) }
        return try writer.close(synchronize: false)
    }
}

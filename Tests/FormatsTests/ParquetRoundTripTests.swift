import Columns
import Formats
import Foundation
import Testing

@Suite struct ParquetRoundTripTests {
    @Test(
        "What is written is read back",
        arguments: [
            [0], [1], [2], [7], [8], [9], [100], [1023, 1, 0, 4097], [65_536], Array(repeating: 50, count: 40),
        ], [ParquetCompression.uncompressed, .gzip(level: 6), .zstd(level: 1)])
    func roundTrip(sizes: [Int], compression: ParquetCompression) throws {
        let scratch = try ParquetScratch()
        let batches = sizes.enumerated().map { ParquetSample.batch(rows: $1, seed: UInt64($0)) }
        let summary = try ParquetSample.write(batches, to: scratch.path("a.parquet"), compression)
        let file = try ParquetFile(path: scratch.path("a.parquet"))
        #expect(file.fields == ParquetSample.fields)
        #expect(file.rowCount == Int64(sizes.reduce(0, +)))
        #expect(summary.recordCount == file.rowCount)
        #expect(file.rowGroupCount == sizes.filter { $0 > 0 }.count)
        #expect(file.keyValueMetadata.map { "\($0.0)=\($0.1)" } == ["pack=1.2"])
        var expected: [String: [String?]] = [:]
        for field in ParquetSample.fields { expected[field.name] = [] }
        for batch in batches {
            for (name, cells) in parquetCells(batch, ParquetSample.fields) { expected[name, default: []] += cells }
        }
        #expect(try file.cells() == expected)
    }

    @Test("Some rows are what they are among all", arguments: [ParquetCompression.uncompressed, .zstd(level: 1)])
    func pickedRows(compression: ParquetCompression) throws {
        let scratch = try ParquetScratch()
        let batches = [ParquetSample.batch(rows: 3000, seed: 1), ParquetSample.batch(rows: 1, seed: 2)]
        _ = try ParquetSample.write(batches, to: scratch.path("a.parquet"), compression)
        let file = try ParquetFile(path: scratch.path("a.parquet"))
        try expectSameWhenPicked(file)
        for rows in [[1, 1], [2, 1], [-1], [3000]] {
            let error = #expect(throws: ParquetError.self) { try file.read(group: 0, columns: ["few"], picking: rows) }
            #expect(error?.kind == .mismatch)
        }
    }

    @Test("Text by code stays coded when it repeats and becomes plain when it does not")
    func codedOrPlain() throws {
        let scratch = try ParquetScratch()
        let rows = 1000
        let fields = [ParquetField(name: "same", type: .utf8), ParquetField(name: "differs", type: .utf8)]
        let batch = ColumnBatch(
            names: ["same", "differs"],
            columns: [
                .coded(CodedText((0..<rows).map { "v\($0 % 10)" })), .coded(CodedText((0..<rows).map { "v\($0)" })),
            ], rowCount: rows)
        _ = try ParquetSample.write([batch], to: scratch.path("a.parquet"), fields: fields)
        let read = try ParquetFile(path: scratch.path("a.parquet")).read(group: 0, columns: ["differs", "same"])
        #expect(read.names == ["differs", "same"])
        if case .plain(let column) = read.columns[0] { #expect(column[999] == "v999") } else { Issue.record("coded") }
        if case .coded(let column) = read.columns[1] {
            #expect(column.dictionary.count == 10)
        } else {
            Issue.record("plain")
        }
    }

    @Test("The bytes do not depend on what else the dictionary holds, nor on the order it was filled in")
    func deterministic() throws {
        let fields = [ParquetField(name: "t", type: .utf8)]
        let texts: [String?] = ["b", nil, "a", "b", "c", "a", "b", "b", "b", "b", "b", "a"]
        var other = TextDictionary()
        for text in ["zzz", "c", "yyy", "a", "b"] { _ = other.intern(text) }
        let codes = texts.map { $0.map { other.intern($0) } ?? 0 }
        let encoder = RowGroupEncoder(fields: fields)
        func bytes(_ text: CodedText) throws -> [UInt8] {
            try encoder.encode(ColumnBatch(names: ["t"], columns: [.coded(text)], rowCount: texts.count)).bytes
        }
        #expect(try bytes(CodedText(texts)) == bytes(CodedText(codes: codes, dictionary: other)))
        let batch = ParquetSample.batch(rows: 5000, seed: 5)
        let sample = RowGroupEncoder(fields: ParquetSample.fields)
        #expect(try sample.encode(batch).bytes == sample.encode(batch).bytes)
    }

    @Test("Text of more than a page is split into pages")
    func manyPages() throws {
        let scratch = try ParquetScratch()
        let texts: [String?] = (0..<300).map { $0 % 9 == 0 ? nil : String(repeating: "x\($0)", count: 25_000) }
        let batch = ColumnBatch(names: ["t"], columns: [.plain(PlainText(texts))], rowCount: texts.count)
        let fields = [ParquetField(name: "t", type: .utf8)]
        _ = try ParquetSample.write([batch], to: scratch.path("a.parquet"), fields: fields)
        #expect(try ParquetFile(path: scratch.path("a.parquet")).cells() == ["t": texts])
    }

    @Test("Numbers of few distinct values take a dictionary, others do not")
    func numberDictionaries() throws {
        let scratch = try ParquetScratch()
        let rows = 20_000
        let fields = [
            ParquetField(name: "few", type: .int64), ParquetField(name: "late", type: .int64),
            ParquetField(name: "one", type: .double),
        ]
        let batch = ColumnBatch(
            names: ["few", "late", "one"],
            columns: [
                .int64(Column((0..<rows).map { Int64($0 % 300) << 40 })),
                // Few values in the sample at the front, then all different.
                .int64(Column((0..<rows).map { Int64($0 < 2000 ? $0 % 2 : $0) })),
                .double(Column([Double](repeating: -0.0, count: rows))),
            ], rowCount: rows)
        let summary = try ParquetSample.write([batch], to: scratch.path("a.parquet"), fields: fields, .uncompressed)
        #expect(summary.columns[0].columnSizeBytes < 30_000)
        #expect(summary.columns[2].columnSizeBytes < 100)
        #expect(try ParquetFile(path: scratch.path("a.parquet")).cells() == parquetCells(batch, fields))
    }

    @Test(
        "A batch that does not fit the fields is refused",
        arguments: [
            (ParquetField(name: "other", type: .utf8), "no such column"),
            (ParquetField(name: "t", type: .int32), "cannot hold"),
            (ParquetField(name: "t", type: .utf8, nullable: false), "row 1 of the batch has no value"),
        ])
    func mismatch(field: ParquetField, reason: String) {
        let batch = ColumnBatch(names: ["t"], columns: [.coded(CodedText(["a", nil]))], rowCount: 2)
        let error = #expect(throws: ParquetError.self) { try RowGroupEncoder(fields: [field]).encode(batch) }
        #expect(error?.kind == .mismatch)
        #expect(error?.description.contains(reason) == true)
        #expect(error?.column == field.name)
    }

    @Test(
        "Bytes that are no UTF-8 are refused as text and kept as bytes",
        arguments: [
            [[0xFF]], [[0xC3], [0xA9]], [[0xC0, 0x80]], [[0xED, 0xA0, 0x80]], [[0xF4, 0x90, 0x80, 0x80]],
            [[0x61, 0xE2, 0x82]],
        ] as [[[UInt8]]])
    func malformedText(values: [[UInt8]]) throws {
        var plain = PlainText()
        var coded = CodedText()
        for value in values {
            plain.bytes += value
            plain.ends.append(UInt32(plain.bytes.count))
            coded.codes.append(value.withUnsafeBytes { coded.dictionary.intern($0) })
        }
        for data in [ColumnData.plain(plain), .coded(coded)] {
            let batch = ColumnBatch(names: ["t"], columns: [data], rowCount: values.count)
            #expect(throws: ParquetError.self) {
                try RowGroupEncoder(fields: [ParquetField(name: "t", type: .utf8)]).encode(batch)
            }
            _ = try RowGroupEncoder(fields: [ParquetField(name: "t", type: .blob)]).encode(batch)
        }
    }

    @Test("An unfinished file is removed, a finished one stays")
    func abandon() throws {
        let scratch = try ParquetScratch()
        for end in ["abandoned", "forgotten", "closed"] {
            var writer: ParquetFileWriter? = try ParquetFileWriter(
                path: scratch.path(end), fields: ParquetSample.fields)
            if end == "abandoned" { writer?.abandon() }
            if end == "closed" { _ = try writer?.close() }
            writer = nil
            #expect(FileManager.default.fileExists(atPath: scratch.path(end)) == (end == "closed"))
        }
    }
}

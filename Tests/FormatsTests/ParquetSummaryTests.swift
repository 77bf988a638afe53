import Columns
import Formats
import Testing

@Suite struct ParquetSummaryTests {
    @Test(
        "Bounds are given as DuckLake's catalog wants them",
        arguments: [
            (.int32, .int32(Column([3, nil, -5], filler: 99)), "-5", "3"),
            (.int64, .int64(Column([.max, .min, 0])), "-9223372036854775808", "9223372036854775807"),
            (.double, .double(Column([1.5, -2, 1e300])), "-2.0", "1e+300"),
            (.double, .double(Column([0.0, 0.0, 0.0])), "-0.0", "0.0"),
            (.double, .double(Column([1, .nan, 2])), nil, nil),
            (.double, .double(Column([nil, nil, nil], filler: .nan)), nil, nil),
            (.boolean, .boolean(Column([true, false, true])), "0", "1"),
            (.date, .date(Column([0, -719_162, 2_932_896])), "0001-01-01", "9999-12-31"),
            (.date, .date(Column([0, 19_782, 11_016])), "1970-01-01", "2024-02-29"),
            (.date, .date(Column([0, 1, 3_000_000])), nil, nil),
            (
                .timestampMicros(utc: false), .timestamp(Column([-1, 0, 1_500_000])), "1969-12-31 23:59:59.999999",
                "1970-01-01 00:00:01.500000"
            ),
            (
                .timestampMicros(utc: true), .timestamp(Column([0, 1_700_000_000_000_000, 5])),
                "1970-01-01 00:00:00+00", "2023-11-14 22:13:20+00"
            ),
            (.utf8, .coded(CodedText(["b", nil, "é"])), "b", "é"),
            (.utf8, .plain(PlainText(["b", "", "ba"])), "", "ba"),
            (.utf8, .plain(PlainText(["b", String(repeating: "z", count: 65), "ba"])), nil, nil),
            (.blob, .plain(PlainText(["b", "c", "ba"])), nil, nil),
        ] as [(ParquetType, ColumnData, String?, String?)])
    func bounds(type: ParquetType, data: ColumnData, low: String?, high: String?) throws {
        let scratch = try ParquetScratch()
        let batch = ColumnBatch(names: ["c"], columns: [data], rowCount: 3)
        let fields = [ParquetField(name: "c", type: type, fieldID: 9)]
        let summary = try ParquetSample.write([batch], to: scratch.path("a.parquet"), fields: fields)
        let column = try #require(summary.columns.first)
        #expect(column.min == low)
        #expect(column.max == high)
        #expect(column.fieldID == 9)
        #expect(column.valueCount + column.nullCount == 3)
    }

    @Test("The bounds of a file are those of all its row groups; one group without bounds takes them away")
    func severalGroups() throws {
        let scratch = try ParquetScratch()
        let fields = [ParquetField(name: "t", type: .utf8), ParquetField(name: "x", type: .double)]
        func batch(_ text: String?, _ number: Double) -> ColumnBatch {
            ColumnBatch(
                names: ["t", "x"], columns: [.coded(CodedText([text])), .double(Column([number]))], rowCount: 1)
        }
        let summary = try ParquetSample.write(
            [batch("m", 1), batch(nil, .nan), batch("z", 2), batch("a", 3)], to: scratch.path("a.parquet"),
            fields: fields)
        #expect(summary.columns[0].min == "a")
        #expect(summary.columns[0].max == "z")
        #expect(summary.columns[0].nullCount == 1)
        #expect(summary.columns[0].valueCount == 3)
        #expect(summary.columns[0].containsNaN == nil)
        #expect(summary.columns[1].min == nil)
        #expect(summary.columns[1].containsNaN == true)
    }
}

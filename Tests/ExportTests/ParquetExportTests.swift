import Export
import Foundation
import Outside
import Testing

struct ParquetExportTests {
    @Test(.enabled(if: Outside.hasPython, "NDFF_PYTHON is not there: nobody else to read the Parquet"))
    func duckDBReadsIt() throws {
        let rows = DarwinCoreArchiveTests.rows()
        let file = try SampleExport.make(.parquet, rows, in: temporaryFolder(), batchSize: 100)
        let script = """
            import duckdb, sys
            records = duckdb.read_parquet(sys.argv[1])
            print(duckdb.sql('''select count(*), count(distinct occurrence_id), sum(vervaging), min(period_start),
                count(*) filter (decimal_latitude between 52 and 53), any_value(scientific_name order by occurrence_id),
                count(*) filter (vervaging > 0 and (visit_id is not null or occurrence_id not like 'urn:sha256:%')) from records''').fetchone())
            """
        let blurred =
            rows.filter { ["Meles meles"].contains($0.taxon?.scientificName) }.count * 5
            + rows.filter { $0.taxon?.scientificName.hasPrefix("Vipera") == true }.count
        let output = try Outside.python(script, [file.path])
        #expect(
            output
                == "(\(file.records), \(file.records), \(blurred), datetime.datetime(2024, 1, 1, 0, 0), \(file.records), 'Passer domesticus', 0)\n"
        )
    }
}

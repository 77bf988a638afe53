import Foundation
import Pipeline
import Testing

/// Others read what was put out.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct ExportRoundTripTests {
    @Test(.enabled(if: Surroundings.hasPython, "no Python with python-dwca-reader: make .venv, or name one in NDFF_PYTHON"))
    func dwcaReaderReadsTheArchive() throws {
        let run = try FixtureRun.shared()
        let script = """
            import json, sys
            from dwca.read import DwCAReader
            with DwCAReader(sys.argv[1]) as archive:
                assert archive.metadata is not None
                assert archive.core_contains_term('http://rs.tdwg.org/dwc/terms/occurrenceID')
                rows = [row.data for row in archive]
            term = 'http://rs.tdwg.org/dwc/terms/'
            print(json.dumps({'rows': len(rows), 'identities': len({row[term + 'occurrenceID'] for row in rows}),
                'named': sum(1 for row in rows if row[term + 'scientificName'])}))
            """
        let counts: [String: Int] = try ProgramRun.python(script, run.place.exports + "/dwca.zip").decoded()
        let records = try #require(run.record.exports.first?.records)
        #expect(counts == ["rows": records, "identities": records, "named": records])
    }

    @Test(.enabled(if: Surroundings.hasPython, "no Python with pyarrow: make .venv, or name one in NDFF_PYTHON"))
    func pyarrowReadsTheParquet() throws {
        let run = try FixtureRun.shared()
        let script = """
            import sys, pyarrow.parquet as parquet
            table = parquet.read_table(sys.argv[1])
            table.validate(full=True)
            print(table.num_rows)
            """
        let rows = try ProgramRun.python(script, run.place.exports + "/waarnemingen.parquet").output
        #expect(Int(rows.dropLast()) == run.record.exports.last?.records)
    }

    @Test(.enabled(if: Surroundings.hasSchemas, "no XML schemas or no xmllint: they are looked for in NDFF_SHARED"))
    func xmllintAcceptsTheArchive() throws {
        let folder = TemporaryFolder()
        let place = try FixtureRun.shared().place
        let unzip = try ProgramRun.of("/usr/bin/env", ["unzip", "-q", place.exports + "/dwca.zip", "-d", folder.path])
        #expect(unzip.code == 0, "\(unzip)")
        for (file, schema) in [
            ("meta.xml", "rs.tdwg.org/dwc/text/tdwg_dwc_text.xsd"),
            ("eml.xml", "rs.gbif.org/schema/eml-gbif-profile/1.3/eml.xsd"),
        ] {
            let lint = try ProgramRun.of(
                "/usr/bin/xmllint",
                [
                    "--nonet", "--noout", "--schema", Surroundings.schemas.appendingPathComponent(schema).path,
                    folder.file(file),
                ],
                environment: ["XML_CATALOG_FILES": Surroundings.schemas.appendingPathComponent("catalog.xml").path])
            #expect(lint.code == 0, "\(file): \(lint)")
        }
    }

    @Test(arguments: ["dwca", "dwc-text", "species-csv", "parquet"])
    func twiceTheSameBytes(_ format: String) throws {
        let place = try FixtureRun.shared().place
        let paths = (1...2).map { place.folder.file("twice-\(format)-\($0)/out") }
        var digests: [String] = []
        for path in paths {
            let report: ExportReport = try place.ndff("export", "--format", format, "-o", path, "--json").expecting(0)
                .decoded()
            digests.append(report.sha256)
        }
        #expect(digests[0] == digests[1])
        #expect(FileManager.default.contentsEqual(atPath: paths[0], andPath: paths[1]))
        let ofTheRun = try FixtureRun.shared().record.exports.first { $0.format == format }
        if let ofTheRun { #expect(digests[0] == ofTheRun.sha256) }
    }

    /// An export of an older snapshot is what it was, whatever came after.
    @Test func olderSnapshotsCanBeExported() throws {
        let run = try FixtureRun.shared()
        let place = try run.place.copied()
        let old = String(run.record.snapshot)
        let before = try place.occurrences("--snapshot", old)
        let path = place.folder.file("old.zip")
        let first: ExportReport = try place.ndff("export", "--format", "dwca", "-o", path, "--snapshot", old, "--json")
            .expecting(0).decoded()
        #expect(first.sha256 == run.record.exports.first?.sha256)

        try place.write(
            "occurrenceID,scientificName,eventDate,decimalLatitude,decimalLongitude\nhttps://nieuw.example/1,Bufo bufo,2025-04-01,52.1,5.3\n",
            to: place.workspace + "/inbox/darwin-core/nieuw.csv")
        let record: RunRecord = try place.ndff("run", "--json").expecting(0).decoded()
        #expect(record.snapshot > run.record.snapshot)
        #expect(try place.occurrences().count == before.count + 1)
        #expect(try place.occurrences("--snapshot", old) == before)
        let again: ExportReport = try place.ndff("export", "--format", "dwca", "-o", path, "--snapshot", old, "--json")
            .expecting(0).decoded()
        #expect(again.sha256 == first.sha256)
        #expect(again.snapshot == run.record.snapshot)
    }
}

import Export
import Formats
import Foundation
import Observations
import Outside
import Testing

struct DarwinCoreArchiveTests {
    static func rows() -> [SampleObservation] {
        (0..<250).map { number in
            var row = SampleObservation()
            row.identity = "https://bron.example/\(number)"
            row.taxon = SampleTaxon.all[number % SampleTaxon.all.count]
            row.x = 150_000 + Double(number) * 40
            row.dataset = "Set \(number % 7)"
            return row
        }
    }

    private func entry(_ name: String, of file: ExportedFile) throws -> URL {
        let folder = try temporaryFolder()
        let text = try Outside.run("/usr/bin/env", ["unzip", "-p", file.path, name])
        let url = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url
    }

    @Test(.enabled(if: Outside.hasPython, "NDFF_PYTHON is not there: nobody else to read the archive"))
    func pythonReadsIt() throws {
        let file = try SampleExport.make(.darwinCoreArchive, Self.rows(), in: temporaryFolder(), batchSize: 60)
        let script = """
            import sys
            from dwca.read import DwCAReader
            with DwCAReader(sys.argv[1]) as archive:
                rows = list(archive)
                term = 'http://rs.tdwg.org/dwc/terms/'
                print(archive.descriptor.core.type, len(rows), len({row.data[term + 'occurrenceID'] for row in rows}),
                      rows[0].id, rows[0].data[term + 'scientificName'],
                      archive.metadata.find('dataset/pubDate').text)
            """
        let output = try Outside.python(script, [file.path])
        #expect(
            output.split(separator: " ").prefix(4).joined(separator: " ")
                == "http://rs.tdwg.org/dwc/terms/Occurrence \(file.records) \(file.records) https://bron.example/0")
        #expect(output.hasSuffix("Passer domesticus 2025-01-15\n"))
    }

    @Test(
        .enabled(if: Outside.hasSchemas, "xmllint or the schemas beside the repository are not there"),
        arguments: [
            ("meta.xml", "rs.tdwg.org/dwc/text/tdwg_dwc_text.xsd"),
            ("eml.xml", "rs.gbif.org/schema/eml-gbif-profile/1.3/eml.xsd"),
        ])
    func schemasAcceptIt(_ name: String, _ schema: String) throws {
        let file = try SampleExport.make(.darwinCoreArchive, Self.rows(), in: temporaryFolder())
        _ = try Outside.run("/usr/bin/xmllint",
            [
                "--nonet", "--noout", "--schema", Outside.schemas.appendingPathComponent(schema).path,
                try entry(name, of: file).path,
            ],
            environment: ["XML_CATALOG_FILES": Outside.schemas.appendingPathComponent("catalog.xml").path])
    }

    @Test func metadataTellTheTruth() throws {
        let file = try SampleExport.make(.darwinCoreArchive, Self.rows(), in: temporaryFolder())
        let text = try String(contentsOf: entry("eml.xml", of: file), encoding: .utf8)
        for part in [
            "\(file.records) records", "snapshot 42", "nl-demo@3", "taxa 2025-01 (voorbeeld)", "voorbeelddata",
            "<pubDate>2025-01-15</pubDate>", "Proefbank &lt;test&gt;", "1 km: ", "5 km: ",
            "niet citeren als NDFF",
        ] { #expect(text.contains(part), "\(part)") }
    }

    @Test func emptyExportsAreWhole() throws {
        let file = try SampleExport.make(.darwinCoreArchive, [], in: temporaryFolder())
        let text = try String(contentsOf: entry("occurrence.txt", of: file), encoding: .utf8)
        #expect(text.hasPrefix("occurrenceID\t"))
        #expect(text.filter(\.isNewline).count == 1)
    }
}

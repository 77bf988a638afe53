import Foundation
import Pipeline
import Testing

/// Records that were set aside go back in the form in which they came, are mended with other programs, and come in.
@Suite(.enabled(if: Surroundings.hasBinary && Surroundings.hasPython, "no ndff (NDFF_BINARY) or no Python (NDFF_PYTHON)"))
struct CorrectionFormTests {
    struct Form: Sendable, CustomTestStringConvertible {
        /// What the script makes, and the ending of what comes back.
        var made: String
        var ending: String
        var profile: String?
        var reason = "IDENTITY_MISSING"
        /// Records of the delivery that are read, and set aside.
        var read = 4
        var setAside = 1
        /// The ending of the delivery itself, where that is another one.
        var delivered: String?
        var testDescription: String { made }
    }

    private static let columns = "identity: identiteit, taxon: soort, eventDate: datum, x: x, y: y, abundance: aantal"
    static let forms: [Form] = [
        Form(made: "xlsx", ending: "xlsx"),
        Form(made: "xlsx", ending: "xlsx", profile: "fields: { \(columns) }\ntable: { headerRow: 3, layers: [Tellingen 2024] }"),
        Form(
            made: "wide", ending: "xlsx",
            profile: """
                fields:
                  identity: { template: "{nummer}" }
                  taxon: soort
                  eventDate: datum
                  x: x
                  y: y
                  abundance: aantal
                table:
                  wide: { columns: { except: [nummer, datum, x, y] }, name: soort, value: aantal, skip: ["0", ""] }
                """),
        Form(made: "parquet", ending: "parquet"), Form(made: "gpkg", ending: "gpkg"),
        Form(made: "shp", ending: "zip", delivered: "zip"), Form(made: "geojson", ending: "geojson"),
        Form(made: "jsonl", ending: "jsonl"), Form(made: "broken", ending: "jsonl", reason: "RECORD_MALFORMED"),
        Form(made: "json", ending: "json"), Form(made: "ndff", ending: "json", delivered: "json"),
        Form(made: "gml", ending: "gml"),
        // A text comes back as a table with a header, whatever the profile says of the delivery's own; its
        // separator is one that nothing but the profile knows.
        Form(
            made: "latin", ending: "csv",
            profile: """
                fields: { \(columns), remarks: opmerking }
                dialect:
                  header: false
                  skipLines: 2
                  encoding: windows-1252
                  delimiter: "^"
                  columns: [identiteit, soort, datum, x, y, aantal, opmerking]
                """),
    ]

    @Test(arguments: forms) func comesBackAsItCame(_ form: Form) throws {
        let profile = form.profile == nil ? "" : ", profile: profiel.yaml"
        let place = try Workplace(
            configuration: Deliveries.configuration(
                sources: ["{ name: een, inbox: inbox/een, maxQuarantine: 50%\(profile) }"]))
        if let text = form.profile {
            try place.write("name: toets\nversion: 1\n" + text + "\n", to: place.folder.file("profiel.yaml"))
        }
        let file = place.folder.file("telling.\(form.delivered ?? form.made)")
        try python("make", form.made, file)
        let first: IngestReport = try place.ndff("ingest", "--json", file, "--source", "een").expecting(0).decoded()
        let books = try #require(first.deliveries.first)
        #expect(books.books == [form.read, form.read - form.setAside, 0, 0, 0, form.setAside])
        #expect(books.reasons == [form.reason: form.setAside])

        let folder = place.workspace + "/quarantine"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names == Set(["delivery-000001-telling.csv", "delivery-000001-telling.\(form.ending)"]).sorted())
        let back = "\(folder)/delivery-000001-telling.\(form.ending)"
        let attributes = try FileManager.default.attributesOfItem(atPath: back)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)

        let mended = place.folder.file("hersteld.\(form.ending)")
        let said: [String: String] = try python("mend", back, mended).decoded()
        // Names that dBASE has room for.
        func told(_ name: String) -> String? { said[name] ?? said[String(name.prefix(10))] }
        #expect(told("ndff_reden") == form.reason && told("ndff_levering") == "1" && told("ndff_record") == "3")

        let second: IngestReport = try place.ndff("ingest", "--json", mended, "--source", "een").expecting(0).decoded()
        #expect(second.deliveries.first?.books == [1, 1, 0, 0, 0, 0])
        let status = try place.status()
        #expect(status.quarantined == 0 && status.quarantinedClosed == form.setAside)
        // The record is what it would have been: day, place and number between those of its neighbours.
        let explained = try place.ndff("explain", "bron:4", "--json").expecting(0)
        #expect(explained.output.contains("Bufo bufo") && explained.output.contains("2024-05-12"))
        #expect(explained.output.contains("155200") || explained.output.contains("155.200"), "\(explained.output)")
        #expect(try place.expectVerified())
    }

    /// What is set aside once more goes back once more, with what is told of it now.
    @Test(arguments: ["xlsx", "gpkg", "geojson", "gml", "shp"]) func comesBackTwice(_ made: String) throws {
        let place = try Workplace(
            configuration: Deliveries.configuration(sources: ["{ name: een, inbox: inbox/een, maxQuarantine: 100% }"]))
        let delivered = made == "shp" ? "zip" : made
        let file = place.folder.file("telling.\(delivered)")
        try python("make", made, file)
        _ = try place.ndff("ingest", "--json", file, "--source", "een").expecting(0)
        let folder = place.workspace + "/quarantine"
        // Delivered again as it is, and then mended.
        let again: IngestReport = try place.ndff(
            "ingest", "--json", "\(folder)/delivery-000001-telling.\(delivered)", "--source", "een"
        ).expecting(0).decoded()
        #expect(again.deliveries.first?.books == [1, 0, 0, 0, 0, 1])
        #expect(try place.status().quarantined == 1)
        let mended = place.folder.file("hersteld.\(delivered)")
        let said: [String: String] = try python(
            "mend", "\(folder)/delivery-000002-delivery-000001-telling.\(delivered)", mended
        ).decoded()
        #expect((said["ndff_levering"] ?? said["ndff_lever"]) == "2")
        _ = try place.ndff("ingest", "--json", mended, "--source", "een").expecting(0)
        #expect(try place.status().quarantined == 0)
        #expect(try place.status().quarantinedClosed == 1)
    }

    @discardableResult
    private func python(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun.of(Surroundings.python, ["-c", CorrectionForms.script] + arguments).expecting(0)
    }
}

import Formats
import Foundation
import Outside
import Testing

@Suite struct ArchiveDescriptorEMLTests {
    private static let document: EMLDocument = {
        let agent = EMLDocument.Agent(
            organizationName: "Stichting Voorbeeld", givenName: "A.", surName: "de Vries", positionName: "beheerder",
            electronicMailAddress: "info@example.org", onlineURL: "https://example.org")
        var document = EMLDocument(
            packageID: "voorbeeld/v1.0", title: "Flora & fauna <voorbeeld>", creators: [agent],
            metadataProviders: [.init(organizationName: "Stichting Voorbeeld")], pubDate: "2024-05-01",
            abstract: ["Eerste alinea.", "Tweede alinea."], contacts: [agent])
        document.license = .init(
            name: "Creative Commons Attribution 4.0 International",
            url: "https://creativecommons.org/licenses/by/4.0/legalcode", identifier: "CC-BY-4.0")
        document.geographicCoverage = .init(description: "Nederland", west: 3.2, east: 7.25, south: 50.75, north: 53.7)
        document.temporalCoverage = .init(begin: "1900", end: "2024-04-30")
        document.methodSteps = ["Waarnemen.", "Valideren."]
        document.sampling = .init(extent: "Heel Nederland.", description: "Losse waarnemingen.")
        document.citation = "Stichting Voorbeeld (2024). Voorbeeld."
        document.dateStamp = "2024-05-01T00:00:00Z"
        return document
    }()

    private static let least = EMLDocument(
        packageID: "p", title: "t", creators: [.init(organizationName: "o")], metadataProviders: [], pubDate: "2024",
        abstract: ["a"], contacts: [.init(surName: "s")])

    @Test(
        .enabled(if: ArchiveSamples.hasSchemas, "xmllint or the schemas are not here"), arguments: [document, least],
        ["eml-gbif-profile/1.3", "eml-2.2.0"])
    func schemasAcceptWhatIsWritten(_ document: EMLDocument, _ version: String) throws {
        try ArchiveSamples.withFolder { folder in
            try Data(document.xmlBytes()).write(to: URL(fileURLWithPath: folder + "/eml.xml"))
            let schema = Outside.sharedFolder.path + "/schemas/xsd/rs.gbif.org/schema/\(version)/eml.xsd"
            let (output, status) = try ArchiveSamples.run(
                try #require(ArchiveSamples.xmllint), ["--nonet", "--noout", "--schema", schema, folder + "/eml.xml"],
                environment: ["XML_CATALOG_FILES": ArchiveSamples.catalog])
            #expect(status == 0, "\(output)")
        }
    }

    @Test func summaryOfWhatIsWritten() throws {
        let summary = try EMLSummary.read(Self.document.xmlBytes(), path: "eml.xml")
        #expect(summary.title == "Flora & fauna <voorbeeld>")
        #expect(summary.licenseURL == "https://creativecommons.org/licenses/by/4.0/legalcode")
        #expect(summary.intellectualRights == "Creative Commons Attribution 4.0 International")
    }

    @Test(arguments: [
        (52.0, "52.0"), (-0.5, "-0.5"), (4.7121201, "4.7121201"), (0.0000001, "0.0000001"), (-180, "-180.0"),
        (0, "0.0"),
    ])
    func degreesAreDecimals(_ value: Double, _ expected: String) {
        var document = Self.least
        document.geographicCoverage = .init(description: "d", west: value, east: 1, south: 1, north: 1)
        let text = String(decoding: document.xmlBytes(), as: UTF8.self)
        #expect(text.contains("<westBoundingCoordinate>\(expected)<"))
    }

    @Test func otherXMLIsRefused() {
        #expect(throws: XMLParseError.self) { _ = try EMLSummary.read(Array("<archive/>".utf8), path: "meta.xml") }
    }
}

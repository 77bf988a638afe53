import Foundation
import Pipeline

/// Small deliveries for tests of what becomes of them: a configuration with one or more sources and texts as files.
enum Deliveries {
    static let header = "occurrenceID,basisOfRecord,scientificName,eventDate,decimalLatitude,decimalLongitude,geodeticDatum,"
        + "coordinateUncertaintyInMeters,individualCount,recordedBy"

    /// - Parameters:
    ///   - sources: lines of YAML below `sources`.
    ///   - more: further lines of the configuration.
    ///   - reference: further lines below `reference`.
    static func configuration(sources: [String], more: String = "", reference: String = "") -> String {
        """
        workspace: workspace
        threads: 2
        sources:
        \(sources.map { "  - \($0)" }.joined(separator: "\n"))
        reference:
          taxa: reference/taxa/taxa-example.csv
          provinces: reference/areas/provincie_kmhok.csv
          sensitive: reference/sensitive/sensitive-example.csv
          rdGrid: reference
        \(reference)
        rules: rules/nl-demo
        exports:
          - { format: dwca, path: exports/dwca.zip }
          - { format: species-csv, path: exports/soorten.csv }
        \(more)
        """
    }

    /// Records with numbers as identities.
    static func text(_ numbers: some Sequence<Int>, source: String = "een", count: (Int) -> Int = { $0 % 7 + 1 }) -> String {
        header + "\n" + numbers.map { record($0, source: source, count: count($0)) + "\n" }.joined()
    }

    static func identity(_ number: Int, source: String = "een") -> String { "https://\(source).example/\(number)" }

    static func record(_ number: Int, source: String = "een", count: Int = 1) -> String {
        let taxa = ["Bufo bufo", "Parus major", "Vanessa atalanta", "Bellis perennis"]
        return "\(identity(number, source: source)),HumanObservation,\(taxa[number % taxa.count]),2024-05-\(10 + number % 19),"
            + "52.\(1000 + number % 900),5.\(2000 + number * 7 % 900),WGS84,25,\(count),Waarnemer \(number % 50)"
    }
}

extension Workplace {
    /// Takes one text in as a delivery of a source.
    func ingest(
        _ text: String, as name: String, source: String = "een", expecting code: Int32 = 0
    ) throws -> IngestReport.Delivery {
        let path = folder.file("aangeleverd/\(name)")
        try write(text, to: path)
        let report: IngestReport = try ndff("ingest", "--json", path, "--source", source).expecting(code).decoded()
        guard let delivery = report.deliveries.first else { throw NoDelivery() }
        return delivery
    }

    func expectVerified() throws -> Bool { try ndff("verify", "--json").code == 0 }

    struct NoDelivery: Error {}
}

extension IngestReport.Delivery {
    /// read = stored + updated + unchanged + withdrawn + quarantined
    var books: [Int] { [read, stored, updated, unchanged, withdrawn, quarantined] }
    var isBalanced: Bool { read == stored + updated + unchanged + withdrawn + quarantined }
}

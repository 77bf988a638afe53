import Foundation

/// Deliveries of some thousand records, the same bytes every time: two sources, a delivery again with changes, the same
/// file twice, and one that is refused.
enum KillDeliveries {
    static let configuration = """
        workspace: workspace
        threads: 2
        sources:
          - { name: een, profile: profiles/dwc.yaml, inbox: inbox/een, maxQuarantine: 5% }
          - { name: twee, profile: profiles/dwc.yaml, inbox: inbox/twee, maxQuarantine: 5% }
        reference:
          taxa: reference/taxa/taxa-example.csv
          provinces: reference/areas/provincie_kmhok.csv
          sensitive: reference/sensitive/sensitive-example.csv
          rdGrid: reference
        rules: rules/nl-demo
        exports:
          - { format: dwca, path: exports/dwca.zip }
          - { format: species-csv, path: exports/soorten.csv }
          - { format: parquet, path: exports/waarnemingen.parquet }
        """

    private static let taxa = [
        "Bufo bufo", "Parus major", "Vanessa atalanta", "Meles meles", "Bellis perennis", "Anthocharis cardamines",
        "Fantasma ignota",
    ]

    static func write(into place: Workplace) throws {
        try place.write(delivery("een", 0..<2000, broken: 7), to: place.workspace + "/inbox/een/1-eerste.csv")
        try place.write(
            delivery("een", 0..<2300, changedEvery: 10), to: place.workspace + "/inbox/een/2-gewijzigd.csv")
        try place.write(
            delivery("een", 0..<2300, changedEvery: 10), to: place.workspace + "/inbox/een/3-nog-eens.csv")
        try place.write(delivery("twee", 0..<1500), to: place.workspace + "/inbox/twee/1-eerste.csv")
        try place.write(delivery("geen", 0..<60, broken: 30), to: place.workspace + "/inbox/twee/2-slecht.csv")
        // Says the same as another source, under other identities.
        try place.write(delivery("twee", 1400..<1700), to: place.workspace + "/inbox/twee/3-overlap.csv")
    }

    /// - Parameters:
    ///   - changedEvery: every so many records have another count than in the delivery before.
    ///   - broken: so many records have no identity.
    private static func delivery(
        _ source: String, _ numbers: Range<Int>, changedEvery: Int? = nil, broken: Int = 0
    ) -> String {
        var text =
            "occurrenceID,basisOfRecord,scientificName,eventDate,decimalLatitude,decimalLongitude,geodeticDatum,"
            + "coordinateUncertaintyInMeters,individualCount,recordedBy\n"
        for number in numbers {
            let identity = number - numbers.lowerBound < broken ? "" : "https://\(source).example/\(number)"
            let count = changedEvery.map { number % $0 == 0 } == true ? 50 : number % 7 + 1
            let month = number % 12 + 1
            let day = number % 28 + 1
            text += "\(identity),HumanObservation,\(taxa[number % taxa.count]),2024-\(month < 10 ? "0" : "")\(month)-"
                + "\(day < 10 ? "0" : "")\(day),52.\(1000 + number % 900),5.\(2000 + number * 7 % 900),WGS84,25,"
                + "\(count),Waarnemer \(number % 50)\n"
        }
        return text
    }
}

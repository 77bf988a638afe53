import Foundation

/// Deliveries of some thousand records, the same bytes every time: two sources, a delivery again with changes, the same
/// file twice, and one that is refused; a source that delivers all it has and leaves some out; one without an agreement.
enum KillDeliveries {
    static let configuration = """
        workspace: workspace
        threads: 2
        sources:
          - { name: een, profile: profiles/dwc.yaml, inbox: inbox/een, agreement: GLO-EEN, maxQuarantine: 5% }
          - { name: twee, profile: profiles/dwc.yaml, inbox: inbox/twee, agreement: GLO-TWEE, maxQuarantine: 5% }
          - { name: drie, profile: profiles/dwc.yaml, inbox: inbox/drie, agreement: GLO-DRIE, delivers: everything, maxWithdrawn: 10% }
          - { name: vier, profile: profiles/dwc.yaml, inbox: inbox/vier, agreement: GLO-VERLOPEN }
        reference:
          taxa: reference/taxa/taxa-example.csv
          provinces: reference/areas/provincie_kmhok.csv
          sensitive: reference/sensitive/sensitive-example.csv
          rdGrid: reference
          agreements: overeenkomsten.csv
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

    static let accepted = 2300 + 1700 + 570
    static let withdrawn = 30
    static let archived = 7

    static func write(into place: Workplace) throws {
        let agreements = AgreementTests.header + ["EEN", "TWEE", "DRIE"].map { "GLO-\($0),A,,,GLP 1.0,,yes,,,\n" }.joined()
        try place.write(
            agreements + "GLO-VERLOPEN,A,2010-01-01,2010-12-31,GLP 1.0,,yes,,,\n", to: place.folder.file("overeenkomsten.csv"))
        try place.write(
            #"{"name":"t","version":"1","authority":"t","licence":"t","example":true}"#,
            to: place.folder.file("overeenkomsten.json"))
        try place.write(delivery("drie", 0..<600), to: place.workspace + "/inbox/drie/1-alles.csv")
        // What is not in it is withdrawn: 30 of 600.
        try place.write(delivery("drie", 30..<600), to: place.workspace + "/inbox/drie/2-alles.csv")
        try place.write(delivery("vier", 0..<100), to: place.workspace + "/inbox/vier/1-wacht.csv")
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

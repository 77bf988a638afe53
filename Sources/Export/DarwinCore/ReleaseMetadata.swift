import Disclosure
import Formats

extension ReleaseDescription {
    /// The metadata of an archive, for people and harvesters.
    func metadata(of summary: OpenSummary) -> EMLDocument {
        let publisher = EMLDocument.Agent(
            organizationName: publisher, electronicMailAddress: contact, onlineURL: publisherURL)
        var document = EMLDocument(
            packageID: "ndff-snapshot-\(snapshot)", title: title + (restsOnExampleData ? " (voorbeelddata)" : ""),
            creators: [publisher], metadataProviders: [publisher], pubDate: Self.day(snapshotTime),
            abstract: abstract(summary), contacts: [publisher])
        document.license = license.map { EMLDocument.License(name: $0.name, url: $0.url) }
        if let latitudes = summary.latitudes, let longitudes = summary.longitudes {
            document.geographicCoverage = EMLDocument.GeographicCoverage(
                description: selection ?? "Nederland en omgeving: het kleinste venster om alle waarnemingen",
                west: longitudes.lowerBound, east: longitudes.upperBound, south: latitudes.lowerBound,
                north: latitudes.upperBound)
        }
        if let first = summary.firstMoment, let last = summary.lastMoment {
            document.temporalCoverage = EMLDocument.TemporalCoverage(begin: Self.day(first), end: Self.day(last))
        }
        document.methodSteps = methodSteps(summary)
        document.citation = citation
        document.dateStamp = Self.day(snapshotTime) + "T00:00:00Z"
        return document
    }

    private var citation: String {
        let year = String(Self.day(snapshotTime).prefix(4))
        return restsOnExampleData
            ? "\(publisher), \(year). Voorbeelddata: niet citeren als NDFF."
            : "NDFF, \(year)"
    }

    private func abstract(_ summary: OpenSummary) -> [String] {
        let blurredCount = summary.blurred.values.reduce(0, +)
        var paragraphs = [
            "Natuurwaarnemingen uit snapshot \(snapshot) van \(Self.day(snapshotTime)): \(summary.rows) records, waarvan "
                + "\(blurredCount) vervaagd.",
            "Nature observations from snapshot \(snapshot) of \(Self.day(snapshotTime)): \(summary.rows) records, "
                + "\(blurredCount) of them generalised.",
        ]
        if let selection { paragraphs.append("Selectie: \(selection)") }
        if restsOnExampleData {
            let names = references.filter(\.isExample).map(\.name).joined(separator: ", ")
            paragraphs.append(
                "Let op: deze uitvoer rust op voorbeelddata (\(names)) en is geen officiële publicatie. / "
                    + "Note: this export rests on example data and is no official publication.")
        }
        return paragraphs
    }

    private func methodSteps(_ summary: OpenSummary) -> [String] {
        let levels = summary.blurred.sorted { $0.key < $1.key }.map { "\($0.key) km: \($0.value)" }
        let versions = references.map { "\($0.name) \($0.version)" + ($0.isExample ? " (voorbeeld)" : "") }
        return [
            "Validatie: alle records zijn goedgekeurd met regelpakket \(rulePack); de status per record staat in "
                + "identificationVerificationStatus.",
            "Dubbele registraties: van waarnemingen die hetzelfde zeggen is één record opgenomen.",
            "Referentiedata: \(versions.isEmpty ? "geen" : versions.joined(separator: "; ")).",
            "Vervaging: records van kwetsbare soorten, en records van hetzelfde bezoek of van dezelfde plek en minuut, "
                + "staan in het midden van een hok van 1, 5 of 10 km met alleen het jaar, zonder bezoek, dataset, gedrag, "
                + "biotoop en verblijfplaats; hun occurrenceID is een SHA-256. Aantal vervaagde records: "
                + "\(levels.isEmpty ? "0" : levels.joined(separator: ", ")). Geheel verborgen soorten, records onder "
                + "embargo en persoonsgegevens zijn niet opgenomen.",
            "Coördinaten: RD (EPSG:28992) omgerekend naar ETRS89 (EPSG:4258).",
        ]
    }

    /// `YYYY-MM-DD`.
    private static func day(_ microseconds: Int64) -> String {
        let moment = LocalMoment(microseconds: microseconds)
        return twoDigits(moment.year / 100) + twoDigits(moment.year % 100) + "-" + twoDigits(moment.month) + "-"
            + twoDigits(moment.day)
    }
}

/// A number below 100 with two digits.
func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }

import Foundation
import Outside
import Reference
import Testing

/// Against what a publisher made of its own data; the files are not shipped.
@Suite struct SampleTests {
    static let occurrences = Outside.sharedFolder.appendingPathComponent(
        "samples/riparias_pov-ias-plants/expected/occurrence.csv")
    static let raw = Outside.sharedFolder.appendingPathComponent(
        "samples/riparias_pov-ias-plants/invasieve_uitheemse_soorten.csv")
    static var isThere: Bool { FileManager.default.fileExists(atPath: occurrences.path) }

    @Test(.enabled(if: isThere, "the samples are not beside the repository"))
    func coordinatesAgreeToFiveDecimals() throws {
        let area = try WorkingArea(.boundingBox(west: 2.5, south: 50.6, east: 5.95, north: 51.55))
        let toWGS = try Transformer(from: .belgianLambert72, to: .wgs84, gridDirectory: ReferenceFiles.fixtures)
        let toRD = try Transformer(from: .belgianLambert72, to: .rdNew, gridDirectory: ReferenceFiles.fixtures)
        let published = Dictionary(
            try Self.rows(Self.occurrences).map { ($0["occurrenceID"] ?? "", $0) },
            uniquingKeysWith: { first, _ in first })
        #expect(published.count == 1118)
        var compared = 0
        for delivered in try Self.rows(Self.raw) {
            guard let row = published[delivered["ObservationIdentifier"] ?? ""] else { continue }
            // POINT (x y)
            let numbers = (delivered["Shape"] ?? "").split { "()POINT ".contains($0) }.compactMap { Double($0) }
            try #require(numbers.count == 2)
            let (x, y) = (numbers[0], numbers[1])
            let place = try #require(toWGS.transform(x: x, y: y))
            #expect(
                String(format: "%.5f", place.x) == String(format: "%.5f", Double(row["decimalLongitude"] ?? "") ?? 0))
            #expect(
                String(format: "%.5f", place.y) == String(format: "%.5f", Double(row["decimalLatitude"] ?? "") ?? 0))
            let rd = try #require(toRD.transform(x: x, y: y))
            #expect(area.contains(x: rd.x, y: rd.y))
            compared += 1
        }
        #expect(compared >= 1118)
    }

    @Test(.enabled(if: isThere, "the samples are not beside the repository"))
    func namesAreFound() throws {
        let register = try TaxonRegisterTests.example.get()
        for row in try Self.rows(Self.raw) {
            let scientific = row["ScientificName"] ?? "", dutch = row["DutchName"] ?? ""
            let match = register.match(scientific)
            if match.taxon == nil {
                #expect(["Fallopia / Reynoutria", "Meerdere soorten"].contains(scientific), "\(scientific)")
            }
            let dutchMatch = register.match(dutch, as: .dutch)
            if dutch == "Uitheemse rivierkreeft" {
                #expect(dutchMatch.taxon == nil)
            } else if let taxon = match.taxon, scientific != "Robinia spec." {
                #expect(dutchMatch.taxon == taxon, "\(dutch)")
            } else {
                #expect(dutchMatch.taxon != nil, "\(dutch)")
            }
        }
    }

    /// Rows of a CSV file with quotes, one line a row.
    static func rows(_ url: URL) throws -> [[String: String]] {
        let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline).map { line in
            var fields = [""], quoted = false
            for letter in line where letter != "\u{FEFF}" {
                if letter == "\"" {
                    quoted.toggle()
                } else if letter == ",", !quoted {
                    fields.append("")
                } else {
                    fields[fields.count - 1].append(letter)
                }
            }
            return fields
        }
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
    }
}

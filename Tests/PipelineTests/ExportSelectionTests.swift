import Foundation
import Pipeline
import Testing

/// Parts of the whole: by taxon, area and period.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct ExportSelectionTests {
    // Places of columns in the occurrence text.
    static let scientificName = 3
    static let stateProvince = 26
    static let eventDate = 29
    static let locationID = 38

    static func rows(_ lines: [String]) -> [[String]] { lines.map { $0.components(separatedBy: "\t") } }

    @Test(arguments: ["Bufo bufo", "gewone pad", "Gewone pad"])
    func byTaxon(_ name: String) throws {
        let place = try FixtureRun.shared().place
        let all = Self.rows(try place.occurrences())
        let selected = Self.rows(try place.occurrences("--taxon", name))
        #expect(selected == all.filter { $0[Self.scientificName].hasPrefix("Bufo bufo") })
        #expect(!selected.isEmpty)
    }

    @Test func byTwoTaxa() throws {
        let place = try FixtureRun.shared().place
        let both = try place.occurrences("--taxon", "Bufo bufo", "--taxon", "Parus major")
        let apart = try place.occurrences("--taxon", "Bufo bufo") + place.occurrences("--taxon", "Parus major")
        #expect(both == apart.sorted())
    }

    @Test(arguments: ["Utrecht", "utrecht", "26"])
    func byProvince(_ name: String) throws {
        let place = try FixtureRun.shared().place
        let all = Self.rows(try place.occurrences())
        let selected = Self.rows(try place.occurrences("--area", name))
        #expect(!selected.isEmpty)
        // Blurred records name no province, and the selection must not give it away.
        #expect(selected == all.filter { $0[Self.stateProvince] == "Utrecht" })
    }

    @Test func bySquare() throws {
        let place = try FixtureRun.shared().place
        let all = Self.rows(try place.occurrences())
        let square = try #require(all.first { $0[Self.locationID].hasPrefix("rd1km:") }?[Self.locationID].dropFirst(6))
        let selected = Self.rows(try place.occurrences("--area", String(square)))
        #expect(!selected.isEmpty)
        #expect(selected == all.filter { $0[Self.locationID] == "rd1km:\(square)" })
    }

    /// Asking for its km square does not bring out a record that is blurred to more.
    @Test func selectionDoesNotUndoBlurring() throws {
        let place = try FixtureRun.shared().place
        let delivery = try String(
            contentsOf: Surroundings.fixtures.appendingPathComponent(
                "deliveries/darwin-core/nesten-en-kwetsbare-soorten.csv"), encoding: .utf8)
        let otters = delivery.split(whereSeparator: \.isNewline).filter { $0.contains("Lutra lutra") }
        #expect(!otters.isEmpty)
        #expect(try !place.occurrences("--taxon", "Lutra lutra").isEmpty)
        for otter in otters {
            let identity = String(otter.prefix { $0 != "," })
            let explanation: Explanation = try place.ndff("explain", identity, "--json").expecting(0).decoded()
            let square = try #require(explanation.versions.last?.facts["kmhok"])
            let label = "\(square.prefix(3))-\(square.suffix(3))"
            #expect(try place.occurrences("--area", label, "--taxon", "Lutra lutra").isEmpty)
        }
    }

    @Test func byPeriod() throws {
        let place = try FixtureRun.shared().place
        let all = Self.rows(try place.occurrences())
        let selected = Self.rows(try place.occurrences("--from", "2024-01-01", "--to", "2024-12-31"))
        #expect(!selected.isEmpty)
        // Days within the year; intervals and vague dates only have to touch it.
        let within = Set(all.filter { $0[Self.eventDate].hasPrefix("2024") }.map { $0[0] })
        #expect(within.isSubset(of: Set(selected.map { $0[0] })))
        let outside = selected.filter { !$0[Self.eventDate].hasPrefix("2024") }
        #expect(outside.allSatisfy { $0[Self.eventDate].contains("/") || $0[Self.eventDate].count < 10 })
        let before = try place.occurrences("--to", "2023-12-31").count
        let after = try place.occurrences("--from", "2025-01-01").count
        #expect(before + selected.count + after >= all.count)
        #expect(try place.occurrences("--from", "2031-01-01").isEmpty)
    }
}

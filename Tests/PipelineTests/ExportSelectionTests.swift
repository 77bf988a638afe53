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
        // A blurred record may say another province, or none, than that in which it was seen.
        let expected = all.filter { $0[Self.stateProvince] == "Utrecht" }.count
        #expect(abs(selected.count - expected) <= 3)
        let others = selected.filter { $0[Self.stateProvince] != "Utrecht" }
        #expect(others.allSatisfy { !$0[23].isEmpty }, "only blurred records may be from elsewhere")
    }

    @Test func bySquare() throws {
        let place = try FixtureRun.shared().place
        let all = Self.rows(try place.occurrences())
        let square = try #require(all.first { $0[Self.locationID].hasPrefix("rd1km:") }?[Self.locationID].dropFirst(6))
        let selected = Self.rows(try place.occurrences("--area", String(square)))
        #expect(selected.contains { $0[Self.locationID] == "rd1km:\(square)" })
        #expect(selected.count < 50)
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

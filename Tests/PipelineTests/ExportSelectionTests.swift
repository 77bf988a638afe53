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

    /// Blurred records have an identity of their own.
    static func isBlurred(_ row: [String]) -> Bool { row[0].hasPrefix("urn:") }

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
        let exact = selected.filter { !Self.isBlurred($0) }
        #expect(exact == all.filter { $0[Self.stateProvince] == "Utrecht" })
        // Blurred records name no province: they come with every province that their square touches.
        #expect(selected.filter(Self.isBlurred).allSatisfy { $0[Self.stateProvince].isEmpty })
    }

    @Test func bySquare() throws {
        let place = try FixtureRun.shared().place
        let all = Self.rows(try place.occurrences())
        let square = try #require(all.first { $0[Self.locationID].hasPrefix("rd1km:") }?[Self.locationID].dropFirst(6))
        let selected = Self.rows(try place.occurrences("--area", String(square)))
        #expect(!selected.isEmpty)
        #expect(
            selected.filter { !Self.isBlurred($0) } == all.filter { $0[Self.locationID] == "rd1km:\(square)" && !Self.isBlurred($0) })
    }

    /// Asking for one km square after the other does not find out where in its square a blurred record was.
    @Test func selectionDoesNotUndoBlurring() throws {
        let place = try FixtureRun.shared().place
        let delivery = try String(
            contentsOf: Surroundings.fixtures.appendingPathComponent(
                "deliveries/darwin-core/nesten-en-kwetsbare-soorten.csv"), encoding: .utf8)
        let otters = delivery.split(whereSeparator: \.isNewline).filter { $0.contains("Lutra lutra") }.prefix(2)
        #expect(otters.count == 2)
        for otter in otters {
            let identity = String(otter.prefix { $0 != "," })
            let explanation: Explanation = try place.ndff("explain", identity, "--json").expecting(0).decoded()
            let kmhok = try #require(explanation.versions.last?.facts["kmhok"].flatMap { Int($0) })
            let (x, y) = (kmhok / 1000 / 5 * 5, kmhok % 1000 / 5 * 5)
            let own = try place.occurrences("--taxon", "Lutra lutra", "--area", Self.label(kmhok / 1000, kmhok % 1000))
            #expect(!own.isEmpty)
            for (dx, dy) in [(0, 0), (4, 0), (2, 3), (4, 4)] {
                #expect(try place.occurrences("--taxon", "Lutra lutra", "--area", Self.label(x + dx, y + dy)) == own)
            }
        }
    }

    private static func label(_ x: Int, _ y: Int) -> String {
        func padded(_ number: Int) -> String { String(repeating: "0", count: 3 - String(number).count) + String(number) }
        return "\(padded(x))-\(padded(y))"
    }

    @Test func byPeriod() throws {
        let place = try FixtureRun.shared().place
        let all = Self.rows(try place.occurrences())
        let selected = Self.rows(try place.occurrences("--from", "2024-01-01", "--to", "2024-12-31"))
        #expect(!selected.isEmpty)
        // Days within the year; intervals and vague dates only have to touch it.
        let within = Set(all.filter { $0[Self.eventDate].hasPrefix("2024") }.map { $0[0] })
        #expect(within.isSubset(of: Set(selected.map { $0[0] })))
        let outside = selected.filter { !$0[Self.eventDate].hasPrefix("2024") && !Self.isBlurred($0) }
        #expect(outside.allSatisfy { $0[Self.eventDate].contains("/") || $0[Self.eventDate].count < 10 })
        let before = try place.occurrences("--to", "2023-12-31").count
        let after = try place.occurrences("--from", "2025-01-01").count
        #expect(before + selected.count + after >= all.count)
        #expect(try place.occurrences("--from", "2031-01-01").isEmpty)
    }
}

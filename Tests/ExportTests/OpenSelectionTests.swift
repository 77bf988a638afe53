import Disclosure
import Foundation
import Observations
import Testing

/// Parts of the open data. What is blurred must not be found by asking for smaller and smaller parts.
struct OpenSelectionTests {
    static func open() throws -> OpenBatch {
        var exact = SampleObservation()
        exact.x = 158_500
        exact.dataset = "Exact"
        var das = SampleObservation()
        das.identity = "https://bron.example/das"
        das.taxon = .das
        return try SampleReference().open([exact, das]).batch
    }

    struct Case: Sendable {
        var change: @Sendable (inout OpenSelection) -> Void
        /// Whether the exact record (Huismus, 158-463, Utrecht, 12 May 2024) and the blurred one (Das, 155-463, same day)
        /// belong.
        var expected: (exact: Bool, blurred: Bool)
    }

    static let day = CivilDate.days(year: 2024, month: 5, day: 12)

    static let cases: [Case] = [
        Case(change: { _ in }, expected: (true, true)),
        Case(change: { $0.taxa = [SampleTaxon.huismus.id] }, expected: (true, false)),
        Case(change: { $0.taxa = [SampleTaxon.das.id] }, expected: (false, true)),
        Case(change: { $0.squares = [158_463] }, expected: (true, true)),
        // Its own kmhok gives no more and no less than any other of its square.
        Case(change: { $0.squares = [155_463] }, expected: (false, true)),
        Case(change: { $0.squares = [159_460] }, expected: (false, true)),
        Case(change: { $0.squares = [160_463] }, expected: (false, false)),
        Case(change: { $0.provinces = [26] }, expected: (true, false)),
        Case(
            change: {
                $0.provinces = [26]
                $0.squaresOfProvinces = [157_464]
            }, expected: (true, true)),
        Case(change: { $0.provinces = [20] }, expected: (false, false)),
        Case(change: { ($0.firstDay, $0.lastDay) = (day, day) }, expected: (true, true)),
        Case(change: { ($0.firstDay, $0.lastDay) = (day + 1, day + 2) }, expected: (false, true)),
        Case(change: { $0.lastDay = day - 1 }, expected: (false, true)),
        Case(change: { $0.firstDay = day + 365 }, expected: (false, false)),
    ]

    @Test(arguments: cases) func selection(_ example: Case) throws {
        var selection = OpenSelection()
        example.change(&selection)
        let chosen = try Self.open().selecting(selection)
        let names = (0..<chosen.rowCount).map { chosen[.vernacularName][$0] }
        #expect(names == (example.expected.exact ? ["Huismus"] : []) + (example.expected.blurred ? ["Das"] : []))
        #expect(chosen.rowCount == chosen.occurrenceID.count)
        #expect(chosen[.dataset].dictionary.count == (example.expected.exact ? 1 : 0))
    }

    @Test func theAccountKnowsOfIt() throws {
        let tally = try SampleReference().open([SampleObservation()]).tally
        try tally.check(live: 1, written: 0, notSelected: 1)
        #expect(throws: DisclosureError.self) { try tally.check(live: 1, written: 0) }
    }
}

import Foundation
import Pipeline
import Testing

/// Records that say what is to be done with them, from the command line.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct WithdrawalTests {
    static let configuration = Deliveries.configuration(sources: [
        "{ name: een, inbox: inbox/een }", "{ name: twee, inbox: inbox/twee }",
    ])

    /// Records with a word in a column of operations.
    private func text(_ records: [(number: Int, word: String)], column: String = "operation", count: Int = 3) -> String {
        Deliveries.header + ",\(column)\n"
            + records.map { "\(Deliveries.record($0.number, count: count)),\($0.word)\n" }.joined()
    }

    @Test func deletesAreCountedAndNoLongerSeen() throws {
        let place = try Workplace(configuration: Self.configuration)
        #expect(try place.ingest(Deliveries.text(0..<20), as: "een.csv").books == [20, 20, 0, 0, 0, 0])
        let before = try place.occurrences()
        let deletes = try place.ingest(
            text([(3, "DELETE"), (4, "verwijderd"), (5, ""), (21, "insert"), (99, "D"), (3, "delete")]), as: "twee.csv")
        // 5 comes with another count, 99 was never here, 3 is withdrawn already.
        #expect(deletes.books == [6, 1, 1, 1, 2, 1])
        #expect(deletes.reasons == ["WITHDRAWAL_UNKNOWN": 1])
        let status = try place.status()
        #expect(status.observations == 19)
        #expect(status.byStatus.values.reduce(0, +) == 19)
        #expect(try place.expectVerified())
        let after = try place.occurrences()
        #expect(!after.contains { $0.contains(Deliveries.identity(3) + "\t") || $0.contains(Deliveries.identity(4) + "\t") })
        #expect(try place.occurrences("--snapshot", "2") == before)

        let explained: Explanation = try place.ndff("explain", Deliveries.identity(3), "--json").expecting(0).decoded()
        #expect(explained.versions.map(\.isLive) == [false])
        #expect(explained.publication.hasPrefix("niet gepubliceerd"))
        #expect(explained.history.map(\.event) == ["opgenomen", "ingetrokken"])
        #expect(explained.history.map(\.file) == ["een.csv", "twee.csv"])
        #expect(explained.history.map(\.snapshot) == [2, 3])
        #expect(explained.history.last?.line == 2)
        #expect(explained.history.allSatisfy { $0.receivedAt.hasPrefix("20") })
    }

    @Test func whatWasWithdrawnAndComesAgainCountsAgain() throws {
        let place = try Workplace(configuration: Self.configuration)
        _ = try place.ingest(Deliveries.text(0..<20), as: "een.csv")
        _ = try place.ingest(text([(3, "delete")]), as: "twee.csv")
        let again = try place.ingest(Deliveries.text(2..<5), as: "drie.csv")
        #expect(again.books == [3, 1, 0, 2, 0, 0])
        #expect(again.problems == ["WITHDRAWN_BEFORE": 1])
        #expect(try place.status().observations == 20)
        #expect(try place.expectVerified())
        let explained: Explanation = try place.ndff("explain", Deliveries.identity(3), "--json").expecting(0).decoded()
        #expect(explained.history.map(\.event) == ["opgenomen", "ingetrokken", "opnieuw opgenomen"])
        #expect(explained.versions.map(\.isLive) == [false, true])
        #expect(explained.findings.map(\.rule).contains("WITHDRAWN_BEFORE"))
    }

    /// word | what becomes of the record: 0 stored, 1 updated, 2 withdrawn, 3 set aside
    @Test(arguments: [
        ("POST", 1), ("PUT", 1), ("U", 1), ("i", 1), ("gewijzigd", 1), (" nieuw ", 1), ("NULL", 1), ("Delete", 2),
        ("VERWIJDERD", 2), ("d", 2), ("weg", 3), ("x", 3),
    ])
    func words(_ word: String, _ outcome: Int) throws {
        let place = try Workplace(
            configuration: Deliveries.configuration(sources: ["{ name: een, maxQuarantine: 100% }"]))
        _ = try place.ingest(Deliveries.text(0..<3), as: "een.csv")
        let delivery = try place.ingest(text([(1, word)], column: "Mutatiesoort", count: 60), as: "twee.csv")
        #expect([delivery.stored, delivery.updated, delivery.withdrawn, delivery.quarantined].firstIndex(of: 1) == outcome)
        if outcome == 3 { #expect(delivery.reasons == ["OPERATION_UNKNOWN": 1]) }
    }

    @Test func wordsOfAProfileAndAListWithoutTaxa() throws {
        let place = try Workplace(
            configuration: Deliveries.configuration(sources: ["{ name: een, profile: weg.yaml }", "{ name: twee }"])
        )
        try place.write("", to: place.folder.file("weg.yaml"))
        try place.write(
            """
            name: weg
            version: 1
            missingColumns: ignore
            fields: { identity: nummer, taxon: soort, operation: actie }
            values: { operation: { weg: delete, "1": update } }
            """, to: place.folder.file("weg.yaml"))
        _ = try place.ingest("nummer;soort;actie\na;Bufo bufo;1\nb;Bufo bufo;1\nc;Bufo bufo;\n", as: "een.csv")
        let list = try place.ingest("nummer;actie\na;weg\nc;WEG\n", as: "twee.csv")
        #expect(list.books == [2, 0, 0, 0, 2, 0])
        #expect(try place.status().observations == 1)
        // Another source cannot withdraw it.
        let foreign = try place.ingest("identity;operation\nb;delete\n", as: "drie.csv", source: "twee")
        #expect(foreign.reasons == ["WITHDRAWAL_UNKNOWN": 1])
        #expect(try place.status().observations == 1)
        #expect(try place.expectVerified())
    }

    /// The same content under another word is no change.
    @Test func theWordIsNotPartOfTheContent() throws {
        let place = try Workplace(configuration: Self.configuration)
        _ = try place.ingest(text([(1, "insert"), (2, "insert")]), as: "een.csv")
        #expect(try place.ingest(text([(1, "update"), (2, "")]), as: "twee.csv").books == [2, 0, 0, 2, 0, 0])
    }

    @Test func twiceInOneDelivery() throws {
        let place = try Workplace(configuration: Self.configuration)
        let text = Deliveries.text([1, 2, 3]) + Deliveries.record(2, count: 90) + "\n" + Deliveries.record(3, count: 4) + "\n"
        let delivery = try place.ingest(text, as: "een.csv")
        #expect(delivery.books == [5, 3, 1, 1, 0, 0])
        #expect(delivery.problems["DUPLICATE_IN_DELIVERY"] == 1)
        // The first is what the store has already.
        let again = try place.ingest(Deliveries.text([1]) + Deliveries.record(1, count: 77) + "\n", as: "twee.csv")
        #expect(again.books == [2, 0, 1, 1, 0, 0])
        #expect(again.problems["DUPLICATE_IN_DELIVERY"] == 1)
        #expect(try place.expectVerified())
    }
}

import Foundation
import Pipeline
import Testing

/// Deliveries of all that a source has.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct ReplacementTests {
    static let configuration = Deliveries.configuration(sources: [
        "{ name: een, delivers: everything, maxWithdrawn: 5%, maxQuarantine: 20% }", "{ name: twee }",
    ])

    @Test func whatIsLeftOutIsWithdrawnBelowTheThreshold() throws {
        let place = try Workplace(configuration: Self.configuration)
        _ = try place.ingest(Deliveries.text(0..<100), as: "een.csv")
        _ = try place.ingest(Deliveries.text(0..<7, source: "twee"), as: "twee.csv", source: "twee")

        // 5 of 100 are missing, two are new; one is there but broken (no text), which is not missing.
        let broken = "\(Deliveries.identity(9)),HumanObservation,Bufo\0 bufo,2024-05-10,52.1,5.2,WGS84,25,1,x\n"
        let second = try place.ingest(
            Deliveries.text((5..<102).filter { $0 != 9 }) + broken, as: "drie.csv")
        #expect(second.books == [97, 2, 0, 94, 0, 1])
        #expect(second.withdrawnMissing == 5)
        #expect(second.isBalanced)
        #expect(try place.status().observations == 100 + 2 - 5 + 7)
        #expect(try place.expectVerified())

        // 6 of 97 are more than 5 %: refused with the number, and nothing of it is there.
        let third = try place.ingest(Deliveries.text(11..<103), as: "vier.csv", expecting: 3)
        #expect(third.status == "refused")
        #expect(third.reasons == ["OVER_WITHDRAWAL_THRESHOLD": 1])
        #expect(third.message?.contains("6 of the 97 observations of een (6.2%)") == true)
        #expect(try place.status().observations == 104)
        #expect(try place.expectVerified())

        let gone: Explanation = try place.ndff("explain", Deliveries.identity(2), "--json").expecting(0).decoded()
        #expect(gone.history.map(\.event) == ["opgenomen", "ontbrak"])
        #expect(gone.history.map(\.file) == ["een.csv", "drie.csv"])

        // The same bytes as two deliveries ago are not "known": all is to be as it was then.
        let again = try place.ingest(Deliveries.text(0..<100), as: "vijf.csv")
        #expect(again.status == "accepted")
        #expect(again.books == [100, 5, 0, 95, 0, 0])
        #expect(again.withdrawnMissing == 2)
        #expect(again.problems["WITHDRAWN_BEFORE"] == 5)
        #expect(try place.ingest(Deliveries.text(0..<100), as: "zes.csv").status == "known")
        #expect(try place.expectVerified())
    }

    /// A corrected quarantine file is never all that a source has, and closes what it corrects.
    @Test func correctionsCloseTheQuarantine() throws {
        let place = try Workplace(configuration: Self.configuration)
        let bad = (0..<3).map { "," + Deliveries.record($0).split(separator: ",").dropFirst().joined(separator: ",") + ",te,veel\n" }
        _ = try place.ingest(Deliveries.text(10..<40) + bad.joined(), as: "een.csv")
        #expect(try place.status().quarantined == 3)
        let folder = place.workspace + "/quarantine"
        func file(_ ending: String) throws -> [String] {
            let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(ending) })
            return try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8).split(separator: "\n").map(String.init)
        }
        var lines = try file("een.csv")
        #expect(lines[0] == Deliveries.header + ",ndff_rest,ndff_levering,ndff_record,ndff_reden,ndff_regel,ndff_byte")
        #expect(lines[1].contains(",\"te,veel\",1,31,IDENTITY_MISSING,32,"))

        // Two corrected, one not: that one stays open and counts once.
        for row in 1...2 { lines[row] = Deliveries.identity(row) + lines[row] }
        let second = try place.ingest(lines.joined(separator: "\n") + "\n", as: "hersteld.csv", expecting: 3)
        #expect(second.status == "refused")
        let place2 = try place.ingest(lines.dropLast().joined(separator: "\n") + "\n", as: "hersteld-2.csv")
        #expect(place2.books == [2, 2, 0, 0, 0, 0])
        #expect(place2.withdrawnMissing == 0)
        var status = try place.status()
        #expect((status.quarantined, status.quarantinedClosed, status.observations) == (1, 2, 32))
        #expect(status.quarantinedByReason == ["IDENTITY_MISSING": 1])

        // Tried again in vain among good ones, then corrected from the second file.
        let mixed = lines[0] + "\n" + (0..<9).map { Deliveries.record(50 + $0) + ",,,,,,\n" }.joined() + lines[3] + "\n"
        #expect(try place.ingest(mixed, as: "nogmaals.csv").quarantined == 1)
        status = try place.status()
        #expect((status.quarantined, status.quarantinedClosed) == (1, 2))
        var last = try file("nogmaals.csv")
        last[1] = Deliveries.identity(77) + last[1]
        #expect(try place.ingest(last.joined(separator: "\n") + "\n", as: "laatste.csv").stored == 1)
        status = try place.status()
        #expect((status.quarantined, status.quarantinedClosed) == (0, 3))
        #expect(try place.expectVerified())
    }
}

import Foundation
import Pipeline
import Testing

/// The nightly job on the fixtures.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct RunTests {
    /// A delivery's books: read = stored + updated + unchanged + quarantined.
    struct Books: Equatable, CustomStringConvertible {
        var status = "accepted"
        var read: Int
        var stored: Int
        var updated = 0
        var unchanged = 0
        var quarantined = 0

        var description: String { "\(status): \(read) = \(stored) + \(updated) + \(unchanged) + 0 + \(quarantined)" }
    }

    static let expected: [(file: String, books: Books)] = [
        ("2025-01-export.csv", Books(read: 700, stored: 696, quarantined: 4)),
        ("2025-02-herlevering.csv", Books(read: 240, stored: 40, updated: 29, unchanged: 170, quarantined: 1)),
        ("2025-03-nogmaals-dezelfde.csv", Books(status: "known", read: 0, stored: 0)),
        ("provincie-voorbeeldland.csv", Books(read: 240, stored: 240)),
        ("provincie-voorbeeldland-aanvulling.csv.gz", Books(read: 60, stored: 60)),
        ("geneste-map.zip", Books(read: 245, stored: 245)),
        ("utf16-meta", Books(read: 120, stored: 120)),
        ("utf16.tsv", Books(read: 60, stored: 60)),
        ("regeleinden-in-velden.csv", Books(read: 40, stored: 40)),
        ("rafelige-regels.csv", Books(read: 40, stored: 40)),
        ("gecomprimeerd.csv.gz", Books(read: 60, stored: 60)),
        ("nesten-en-kwetsbare-soorten.csv", Books(read: 64, stored: 64)),
        ("afwezig.csv", Books(read: 30, stored: 30)),
        ("datums-en-namen.csv", Books(read: 24, stored: 24)),
        ("enkele-voor-quarantaine.csv", Books(read: 80, stored: 77, quarantined: 3)),
        ("0000001-260101000000000.zip", Books(read: 80, stored: 80)),
        ("zonder-identiteit.csv", Books(status: "refused", read: 0, stored: 0)),
    ]

    @Test(arguments: expected)
    func everyRecordIsInTheBooks(_ file: String, _ books: Books) throws {
        let delivery = try #require(try FixtureRun.shared().delivery(file))
        #expect(
            Books(
                status: delivery.status, read: delivery.read, stored: delivery.stored, updated: delivery.updated,
                unchanged: delivery.unchanged, quarantined: delivery.quarantined) == books)
        #expect(delivery.withdrawn == 0)
        #expect(delivery.sha256.count == 64)
    }

    @Test func theRunRecord() throws {
        let run = try FixtureRun.shared()
        #expect(run.code == 3)
        #expect(run.record.outcome == "done_with_refusals")
        #expect(run.record.deliveries.count == Self.expected.count)
        #expect(run.record.error == nil)
        #expect(run.record.exports.map(\.format) == ["dwca", "species-csv", "parquet"])
        #expect(run.record.exports.allSatisfy { $0.snapshot == run.record.snapshot && $0.records > 1500 })
        #expect(run.record.deduplication?.duplicates == 5)
        #expect(run.record.validation == nil)
        #expect(run.delivery("enkele-voor-quarantaine.csv")?.reasons == ["IDENTITY_MISSING": 2, "INVALID_ENCODING": 1])
        #expect(run.delivery("zonder-identiteit.csv")?.reasons == ["OVER_QUARANTINE_THRESHOLD": 1])
        let kept = try Data(
            contentsOf: URL(fileURLWithPath: "\(run.place.workspace)/runs/\(run.record.run).json"))
        #expect(try JSONDecoder().decode(RunRecord.self, from: kept) == run.record)
    }

    @Test func statusAndProof() throws {
        let run = try FixtureRun.shared()
        let status = try run.place.status()
        let stored = Self.expected.reduce(0) { $0 + $1.books.stored }
        #expect(status.observations == stored)
        #expect(status.canonical == stored - 5)
        #expect(status.byStatus.values.reduce(0, +) == stored)
        #expect(Set(status.byStatus.keys) == ["goedgekeurd_automatisch", "formeel_afgewezen", "te_beoordelen"])
        #expect(status.quarantined == Self.expected.reduce(0) { $0 + $1.books.quarantined })
        #expect(status.deliveries == 15)
        #expect(status.refusedDeliveries == 1)
        #expect(status.snapshot == run.record.snapshot)
        let proof: VerifyReport = try run.place.ndff("verify", "--json").expecting(0).decoded()
        #expect(proof.ok && proof.findings.isEmpty)
        // Machines read these names.
        let json = try JSONSerialization.jsonObject(with: Data(try run.place.ndff("status", "--json").output.utf8))
        let keys = Set((json as? [String: Any] ?? [:]).keys)
        #expect(keys.isSuperset(of: ["snapshot", "observations", "canonical", "byStatus", "quarantined", "deliveries"]))
    }

    @Test func digestsBesideTheExports() throws {
        let run = try FixtureRun.shared()
        let check = try ProgramRun.of(
            "/usr/bin/env", ["-C", run.place.exports, "sha256sum", "--check", "--strict", "SHA256SUMS"])
        #expect(check.code == 0, "\(check)")
        for export in run.record.exports { #expect(check.output.contains((export.path as NSString).lastPathComponent)) }
    }

    @Test func nothingNewChangesNothing() throws {
        let place = try FixtureRun.shared().place.copied()
        let before = (try place.status(), try place.exportedBytes())
        let record: RunRecord = try place.ndff("run", "--json").expecting(0).decoded()
        #expect(record.deliveries.isEmpty)
        #expect(record.outcome == "done")
        #expect(record.snapshot == before.0.snapshot)
        #expect(record.deduplication?.changed == false)
        #expect(try place.exportedBytes() == before.1)
        #expect(try place.status().byStatus == before.0.byStatus)
    }

    @Test func theBooksArePrinted() throws {
        let place = try Workplace()
        let source = Surroundings.fixtures.appendingPathComponent("deliveries/darwin-core/enkele-voor-quarantaine.csv")
        let run = try place.ndff("ingest", "--source", "darwin-core", source.path).expecting(0)
        let lines = run.output.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("enkele-voor-quarantaine.csv") && $0.hasSuffix(" 80 = 77 + 0 + 0 + 0 + 3") })
        #expect(lines.contains { $0.hasPrefix("samen ") && $0.hasSuffix(" 80 = 77 + 0 + 0 + 0 + 3") })
        #expect(run.output.contains("IDENTITY_MISSING 2"))
    }
}

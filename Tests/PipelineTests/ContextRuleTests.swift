import Foundation
import Pipeline
import Testing

/// Rules that hold a record against the approved records of its species.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct ContextRuleTests {
    private static let passing = [
        "context_space": "pass", "context_season": "pass", "context_count": "pass", "context_first_province": "pass",
        "context_first_country": "pass",
    ]

    @Test func oddRecordsDrawAttentionAndOthersDoNot() throws {
        let place = try ContextPlace.place([
            ContextPlace.record(1000, at: ContextPlace.maastricht), ContextPlace.record(1001, day: "2024-12-15"),
            ContextPlace.record(1002, count: 5000), ContextPlace.record(1003, species: "Lutra lutra"),
            ContextPlace.record(1004, day: "2024"), ContextPlace.record(1005),
        ])
        // Nothing is known of the store yet when records come in.
        #expect(Set(try place.contextOutcomes(1000).values) == ["n/a"])
        let report = try place.revalidate()
        #expect(report.changed == 3)
        // What changes is told by every rule that failed, also those that are worth knowing only.
        #expect(Set(report.changes.filter { $0.to == "te_beoordelen" }.map(\.rule)).isSuperset(of: [
            "context_space", "context_season", "context_count",
        ]))

        func expected(_ other: [String: String]) -> [String: String] {
            Self.passing.merging(["context_observer_distance": "n/a"]) { $1 }.merging(other) { $1 }
        }
        #expect(
            try place.contextOutcomes(1000) == expected(["context_space": "fail", "context_first_province": "fail"]))
        #expect(try place.contextOutcomes(1001) == expected(["context_season": "fail"]))
        #expect(try place.contextOutcomes(1002) == expected(["context_count": "fail"]))
        #expect(
            try place.contextOutcomes(1003) == [
                "context_space": "n/a", "context_season": "n/a", "context_count": "n/a", "context_first_province": "n/a",
                "context_first_country": "fail", "context_observer_distance": "n/a",
            ])
        #expect(try place.contextOutcomes(1004) == expected(["context_season": "n/a"]))
        #expect(try place.contextOutcomes(1005) == expected([:]))
        // The normal records: not one of them draws attention.
        let list = place.folder.file("bevindingen.csv")
        let findings: FindingsReport = try place.ndff("findings export", "-o", list, "--json").expecting(0).decoded()
        #expect(
            findings.byRule.filter { $0.key.hasPrefix("context_") } == [
                "context_space": 1, "context_first_province": 1, "context_season": 1, "context_count": 1,
                "context_first_country": 1,
            ])
        let message = try place.explanation(1000).findings.first { $0.rule == "context_space" }?.message
        #expect(message?.contains("km van het dichtstbijzijnde uurhok") == true, "\(message ?? "-")")
        #expect(try place.expectVerified())
    }

    @Test func judgingTwiceGivesTheSame() throws {
        let place = try ContextPlace.place([
            ContextPlace.record(1000, at: ContextPlace.maastricht), ContextPlace.record(1001, day: "2024-12-15"),
        ])
        let first = try place.revalidate()
        #expect(first.changed == 2)
        let second = try place.revalidate()
        #expect(second.changed == 0)
        #expect(second.snapshot == first.snapshot)
        #expect(second.byStatus == first.byStatus)
        // By way of a pack without these rules and back again.
        try place.write(
            ContextPlace.manifest(version: "2.0", rules: []), to: place.folder.file("other/rules.yaml"))
        #expect(try place.revalidate("--rules", place.folder.file("other")).changed == 2)
        let back = try place.revalidate()
        #expect(back.byStatus == first.byStatus)
        #expect(try place.contextOutcomes(1000)["context_space"] == "fail")
    }

    @Test func tooFewRecordsAreNotApplicable() throws {
        let place = try ContextPlace.place(
            [ContextPlace.record(1000, at: ContextPlace.maastricht)], manifest: ContextPlace.manifest(minimum: 52))
        // 51 toads with the odd one: 50 others.
        let report = try place.revalidate()
        #expect(report.changed == 0)
        let outcomes = try place.contextOutcomes(1000)
        for rule in ["context_space", "context_season", "context_count", "context_first_province"] {
            #expect(outcomes[rule] == "n/a", "\(rule)")
        }
        try place.write(
            ContextPlace.manifest(version: "1.1", minimum: 50), to: place.folder.file("other/rules.yaml"))
        #expect(try place.revalidate("--rules", place.folder.file("other")).changed == 1)
    }

    @Test func verdictsDecideWhatRecordsAreHeldAgainst() throws {
        let place = try ContextPlace.place([
            ContextPlace.record(1000, at: ContextPlace.maastricht), ContextPlace.record(1001, at: ContextPlace.maastricht),
        ])
        // Each has the other one.
        #expect(try place.revalidate().changed == 0)
        let version = try #require(try place.explanation(1001).versions.last).observationID
        let row = VerdictFiles.row(1001, version: String(version), "afgekeurd", pack: "context@1.0")
        _ = try place.verdict([row]).expecting(0)
        let record: RunRecord = try place.ndff("run", "--json").expecting(0).decoded()
        #expect(record.validation?.changed == 1)
        #expect(try place.explanation(1000).versions.last?.status == "te_beoordelen")
        #expect(try place.explanation(1001).versions.last?.status == "afgekeurd")
    }

    @Test func whatComesInIsHeldAgainstTheStoreByTheNextRun() throws {
        let place = try ContextPlace.place()
        #expect(try place.revalidate().changed == 0)
        _ = try place.ingest(
            Deliveries.header + "\n" + ContextPlace.record(1000, at: ContextPlace.maastricht) + "\n", as: "twee.csv")
        #expect(try place.explanation(1000).versions.last?.status == "goedgekeurd_automatisch")
        let record: RunRecord = try place.ndff("run", "--json").expecting(0).decoded()
        #expect(record.validation?.changed == 1)
        let snapshot = try place.status().snapshot
        let again: RunRecord = try place.ndff("run", "--json").expecting(0).decoded()
        #expect(again.validation?.changed == 0)
        #expect(try place.status().snapshot == snapshot)
    }

    @Test func aTrialComesToTheSameAsTheWhole() throws {
        let place = try ContextPlace.place([
            ContextPlace.record(1000, at: ContextPlace.maastricht), ContextPlace.record(1001, count: 5000),
        ])
        _ = try place.revalidate()
        try place.write(
            ContextPlace.manifest(version: "2.0", more: "contextDistanceKilometres: 500"),
            to: place.folder.file("other/rules.yaml"))
        let other = place.folder.file("other")
        let trial = try place.revalidate("--rules", other, "--dry-run")
        let full = try place.revalidate("--rules", other, "--dry-run", "--full")
        #expect(trial.changed == 1)
        #expect(trial.changes == full.changes)
        #expect(trial.byStatus == full.byStatus)
        let earnest = try place.revalidate("--rules", other)
        #expect(earnest.changes == trial.changes)
    }

    @Test func onePersonFarApartOnOneDay() throws {
        let name = "Zeldzame Naam"
        let place = try ContextPlace.place([
            ContextPlace.record(1000, day: "2024-05-20", observer: name),
            ContextPlace.record(1001, species: "Parus major", day: "2024-05-20", at: ("53.3200", "6.8500"), observer: name),
            ContextPlace.record(1002, day: "2024-05-21", observer: name),
            ContextPlace.record(1003, day: "2024-05-20", at: ("53.3200", "6.8500"), observer: "Iemand Anders"),
            ContextPlace.record(1004, day: "2024-05-22", observer: "Onbekend"),
            ContextPlace.record(1005, day: "2024-05-22", at: ("53.3200", "6.8500"), observer: "Onbekend"),
        ])
        _ = try place.revalidate()
        #expect(try place.contextOutcomes(1000)["context_observer_distance"] == "pass")
        try place.write(
            ContextPlace.manifest(version: "2.0", more: "contextObserverKilometres: 100"),
            to: place.folder.file("other/rules.yaml"))
        _ = try place.revalidate("--rules", place.folder.file("other"))
        #expect(try [1000, 1001, 1002, 1003].map { try place.contextOutcomes($0)["context_observer_distance"] }
            == ["fail", "fail", "pass", "pass"])
        // Nobody in particular is not one person.
        #expect(try place.contextOutcomes(1004)["context_observer_distance"] == "n/a")
        let list = place.folder.file("bevindingen.csv")
        let findings: FindingsReport = try place.ndff("findings export", "-o", list, "--json").expecting(0).decoded()
        #expect(findings.byRule["context_observer_distance"] == 2)
        let text = try String(contentsOfFile: list, encoding: .utf8)
        #expect(text.contains("dezelfde waarnemer"))
        #expect(!text.contains("Zeldzame") && !text.contains("Iemand"))
    }

    @Test func numbersOfAnySizeAreHeldAgainst() throws {
        let largest = (1000..<1250).map { ContextPlace.record($0, count: Int(Int64.max / 2) + $0) }
        let place = try ContextPlace.place(
            largest, manifest: ContextPlace.manifest().replacingOccurrences(of: "  - count_plausible\n", with: ""))
        _ = try place.revalidate()
        #expect(try place.contextOutcomes(1000)["context_count"] == "pass")
    }
}

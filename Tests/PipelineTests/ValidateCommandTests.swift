import Foundation
import Pipeline
import Testing

/// Another rule pack: what would change, changing it, and going back.
@Suite(.enabled(if: Surroundings.hasBinary, "no ndff: build the product, or name it in NDFF_BINARY"))
struct ValidateCommandTests {
    /// The fixtures' pack that refuses what is older than 2022; under its own version or a new one.
    static func pack(in place: Workplace, version: String) throws -> String {
        let folder = place.folder.file("rules-\(version)")
        try FileManager.default.copyItem(
            atPath: Surroundings.fixtures.appendingPathComponent("rules/nl-demo").path, toPath: folder)
        let path = folder + "/rules.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
            .replacingOccurrences(of: #"version: "1.0""#, with: "version: \"\(version)\"")
            .replacingOccurrences(of: "earliestYear: 1600", with: "earliestYear: 2022")
        try place.write(text, to: path)
        return folder
    }

    @Test func tryChangeAndGoBack() throws {
        let place = try FixtureRun.shared().place.copied()
        let before = try place.status()
        let published = try place.occurrences()
        let pack = try Self.pack(in: place, version: "2.0")
        let list = place.folder.file("changes.csv")

        // A trial says what would change and stores nothing.
        let trial: ValidationReport = try place.ndff("validate", "--rules", pack, "--dry-run", "--changes", list, "--json")
            .expecting(0).decoded()
        #expect(trial.dryRun)
        #expect(trial.rulePack == "nl-demo@2.0")
        #expect(trial.records == before.observations)
        #expect(trial.changed > 100)
        #expect(trial.changes.contains { $0.rule == "period_not_before" && $0.to == "formeel_afgewezen" })
        let changed = trial.changes.filter { $0.rule == "period_not_before" }.reduce(0) { $0 + $1.records }
        #expect(changed == trial.changed)
        let unstored = try place.status()
        #expect(unstored.snapshot == before.snapshot)
        #expect(unstored.byStatus == before.byStatus)
        let lines = try String(contentsOfFile: list, encoding: .utf8).split(whereSeparator: \.isNewline)
        #expect(lines.first == "observation_id,identiteit,status_oud,status_nieuw,regels")
        #expect(lines.count == trial.changed + 1)
        #expect(lines.dropFirst().allSatisfy { $0.contains(",formeel_afgewezen,period_not_before") })

        // In earnest: what was announced happens, facts and numbers stay.
        let earnest: ValidationReport = try place.ndff("validate", "--rules", pack, "--json").expecting(0).decoded()
        #expect(earnest.changes == trial.changes)
        #expect(earnest.snapshot == before.snapshot + 1)
        let after = try place.status()
        #expect(after.byStatus == earnest.byStatus)
        #expect(after.observations == before.observations)
        #expect((after.byStatus["formeel_afgewezen"] ?? 0) - (before.byStatus["formeel_afgewezen"] ?? 0) == trial.changed)
        #expect(try place.ndff("verify").code == 0)
        let remaining = try place.occurrences()
        #expect(remaining.count < published.count)
        #expect(try place.occurrences("--snapshot", String(before.snapshot)) == published)
        let repeated: ValidationReport = try place.ndff("validate", "--rules", pack, "--json").expecting(0).decoded()
        #expect(repeated.changed == 0)
        #expect(repeated.snapshot == earnest.snapshot)

        // The next run judges under the pack of the configuration again.
        let record: RunRecord = try place.ndff("run", "--json").expecting(0).decoded()
        #expect(record.validation?.rulePack == "nl-demo@1.0")
        #expect(record.validation?.changed == trial.changed)
        #expect(try place.status().byStatus == before.byStatus)
        #expect(try place.occurrences() == published)
        #expect(try place.ndff("verify").code == 0)
    }

    @Test func aChangedPackNeedsANewVersion() throws {
        let place = try FixtureRun.shared().place.copied()
        let before = try place.status()
        let pack = try Self.pack(in: place, version: "1.0")
        let run = try place.ndff("validate", "--rules", pack)
        #expect(run.code == 2, "\(run)")
        #expect(run.errors.contains("nl-demo@1.0"))
        #expect(run.errors.contains("version"))
        // The pack that has to be changed is the one that was named.
        #expect(run.errors.contains(pack), "\(run)")
        #expect(try place.status().snapshot == before.snapshot)
        #expect(try place.status().byStatus == before.byStatus)
        // Nothing of it was left behind, and the store works on.
        #expect(try place.ndff("validate").code == 0)
        #expect(try place.ndff("verify").code == 0)
    }

    @Test func narrowed() throws {
        let run = try FixtureRun.shared()
        let pack = try Self.pack(in: run.place, version: "3.0")
        let whole: ValidationReport = try run.place.ndff("validate", "--rules", pack, "--dry-run", "--json").expecting(0)
            .decoded()
        let toads: ValidationReport = try run.place.ndff("validate", "--rules", pack, "--taxon", "gewone pad", "--json")
            .expecting(0).decoded()
        #expect(toads.dryRun)
        #expect(toads.records > 0)
        #expect(toads.records < whole.records)
        let delivery = try #require(run.delivery("utf16.tsv"))
        let one: ValidationReport = try run.place.ndff(
            "validate", "--rules", pack, "--delivery", String(delivery.id), "--json"
        ).expecting(0).decoded()
        #expect(one.records == delivery.stored)
        #expect(one.changed <= whole.changed)
        #expect(try run.place.status().snapshot == run.record.snapshot)
    }
}

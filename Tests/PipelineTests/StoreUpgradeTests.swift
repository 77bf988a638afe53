import Foundation
import Pipeline
import Testing

/// A store of an earlier version goes on being used.
@Suite(.enabled(if: Surroundings.hasBinary && Surroundings.hasPython, "no ndff or no Python with its packages"))
struct StoreUpgradeTests {
    /// Takes away what the registers came to hold later.
    private static let older = """
        import sqlite3, sys
        catalog = sqlite3.connect(sys.argv[1])
        for table in ('ndff_verdict', 'ndff_verdict_file', 'ndff_judged_with', 'ndff_withdrawal'):
            catalog.execute(f'DROP TABLE {table}')
        for table, column in (
            ('ndff_delivery', 'withdrawn_missing'), ('ndff_quarantine', 'repeats_delivery'),
            ('ndff_quarantine', 'repeats_record'), ('ndff_quarantine', 'closed_by'), ('ndff_quarantine', 'closed_at'),
        ):
            catalog.execute(f'ALTER TABLE {table} DROP COLUMN {column}')
        catalog.commit()
        """

    @Test func registersAreCompleted() throws {
        let place = try Workplace(
            configuration: Deliveries.configuration(sources: ["{ name: een, maxQuarantine: 20%, delivers: everything, maxWithdrawn: 20% }"]))
        let broken = "," + Deliveries.record(30).split(separator: ",").dropFirst().joined(separator: ",") + "\n"
        _ = try place.ingest(Deliveries.text(0..<20) + broken, as: "een.csv")
        let before = try place.status()
        #expect(before.quarantined == 1)
        _ = try ProgramRun.of(Surroundings.python, ["-c", Self.older, place.workspace + "/store/catalog.sqlite"]).expecting(0)

        let after = try place.status()
        #expect(after.observations == before.observations)
        #expect(after.quarantined == before.quarantined)
        #expect(try place.expectVerified())
        // What was judged before that was kept is judged in full, and then known.
        let trial: ValidationReport = try place.ndff("validate", "--dry-run", "--json").expecting(0).decoded()
        #expect(trial.recomputed == trial.records)
        _ = try place.ndff("validate").expecting(0)
        // And the new registers are used: something is withdrawn.
        let second = try place.ingest(Deliveries.text(2..<20), as: "twee.csv")
        #expect(second.withdrawnMissing == 2)
        #expect(try place.status().observations == 18)
        #expect(try place.expectVerified())
    }
}

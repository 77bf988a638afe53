import ArgumentParser
import Pipeline

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Deliveries, counts by status, last run, snapshot, disk.",
        discussion: "Example: ndff status -c pipeline.yaml --json")

    @OptionGroup var options: PipelineOptions

    @Flag(help: "Record the store's new place when it was moved.")
    var repair = false

    func run() throws {
        let status = try options.pipeline().status(repair: repair)
        TerminalProgress.clear()
        try options.output.show(status) {
            print("Snapshot \(status.snapshot) van \(status.snapshotTime)")
            print("\(status.observations) waarnemingen, waarvan \(status.canonical) zonder dubbel")
            for (name, count) in status.byStatus.sorted(by: { $0.key < $1.key }) { print("  \(name): \(count)") }
            print("\(status.quarantined) records in quarantaine, \(status.quarantinedClosed) hersteld")
            for (reason, count) in status.quarantinedByReason.sorted(by: { $0.key < $1.key }) { print("  \(reason): \(count)") }
            print("\(status.deliveries) leveringen opgenomen, \(status.refusedDeliveries) geweigerd, \(status.waiting) wachtend")
            for held in status.held {
                print("  wacht op overeenkomst sinds \(held.since.prefix(19)): \(held.file) van \(held.source): \(held.reason)")
            }
            let verdicts = status.verdicts
            if verdicts.total > 0 {
                print(
                    "\(verdicts.total) oordelen van \(verdicts.files) bestanden: \(verdicts.inForce) gelden, "
                        + "\(verdicts.notApplied) niet toegepast, \(verdicts.aboutEarlierVersions) over een eerdere versie")
                for flag in verdicts.flags { print("  \(flag.reason): \(flag.identity) (\(flag.file) regel \(flag.line))") }
                if verdicts.flags.count < verdicts.notApplied + verdicts.aboutEarlierVersions { print("  …") }
            }
            for file in status.leftAlone { print("  onaf: \(file.file)") }
            if let run = status.lastRun { print("Laatste run \(run): \(status.lastRunOutcome ?? "niet afgemaakt")") }
            for (name, bytes) in status.diskBytes.sorted(by: { $0.key < $1.key }) { print("  \(name): \(bytes) bytes") }
            if status.wasMoved { print("De store is verplaatst; herstel met --repair") }
        }
    }
}

import ArgumentParser
import Pipeline

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "All that is known of one observation.",
        discussion: """
            Deliveries, versions, every rule's outcome, findings, verdicts, links, and what is published of it and why. Shows
            restricted facts: for the pipeline's user.

            Example: ndff explain -c pipeline.yaml https://waarneming.example/123
            """)

    @OptionGroup var options: PipelineOptions

    @Argument(help: "The identity, or '#' and the number of an observation.")
    var identity: String

    func run() throws {
        guard let explanation = try options.pipeline().explain(identity: identity) else {
            throw PipelineError.usage("no version of '\(identity)' was ever stored; if it was delivered, look in the quarantine")
        }
        TerminalProgress.clear()
        try options.output.show(explanation) { print(explanation) }
    }

    private func print(_ explanation: Explanation) {
        Swift.print(explanation.identity)
        for version in explanation.versions {
            Swift.print("Versie #\(version.observationID)\(version.isLive ? "" : " (vervangen of ingetrokken)")")
            Swift.print("  levering \(version.delivery): \(version.file ?? "?") regel \(version.line), ontvangen \(version.receivedAt ?? "?")")
            for (name, value) in version.facts.sorted(by: { $0.key < $1.key }) { Swift.print("  \(name): \(value)") }
            for (name, value) in version.restricted.sorted(by: { $0.key < $1.key }) {
                Swift.print("  [vertrouwelijk] \(name): \(value)")
            }
            Swift.print("  status: \(version.status ?? "?") (\(version.rulePack ?? "?"))")
            for (rule, outcome) in version.outcomes.sorted(by: { $0.key < $1.key }) { Swift.print("    \(rule): \(outcome)") }
        }
        Swift.print("Geschiedenis")
        for event in explanation.history {
            Swift.print(
                "  \(event.receivedAt.prefix(19)) snapshot \(event.snapshot): \(event.event) (#\(event.observationID)) door levering "
                    + "\(event.delivery), \(event.file)\(event.line.map { " regel \($0)" } ?? ""), bron \(event.source)")
        }
        if !explanation.findings.isEmpty { Swift.print("Bevindingen") }
        for finding in explanation.findings {
            let proposal = finding.proposed.map { " (voorstel: \($0))" } ?? ""
            Swift.print("  #\(finding.observationID) \(finding.severity) \(finding.rule): \(finding.message)\(proposal)")
        }
        for link in explanation.links {
            Swift.print("Dubbel: #\(link.observationID) → #\(link.canonicalID) (\(link.kind), \(link.evidence))")
        }
        if !explanation.verdicts.isEmpty { Swift.print("Oordelen") }
        for verdict in explanation.verdicts { Swift.print("  \(verdict.sentence)") }
        Swift.print("Publicatie: \(explanation.publication)")
    }
}

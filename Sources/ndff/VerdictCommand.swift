import ArgumentParser
import Pipeline

struct VerdictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verdict", abstract: "Takes experts' verdicts in.",
        discussion: """
            A CSV (UTF-8; commas, semicolons or tabs) with the columns
              identity      of the observation
              version       number of the version that was seen (observation_id), and/or
              content_hash  its payload_key, 16 hexadecimal digits
              verdict       goedgekeurd_deskundige, goedgekeurd_bewijs, afgekeurd, niet_te_beoordelen, or te_beoordelen
                            (somebody else has to look)
              role          validator, soortexpert … (one word)
              pseudonym     val-017 … (one word; never a name)
              moment        2026-11-21T14:05, Dutch time, or with an offset; the last one judged counts
              reason        why, in a sentence
              rule_pack     name@version whose findings were seen
            Other columns are passed over, and so are rows in which nothing is filled in: the work list of
            `ndff review export` can be handed in as it is. One malformed row and nothing of the file is taken in. A
            verdict about a record that has changed since, was withdrawn or is not known is not applied but flagged, here
            and in `explain` and `status`. The same file again does nothing.

            Example: ndff verdict -c pipeline.yaml te-beoordelen.csv
            """)

    @OptionGroup var options: PipelineOptions

    @Argument(help: "The file of verdicts.")
    var file: String

    func run() throws {
        let report = try options.pipeline().verdict(file: file)
        TerminalProgress.clear()
        try options.output.show(report) {
            if let message = report.message { print("\(report.file): \(message)") }
            print(
                "\(report.rows) regels = \(report.applied) toegepast + \(report.notApplied.count) niet toegepast + "
                    + "\(report.known) al bekend + \(report.open) zonder oordeel")
            for (verdict, count) in report.byVerdict.sorted(by: { $0.key < $1.key }) { print("  \(verdict): \(count)") }
            print("\(report.changedStatus) waarnemingen kregen een andere status")
            for row in report.notApplied { print("\(row.file):\(row.line): not applied: \(row.identity): \(row.reason)") }
            print("Snapshot \(report.snapshot)")
        }
    }
}

import ArgumentParser
import Pipeline

struct RulesLearnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn", abstract: "Derives a rule pack from the approved records of the store.",
        discussion: """
            Of every species with enough approved records: the season (the shortest part of the year, over New Year where
            that is shorter, that holds a share of the records), the uurhokken, and the largest number to be expected (a
            quantile of the counts), per life stage where there are enough. Records of subspecies count for their species.
            All other rules, tables and parameters are those of the pack in force. The result is an ordinary rule pack,
            for people to look through before anybody uses it: try it with `ndff rules backtest` and
            `ndff validate --dry-run`.

            Records that rules approved confirm those rules; --judged-by-people learns from what people approved only.

            Example: ndff rules learn -c pipeline.yaml -o rules/geleerd --minimum-records 100
            """)

    @OptionGroup var options: PipelineOptions

    @Option(name: .shortAndLong, help: "The folder for the pack; what is there is replaced.")
    var outputDirectory: String

    @Option(help: "Name of the pack.")
    var name = "geleerd"

    @Option(help: "Version of the pack (default: snapshot-N, by the snapshot learnt from).")
    var packVersion: String?

    @Option(help: "Records of a species (and life stage) that a row needs.")
    var minimumRecords = 50

    @Option(help: "Share of the dated records that the season holds.")
    var seasonShare = 0.98

    @Option(help: "Quantile of the counts that is the largest number expected.")
    var countQuantile = 0.99

    @Option(help: "Records that a square needs.")
    var minimumPerSquare = 1

    @Flag(help: "Only records that a person approved.")
    var judgedByPeople = false

    func run() throws {
        var request = LearnRequest(directory: outputDirectory, name: name)
        request.version = packVersion
        request.judgedByPeople = judgedByPeople
        request.settings.minimumRecords = minimumRecords
        request.settings.seasonShare = seasonShare
        request.settings.countQuantile = countQuantile
        request.settings.minimumPerSquare = minimumPerSquare
        let report = try options.pipeline().learnRules(request)
        TerminalProgress.clear()
        try options.output.show(report) {
            print(
                "regelpakket \(report.pack)\(report.example ? " (voorbeeld, geen officiële regels)" : "") → \(report.path)")
            print(
                "  uit \(report.records) goedgekeurde waarnemingen van snapshot \(report.snapshot)"
                    + (report.judgedByPeople ? ", alleen door mensen beoordeelde" : ""))
            print("  \(report.species) soorten; \(report.speciesLeftOut) met te weinig waarnemingen overgeslagen")
            for (table, rows) in report.rows.sorted(by: { $0.key < $1.key }) { print("  \(table): \(rows) rijen") }
            print("  al het andere als in \(report.base)")
            if !report.judgedByPeople {
                print("let op: wat regels zelf goedkeurden bevestigt die regels; zie --judged-by-people")
            }
        }
    }
}

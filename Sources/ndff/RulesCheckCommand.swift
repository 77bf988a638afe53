import ArgumentParser
import Pipeline

struct RulesCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Reads a rule pack, or runs the tests of TDWG BDQ Core on validation data.",
        discussion: """
            Of a rule pack it says what it holds or why it is refused: every error as file:line:column: reason, and exit code
            2. With a configuration the names of taxa are held against its register.

            With --bdq, the file has the columns of the official validation data; rows are joined to tests by the column
            GUID. The answers are a CSV of dataID, Label, Response.status, Response.result and Response.comment, a row for
            every row. A test that is not there gives NOT_IMPLEMENTED. Amendments are proposals; nothing is changed.

            Example: ndff rules check rules/nl-demo -c pipeline.yaml
            Example: ndff rules check --bdq validation.csv -o answers.csv
            """)

    @Argument(help: "Directory of the rule pack; by default that of the configuration.")
    var pack: String?

    @Option(name: [.short, .customLong("config")], help: "The configuration file.")
    var config: String?

    @Option(name: .customLong("bdq"), help: "A CSV with the columns of the official BDQ validation data.")
    var table: String?

    @Option(name: [.short, .customLong("output")], help: "Where the BDQ answers go; standard output without it.")
    var outputFile: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if table != nil, pack != nil || config != nil {
            throw ValidationError("check a rule pack or BDQ validation data, not both at once")
        }
        if table == nil, outputFile != nil { throw ValidationError("--output is for the answers of --bdq") }
    }

    func run() throws {
        if let table {
            try BDQAnswers(table: table, outputFile: outputFile, quiet: output.quiet).run()
            return
        }
        let report = try RulePackCheck.check(
            path: pack, configuration: config.map { try PipelineConfiguration.load(path: $0) })
        try output.show(report) { Self.show(report) }
        if report.isRefused { throw ExitCode(ExitCodes.usage) }
    }

    private static func show(_ report: RulePackReport) {
        if report.isRefused {
            print("regelpakket \(report.path) geweigerd; te verbeteren: \(report.problems.count)")
            for problem in report.problems { print("  \(problem)") }
            return
        }
        print(
            "regelpakket \(report.pack ?? ""): \(report.rules.count) regels aan"
                + (report.example == true ? " (voorbeeld, geen officiële regels)" : ""))
        print("  beheerder: \(report.authority ?? ""); licentie: \(report.licence ?? "")")
        for table in report.tables { print("  \(table.file): \(table.rows) rijen") }
        for notice in report.notices { print("  let op: \(notice)") }
        if !report.taxaChecked { print("  namen van taxa niet getoetst; geef een configuratie met -c") }
    }
}

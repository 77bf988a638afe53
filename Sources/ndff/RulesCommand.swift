import ArgumentParser
import Pipeline

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Rule packs: what is in them and what is wrong with them.",
        discussion: "Example: ndff rules check rules/nl-demo -c pipeline.yaml",
        subcommands: [CheckRules.self, ShowCatalogue.self])

    struct CheckRules: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Reads a rule pack and says what it holds or why it is refused.",
            discussion: """
                Every error is printed as file:line:column: reason; the exit code is 2 then. With a configuration the names
                of taxa are held against its register.

                Example: ndff rules check rules/nl-demo -c pipeline.yaml
                """)

        @Argument(help: "Directory of the rule pack; by default that of the configuration.")
        var pack: String?

        @Option(name: [.short, .customLong("config")], help: "The configuration file.")
        var config: String?

        @OptionGroup var output: OutputOptions

        func run() throws {
            let report = try RulePackCheck.check(
                path: pack, configuration: config.map { try PipelineConfiguration.load(path: $0) })
            try output.show(report) { RulesCommand.show(report) }
            if report.isRefused { throw ExitCode(ExitCodes.usage) }
        }
    }

    struct ShowCatalogue: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "catalogue", abstract: "All rules as Markdown, and a rule pack's own tables when one is named.",
            discussion: "Example: ndff rules catalogue rules/nl-demo > RULES.md")

        @Argument(help: "Directory of a rule pack.")
        var pack: String?

        func run() throws { print(try RulePackCheck.catalogue(path: pack), terminator: "") }
    }

    private static func show(_ report: RulePackReport) {
        if report.isRefused {
            print("regelpakket \(report.path) geweigerd; te verbeteren: \(report.problems.count)")
            for problem in report.problems { print("  \(problem)") }
            return
        }
        print("regelpakket \(report.pack ?? ""): \(report.rules.count) regels aan"
            + (report.example == true ? " (voorbeeld, geen officiële regels)" : ""))
        print("  beheerder: \(report.authority ?? ""); licentie: \(report.licence ?? "")")
        for table in report.tables { print("  \(table.file): \(table.rows) rijen") }
        for notice in report.notices { print("  let op: \(notice)") }
        if !report.taxaChecked { print("  namen van taxa niet getoetst; geef een configuratie met -c") }
    }
}

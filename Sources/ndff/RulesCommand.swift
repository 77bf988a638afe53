import ArgumentParser
import Pipeline

/// `ndff rules`: the rules themselves.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Rule packs, and the rules themselves held against standards.",
        discussion: "Example: ndff rules check rules/nl-demo -c pipeline.yaml",
        subcommands: [
            RulesCheckCommand.self, RulesCatalogueCommand.self, RulesLearnCommand.self, RulesBacktestCommand.self,
        ])
}

struct RulesCatalogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue", abstract: "All rules as Markdown, and a rule pack's own tables when one is named.",
        discussion: "Example: ndff rules catalogue rules/nl-demo > RULES.md")

    @Argument(help: "Directory of a rule pack.")
    var pack: String?

    func run() throws { print(try RulePackCheck.catalogue(path: pack), terminator: "") }
}

/// A pack as a Markdown document: who answers for it, its parameters, rules and tables.
public enum RulePackDocument {
    /// Longer tables are counted, not shown.
    private static let shownRows = 60

    /// The document of a pack.
    public static func markdown(_ pack: RulePack) -> String {
        var text = "# Rule pack \(pack.identifier)\n\n"
        if pack.isExample { text += "**An example: no official rules.** " }
        text += "\(pack.about.isEmpty ? "" : pack.about + " ")Authority: \(pack.authority). Licence: \(pack.licence).\n\n"
        text += parameters(pack.parameters)
        text += "\n| rule | severity |\n|---|---|\n"
        for rule in pack.rules { text += "| \(rule.id) | \(rule.severity.rawValue) |\n" }
        for table in pack.tables { text += section(table) }
        if !pack.notices.isEmpty {
            text += "\n## Left out\n\n" + pack.notices.map { "- \($0)\n" }.joined()
        }
        return text
    }

    private static func parameters(_ parameters: RulePackParameters) -> String {
        var rows: [(String, String)] = [
            ("earliestYear", String(parameters.earliestYear)),
            ("phenologyToleranceDays", String(parameters.phenologyToleranceDays)),
            ("distributionToleranceSquares", String(parameters.distributionToleranceSquares)),
            ("allowedUncertaintyMetres", VerbatimText.metres(parameters.allowedUncertaintyMetres) ?? ""),
            ("maximumCount", String(parameters.maximumCount.other)),
        ]
        for (group, limit) in parameters.maximumCount.bySoortgroep.sorted(by: { $0.key < $1.key }) {
            rows.append(("maximumCount, \(group)", String(limit)))
        }
        for (code, kinds) in parameters.difficultyEvidence.sorted(by: { $0.key < $1.key }) {
            rows.append(("difficultyEvidence, \(code)", kinds.isEmpty ? "none" : kinds.joined(separator: ", ")))
        }
        return "| parameter | value |\n|---|---|\n" + rows.map { "| \($0) | \($1) |\n" }.joined()
    }

    private static func section(_ table: RulePackTableContents) -> String {
        var text = "\n## \(table.file)\n\n\(table.rows.count == 1 ? "1 row" : "\(table.rows.count) rows")"
        guard !table.rows.isEmpty, table.rows.count <= shownRows else { return text + ".\n" }
        text += ":\n\n| \(table.columns.joined(separator: " | ")) |\n"
        text += "|\(table.columns.map { _ in "---" }.joined(separator: "|"))|\n"
        for row in table.rows {
            let cells = row.map { cell in
                cell.replacing("|", with: "\\|").split(whereSeparator: \.isNewline).joined(separator: " ")
            }
            text += "| \(cells.joined(separator: " | ")) |\n"
        }
        return text
    }
}

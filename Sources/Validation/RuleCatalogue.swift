import Observations

/// All rules that a pack can switch on.
public enum RuleCatalogue {
    static let types: [any Rule.Type] = [
        IdentityForm.self, TaxonKnown.self, TaxonRankUsable.self,
        PeriodReadable.self, PeriodOrder.self, PeriodNotFuture.self, PeriodNotBefore.self,
        LocationPresent.self, LocationReadable.self, LocationInArea.self, CRSPlausible.self,
        BufferRule.self, UncertaintyInRange.self, UncertaintyPlausible.self,
        GeometryKind.self, GeometrySimple.self,
        CountReadable.self, CountPositive.self, CountPlausible.self, OccurrenceStatusConsistent.self,
        RequiredFields.self, CodeOfField.self, CodeListed.self,
        TaxonPeriod.self, Phenology.self, Distribution.self, AbundanceExpected.self, IdentificationDifficulty.self,
        CombinationPlausible.self, AdditionalAttention.self,
        ContextSpace.self, ContextSeason.self, ContextCount.self, ContextFirstProvince.self, ContextFirstCountry.self,
        ContextObserverDistance.self,
    ]

    /// What every rule is, in the order of the catalogue.
    public static var rules: [RuleDefinition] { types.map { $0.definition } }

    static func type(_ id: String) -> (any Rule.Type)? { byID[id] }

    /// Asked for every finding that is written.
    private static let byID = Dictionary(types.map { ($0.definition.id, $0) }) { first, _ in first }

    /// The catalogue as a Markdown document.
    public static func markdown() -> String {
        var text = """
            # Rules

            Generated from the rules themselves; do not edit. A rule draws attention, it is no verdict. Every rule
            answers `pass`, `fail` or `n/a`; `n/a` is never a pass. The severity is the one a pack may change.

            | severity | a record that fails gets |
            |---|---|

            """
        for severity in [FindingSeverity.error, .warning, .info] {
            text += "| \(severity.rawValue) | `\(Statuses.status(heaviest: severity).rawValue)` |\n"
        }
        text += "\n| rule | kind | severity | Darwin Core | BDQ Core test | GBIF issue |\n|---|---|---|---|---|---|\n"
        for rule in rules {
            text += "| [\(rule.id)](#\(rule.id)) | \(rule.kind.rawValue) | \(rule.severity.rawValue) "
            text += "| \(rule.terms.joined(separator: ", ")) | \(list(rule.bdqTests)) | \(list(rule.gbifIssues)) |\n"
        }
        for rule in rules {
            text += "\n## \(rule.id)\n\n"
            text += "**\(rule.title.dutch)** \(rule.explanation.dutch)\n\n"
            text += "*\(rule.title.english)* \(rule.explanation.english)\n\n"
            text += "Columns: \(rule.columns.map { "`\($0.rawValue)`" }.joined(separator: ", ")).\n"
        }
        return text
    }

    private static func list(_ names: [String]) -> String { names.isEmpty ? "–" : names.joined(separator: ", ") }
}

/// Makes the sentence for a finding from what is stored of it: rule, verbatim value and detail. Sentences are made
/// when somebody reads them, never while rules run.
public enum FindingText {
    /// `rule`, `verbatim` and `detail` as in the columns of the finding. A rule that this version does not know (a
    /// finding made by another version) gets a plain sentence with the same facts.
    public static func message(
        rule: String, verbatim: String?, detail: String?, language: TextLanguage = .dutch
    ) -> String {
        guard let type = RuleCatalogue.type(rule) else {
            let facts = [verbatim, detail].compactMap(\.self).joined(separator: "; ")
            let end = facts.isEmpty ? "" : ": \(facts)"
            return language == .dutch ? "Aandachtspunt van regel \(rule)\(end)." : "Rule \(rule) draws attention\(end)."
        }
        let value = verbatim.map { "‘\($0)’" } ?? (language == .dutch ? "(leeg)" : "(empty)")
        return type.message(value, FindingDetail(detail))[language]
    }
}

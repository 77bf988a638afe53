import Observations

/// From outcomes to a status. The heaviest severity among the rules that failed decides:
///
/// | heaviest failing rule | status |
/// |---|---|
/// | error (form of the record) | `formeel_afgewezen` |
/// | warning (a person has to look) | `te_beoordelen` |
/// | info, or no rule fails | `goedgekeurd_automatisch` |
///
/// - A rule that is not applicable weighs nothing: it is no pass and no fail.
/// - The severity is the pack's, so that who changes a pack sees in it what a rule will do.
/// - The status a supplier gave is not among the inputs: it cannot override a rule.
/// - Records of absence get a status like all others; that they are no presences is for disclosure to respect.
/// - `goedgekeurd_deskundige`, `goedgekeurd_bewijs`, `afgekeurd` and `niet_te_beoordelen` are given by people only.
public enum Statuses {
    /// The status that follows from the heaviest severity among the failing rules, `nil` when none fails.
    public static func status(heaviest severity: FindingSeverity?) -> AssessmentStatus {
        switch severity {
        case .error: .formallyRefused
        case .warning: .toBeJudged
        case .info, nil: .approvedAutomatically
        }
    }
}

import Observations

/// The columns of a file of verdicts; other columns are allowed and passed over, so that a work list that
/// `ndff review export` made can be handed in with these filled in.
enum VerdictColumn: String, CaseIterable {
    /// Of the observation, as `explain` takes it.
    case identity
    /// Number of the version that was seen: `observation_id`, with or without `#`.
    case version
    /// `payload_key` of the version that was seen, 16 hexadecimal digits. One of `version` and this has to be filled in.
    case contentHash = "content_hash"
    /// One of `VerdictWords.verdicts`. A row without one is passed over: nobody has judged it yet.
    case verdict
    /// In which capacity: `validator`, `soortexpert`, `commissie` …
    case role
    /// Who, without giving a name: `val-017`.
    case pseudonym
    /// When: `2026-11-21T14:05` in Dutch time, or with seconds and an offset.
    case moment
    /// Why, in a sentence or two. Names have no place here.
    case reason
    /// `name@version` of the rule pack whose findings were seen.
    case rulePack = "rule_pack"

    /// Columns that every file must have; of `version` and `contentHash` one is enough.
    static let required: [VerdictColumn] = [.identity, .verdict, .role, .pseudonym, .moment, .reason, .rulePack]

    /// Columns that a person fills in.
    static let filledIn: [VerdictColumn] = [.verdict, .role, .pseudonym, .moment, .reason]
}

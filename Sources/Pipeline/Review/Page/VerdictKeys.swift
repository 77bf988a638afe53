import Observations

/// How the page calls verdicts, and the key for each.
enum VerdictKeys {
    /// In the order of the buttons: to hand a record on comes last.
    static let order = VerdictWords.verdicts.filter { $0 != .toBeJudged } + [.toBeJudged]

    static func key(_ verdict: AssessmentStatus) -> String {
        switch verdict {
        case .approvedByExpert: "g"
        case .approvedOnEvidence: "b"
        case .rejected: "a"
        case .cannotBeJudged: "n"
        case .toBeJudged: "t"
        case .approvedAutomatically, .formallyRefused: ""
        }
    }

    static func label(_ verdict: AssessmentStatus) -> String {
        switch verdict {
        case .approvedByExpert: "Goedgekeurd (deskundige)"
        case .approvedOnEvidence: "Goedgekeurd (bewijs)"
        case .rejected: "Afgekeurd"
        case .cannotBeJudged: "Niet te beoordelen"
        case .toBeJudged: "Een ander moet kijken"
        case .approvedAutomatically, .formallyRefused: VerdictWords.text(verdict)
        }
    }
}

import ObservationStore
import Observations

/// The Dutch of verdicts.
enum VerdictWords {
    /// What a person can say, as files have it.
    static let verdicts = AssessmentStatus.allCases.filter(\.isVerdict)

    static func text(_ status: AssessmentStatus) -> String {
        switch status {
        case .approvedAutomatically: "automatisch goedgekeurd"
        case .approvedByExpert: "goedgekeurd door een deskundige"
        case .approvedOnEvidence: "goedgekeurd op bewijs"
        case .toBeJudged: "opnieuw te beoordelen"
        case .rejected: "afgekeurd"
        case .cannotBeJudged: "niet te beoordelen"
        case .formallyRefused: "formeel afgewezen"
        }
    }

    /// What became of a verdict.
    /// - Parameters:
    ///   - live: number of the live version of its observation; `nil` when there is none.
    static func standing(_ verdict: Verdict, live: Int64?) -> String {
        switch verdict.outcome {
        case .changed:
            return "niet toegepast: het record is veranderd sinds het oordeel"
                + (verdict.observationID.map { " (het was toen versie #\($0))" } ?? "")
        case .withdrawn: return "niet toegepast: de waarneming was ingetrokken"
        case .unknown: return "niet toegepast: de waarneming was niet bekend"
        case .applied:
            if !verdict.isInForce { return "vervangen door een later oordeel" }
            if verdict.observationID != live {
                return live == nil
                    ? "oordeel over een ingetrokken versie"
                    : "oordeel over een eerdere versie: het geldt niet voor de huidige, die de status van de regels heeft"
            }
            return "geldt"
        }
    }
}

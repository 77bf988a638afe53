/// Status of an observation after validation (domain: NDFF §2). The raw value is stored and published.
public enum AssessmentStatus: String, CaseIterable, Sendable {
    case approvedAutomatically = "goedgekeurd_automatisch"
    case approvedByExpert = "goedgekeurd_deskundige"
    case approvedOnEvidence = "goedgekeurd_bewijs"
    /// Waits for a person.
    case toBeJudged = "te_beoordelen"
    case rejected = "afgekeurd"
    case cannotBeJudged = "niet_te_beoordelen"
    /// Did not pass the formal checks.
    case formallyRefused = "formeel_afgewezen"

    /// Whether observations with this status may be published.
    public var isPublished: Bool {
        switch self {
        case .approvedAutomatically, .approvedByExpert, .approvedOnEvidence: true
        case .toBeJudged, .rejected, .cannotBeJudged, .formallyRefused: false
        }
    }

    /// Whether rules never give this status: a person has judged.
    public var isGivenByPeopleOnly: Bool {
        switch self {
        case .approvedByExpert, .approvedOnEvidence, .rejected, .cannotBeJudged: true
        case .approvedAutomatically, .toBeJudged, .formallyRefused: false
        }
    }

    /// Whether a person can give it as a verdict. What is said with `toBeJudged` is that an earlier verdict no longer
    /// stands and somebody else has to look.
    public var isVerdict: Bool { isGivenByPeopleOnly || self == .toBeJudged }
}

/// Outcome of one rule for one observation. No rule for the taxon is `notApplicable`, never a pass.
public enum RuleOutcome: String, CaseIterable, Sendable {
    case pass
    case fail
    case notApplicable = "n/a"
}

/// How much a finding weighs.
public enum FindingSeverity: String, CaseIterable, Sendable {
    /// The record cannot be used: formally refused.
    case error
    /// A person has to look.
    case warning
    /// Worth knowing; the status does not depend on it.
    case info
}

/// To what the period of an observation is known.
public enum PeriodPrecision: String, CaseIterable, Sendable {
    case year, month, day, hour, minute, second
    /// A stated stretch of time longer than one of the units above.
    case interval
}

/// Kind of place.
public enum LocationType: String, CaseIterable, Sendable {
    case point, line, polygon
    /// A square of a grid, given by its code.
    case square = "hok"
}

/// Why two observations are linked.
public enum LinkKind: String, CaseIterable, Sendable {
    /// All interpreted facts are equal, only the identity differs.
    case samePayload = "zelfde_inhoud"
}

/// What became of a delivery.
public enum DeliveryStatus: String, CaseIterable, Sendable {
    case accepted, refused, held
    /// The same bytes were taken in before: nothing was done.
    case known
}

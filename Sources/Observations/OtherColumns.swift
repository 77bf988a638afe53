/// Facts that never leave the databank: people, remarks, and everything a supplier sent that we have no column for.
public enum RestrictedColumn: String, CaseIterable, Sendable {
    case observationID = "observation_id"
    /// Name(s) of who made the observation.
    case observer
    /// Name(s) of who determined or validated at the supplier's.
    case identifiedBy = "identified_by"
    case remarks
    /// Place name or description; it can give away what blurring hides.
    case locality
    /// Delivered columns without a place of their own, as a JSON object of texts.
    case other

    public var definition: StoreColumn {
        switch self {
        case .observationID: StoreColumn(rawValue, .int64, nullable: false)
        case .observer, .identifiedBy, .locality: StoreColumn(rawValue, .coded)
        case .remarks, .other: StoreColumn(rawValue, .plain)
        }
    }
}

/// The judgement of one observation under one version of a rule pack.
public enum AssessmentColumn: String, CaseIterable, Sendable {
    case observationID = "observation_id"
    /// See `AssessmentStatus`.
    case status
    /// `name@version` of the rule pack.
    case rulePack = "rule_pack"
    /// Every rule's outcome: `rule:pass`, `rule:fail` or `rule:n/a`, separated by blanks, in the pack's order.
    case outcomes

    public var definition: StoreColumn {
        self == .observationID
            ? StoreColumn(rawValue, .int64, nullable: false) : StoreColumn(rawValue, .coded, nullable: false)
    }
}

/// One thing found in one record.
public enum FindingColumn: String, CaseIterable, Sendable {
    case observationID = "observation_id"
    case identity
    case deliveryID = "delivery_id"
    case line
    /// Id of the rule, e.g. `phenology`.
    case rule
    /// `name@version` of the rule pack; `interpretation@n` for what was found while reading.
    case rulePack = "rule_pack"
    /// See `FindingSeverity`.
    case severity
    /// The column concerned, by its Darwin Core or NDFF name.
    case term
    case verbatim
    case proposed
    /// What was expected, for the message; e.g. `04-01..06-30`.
    case detail

    public var definition: StoreColumn {
        switch self {
        case .observationID, .deliveryID, .line: StoreColumn(rawValue, .int64, nullable: false)
        case .identity: StoreColumn(rawValue, .plain, nullable: false)
        case .rule, .rulePack, .severity: StoreColumn(rawValue, .coded, nullable: false)
        default: StoreColumn(rawValue, .coded)
        }
    }
}

/// A relation between two observations.
public enum LinkColumn: String, CaseIterable, Sendable {
    /// The observation that is not canonical.
    case observationID = "observation_id"
    /// The observation that stands for it.
    case canonicalID = "canonical_id"
    /// See `LinkKind`.
    case kind
    case evidence

    public var definition: StoreColumn {
        switch self {
        case .observationID, .canonicalID: StoreColumn(rawValue, .int64, nullable: false)
        default: StoreColumn(rawValue, .coded, nullable: false)
        }
    }
}

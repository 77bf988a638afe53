/// The tables of the store. Raw values are the table names that DuckDB shows.
public enum StoreTable: String, CaseIterable, Sendable {
    /// The facts: one row a version of an observation.
    case observation
    /// Facts that only the pipeline's user may read; row for row beside `observation`.
    case observationRestricted = "observation_restricted"
    /// One status a row of `observation`; row for row beside it.
    case assessment
    /// What the rules of the current pack found.
    case finding
    /// What was found while a delivery was read; kept when rules are run again.
    case interpretationFinding = "interpretation_finding"
    /// Observations that say the same as another one.
    case link

    /// The columns in the order in which they are stored; the field id of a column is its place, from 1.
    public var columns: [StoreColumn] {
        switch self {
        case .observation: ObservationColumn.allCases.map(\.definition)
        case .observationRestricted: RestrictedColumn.allCases.map(\.definition)
        case .assessment: AssessmentColumn.allCases.map(\.definition)
        case .finding, .interpretationFinding: FindingColumn.allCases.map(\.definition)
        case .link: LinkColumn.allCases.map(\.definition)
        }
    }

    /// Whether the rows stand in the same order as those of `observation`, file by file.
    public var isAlignedWithObservation: Bool {
        self == .observationRestricted || self == .assessment
    }
}

/// A column of a stored table.
public struct StoreColumn: Sendable, Equatable {
    /// How a value is kept.
    public enum Kind: Sendable, Equatable {
        case int32, int64, double, boolean, date, timestamp
        /// Text with few distinct values.
        case coded
        /// Text whose values mostly differ.
        case plain
    }

    public var name: String
    public var kind: Kind
    public var nullable: Bool

    public init(_ name: String, _ kind: Kind, nullable: Bool = true) {
        self.name = name
        self.kind = kind
        self.nullable = nullable
    }
}

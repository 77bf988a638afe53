import Observations

/// A text for people in the two languages of the pipeline.
public struct BilingualText: Sendable, Equatable {
    public var dutch: String
    public var english: String

    public init(_ dutch: String, _ english: String) {
        self.dutch = dutch
        self.english = english
    }

    public subscript(language: TextLanguage) -> String { language == .dutch ? dutch : english }
}

public enum TextLanguage: Sendable {
    case dutch, english
}

/// What a rule is, apart from how it decides: its name, its place in the standards and its texts.
public struct RuleDefinition: Sendable {
    /// What a rule looks at.
    public enum Kind: String, Sendable {
        /// Form and completeness of the record itself; needs no knowledge of nature.
        case formal
        /// What is known of the species, from the tables of the pack.
        case knowledge
        /// What the store knows of the species, from its other approved records.
        case context
    }

    /// Stored with every outcome and finding; never changes.
    public var id: String
    public var kind: Kind
    /// Severity where the pack does not give another one.
    public var severity: FindingSeverity
    /// Darwin Core terms concerned; the first one is the term of the rule's findings.
    public var terms: [String]
    /// Columns that the rule reads, those for the wording of its findings included.
    public var columns: [ObservationColumn]
    /// Labels of the TDWG BDQ Core tests that look at the same thing.
    public var bdqTests: [String]
    /// GBIF OccurrenceIssue values that say the same thing.
    public var gbifIssues: [String]
    public var title: BilingualText
    public var explanation: BilingualText
}

/// What an agreement says of the publication of a source's records.
public enum SourceTerms: Sendable, Equatable {
    /// Not at all.
    case withheld
    /// Only as squares of this side or larger.
    case blurred(BlurLevel)

    /// The stricter of two.
    public static func stricter(_ a: SourceTerms, _ b: SourceTerms) -> SourceTerms {
        switch (a, b) {
        case (.withheld, _), (_, .withheld): .withheld
        case (.blurred(let a), .blurred(let b)): .blurred(max(a, b))
        }
    }

    var level: BlurLevel? { if case .blurred(let level) = self { level } else { nil } }
}

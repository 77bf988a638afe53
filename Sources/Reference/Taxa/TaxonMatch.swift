/// What a delivered name leads to in the register.
public struct TaxonMatch: Sendable, Equatable {
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// The register does not hold the name; `suggestions` may hold names like it.
        case none
        /// Several taxa bear the name (homonyms, a Dutch name used twice); `suggestions` holds them.
        case ambiguous
        /// An accepted scientific name, delivered without authorship.
        case exact
        /// An accepted scientific name, with an authorship.
        case withAuthor
        /// A synonym; `taxon` is the accepted name.
        case synonym
        case dutchName
        /// An NDFF taxon URI.
        case uri
        /// `Robinia sp.`, `Myotis cf. daubentonii`: the genus.
        case genusOnly
    }

    public var kind: Kind
    /// Row of the accepted taxon; `nil` for `none` and `ambiguous`.
    public var taxon: Int32?
    /// Row of the name that matched: the synonym's own row, else `taxon`.
    public var matchedRow: Int32?
    /// True when an authorship was delivered that is not the register's.
    public var authorDiffers: Bool
    /// Accepted rows for a person to choose from, best first, at most five; never a match by themselves.
    public var suggestions: [Int32]

    public init(
        kind: Kind, taxon: Int32? = nil, matchedRow: Int32? = nil, authorDiffers: Bool = false,
        suggestions: [Int32] = []
    ) {
        self.kind = kind
        self.taxon = taxon
        self.matchedRow = matchedRow
        self.authorDiffers = authorDiffers
        self.suggestions = suggestions
    }
}

/// What a column is said to hold; decides which reading of a name goes first.
public enum NameKind: Sendable {
    case scientific, dutch
}

/// What can be wrong with a row.
enum Flaw: CaseIterable {
    /// An earlier row once more, byte for byte.
    case sameAgain
    /// The identity of an earlier row with other facts.
    case identityAgain
    case unknownSpecies
    case impossibleDate
    case swappedCoordinates
    case negativeCount
    /// Quotes, commas and line breaks within a quoted field.
    case awkwardRemark
    case diacritics
    /// The row has two fields more than the header.
    case tooManyFields
    /// The row ends before its last columns.
    case tooFewFields
    case noCoordinates
    case noDate
    case noIdentity
}

import Columns
import Observations

/// All checks of one delivery. Takes its records in any order and in any number of pieces; what it keeps does not grow
/// with their number beyond the limits that each check states.
public struct DataSetSurvey: Sendable {
    /// The records taken so far.
    public private(set) var records = 0

    private var presence = ExpectedColumns()
    private var duplicates: PseudoDuplicates
    private var reading: ReadingFindings
    private var cells = TruncatedCells()
    private var contradictions = Contradictions()
    private var dates = DefaultDates()
    private var squares = PlacesOnSquares()
    private var places = RepeatedPlaces()

    /// - Parameters:
    ///   - duplicateKeys: how many keys are kept while pseudo-duplicates are looked for, 16 bytes each in a table at
    ///     most four times as large; when a delivery has more, their number is estimated from a sample of the keys.
    ///   - kinds: the findings of the intake to count, by their code.
    public init(duplicateKeys: Int = 1 << 20, kinds: [String: ReadingFindingKind] = [:]) {
        duplicates = PseudoDuplicates(limit: duplicateKeys)
        reading = ReadingFindings(kinds: kinds)
    }

    /// Takes rows of a batch that belong to the delivery.
    public mutating func take(_ facts: DataSetFacts, rows: [Int]) {
        records += rows.count
        presence.take(facts, rows)
        duplicates.take(facts, rows)
        cells.take(facts, rows)
        contradictions.take(facts, rows)
        dates.take(facts, rows)
        squares.take(facts, rows)
        places.take(facts, rows)
    }

    /// Takes rows of the table of findings of the intake that are of records of the delivery.
    /// - Throws: `BatchError` for a batch that is not shaped as the store's columns are.
    public mutating func take(readingFindings batch: ColumnBatch, rows: [Int]) throws(BatchError) {
        try reading.take(batch, rows)
    }

    /// What was found, the gravest first.
    public func findings() -> [DataSetFinding] {
        guard records > 0 else { return [] }
        let all =
            presence.findings(records) + duplicates.findings() + reading.findings(records) + cells.findings()
            + contradictions.findings() + dates.findings() + squares.findings() + places.findings(records)
        return FindingSeverity.allCases.flatMap { severity in all.filter { $0.severity == severity } }
    }
}

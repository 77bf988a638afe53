import Observations

/// Something that a delivery says as a whole and that no single record shows. It draws attention, it is no verdict: the
/// status of records does not depend on it.
public struct DataSetFinding: Sendable, Equatable {
    /// A `DataSetCode`, or the code of a finding of the intake that was counted.
    public var code: String
    public var severity: FindingSeverity
    /// The Darwin Core term concerned; several are separated by `, `, empty when it is the record as a whole.
    public var term: String
    /// What was found, for a Dutch reader. Holds no delivered text.
    public var dutch: String
    /// What was found, in English. Holds no delivered text.
    public var english: String
    /// The number of records concerned.
    public var records: Int
    /// `records` as a part, 0…1, of the records that the check could look at.
    public var share: Double
    /// Up to `DataSetExample.limit` of the records concerned.
    public var examples: [DataSetExample]

    init(
        _ code: DataSetCode, _ severity: FindingSeverity, term: String, records: Int, of total: Int,
        examples: [DataSetExample], dutch: String, english: String
    ) {
        self.init(
            code: code.rawValue, severity, term: term, records: records, of: total, examples: examples, dutch: dutch,
            english: english)
    }

    init(
        code: String, _ severity: FindingSeverity, term: String, records: Int, of total: Int,
        examples: [DataSetExample], dutch: String, english: String
    ) {
        self.code = code
        self.severity = severity
        self.term = term
        self.dutch = dutch
        self.english = english
        self.records = records
        share = total > 0 ? Double(records) / Double(total) : 0
        self.examples = examples
    }
}

/// A record that shows what is meant.
public struct DataSetExample: Sendable, Equatable {
    /// How many are given of one finding.
    public static let limit = 10

    /// Where the record begins in its file, from 1.
    public var line: Int64
    public var identity: String
    /// The line of the record that it resembles, where that is what was found.
    public var likeLine: Int64?
}

/// What is looked for in a delivery as a whole.
public enum DataSetCode: String, CaseIterable, Sendable {
    case columnEmpty = "COLUMN_EMPTY"
    case columnIncomplete = "COLUMN_INCOMPLETE"
    case pseudoDuplicates = "PSEUDO_DUPLICATES"
    case cellsTruncated = "CELLS_TRUNCATED"
    case squareContradictsPlace = "SQUARE_CONTRADICTS_PLACE"
    case yearContradictsVerbatim = "YEAR_CONTRADICTS_VERBATIM"
    case specimenOfAbsence = "SPECIMEN_OF_ABSENCE"
    case specimenWithoutEvidence = "SPECIMEN_WITHOUT_EVIDENCE"
    case embargoBeforePeriod = "EMBARGO_BEFORE_PERIOD"
    case defaultNewYear = "DEFAULT_DATE_NEW_YEAR"
    case defaultFirstOfMonth = "DEFAULT_DATE_FIRST_OF_MONTH"
    case placesOnSquares = "PLACES_ON_SQUARES"
    case placeRepeated = "PLACE_REPEATED"
}

/// The first records that show something.
struct DataSetExamples: Sendable {
    private(set) var list: [DataSetExample] = []

    mutating func add(_ facts: DataSetFacts, _ row: Int, like line: Int64? = nil) {
        guard list.count < DataSetExample.limit else { return }
        list.append(DataSetExample(line: facts.line[row], identity: facts.identity[row] ?? "", likeLine: line))
    }
}

import Columns
import Observations

/// What people judged, laid over what the rules made of it. A person's verdict always beats the rules: the status is
/// the person's, the outcomes of the rules stay to be read.
public enum Verdicts {
    /// The assessments with the status of every row that somebody judged.
    /// - Parameters:
    ///   - verdicts: by `observation_id`.
    ///   - assessments: columns of `AssessmentColumn`.
    public static func lay(
        _ verdicts: [Int64: AssessmentStatus], over assessments: ColumnBatch
    ) throws(BatchError) -> ColumnBatch {
        guard !verdicts.isEmpty else { return assessments }
        guard case .int64(let numbers)? = assessments[AssessmentColumn.observationID.rawValue] else {
            throw .missingColumn(AssessmentColumn.observationID.rawValue)
        }
        guard let place = assessments.names.firstIndex(of: AssessmentColumn.status.rawValue) else {
            throw .missingColumn(AssessmentColumn.status.rawValue)
        }
        guard case .coded(var statuses) = assessments.columns[place] else {
            throw .wrongKind(column: AssessmentColumn.status.rawValue, expected: "coded")
        }
        for (row, number) in numbers.values.enumerated() {
            guard let verdict = verdicts[number] else { continue }
            statuses.codes[row] = statuses.dictionary.intern(verdict.rawValue)
        }
        var result = assessments
        result.columns[place] = .coded(statuses)
        return result
    }
}

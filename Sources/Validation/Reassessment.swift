import Columns
import Observations

extension Validator {
    /// The columns that judging again by some rules takes.
    /// - Parameter rules: ids of rules.
    public static func columns(of rules: Set<String>) -> [ObservationColumn] {
        let read = RuleCatalogue.rules.filter { rules.contains($0.id) }.flatMap(\.columns)
        let taxon: [ObservationColumn] = [.taxonID, .scientificName, .speciesID, .soortgroep, .occurrenceStatus]
        let wanted = Set(read + taxon)
        return requiredColumns.filter(wanted.contains)
    }

    /// Judges a batch anew by some rules only. What the others made of it is taken from an earlier assessment, which has to
    /// be of the same rules with the same severities. Rules on the context cannot be judged by this way.
    /// - Parameters:
    ///   - batch: has at least `columns(of:)`.
    ///   - rules: ids of rules.
    ///   - earlier: outcomes of the same rows, as a column of `AssessmentColumn`.
    ///   - numbers: `observation_id` of the rows.
    /// - Returns: columns of `AssessmentColumn`.
    public func reassess(
        _ batch: ColumnBatch, by rules: Set<String>, earlier: CodedText, numbers: [Int64]
    ) throws(BatchError) -> ColumnBatch {
        let facts = try self.facts(ObservationFacts.filledUp(batch, numbers: numbers))
        guard earlier.count == batch.rowCount else {
            throw .wrongLength(column: AssessmentColumn.outcomes.rawValue, expected: batch.rowCount)
        }
        let stored = StoredOutcomes(rules: self.rules.map(\.definition.id))
        let byCode = (0...earlier.dictionary.count).map { code in
            code == 0 ? Outcomes() : earlier.dictionary.withBytes(UInt32(code), stored.read)
        }
        var outcomes = earlier.codes.map { byCode[Int($0)] }
        var marks = [RuleMark](repeating: .notApplicable, count: facts.rowCount)
        for (bit, active) in self.rules.enumerated() where rules.contains(active.definition.id) {
            marks.withUnsafeMutableBufferPointer { marks in
                marks.update(repeating: .notApplicable)
                active.rule.judge(facts, marks)
            }
            for row in outcomes.indices { outcomes[row].replace(marks[row], bit: UInt64(bit)) }
        }
        var table = OutcomeTable(rules: self.rules.map { ($0.definition.id, $0.severity) })
        var statuses: [UInt32] = []
        var texts: [UInt32] = []
        for row in outcomes.indices {
            let (status, text) = table.add(outcomes[row])
            statuses.append(status)
            texts.append(text)
        }
        return assessment(facts, statuses, texts, table)
    }
}

extension Outcomes {
    /// Puts an outcome in the place of another one.
    mutating func replace(_ mark: RuleMark, bit: UInt64) {
        passed &= ~(1 &<< bit)
        failed &= ~(1 &<< bit)
        set(mark, bit: bit)
    }
}

extension ObservationFacts {
    /// The batch with the columns that it lacks, without a value in any row.
    fileprivate static func filledUp(_ batch: ColumnBatch, numbers: [Int64]) -> ColumnBatch {
        var batch = batch
        let missing = Set(columns.map(\.rawValue)).subtracting(batch.names)
        for column in columns where missing.contains(column.rawValue) {
            batch.names.append(column.rawValue)
            batch.columns.append(
                column == .observationID
                    ? .int64(Column(numbers)) : absent(column.definition.kind, rows: batch.rowCount))
        }
        return batch
    }

    private static func absent(_ kind: StoreColumn.Kind, rows: Int) -> ColumnData {
        let present = [Bool](repeating: false, count: rows)
        return switch kind {
        case .int32: .int32(Column([Int32](repeating: 0, count: rows), present: present))
        case .date: .date(Column([Int32](repeating: 0, count: rows), present: present))
        case .int64: .int64(Column([Int64](repeating: 0, count: rows), present: present))
        case .timestamp: .timestamp(Column([Int64](repeating: 0, count: rows), present: present))
        case .double: .double(Column([Double](repeating: 0, count: rows), present: present))
        case .boolean: .boolean(Column(present, present: present))
        case .coded: .coded(CodedText(codes: [UInt32](repeating: 0, count: rows)))
        case .plain: .plain(PlainText(ends: [UInt32](repeating: 0, count: rows), present: present))
        }
    }
}

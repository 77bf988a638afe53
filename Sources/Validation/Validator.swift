import Columns
import Observations

/// Holds batches of observations against the rules of a pack. Gives the same answer for the same batch, pack, day and
/// area, however the rows are spread over batches.
public struct Validator: Sendable {
    /// The columns that a batch must have; a re-run needs to read no others.
    public static let requiredColumns: [ObservationColumn] = ObservationFacts.columns

    private struct ActiveRule {
        var rule: any Rule
        var definition: RuleDefinition
        var severity: FindingSeverity
    }

    private let rules: [ActiveRule]
    private let identifier: String
    private let vocabulary: TaxonVocabulary

    /// - Parameters:
    ///   - today: the day of the run, as days since 1970-01-01; handed in so that a run can be repeated.
    ///   - area: the working area.
    public init(pack: RulePack, today: Int, area: any AreaTest) {
        let setting = RuleSetting(pack: pack, today: today, area: area)
        // A record's outcomes are two bit masks of 64: the catalogue holds far fewer rules.
        rules = pack.rules.prefix(UInt64.bitWidth).compactMap { enabled in
            RuleCatalogue.type(enabled.id).map {
                ActiveRule(rule: $0.init(setting), definition: $0.definition, severity: enabled.severity)
            }
        }
        identifier = pack.identifier
        vocabulary = pack.contents.vocabulary
    }

    /// Assesses every row of a batch.
    /// - Throws: `BatchError` when the batch does not have the required columns in their kinds.
    public func assess(_ batch: ColumnBatch) throws(BatchError) -> Assessed {
        let facts = try ObservationFacts(batch, vocabulary)
        let outcomes = judge(facts)
        var table = OutcomeTable(rules: rules.map { ($0.definition.id, $0.severity) })
        var statuses = [UInt32](repeating: 0, count: facts.rowCount)
        var texts = [UInt32](repeating: 0, count: facts.rowCount)
        var findings = FindingRows(rules: rules.map { ($0.definition, $0.severity) }, pack: identifier)
        for row in 0..<facts.rowCount {
            let (status, text) = table.add(outcomes[row])
            statuses[row] = status
            texts[row] = text
            var failed = outcomes[row].failed
            while failed != 0 {
                let place = failed.trailingZeroBitCount
                failed &= failed - 1
                findings.append(facts, row, rule: place, rules[place].rule.evidence(facts, row))
            }
        }
        return Assessed(
            assessment: assessment(facts, statuses, texts, table), findings: findings.batch(), counts: table.counts())
    }

    /// Lets every rule judge the batch, one after the other.
    private func judge(_ facts: ObservationFacts) -> [Outcomes] {
        var outcomes = [Outcomes](repeating: Outcomes(), count: facts.rowCount)
        var marks = [RuleMark](repeating: .notApplicable, count: facts.rowCount)
        outcomes.withUnsafeMutableBufferPointer { outcomes in
            marks.withUnsafeMutableBufferPointer { marks in
                for (bit, active) in rules.enumerated() {
                    marks.update(repeating: .notApplicable)
                    active.rule.judge(facts, marks)
                    for row in outcomes.indices { outcomes[row].set(marks[row], bit: UInt64(bit)) }
                }
            }
        }
        return outcomes
    }

    private func assessment(
        _ facts: ObservationFacts, _ statuses: [UInt32], _ texts: [UInt32], _ table: OutcomeTable
    ) -> ColumnBatch {
        let pack = CodedText(
            codes: [UInt32](repeating: 1, count: facts.rowCount), dictionary: CodedText([identifier]).dictionary)
        let columns = AssessmentColumn.allCases.map { column -> ColumnData in
            switch column {
            case .observationID: .int64(Column(facts.observationID))
            case .status: .coded(CodedText(codes: statuses, dictionary: table.statuses))
            case .rulePack: .coded(pack)
            case .outcomes: .coded(CodedText(codes: texts, dictionary: table.texts))
            }
        }
        return ColumnBatch(
            names: AssessmentColumn.allCases.map(\.rawValue), columns: columns, rowCount: facts.rowCount)
    }
}

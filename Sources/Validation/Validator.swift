import Columns
import Observations

/// Holds batches of observations against the rules of a pack. Gives the same answer for the same batch, pack, day and
/// area, however the rows are spread over batches.
public struct Validator: Sendable {
    /// The columns that a batch must have; a re-run needs to read no others.
    public static let requiredColumns: [ObservationColumn] = ObservationFacts.columns
    /// The columns that a batch must have besides when it is held against a context.
    public static let contextColumns: [ObservationColumn] = ContextColumns.all

    struct ActiveRule {
        var rule: any Rule
        /// The same rule where it reads the context.
        var contextRule: (any ContextRule)?
        var definition: RuleDefinition
        var severity: FindingSeverity
    }

    let rules: [ActiveRule]
    private let identifier: String
    private let vocabulary: TaxonVocabulary
    private let stages: StageVocabulary
    private let context: SpeciesContext?
    /// Bits of the rules that look at a record alone and whose findings keep it from being approved.
    private let refusingRules: UInt64

    /// - Parameters:
    ///   - today: the day of the run, as days since 1970-01-01; handed in so that a run can be repeated.
    ///   - area: the working area.
    ///   - context: the approved records of the store; without it rules that hold a record against them are not
    ///     applicable.
    public init(pack: RulePack, today: Int, area: any AreaTest, context: SpeciesContext? = nil) {
        let setting = RuleSetting(pack: pack, today: today, area: area)
        // A record's outcomes are two bit masks of 64: the catalogue holds far fewer rules.
        rules = pack.rules.prefix(UInt64.bitWidth).compactMap { enabled in
            RuleCatalogue.type(enabled.id).map {
                let rule = $0.init(setting)
                return ActiveRule(
                    rule: rule, contextRule: rule as? any ContextRule, definition: $0.definition,
                    severity: enabled.severity)
            }
        }
        refusingRules = rules.enumerated().reduce(into: 0) { bits, entry in
            let (bit, active) = entry
            if active.contextRule == nil, active.severity != .info { bits |= 1 &<< UInt64(bit) }
        }
        self.context = context
        identifier = pack.identifier
        vocabulary = pack.contents.vocabulary
        stages = pack.stages
    }

    /// Assesses every row of a batch.
    /// - Parameter standing: tells which rows are part of the context themselves; without it none is.
    /// - Throws: `BatchError` when the batch does not have the required columns in their kinds.
    public func assess(_ batch: ColumnBatch, standing: ContextStanding? = nil) throws(BatchError) -> Assessed {
        let facts = try self.facts(batch)
        var outcomes = judge(facts)
        var rows: ContextRows?
        if let context, rules.contains(where: { $0.contextRule != nil }) {
            let held = try ContextRows(context, batch, facts, standing: standing) { row in
                outcomes[row].failed & refusingRules == 0
            }
            judge(facts, held, &outcomes)
            rows = held
        }
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
                let evidence: Evidence
                if let rule = rules[place].contextRule, let rows {
                    evidence = rule.evidence(facts, rows, row)
                } else {
                    evidence = rules[place].rule.evidence(facts, row)
                }
                findings.append(facts, row, rule: place, evidence)
            }
        }
        return Assessed(
            assessment: assessment(facts, statuses, texts, table), findings: findings.batch(), counts: table.counts())
    }

    /// What the rows of a batch add to a context: those that people approved, and those that nobody judged and in which
    /// the rules that look at a record alone found nothing that asks for a person.
    /// - Throws: `BatchError` when the batch lacks a required column or one of `contextColumns`.
    public func contribution(_ batch: ColumnBatch, standing: ContextStanding) throws(BatchError) -> ContextContribution {
        let facts = try self.facts(batch)
        let outcomes = judge(facts)
        let provinces = try ContextColumns.provinces(batch)
        var contribution = ContextContribution()
        // By code of the species: its place among those of the contribution.
        var places = [Int32](repeating: -1, count: facts.speciesID.dictionary.count + 1)
        for row in 0..<facts.rowCount {
            if let observers = standing.observers, standing.live[row],
                let stay = ObserverStay(facts, row, observer: observers[row])
            {
                contribution.stays.append(stay)
            }
            let code = Int(facts.speciesID.codes[row])
            guard code != 0, !facts.isAbsence[row],
                standing.isApproved(
                    row, observationID: facts.observationID[row],
                    passesOwnRules: outcomes[row].failed & refusingRules == 0),
                let name = facts.speciesID.dictionary[UInt32(code)]
            else { continue }
            if places[code] < 0 {
                places[code] = Int32(contribution.species.count)
                contribution.species.append(name)
            }
            contribution.numbers.append(places[code])
            contribution.rows.append(ContextRow(facts, row, province: provinces[row]))
        }
        return contribution
    }

    func facts(_ batch: ColumnBatch) throws(BatchError) -> ObservationFacts {
        try ObservationFacts(batch, vocabulary, stages)
    }

    /// Lets every rule on the context judge the batch.
    private func judge(_ facts: ObservationFacts, _ context: ContextRows, _ outcomes: inout [Outcomes]) {
        var marks = [RuleMark](repeating: .notApplicable, count: facts.rowCount)
        for (bit, active) in rules.enumerated() {
            guard let rule = active.contextRule else { continue }
            marks.withUnsafeMutableBufferPointer { marks in
                marks.update(repeating: .notApplicable)
                rule.judge(facts, context, marks)
            }
            for row in outcomes.indices { outcomes[row].set(marks[row], bit: UInt64(bit)) }
        }
    }

    /// Lets every rule judge the batch, one after the other.
    private func judge(_ facts: ObservationFacts) -> [Outcomes] {
        var outcomes = [Outcomes](repeating: Outcomes(), count: facts.rowCount)
        var marks = [RuleMark](repeating: .notApplicable, count: facts.rowCount)
        outcomes.withUnsafeMutableBufferPointer { outcomes in
            marks.withUnsafeMutableBufferPointer { marks in
                for (bit, active) in rules.enumerated() where active.contextRule == nil {
                    marks.update(repeating: .notApplicable)
                    active.rule.judge(facts, marks)
                    for row in outcomes.indices { outcomes[row].set(marks[row], bit: UInt64(bit)) }
                }
            }
        }
        return outcomes
    }

    func assessment(
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

import Columns
import Observations

/// Collects findings as columns.
struct FindingRows {
    private var observationID: [Int64] = []
    private var identity = PlainText()
    private var deliveryID: [Int64] = []
    private var line: [Int64] = []
    private var rule: CodedText
    private var rulePack: CodedText
    private var severity: CodedText
    private var term: CodedText
    private var verbatim = CodedText()
    private var detail = CodedText()
    /// By place in the pack: the codes of what all findings of a rule share.
    private let ruleCodes: [UInt32]
    private let severityCodes: [UInt32]
    private let termCodes: [UInt32]

    init(rules: [(definition: RuleDefinition, severity: FindingSeverity)], pack: String) {
        let names = CodedText(rules.map(\.definition.id))
        let severities = CodedText(rules.map(\.severity.rawValue))
        let terms = CodedText(rules.map(\.definition.terms.first))
        (ruleCodes, severityCodes, termCodes) = (names.codes, severities.codes, terms.codes)
        rule = CodedText(dictionary: names.dictionary)
        severity = CodedText(dictionary: severities.dictionary)
        term = CodedText(dictionary: terms.dictionary)
        rulePack = CodedText(dictionary: CodedText([pack]).dictionary)
    }

    /// `place` is the rule's place in the pack.
    mutating func append(_ facts: ObservationFacts, _ row: Int, rule place: Int, _ evidence: Evidence) {
        observationID.append(facts.observationID[row])
        identity.bytes += facts.identity.bytes[facts.identity.range(row)]
        identity.ends.append(UInt32(truncatingIfNeeded: identity.bytes.count))
        deliveryID.append(facts.deliveryID[row])
        line.append(facts.line[row])
        rule.codes.append(ruleCodes[place])
        rulePack.codes.append(1)
        severity.codes.append(severityCodes[place])
        term.codes.append(termCodes[place])
        verbatim.append(evidence.verbatim)
        detail.append(evidence.detail)
    }

    func batch() -> ColumnBatch {
        let columns = FindingColumn.allCases.map { column -> ColumnData in
            switch column {
            case .observationID: .int64(Column(observationID))
            case .identity: .plain(identity)
            case .deliveryID: .int64(Column(deliveryID))
            case .line: .int64(Column(line))
            case .rule: .coded(rule)
            case .rulePack: .coded(rulePack)
            case .severity: .coded(severity)
            case .term: .coded(term)
            case .verbatim: .coded(verbatim)
            // Rules of this pack propose nothing: they say what draws attention.
            case .proposed: .coded(CodedText(codes: [UInt32](repeating: 0, count: line.count)))
            case .detail: .coded(detail)
            }
        }
        return ColumnBatch(names: FindingColumn.allCases.map(\.rawValue), columns: columns, rowCount: line.count)
    }
}

extension CodedText {
    fileprivate mutating func append(_ text: String?) {
        codes.append(text.map { dictionary.intern($0) } ?? 0)
    }
}

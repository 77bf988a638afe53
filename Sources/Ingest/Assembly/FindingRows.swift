import Columns
import Observations

/// Gathers what was found in the records of one batch, as rows of the table `interpretation_finding`.
struct FindingRows {
    /// `name@version` under which interpretation findings are stored; counts up when the meaning of a code changes.
    static let rulePack = "interpretation@1"

    private var observationIDs: [Int64] = []
    private var lines: [Int64] = []
    private var identities = PlainText()
    private var rules: [UInt32] = []
    private var severities: [UInt32] = []
    private var terms: [UInt32] = []
    private var verbatims: [UInt32] = []
    private var proposals: [UInt32] = []
    private var ruleNames = TextDictionary()
    private var severityNames = TextDictionary()
    private var termNames = TextDictionary()
    private var verbatimTexts = TextDictionary()
    private var proposedTexts = TextDictionary()
    /// How often each code was found.
    private(set) var counts: [String: Int] = [:]

    /// The longest text kept of a value.
    private static let longestVerbatim = 400

    var count: Int { observationIDs.count }

    mutating func add(
        _ issue: InterpretationIssue, observationID: Int64, identity: UnsafeRawBufferPointer, line: Int,
        verbatim: UnsafeRawBufferPointer? = nil, proposed: String? = nil, term: String? = nil
    ) {
        observationIDs.append(observationID)
        lines.append(Int64(line))
        identities.bytes.append(contentsOf: identity)
        identities.ends.append(UInt32(identities.bytes.count))
        rules.append(ruleNames.intern(issue.rawValue))
        severities.append(severityNames.intern(issue.severity.rawValue))
        let term = term ?? issue.term
        terms.append(term.isEmpty ? 0 : termNames.intern(term))
        if let verbatim, !verbatim.isEmpty {
            verbatims.append(verbatimTexts.intern(verbatim.shortened(to: Self.longestVerbatim)))
        } else {
            verbatims.append(0)
        }
        proposals.append(proposed.map { proposedTexts.intern($0) } ?? 0)
        counts[issue.rawValue, default: 0] += 1
    }

    func batch(deliveryID: Int64) -> ColumnBatch {
        let rows = count
        var pack = TextDictionary()
        let packCode = pack.intern(Self.rulePack)
        let columns: [ColumnData] = FindingColumn.allCases.map { column in
            switch column {
            case .observationID: .int64(Column(observationIDs))
            case .identity: .plain(identities)
            case .deliveryID: .int64(Column([Int64](repeating: deliveryID, count: rows)))
            case .line: .int64(Column(lines))
            case .rule: .coded(CodedText(codes: rules, dictionary: ruleNames))
            case .rulePack:
                .coded(CodedText(codes: [UInt32](repeating: packCode, count: rows), dictionary: pack))
            case .severity: .coded(CodedText(codes: severities, dictionary: severityNames))
            case .term: .coded(CodedText(codes: terms, dictionary: termNames))
            case .verbatim: .coded(CodedText(codes: verbatims, dictionary: verbatimTexts))
            case .proposed: .coded(CodedText(codes: proposals, dictionary: proposedTexts))
            case .detail: .coded(CodedText(codes: [UInt32](repeating: 0, count: rows)))
            }
        }
        return ColumnBatch(names: FindingColumn.allCases.map(\.rawValue), columns: columns, rowCount: rows)
    }
}

extension UnsafeRawBufferPointer {
    /// The beginning of a UTF-8 text, at most `count` bytes of it, not cut within a character.
    func shortened(to count: Int) -> UnsafeRawBufferPointer {
        guard self.count > count else { return self }
        var end = count
        while end > 0, self[end] & 0xC0 == 0x80 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: self[..<end])
    }
}

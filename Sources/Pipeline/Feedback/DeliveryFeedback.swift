import Columns
import Ingest
import ObservationStore
import Observations
import Validation

/// What a supplier is told about one delivery. It holds nothing but what the supplier sent and what was made of it, and
/// of that no columns with people, remarks or place names.
struct DeliveryFeedback {
    /// Something found in records, or why records were set aside.
    struct Problem {
        var code: String
        /// `error`, `warning` or `info`; of records set aside `quarantine`.
        var severity: String
        var count: Int
        /// What it means, in Dutch.
        var meaning: String
        var examples: [Example]
    }

    struct Example {
        var line: Int64
        var column: String
        var value: String
        var proposal: String
    }

    /// A name that the register does not know.
    struct UnknownName {
        var name: String
        var records: Int
        var suggestion: String
        var firstLine: Int64
    }

    static let examplesOfKind = 5
    /// Names listed; more of them are counted.
    static let listedNames = 200
    /// Names told apart; a delivery with more has other worries.
    private static let namesTold = 20_000

    var delivery: DeliveryRecord
    var problems: [Problem] = []
    var setAside: [Problem] = []
    var unknownNames: [UnknownName] = []
    /// Distinct names beyond the list.
    var unlistedNames = 0

    /// Terms whose values name people or places, or are free text.
    private static let withheldTerms: Set<String> = [
        "recordedBy", "identifiedBy", "occurrenceRemarks", "locality", "observer", "identified_by", "remarks", "other",
    ]

    init(_ delivery: DeliveryRecord, store: ObservationStore) throws {
        self.delivery = delivery
        guard delivery.status == .accepted, let snapshot = delivery.snapshot else { return }
        try readQuarantine(store)
        var gathering = Gathering()
        let reader = try store.read(at: snapshot)
        for table in [StoreTable.interpretationFinding, .finding] {
            try reader.forEachBatch(of: table, columns: Gathering.columns, broughtBy: snapshot) { gathering.add($0) }
        }
        problems = gathering.problems.values.sorted {
            ($0.rank, -$0.count, $0.code) < ($1.rank, -$1.count, $1.code)
        }
        let names = gathering.names.values.sorted { ($1.records, $0.name) < ($0.records, $1.name) }
        unknownNames = Array(names.prefix(Self.listedNames))
        unlistedNames = names.count - unknownNames.count
    }

    private mutating func readQuarantine(_ store: ObservationStore) throws {
        guard delivery.counts.quarantined > 0 else { return }
        var byReason: [String: Problem] = [:]
        for entry in try store.quarantine(ofDelivery: delivery.id) {
            let reason = QuarantineReason(rawValue: entry.reason)
            byReason[
                entry.reason,
                default: Problem(
                    code: entry.reason, severity: "quarantine", count: 0, meaning: reason?.messageDutch ?? "",
                    examples: [])
            ].count += 1
            if let known = byReason[entry.reason], known.examples.count < Self.examplesOfKind {
                byReason[entry.reason]?.examples.append(
                    Example(line: entry.line, column: reason?.field ?? "", value: entry.detail ?? "", proposal: ""))
            }
        }
        setAside = byReason.values.sorted { ($1.count, $0.code) < ($0.count, $1.code) }
    }

    /// Counts findings, and keeps the first ones of every kind.
    private struct Gathering {
        static let columns: [String] = [
            FindingColumn.line, .rule, .severity, .term, .verbatim, .proposed, .detail,
        ].map(\.rawValue)
        private static let nameRules: Set<String> = [
            InterpretationIssue.taxonUnknown.rawValue, InterpretationIssue.taxonAmbiguous.rawValue,
        ]

        var problems: [String: Problem] = [:]
        var names: [String: UnknownName] = [:]

        mutating func add(_ batch: ColumnBatch) {
            guard case .coded(let rules)? = batch[FindingColumn.rule.rawValue],
                case .int64(let lines)? = batch[FindingColumn.line.rawValue]
            else { return }
            // Most rows only add to a count: their texts are not looked at.
            var counts = [Int](repeating: 0, count: rules.dictionary.count + 1)
            let known = (0...rules.dictionary.count).map { problems[rules.dictionary[UInt32($0)] ?? ""]?.examples.count ?? 0 }
            let isName = (0...rules.dictionary.count).map { Self.nameRules.contains(rules.dictionary[UInt32($0)] ?? "") }
            for row in 0..<batch.rowCount {
                let code = Int(rules.codes[row])
                counts[code] += 1
                if isName[code] { note(name: batch, row, line: lines.values[row]) }
                if known[code] + counts[code] <= DeliveryFeedback.examplesOfKind {
                    example(batch, row, rule: rules.dictionary[UInt32(code)] ?? "", line: lines.values[row])
                }
            }
            for code in counts.indices where counts[code] > 0 {
                problems[rules.dictionary[UInt32(code)] ?? ""]?.count += counts[code]
            }
        }

        private mutating func example(_ batch: ColumnBatch, _ row: Int, rule: String, line: Int64) {
            func text(_ column: FindingColumn) -> String? { batch[column.rawValue]?.text(row) }
            let term = text(.term) ?? ""
            let isWithheld = DeliveryFeedback.withheldTerms.contains(term)
            if problems[rule] == nil {
                let issue = InterpretationIssue(rawValue: rule)
                problems[rule] = Problem(
                    code: rule, severity: text(.severity) ?? "", count: 0,
                    meaning: issue.map { Self.general($0.messageDutch) }
                        ?? FindingText.message(rule: rule, verbatim: text(.verbatim), detail: text(.detail)),
                    examples: [])
            }
            problems[rule]?.examples.append(
                Example(
                    line: line, column: term, value: isWithheld ? "" : text(.verbatim) ?? "",
                    proposal: isWithheld ? "" : text(.proposed) ?? ""))
        }

        /// A message about one value, made one about all of them.
        private static func general(_ message: String) -> String {
            message.replacing(" “{value}”", with: "").replacing(": {value}", with: "").replacing(" {value}", with: "")
        }

        private mutating func note(name batch: ColumnBatch, _ row: Int, line: Int64) {
            guard let name = batch[FindingColumn.verbatim.rawValue]?.text(row) else { return }
            if names[name] != nil {
                names[name]?.records += 1
            } else if names.count < DeliveryFeedback.namesTold {
                names[name] = UnknownName(
                    name: name, records: 1, suggestion: batch[FindingColumn.proposed.rawValue]?.text(row) ?? "",
                    firstLine: line)
            }
        }
    }
}

extension DeliveryFeedback.Problem {
    /// The gravest first.
    fileprivate var rank: Int { FindingSeverity(rawValue: severity).flatMap(FindingSeverity.allCases.firstIndex) ?? 9 }
}

extension QuarantineReason {
    /// The field of the profile that is to blame, where it is one.
    fileprivate var field: String? {
        switch self {
        case .identityMissing, .withdrawalUnknown: "identity"
        case .operationUnknown: "operation"
        default: nil
        }
    }
}

import Columns
import Observations

/// A finding of the intake that is worth counting per delivery.
public struct ReadingFindingKind: Sendable {
    public var severity: FindingSeverity
    /// The Darwin Core or NDFF term concerned; empty when it is the record as a whole.
    public var term: String
    public var dutch: String
    public var english: String

    public init(severity: FindingSeverity, term: String, dutch: String, english: String) {
        self.severity = severity
        self.term = term
        self.dutch = dutch
        self.english = english
    }
}

/// Counts the records of a delivery in which the intake found something: double-encoded text, lost and invisible
/// characters, what could be read in two ways. Nothing is detected anew.
struct ReadingFindings: Sendable {
    private struct Tally {
        var records = 0
        var lastRecord: Int64 = .min
        /// By the terms that the findings name, which may be several: any text can be damaged.
        var terms: Set<String> = []
        var examples: [DataSetExample] = []
    }

    /// Names of terms come from the delivery's profile; more than this are not listed.
    private static let termLimit = 8

    private let kinds: [String: ReadingFindingKind]
    private var tallies: [String: Tally] = [:]

    init(kinds: [String: ReadingFindingKind]) { self.kinds = kinds }

    /// Findings of one record stand together.
    mutating func take(_ batch: ColumnBatch, _ rows: [Int]) throws(BatchError) {
        func column(_ name: FindingColumn) throws(BatchError) -> ColumnData {
            guard let data = batch[name.rawValue] else { throw BatchError.missingColumn(name.rawValue) }
            guard data.count == batch.rowCount else {
                throw BatchError.wrongLength(column: name.rawValue, expected: batch.rowCount)
            }
            return data
        }
        guard case .int64(let numbers) = try column(.observationID), case .int64(let lines) = try column(.line),
            case .coded(let rules) = try column(.rule)
        else { throw BatchError.wrongKind(column: FindingColumn.rule.rawValue, expected: "coded") }
        let identities = try column(.identity)
        let terms = try column(.term)
        let codes = DataSetFacts.values(of: rules) { kinds[$0] == nil ? nil : $0 }
        for row in rows {
            guard let code = codes[Int(rules.codes[row])] else { continue }
            var tally = tallies[code] ?? Tally()
            if let term = terms.text(row), !term.isEmpty, tally.terms.count < Self.termLimit { tally.terms.insert(term) }
            if numbers.values[row] != tally.lastRecord {
                tally.records += 1
                tally.lastRecord = numbers.values[row]
                if tally.examples.count < DataSetExample.limit {
                    tally.examples.append(
                        DataSetExample(line: lines.values[row], identity: identities.text(row) ?? ""))
                }
            }
            tallies[code] = tally
        }
    }

    func findings(_ records: Int) -> [DataSetFinding] {
        tallies.keys.sorted().compactMap { code in
            guard let kind = kinds[code], let tally = tallies[code] else { return nil }
            let count = tally.records
            return DataSetFinding(
                code: code, kind.severity,
                term: tally.terms.isEmpty ? kind.term : tally.terms.sorted().joined(separator: ", "), records: count,
                of: records, examples: tally.examples,
                dutch: "In \(CountText.of(count)) (\(ShareText.dutch(count, of: records))): \(kind.dutch)",
                english: "In \(CountText.of(count)) (\(ShareText.english(count, of: records))): \(kind.english)")
        }
    }
}

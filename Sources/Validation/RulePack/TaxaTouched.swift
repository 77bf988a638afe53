import Columns
import Foundation
import Observations
import Yams

/// The taxa to which two rule packs can give different outcomes, and the rules that can.
public struct TaxaTouched: Sendable, Equatable {
    /// Taxon URIs.
    public var keys: Set<String> = []
    /// Accepted scientific names.
    public var names: Set<String> = []
    /// Ids of the rules whose tables differ.
    public var rules: Set<String> = []

    public init() {}

    public var isEmpty: Bool { keys.isEmpty && names.isEmpty }

    /// Rules whose outcome follows from the day of the run as well: what fails today can pass tomorrow, under the same
    /// pack. What passes goes on passing.
    public static let rulesOfTheDay = ["period_not_future"]

    /// The columns that tell whether a record is touched.
    public static let columns: [ObservationColumn] = [.taxonID, .scientificName, .speciesID]

    /// Rows in which a rule of the day failed.
    /// - Parameter outcomes: as they are stored.
    public static func rowsOfTheDay(_ outcomes: CodedText) -> [Bool] {
        let stored = StoredOutcomes(rules: rulesOfTheDay)
        let byCode = (0...outcomes.dictionary.count).map { code in
            code > 0 && outcomes.dictionary.withBytes(UInt32(code), stored.read).failed != 0
        }
        return outcomes.codes.map { byCode[Int($0)] }
    }

    /// Which rows the difference can touch: those of the taxa themselves, and those of taxa below them, to which the
    /// rules of a species apply.
    public func rows(of batch: ColumnBatch) throws(BatchError) -> [Bool] {
        var touched = [Bool](repeating: false, count: batch.rowCount)
        try mark(batch, .taxonID, &touched) { keys.contains($0) }
        try mark(batch, .speciesID, &touched) { keys.contains($0) }
        try mark(batch, .scientificName, &touched) { name in
            if names.contains(name) { return true }
            guard name.utf8.count(where: { $0 == UInt8(ascii: " ") }) > 1 else { return false }
            let words = name.split(separator: " ")
            return words.count > 2 && names.contains("\(words[0]) \(words[1])")
        }
        return touched
    }

    private func mark(
        _ batch: ColumnBatch, _ column: ObservationColumn, _ touched: inout [Bool], _ isTouched: (String) -> Bool
    ) throws(BatchError) {
        guard let data = batch[column.rawValue] else { throw .missingColumn(column.rawValue) }
        guard case .coded(let text) = data else { throw .wrongKind(column: column.rawValue, expected: "coded") }
        let byCode = (0...text.dictionary.count).map { text.dictionary[UInt32($0)].map(isTouched) ?? false }
        for row in touched.indices where byCode[Int(text.codes[row])] { touched[row] = true }
    }
}

extension RulePack {
    /// The taxa for which the rules of two packs differ; `nil`: anything may come out otherwise.
    ///
    /// Files are compared as they are, so that a table of which this function knows nothing makes it answer `nil` when
    /// it differs. Only rows of tables that name their taxon narrow the answer; of the manifest only what says who made
    /// which version may differ.
    public static func taxaTouched(old: URL, new: URL) -> TaxaTouched? {
        guard let before = files(old), let after = files(new) else { return nil }
        var touched = TaxaTouched()
        for name in Set(before.keys).union(after.keys) where before[name] != after[name] {
            guard let first = before[name], let second = after[name] else { return nil }
            switch name {
            case RulePackManifest.file:
                guard let first = substance(first), first == substance(second) else { return nil }
            default:
                guard let file = TableFile(rawValue: name), let rule = file.rule,
                    let rows = differingRows(first, second, file)
                else { return nil }
                touched.rules.insert(rule)
                for row in rows {
                    // A wildcard is about taxa that it does not name.
                    guard !row.name.contains("*"), TaxonWildcard(row.name) == nil else { return nil }
                    if !row.key.isEmpty { touched.keys.insert(row.key) }
                    touched.names.insert(row.name)
                }
            }
        }
        return touched
    }

    private static func files(_ directory: URL) -> [String: [UInt8]]? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory.path) else { return nil }
        var files: [String: [UInt8]] = [:]
        // Whatever else lies in a pack is for people.
        for name in names where [".csv", ".yaml", ".yml"].contains(where: name.lowercased().hasSuffix) {
            guard let data = try? Data(contentsOf: directory.appendingPathComponent(name)) else { return nil }
            files[name] = [UInt8](data)
        }
        return files
    }

    /// The manifest without what has no bearing on outcomes.
    private static func substance(_ bytes: [UInt8]) -> [String: Node]? {
        guard let text = String(validating: bytes, as: UTF8.self), let root = try? Yams.compose(yaml: text),
            let mapping = root.mapping
        else { return nil }
        let label: Set<String> = ["name", "version", "authority", "licence", "example", "description"]
        var substance: [String: Node] = [:]
        for (key, node) in mapping {
            guard let key = key.string else { return nil }
            if !label.contains(key) { substance[key] = node }
        }
        return substance
    }

    private struct TaxonRow: Hashable {
        var key: String
        var name: String
        var fields: [String]
    }

    /// The rows that only one of two versions of a table has; `nil` for a table that does not name a taxon in each, and for
    /// one with errors.
    private static func differingRows(_ before: [UInt8], _ after: [UInt8], _ file: TableFile) -> Set<TaxonRow>? {
        guard file.columns.contains("taxon"), file.columns.contains("organism_key") else { return nil }
        var problems: [RulePackProblem] = []
        var old = RuleTable(bytes: before, file: file.rawValue, columns: file.columns, problems: &problems).rows[...]
        var new = RuleTable(bytes: after, file: file.rawValue, columns: file.columns, problems: &problems).rows[...]
        guard problems.isEmpty else { return nil }
        // Mostly a few rows of thousands differ: only between the first and the last one that does can others be moved.
        while let first = old.first, let second = new.first, first.isSame(as: second) {
            old.removeFirst()
            new.removeFirst()
        }
        while let first = old.last, let second = new.last, first.isSame(as: second) {
            old.removeLast()
            new.removeLast()
        }
        func rows(_ rows: some Sequence<RuleTable.Row>) -> Set<TaxonRow> {
            Set(
                rows.map { row in
                    TaxonRow(key: row.text("organism_key"), name: row.text("taxon"), fields: file.columns.map(row.text))
                })
        }
        return rows(old).symmetricDifference(rows(new))
    }
}

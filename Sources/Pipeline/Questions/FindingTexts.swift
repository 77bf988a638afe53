import Columns
import Observations

/// The texts of one batch of findings, each made once for every distinct value: there can be millions of rows.
struct FindingTexts {
    private let columns: [ColumnData?]
    /// By column and code, as far as they were asked for.
    private var known: [[String?]]
    /// Sentences by the codes of rule, verbatim value and detail.
    private var messages: [SIMD4<UInt32>: String] = [:]

    private static let places = Dictionary(
        uniqueKeysWithValues: FindingColumn.allCases.enumerated().map { ($1, $0) })

    init(_ batch: ColumnBatch) {
        columns = FindingColumn.allCases.map { batch[$0.rawValue] }
        known = columns.map { column in
            guard case .coded(let text)? = column else { return [] }
            return [String?](repeating: nil, count: text.dictionary.count + 1)
        }
    }

    mutating func text(_ column: FindingColumn, _ row: Int) -> String? {
        guard let place = Self.places[column], let data = columns[place] else { return nil }
        guard case .coded(let text) = data else { return CellText.text(data, row) }
        let code = Int(text.codes[row])
        guard code > 0 else { return nil }
        if let known = known[place][code] { return known }
        let made = text.dictionary[UInt32(code)]
        known[place][code] = made
        return made
    }

    /// What the finding says, in Dutch.
    mutating func message(_ row: Int) -> String {
        guard let rule = code(.rule, row), let verbatim = code(.verbatim, row), let detail = code(.detail, row) else {
            return makeMessage(row)
        }
        let key = SIMD4(rule, verbatim, detail, 0)
        if let known = messages[key] { return known }
        let made = makeMessage(row)
        messages[key] = made
        return made
    }

    private func code(_ column: FindingColumn, _ row: Int) -> UInt32? {
        guard let place = Self.places[column], case .coded(let text)? = columns[place] else { return nil }
        return text.codes[row]
    }

    private mutating func makeMessage(_ row: Int) -> String {
        FindingMessage.dutch(rule: text(.rule, row) ?? "", verbatim: text(.verbatim, row), detail: text(.detail, row))
    }
}

/// Where the value of a field comes from.
public indirect enum FieldSource: Sendable, Equatable {
    /// The first of these columns that has a value.
    case columns([String])
    /// Text with column names in braces; no value unless all columns have one.
    case template(FieldTemplate)
    case constant(String)
    /// The first of these sources that has a value.
    case first([FieldSource])
    /// The values of these sources, as far as they have one, with a text between them.
    case join([FieldSource], separator: String)
    /// The sum of the numbers in these columns, as far as they have one.
    case sum([String])
    /// The source of the first case that applies.
    case cases([FieldCase], otherwise: FieldSource?)
    /// A part of a value, or the value with parts replaced.
    case edited(FieldSource, TextEdit)

    /// All columns named, those of conditions too.
    public var columnNames: [String] {
        switch self {
        case .columns(let names), .sum(let names): names
        case .template(let template): template.columnNames
        case .constant: []
        case .first(let sources), .join(let sources, _): sources.flatMap(\.columnNames)
        case .cases(let cases, let otherwise):
            cases.flatMap { $0.conditions.map(\.column) + $0.source.columnNames } + (otherwise?.columnNames ?? [])
        case .edited(let source, _): source.columnNames
        }
    }

    /// Whether the number of the record is in it.
    var namesRecordNumber: Bool {
        switch self {
        case .template(let template): template.namesRecordNumber
        case .first(let sources), .join(let sources, _): sources.contains(where: \.namesRecordNumber)
        case .cases(let cases, let otherwise):
            cases.contains { $0.source.namesRecordNumber } || otherwise?.namesRecordNumber == true
        case .edited(let source, _): source.namesRecordNumber
        case .columns, .constant, .sum: false
        }
    }

    /// In a few words, for people: `Species | Genus`, `https://…/{id}`, `"CC0"`.
    public var summary: String {
        switch self {
        case .columns(let names): names.joined(separator: " | ")
        case .constant(let text): "\"\(text)\""
        case .template(let template): template.text
        case .first(let sources): sources.map(\.summary).joined(separator: " | ")
        case .join(let sources, let separator): sources.map(\.summary).joined(separator: " \"\(separator)\" ")
        case .sum(let names): names.joined(separator: " + ")
        case .cases(let cases, let otherwise):
            (cases.map { item in
                "\(item.source.summary) (\(item.conditions.map(\.column).joined(separator: ", ")))"
            } + [otherwise?.summary].compactMap { $0 }).joined(separator: " | ")
        case .edited(let source, let edit):
            "\(source.summary)" + (edit.match.map { " ~ /\($0.text)/" } ?? "")
                + edit.replacements.map { " s/\($0.pattern.text)/\($0.text)/" }.joined()
        }
    }
}

/// A source for the records of which something holds.
public struct FieldCase: Sendable, Equatable {
    /// All must hold.
    public var conditions: [RecordCondition]
    public var source: FieldSource

    public init(conditions: [RecordCondition], source: FieldSource) {
        self.conditions = conditions
        self.source = source
    }
}

/// Something that holds of a record or not.
public struct RecordCondition: Sendable, Equatable {
    public enum Test: Sendable, Equatable {
        /// The value is one of these, compared without blanks around them, to the letter.
        case equals([String])
        /// The value is none of these.
        case not([String])
        /// The pattern is found in the value.
        case matches(TextPattern)
        /// There is no value (or, for `false`, there is one).
        case empty(Bool)
    }

    public var column: String
    public var test: Test

    public init(column: String, test: Test) {
        self.column = column
        self.test = test
    }
}

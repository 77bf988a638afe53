/// A profile applied to the columns of one delivery: names have become column numbers.
public struct ProfileBinding: Sendable, Equatable {
    public indirect enum Source: Sendable, Equatable {
        /// The first of these columns that has a value.
        case columns([Int])
        /// Text and columns in turn; no value unless all columns have one.
        case template([TemplatePart])
        case constant(String)
        /// The first of these that has a value.
        case first([Source])
        case join([Source], separator: String)
        case sum([Int])
        case cases([Case], otherwise: Source?)
        case edited(Source, TextEdit)

        /// Columns of which the value stands in the field as it was delivered, so that it need not be kept beside it.
        var columnsKept: [Int] {
            switch self {
            case .columns(let numbers): numbers
            case .template(let parts): parts.compactMap { if case .column(let number) = $0 { number } else { nil } }
            case .first(let sources), .join(let sources, _):
                // What one of them edits may not reach the other as it was.
                sources.allSatisfy(\.isVerbatim) ? sources.flatMap(\.columnsKept) : []
            case .constant, .sum, .cases, .edited: []
            }
        }

        private var isVerbatim: Bool {
            switch self {
            case .columns, .template, .constant: true
            case .first(let sources), .join(let sources, _): sources.allSatisfy(\.isVerbatim)
            case .sum, .cases, .edited: false
            }
        }
    }

    public struct Case: Sendable, Equatable {
        public var conditions: [Condition]
        public var source: Source
    }

    public struct Condition: Sendable, Equatable {
        public var column: Int
        public var test: RecordCondition.Test

        public init(column: Int, test: RecordCondition.Test) {
            self.column = column
            self.test = test
        }
    }

    public enum TemplatePart: Sendable, Equatable {
        case text(String)
        case column(Int)
        case recordNumber
    }

    public struct Exclusion: Sendable, Equatable {
        /// All must hold.
        public var conditions: [Condition]
        public var reason: String

        public init(conditions: [Condition], reason: String) {
            self.conditions = conditions
            self.reason = reason
        }
    }

    /// Where each field comes from; fields that the delivery does not have are not in it.
    public var sources: [ProfileField: Source] = [:]
    public var exclusions: [Exclusion] = []
    /// Columns that are neither stored nor compared.
    public var ignored: [Int] = []
    /// Columns that no field takes and that are not ignored: kept with the restricted facts.
    public var other: [Int] = []

    public init() {}
}

extension SupplierProfile {
    /// Applies the profile to the columns of a delivery.
    ///
    /// A profile without fields takes them from the columns' names (`FieldNameMapping`); so does
    /// `SupplierProfile(name:version:)` for deliveries without profile. Columns are found by their name; where it is not there to the letter, blanks around it and case are disregarded.
    ///
    /// - Parameter file: name of the profile's file, for messages.
    public func bind(columns: [String], file: String) throws(ProfileError) -> ProfileBinding {
        let index = ColumnIndex(columns)
        let fields = fields.isEmpty ? FieldNameMapping.propose(columns: columns).fields : fields
        var binding = ProfileBinding()
        var taken = Set<Int>()
        for field in ProfileField.allCases {
            guard let source = fields[field] else { continue }
            let bound = try bind(source, field, index, file)
            guard let bound else { continue }
            taken.formUnion(bound.columnsKept)
            binding.sources[field] = bound
        }
        for (number, exclusion) in exclusions.enumerated() {
            let path = "exclude[\(number + 1)].column"
            guard let conditions = try bind(exclusion.conditions, index, path: path, file) else { continue }
            binding.exclusions.append(ProfileBinding.Exclusion(conditions: conditions, reason: exclusion.reason))
        }
        let ignoredNames = Set(ignore.map(ColumnIndex.folded))
        for column in columns.indices {
            if ignoredNames.contains(ColumnIndex.folded(columns[column])) {
                binding.ignored.append(column)
            } else if !taken.contains(column) {
                binding.other.append(column)
            }
        }
        return binding
    }

    private func bind(
        _ source: FieldSource, _ field: ProfileField, _ index: ColumnIndex, _ file: String
    ) throws(ProfileError) -> ProfileBinding.Source? {
        let path = "fields.\(field.rawValue)"
        switch source {
        case .constant(let text): return .constant(text)
        case .columns(let names):
            return try anyOf(names, index, path: path, file).map { .columns($0) }
        case .join(let sources, let separator):
            return try anyOf(sources, field, index, file).map { .join($0, separator: separator) }
        case .sum(let names): return try anyOf(names, index, path: path, file).map { .sum($0) }
        case .first(let sources):
            return try anyOf(sources, field, index, file).map { .first($0) }
        case .cases(let cases, let otherwise):
            var bound: [ProfileBinding.Case] = []
            for item in cases {
                guard let conditions = try bind(item.conditions, index, path: path, file),
                    let source = try bind(item.source, field, index, file)
                else { continue }
                bound.append(ProfileBinding.Case(conditions: conditions, source: source))
            }
            let rest = try otherwise.flatMap { source throws(ProfileError) in try bind(source, field, index, file) }
            return bound.isEmpty ? rest : .cases(bound, otherwise: rest)
        case .edited(let source, let edit):
            return try bind(source, field, index, file).map { .edited($0, edit) }
        case .template(let template):
            var parts: [ProfileBinding.TemplatePart] = []
            for part in template.parts {
                switch part {
                case .text(let text): parts.append(.text(text))
                case .recordNumber: parts.append(.recordNumber)
                case .column(let name):
                    guard let number = try index.number(name, path: path, file) else {
                        if missingColumns == .ignore { return nil }
                        throw index.missing([name], path: path, file)
                    }
                    parts.append(.column(number))
                }
            }
            return .template(parts)
        }
    }

    /// Those of the sources that the delivery has; `nil` when it has none and that is no matter.
    private func anyOf(
        _ sources: [FieldSource], _ field: ProfileField, _ index: ColumnIndex, _ file: String
    ) throws(ProfileError) -> [ProfileBinding.Source]? {
        var bound: [ProfileBinding.Source] = []
        var absent: ProfileError?
        for source in sources {
            do throws(ProfileError) {
                if let source = try bind(source, field, index, file) { bound.append(source) }
            } catch {
                guard case .columnMissing = error.problem else { throw error }
                absent = absent ?? error
            }
        }
        if bound.isEmpty, let absent { throw absent }
        return bound.isEmpty ? nil : bound
    }

    /// Those of the columns that the delivery has; `nil` when it has none and that is no matter.
    private func anyOf(
        _ names: [String], _ index: ColumnIndex, path: String, _ file: String
    ) throws(ProfileError) -> [Int]? {
        var numbers: [Int] = []
        for name in names {
            if let number = try index.number(name, path: path, file) { numbers.append(number) }
        }
        if !numbers.isEmpty { return numbers }
        if missingColumns == .ignore { return nil }
        throw index.missing(names, path: path, file)
    }

    /// The conditions by number of column; `nil` when the delivery lacks a column of them and that is no matter.
    private func bind(
        _ conditions: [RecordCondition], _ index: ColumnIndex, path: String, _ file: String
    ) throws(ProfileError) -> [ProfileBinding.Condition]? {
        var bound: [ProfileBinding.Condition] = []
        for condition in conditions {
            guard let column = try index.number(condition.column, path: path, file) else {
                if missingColumns == .ignore { return nil }
                throw index.missing([condition.column], path: path, file)
            }
            bound.append(ProfileBinding.Condition(column: column, test: condition.test))
        }
        return bound
    }
}

/// Column names of a delivery, for looking up.
private struct ColumnIndex {
    let columns: [String]
    private let exact: [String: [Int]]
    private let folded: [String: [Int]]

    init(_ columns: [String]) {
        self.columns = columns
        exact = Dictionary(grouping: columns.indices, by: { columns[$0] })
        folded = Dictionary(grouping: columns.indices, by: { Self.folded(columns[$0]) })
    }

    static func folded(_ name: String) -> String { ValueMapping.folded(name) }

    func number(_ name: String, path: String, _ file: String) throws(ProfileError) -> Int? {
        guard let found = exact[name] ?? folded[Self.folded(name)] else { return nil }
        guard found.count == 1 else { throw ProfileError(file: file, keyPath: path, problem: .columnRepeated(name)) }
        return found[0]
    }

    func missing(_ names: [String], path: String, _ file: String) -> ProfileError {
        ProfileError(
            file: file, keyPath: path, problem: .columnMissing(names), allowed: columns,
            suggestion: names.lazy.compactMap { NearestName.suggestion(for: $0, among: columns) }.first)
    }
}

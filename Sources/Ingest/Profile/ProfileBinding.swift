/// A profile applied to the columns of one delivery: names have become column numbers.
public struct ProfileBinding: Sendable, Equatable {
    public enum Source: Sendable, Equatable {
        /// The first of these columns that has a value.
        case columns([Int])
        /// Text and columns in turn; no value unless all columns have one.
        case template([TemplatePart])
        case constant(String)
    }

    public enum TemplatePart: Sendable, Equatable {
        case text(String)
        case column(Int)
    }

    public struct Exclusion: Sendable, Equatable {
        public var column: Int
        public var values: Set<String>
        public var reason: String

        public init(column: Int, values: Set<String>, reason: String) {
            self.column = column
            self.values = values
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
            switch bound {
            case .columns(let numbers): taken.formUnion(numbers)
            case .template(let parts): for case .column(let number) in parts { taken.insert(number) }
            case .constant: break
            }
            binding.sources[field] = bound
        }
        for (number, exclusion) in exclusions.enumerated() {
            guard let column = try index.number(exclusion.column, path: "exclude[\(number + 1)].column", file) else {
                if missingColumns == .ignore { continue }
                throw index.missing([exclusion.column], path: "exclude[\(number + 1)].column", file)
            }
            binding.exclusions.append(
                ProfileBinding.Exclusion(column: column, values: Set(exclusion.values), reason: exclusion.reason))
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
            var numbers: [Int] = []
            for name in names {
                if let number = try index.number(name, path: path, file) { numbers.append(number) }
            }
            if !numbers.isEmpty { return .columns(numbers) }
            if missingColumns == .ignore { return nil }
            throw index.missing(names, path: path, file)
        case .template(let template):
            var parts: [ProfileBinding.TemplatePart] = []
            for part in template.parts {
                switch part {
                case .text(let text): parts.append(.text(text))
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

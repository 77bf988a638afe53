import Reference

/// Which waiting records a work list is made of.
public struct ReviewSelection: Sendable, Equatable {
    /// Soortgroepen as NDFF writes them; empty for all.
    public var groups: [String]
    /// Records on the web page, the most urgent ones; `nil` for `defaultLimit`. The other forms hold all of them.
    public var limit: Int?

    /// A browser filters this many without being slow; the page says that it was limited.
    public static let defaultLimit = 20_000

    public init(groups: [String] = [], limit: Int? = nil) {
        self.groups = groups
        self.limit = limit
    }

    /// - Throws: `PipelineError.usage` for a soortgroep that does not exist and a limit that cannot be kept to.
    func checked(for format: ReviewFormat) throws -> ReviewSelection {
        var checked = self
        checked.groups = try groups.map { name in
            guard let group = SpeciesGroup.allCases.first(where: { $0.name.lowercased() == name.lowercased() }) else {
                let known = SpeciesGroup.allCases.map(\.name).joined(separator: ", ")
                throw PipelineError.usage("'\(name)' is no soortgroep; these are: \(known)")
            }
            return group.name
        }
        if let limit {
            guard format == .html else { throw PipelineError.usage("--limit is for html; \(format.rawValue) holds all records") }
            guard limit > 0 else { throw PipelineError.usage("--limit is at least 1, not \(limit)") }
        }
        return checked
    }

    /// Whether a record with these soortgroepen (separated by `|`) belongs to the selection.
    func takes(soortgroep: String?) -> Bool {
        groups.isEmpty || (soortgroep ?? "").split(separator: "|").contains { groups.contains(String($0)) }
    }
}

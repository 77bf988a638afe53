/// A table with a column for every species, that is read as one record for every row and species.
///
/// In a profile:
///
///     table:
///       wide:
///         columns: { from: Parus major, to: Turdus merula }   # or one of the forms below
///         name: taxon                  # column that gets the name of the species' column (default: taxon)
///         value: aantal                # column that gets what stands in the cell (default: abundance)
///         status: occurrenceStatus     # column that says present or absent (default: occurrenceStatus)
///         absent: ["0"]                # cells that say: looked for and not seen; kept as absent
///         skip: ["", "-"]              # cells that say nothing: no record (default: empty cells)
///     fields:
///       identity: { template: "https://example.org/{telling}:{taxon}" }
///       taxon: taxon
///       abundance: aantal
///       occurrenceStatus: occurrenceStatus
///
/// Forms of `columns`: a list of names; `{ from: A, to: B }`, both included, `to` being the last column when absent;
/// `{ except: [telling, datum, x, y] }`; `{ matching: "aantal *" }`, in which the part under the star is the name.
public struct WideTable: Sendable, Equatable {
    public enum Columns: Sendable, Equatable {
        case names([String])
        case range(from: String, to: String?)
        case except([String])
        case matching(prefix: String, suffix: String)
    }

    public var columns: Columns
    public var name = "taxon"
    public var value = "abundance"
    public var status = "occurrenceStatus"
    /// Cells that say that there was nothing, compared without blanks around them.
    public var absent: Set<String> = []
    /// Cells that are no record.
    public var skip: Set<String> = [""]

    public init(columns: Columns) {
        self.columns = columns
    }
}

extension ProfileReader {
    func wideTable(_ node: ProfileNode) throws(ProfileError) -> WideTable {
        let keys = try node.mapping(allowed: ["columns", "name", "value", "status", "absent", "skip"])
        guard let columns = keys["columns"] else { throw node.child("columns").error(.missingKey) }
        var wide = WideTable(columns: try wideColumns(columns))
        if let name = keys["name"] { wide.name = try name.nonemptyText() }
        if let value = keys["value"] { wide.value = try value.nonemptyText() }
        if let status = keys["status"] { wide.status = try status.nonemptyText() }
        if let absent = keys["absent"] { wide.absent = Set(try cells(absent)) }
        if let skip = keys["skip"] {
            wide.skip = Set(try cells(skip))
            if let both = wide.skip.intersection(wide.absent).min() {
                throw skip.error(.wrongType(expected: "cells that are not in absent as well ('\(both)' is)"))
            }
        } else {
            wide.skip.subtract(wide.absent)
        }
        guard Set([wide.name, wide.value, wide.status]).count == 3 else {
            throw node.error(.wrongType(expected: "three different columns for name, value and status"))
        }
        return wide
    }

    /// One text or several, that may be empty.
    private func cells(_ node: ProfileNode) throws(ProfileError) -> [String] {
        guard node.node.sequence != nil else { return [try node.text()] }
        return try node.texts()
    }

    private func wideColumns(_ node: ProfileNode) throws(ProfileError) -> WideTable.Columns {
        guard node.isMapping else {
            let names = try node.texts()
            guard !names.isEmpty else { throw node.error(.wrongType(expected: "at least one column")) }
            return .names(names)
        }
        let keys = try node.mapping(allowed: ["from", "to", "except", "matching"])
        if let from = keys["from"], keys.keys.allSatisfy({ $0 == "from" || $0 == "to" }) {
            return .range(from: try from.nonemptyText(), to: try keys["to"]?.nonemptyText())
        }
        if let except = keys["except"], keys.count == 1 { return .except(try except.texts()) }
        if let matching = keys["matching"], keys.count == 1 {
            let parts = try matching.nonemptyText().split(separator: "*", omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw matching.error(.wrongType(expected: "a pattern with one * in it, such as \"aantal *\""))
            }
            return .matching(prefix: String(parts[0]), suffix: String(parts[1]))
        }
        throw node.error(.wrongType(expected: "a list of columns, {from: …, to: …}, {except: […]} or {matching: …}"))
    }
}

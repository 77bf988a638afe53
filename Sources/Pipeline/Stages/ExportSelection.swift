import Columns
import Foundation
import ObservationStore
import Observations
import Reference

/// Which observations an export is about.
public struct ExportSelection: Sendable, Equatable {
    /// Scientific or Dutch names; subspecies belong to their species.
    public var taxa: [String]
    /// Provinces by code or name, kmhokken by `155-463` or `155463`.
    public var areas: [String]
    /// Days since 1970-01-01; the period of a record must touch the stretch between them.
    public var from: Int?
    public var to: Int?

    public init(taxa: [String] = [], areas: [String] = [], from: Int? = nil, to: Int? = nil) {
        self.taxa = taxa
        self.areas = areas
        self.from = from
        self.to = to
    }

    public var isEverything: Bool { taxa.isEmpty && areas.isEmpty && from == nil && to == nil }

    /// The selection with names looked up.
    /// - Throws: `PipelineError.usage` for a name that is not known.
    func resolved(_ register: TaxonRegister) throws -> ResolvedSelection {
        var resolved = ResolvedSelection(from: from, to: to)
        for name in taxa {
            guard let index = register.match(name).taxon ?? register.match(name, as: .dutch).taxon,
                let taxon = register[index]
            else { throw PipelineError.usage("the taxon register does not know '\(name)'") }
            resolved.taxa.insert(taxon.id)
            resolved.names.append(taxon.scientificName)
        }
        for area in areas {
            if let province = Province.allCases.first(where: {
                String($0.rawValue) == area || $0.name.lowercased() == area.lowercased()
            }) {
                resolved.provinces.insert(Int32(province.rawValue))
                resolved.names.append(province.name)
            } else if let code = RijksdriehoekGrid.code(ofLabel: area) {
                resolved.squares.insert(code)
                resolved.names.append(RijksdriehoekGrid.label(code: code))
            } else {
                throw PipelineError.usage("'\(area)' is neither a province nor a kmhok such as 155-463")
            }
        }
        return resolved
    }
}

/// A selection that can be held against rows.
struct ResolvedSelection: Sendable {
    var taxa: Set<String> = []
    var provinces: Set<Int32> = []
    var squares: Set<Int32> = []
    var from: Int?
    var to: Int?
    var names: [String] = []

    static let columns: [ObservationColumn] = [.taxonID, .speciesID, .province, .kmhok, .periodStart, .periodStop]

    init(from: Int?, to: Int?) {
        self.from = from
        self.to = to
    }

    /// For the metadata of the export.
    var description: String? {
        var parts = names
        func text(_ day: Int) -> String {
            let date = CivilDate.date(days: day)
            return "\(date.day)-\(date.month)-\(date.year)"
        }
        if let from { parts.append("vanaf \(text(from))") }
        if let to { parts.append("tot en met \(text(to))") }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    var hasAreas: Bool { !provinces.isEmpty || !squares.isEmpty }

    /// Takes rows that are not selected out of the mask.
    /// - Parameter blurLevels: given for what will be public. Whether a blurred record lies in an area must not tell more
    ///   than the record itself: it has no province, and no km square unless that is what it was blurred to.
    func narrow(_ live: inout [Bool], _ batch: ColumnBatch, blurLevels: Column<Int32>? = nil) {
        if !taxa.isEmpty {
            let byTaxon = isIn(batch[ObservationColumn.taxonID.rawValue])
            let bySpecies = isIn(batch[ObservationColumn.speciesID.rawValue])
            for row in live.indices where !byTaxon[row] && !bySpecies[row] { live[row] = false }
        }
        if hasAreas {
            let province = numbers(batch[ObservationColumn.province.rawValue])
            let kmhok = numbers(batch[ObservationColumn.kmhok.rawValue])
            for row in live.indices {
                let level = blurLevels?[row] ?? 0
                let isInside = level == 0 && province?[row].map(provinces.contains) ?? false
                    || (0...1).contains(level) && kmhok?[row].map(squares.contains) ?? false
                if !isInside { live[row] = false }
            }
        }
        guard from != nil || to != nil else { return }
        guard case .timestamp(let starts)? = batch[ObservationColumn.periodStart.rawValue],
            case .timestamp(let stops)? = batch[ObservationColumn.periodStop.rawValue]
        else { return }
        for row in live.indices where live[row] {
            guard let start = starts[row], let stop = stops[row] else {
                live[row] = false
                continue
            }
            if let from, CivilDate.split(stop).day < from { live[row] = false }
            if let to, CivilDate.split(start).day > to { live[row] = false }
        }
    }

    private func isIn(_ column: ColumnData?) -> [Bool] {
        guard case .coded(let text)? = column else { return [] }
        var byCode = [false]
        for code in 0..<text.dictionary.count {
            byCode.append(text.dictionary[UInt32(code + 1)].map(taxa.contains) ?? false)
        }
        return text.codes.map { byCode[Int($0)] }
    }

    private func numbers(_ column: ColumnData?) -> Column<Int32>? {
        if case .int32(let numbers)? = column { numbers } else { nil }
    }
}

import Columns
import Disclosure
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
        var resolved = ResolvedSelection()
        resolved.firstDay = from
        resolved.lastDay = to
        for name in taxa {
            guard let index = register.match(name).taxon ?? register.match(name, as: .dutch).taxon,
                let taxon = register[index]
            else { throw PipelineError.usage("the taxon register does not know '\(name)'") }
            resolved.taxa.insert(taxon.id)
            resolved.names.append(taxon.scientificName)
            // What belongs to the species belongs to the selection.
            for below in register.taxa where below.speciesIndex == index { resolved.taxa.insert(below.id) }
        }
        for area in areas {
            if let province = Province.allCases.first(where: {
                String($0.rawValue) == area || $0.name.lowercased() == area.lowercased()
            }) {
                resolved.provinces.insert(province.rawValue)
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

/// A selection with names looked up.
struct ResolvedSelection: Sendable {
    /// Taxon URIs, those below a wanted species included.
    var taxa: Set<String> = []
    var provinces: Set<Int32> = []
    var squares: Set<Int32> = []
    var firstDay: Int?
    var lastDay: Int?
    var names: [String] = []

    /// The columns that `narrow` looks at.
    static let columns: [ObservationColumn] = [.taxonID]

    /// For the metadata of the export.
    var description: String? {
        var parts = names
        func text(_ day: Int) -> String {
            let date = CivilDate.date(days: day)
            return "\(date.day)-\(date.month)-\(date.year)"
        }
        if let firstDay { parts.append("vanaf \(text(firstDay))") }
        if let lastDay { parts.append("tot en met \(text(lastDay))") }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// The selection for open data. It is held against what is published, after blurring: a selection by the true
    /// square or day would tell where and when a blurred record was.
    func open(_ reference: LoadedReference) -> OpenSelection {
        var selection = OpenSelection()
        selection.taxa = taxa
        selection.provinces = provinces
        selection.squares = squares
        selection.firstDay = firstDay
        selection.lastDay = lastDay
        if !provinces.isEmpty {
            selection.squaresOfProvinces = Set(
                reference.squares.kmhokCodes.filter { code in
                    reference.squares.provinceCode(kmhok: code).map { provinces.contains($0.code) } ?? false
                })
        }
        return selection
    }

    /// Takes rows of other taxa out of the mask; for use within the pipeline.
    func narrow(_ live: inout [Bool], _ batch: ColumnBatch) {
        guard !taxa.isEmpty, case .coded(let text)? = batch[ObservationColumn.taxonID.rawValue] else { return }
        var isWanted = [false]
        for code in 0..<text.dictionary.count {
            isWanted.append(text.dictionary[UInt32(code + 1)].map(taxa.contains) ?? false)
        }
        for row in live.indices where !isWanted[Int(text.codes[row])] { live[row] = false }
    }
}

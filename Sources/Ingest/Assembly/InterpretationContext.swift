import Columns
import Foundation
import Observations
import Reference

/// What records are interpreted with: the versioned reference data. Shared by all threads.
public struct InterpretationContext: Sendable {
    /// Gives the CBS code of the province at a place in RD metres and whether it was taken from a shared square.
    public typealias ProvinceLookup = @Sendable (_ x: Double, _ y: Double) -> (code: Int32, shared: Bool)?

    public let register: TaxonRegister
    public let province: ProvinceLookup
    /// Folder with the RDNAPTRANS grid.
    public let gridDirectory: URL?
    let taxa: TaxonColumns

    public init(register: TaxonRegister, gridDirectory: URL?, province: @escaping ProvinceLookup) {
        self.register = register
        self.gridDirectory = gridDirectory
        self.province = province
        taxa = TaxonColumns(register: register)
    }
}

/// The stored columns that follow from the taxon: dictionaries made once, and the code of every taxon in each.
struct TaxonColumns: Sendable {
    static let columns: [ObservationColumn] = [
        .taxonID, .scientificName, .dutchName, .taxonRank, .speciesID, .soortgroep, .beleidsstatus,
    ]

    /// By place in `columns`.
    private let dictionaries: [TextDictionary]
    /// By place in `columns`: the code of a taxon's text, by row of the register.
    private let codes: [[UInt32]]
    /// XXH3 of the taxon's URI, by row of the register.
    let hashes: [UInt64]

    init(register: TaxonRegister) {
        var dictionaries: [TextDictionary] = []
        var codes: [[UInt32]] = []
        for column in Self.columns {
            var dictionary = TextDictionary()
            codes.append(
                register.taxa.map { taxon in
                    let text = Self.text(column, taxon, register)
                    return text.isEmpty ? 0 : dictionary.intern(text)
                })
            dictionaries.append(dictionary)
        }
        self.dictionaries = dictionaries
        self.codes = codes
        hashes = register.taxa.map { taxon in
            var id = taxon.id
            return id.withUTF8 { xxh3(UnsafeRawBufferPointer($0)) }
        }
    }

    private static func text(_ column: ObservationColumn, _ taxon: Taxon, _ register: TaxonRegister) -> String {
        switch column {
        case .taxonID: taxon.id
        case .scientificName: taxon.scientificName
        case .dutchName: taxon.dutchName
        case .taxonRank: taxon.rank.rawValue
        case .speciesID: taxon.speciesIndex.flatMap { register[$0]?.id } ?? ""
        case .soortgroep: taxon.groups.map(\.rawValue).joined(separator: "|")
        case .beleidsstatus: taxon.policies.joined(separator: "|")
        default: ""
        }
    }

    /// The column of a batch, from the taxon of every row (−1: none).
    func column(_ place: Int, taxa: [Int32]) -> ColumnData {
        let codes = codes[place]
        return .coded(CodedText(codes: taxa.map { $0 < 0 ? 0 : codes[Int($0)] }, dictionary: dictionaries[place]))
    }
}

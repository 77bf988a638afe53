import Foundation

/// The register of taxa that observations are matched to: accepted names, synonyms, Dutch names, species groups and
/// policies. Read whole from a file (see Fixtures/reference/taxa/README.md for its columns); immutable.
public struct TaxonRegister: Sendable {
    public let description: ReferenceDescription
    /// All rows in the order of the file, synonyms among them. Positions are the indexes used everywhere.
    public let taxa: [Taxon]
    private let names: NameIndex

    /// Reads the CSV at `url` and its description beside it. Refused as a whole when one row is wrong.
    public init(url: URL) throws(ReferenceFileError) {
        description = try ReferenceDescription.beside(url)
        let file = try TaxonRegisterFile.read(url)
        taxa = file.taxa
        names = NameIndex(file.taxa, scientificKeys: file.keys)
    }

    /// A register that knows nothing.
    public static let empty = TaxonRegister()

    private init() {
        description = ReferenceDescription(name: "none", version: "0", authority: "", licence: "", isExample: false)
        taxa = []
        names = NameIndex([], scientificKeys: [])
    }

    public var count: Int { taxa.count }

    /// A row; `nil` when there is no such row.
    public subscript(index: Int32) -> Taxon? {
        taxa.indices.contains(Int(index)) ? taxa[Int(index)] : nil
    }

    /// Finds the taxon of a delivered name (UTF-8): scientific name with or without authorship, synonym, Dutch name or NDFF
    /// taxon URI. Takes some microseconds (a name that is not there up to a millisecond, for the suggestions), so call it
    /// once for each distinct name.
    public func match(_ name: UnsafeRawBufferPointer, as kind: NameKind = .scientific) -> TaxonMatch {
        guard name.count <= 500, let text = String(validating: name, as: UTF8.self), !AbsentValues.isAbsent(name) else {
            return TaxonMatch(kind: .none)
        }
        return names.match(text, as: kind, in: taxa)
    }

    /// Finds the taxon of a delivered name.
    public func match(_ name: String, as kind: NameKind = .scientific) -> TaxonMatch {
        var name = name
        return name.withUTF8 { match(UnsafeRawBufferPointer($0), as: kind) }
    }
}

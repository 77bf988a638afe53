import Disclosure
import Foundation
import Ingest
import Reference
import Workers

/// The versioned data of a configuration, read once a run.
struct LoadedReference: Sendable {
    let register: TaxonRegister
    let squares: SquareProvinces
    let polygons: PolygonProvinces?
    let sensitive: SensitiveSpecies
    let agreements: AgreementRegister?
    let gridDirectory: URL?
    let descriptions: [ReferenceDescription]
    private let identitySalt: [UInt8]
    private let configured: PipelineConfiguration.Reference

    init(_ configuration: PipelineConfiguration) throws {
        let reference = configuration.reference
        configured = reference
        identitySalt = try configuration.publication.identitySalt.map {
            Array(try Data(contentsOf: URL(fileURLWithPath: $0)))
        } ?? []
        // The two large tables.
        (register, squares) = try sideBySide(threads: configuration.threads) {
            try Self.register(configuration)
        } _: {
            try SquareProvinces(url: URL(fileURLWithPath: reference.provinces))
        }
        polygons = try reference.provincePolygons.map { try PolygonProvinces(url: URL(fileURLWithPath: $0)) }
        sensitive = try SensitiveSpecies(url: URL(fileURLWithPath: reference.sensitive), register: register)
        agreements = try reference.agreements.map { try AgreementRegister(url: URL(fileURLWithPath: $0)) }
        gridDirectory = reference.rdGrid.map { URL(fileURLWithPath: $0, isDirectory: true) }
        if let gridDirectory {
            // A folder without the grid would make every place that comes in degrees unreadable: better no run at all.
            do {
                _ = try Transformer(from: .wgs84, to: .rdNew, gridDirectory: gridDirectory)
            } catch {
                throw ConfigurationError(path: configuration.path, key: "reference.rdGrid", message: "\(error)")
            }
        }
        descriptions =
            [register.description, squares.description, sensitive.description]
            + (polygons.map { [$0.description] } ?? [])
    }

    /// The taxon register alone.
    static func register(_ configuration: PipelineConfiguration) throws -> TaxonRegister {
        try TaxonRegister(url: URL(fileURLWithPath: configuration.reference.taxa))
    }

    var interpretation: InterpretationContext {
        if let polygons {
            return InterpretationContext(register: register, gridDirectory: gridDirectory) { x, y in
                polygons.provinceCode(x: x, y: y)
            }
        }
        let squares = squares
        return InterpretationContext(register: register, gridDirectory: gridDirectory) { x, y in
            squares.provinceCode(x: x, y: y)
        }
    }

    /// The working area, for those who judge.
    func judgingArea() throws -> JudgingArea { try JudgingArea(configured, provinces: squares) }

    /// - Parameter agreements: number of every agreement under which a source delivers or delivered.
    func disclosurePolicy(
        publicationDay: Int32, includesAbsences: Bool, agreements: [String: Set<String>]
    ) -> DisclosurePolicy {
        var terms: [String: SourceTerms] = [:]
        for (source, numbers) in agreements {
            for number in numbers {
                let own: SourceTerms
                switch self.agreements?.terms(number, on: publicationDay)?.publication {
                case nil, .allowed: continue
                case .forbidden: own = .withheld
                case .blurred(let blur): own = BlurLevel(rawValue: blur.rawValue).map(SourceTerms.blurred) ?? .withheld
                }
                terms[source] = terms[source].map { .stricter($0, own) } ?? own
            }
        }
        return DisclosurePolicy(
            sensitiveSpecies: sensitive, register: register, publicationDay: publicationDay,
            includesAbsences: includesAbsences, identitySalt: identitySalt, gridDirectory: gridDirectory,
            sourceTerms: terms)
    }
}

import Disclosure
import Formats
import Foundation
import Ingest
import Reference
import Validation
import Workers

/// The versioned data of a configuration, read once a run.
struct LoadedReference: Sendable {
    let register: TaxonRegister
    let squares: SquareProvinces
    let polygons: PolygonProvinces?
    let sensitive: SensitiveSpecies
    let area: WorkingArea
    let agreements: AgreementRegister?
    let gridDirectory: URL?
    let descriptions: [ReferenceDescription]
    /// What judgements rest on besides facts and rules: the working area, by its content.
    let judgingSetting: String
    private let identitySalt: [UInt8]

    init(_ configuration: PipelineConfiguration) throws {
        let reference = configuration.reference
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
        area = try WorkingArea(
            {
                switch reference.area {
                case .netherlands: .netherlands
                case .world: .world
                case .box(let west, let south, let east, let north):
                    .boundingBox(west: west, south: south, east: east, north: north)
                case .polygons(let path): .polygons(URL(fileURLWithPath: path))
                }
            }(), provinces: squares)
        judgingSetting =
            switch reference.area {
            case .netherlands: "netherlands \(try sha256(ofFile: reference.provinces))"
            case .world: "world"
            case .box(let west, let south, let east, let north): "box \(west) \(south) \(east) \(north)"
            case .polygons(let path): "polygons \(try sha256(ofFile: path))"
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

    /// The test that the rule on the working area asks.
    var areaTest: WorkingAreaTest {
        let area = area
        let name =
            switch area.definition {
            case .netherlands: "Nederland"
            case .world: "de wereld"
            case .boundingBox, .polygons: "het werkgebied"
            }
        return WorkingAreaTest(name: name, area: area)
    }

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

/// The working area of the configuration as the rules ask for it.
struct WorkingAreaTest: AreaTest {
    var name: String
    var area: WorkingArea

    func mark(_ places: Places, inside: UnsafeMutableBufferPointer<Bool>) {
        area.mark(x: places.x, y: places.y, inside: inside)
    }
}

import Foundation
import Validation

/// Rule packs for tests: the files of a pack as texts, written to a directory of their own.
enum TemporaryPack {
    static let manifest = manifest(rules: RuleCatalogue.rules.map(\.id))

    static let stages = """
        stage,synonyms
        *,"unknown, onbekend"
        mature,"adult, imago"
        larva,"rups, larve"
        egg,ei
        """

    static let phenologyHeader = "organism_key,taxon,stage,start_day,start_month,end_day,end_month"
    static let phenology = """
        \(phenologyHeader)
        urn:taxon:vanessaatalanta,Vanessa atalanta,mature,1,3,30,11
        """

    /// Tables without rows for the rules that the tests at hand are not about.
    static let emptyTables = [
        "period.csv": "organism_key,taxon,start_day,start_month,start_year,end_day,end_month,end_year",
        "distribution.csv": "organism_key,taxon,from_year,to_year,grid,squares",
        "abundance.csv": "organism_key,taxon,stage,method,maximum",
        "difficulty_codes.csv": "code,text",
        "difficulty.csv": "organism_key,taxon,stage,code,evidence",
        "additional_codes.csv": "code,text",
        "additional.csv": "organism_key,taxon,code",
        "combinations.csv": "organism_key,taxon,stage,activity,start_day,start_month,end_day,end_month",
        "codes.csv": "field,code,meaning",
    ]

    /// A pack with one rule and the tables given: rows without the header, which is that of `emptyTables`.
    static func load(
        rule: String, parameters: String = "", _ tables: [String: [String]],
        isKnownTaxon: (@Sendable (String?, String) -> Bool)? = nil
    ) throws -> RulePack {
        var files = ["rules.yaml": manifest(rules: [rule]) + (parameters.isEmpty ? "" : "\nparameters: \(parameters)")]
        files["stage_synonyms.csv"] = stages
        for (name, rows) in tables {
            files[name] = ([emptyTables[name] ?? phenologyHeader] + rows).joined(separator: "\n")
        }
        return try load(files: files.mapValues { Data($0.utf8) }, isKnownTaxon: isKnownTaxon)
    }

    static func manifest(rules: [String]) -> String {
        """
        name: test
        version: "1.2"
        authority: nobody
        licence: EUPL-1.2
        example: true
        rules:
        \(rules.map { "  - \($0)" }.joined(separator: "\n"))
        """
    }

    static func load(
        manifest: String = manifest, phenology: String? = phenology, stages: String? = stages,
        extra: [String: String] = [:], isKnownTaxon: (@Sendable (String?, String) -> Bool)? = nil
    ) throws -> RulePack {
        var bytes = emptyTables.merging(extra) { $1 }.mapValues { Data($0.utf8) }
        bytes["rules.yaml"] = Data(manifest.utf8)
        bytes["phenology.csv"] = phenology.map { Data($0.utf8) }
        bytes["stage_synonyms.csv"] = stages.map { Data($0.utf8) }
        return try load(files: bytes, isKnownTaxon: isKnownTaxon)
    }

    static func load(files: [String: Data], isKnownTaxon: (@Sendable (String?, String) -> Bool)? = nil) throws -> RulePack {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        for (name, data) in files { try data.write(to: directory.appendingPathComponent(name)) }
        return try RulePack.load(
            from: directory, known: isKnownTaxon.map { KnownTaxa(isTaxon: $0, isGenus: { $0 == "Vanessa" }) })
    }

    /// What is wrong with a pack, as printed; empty when it loads.
    static func problems(_ load: () throws -> RulePack) -> [String] {
        do {
            _ = try load()
            return []
        } catch let error as RulePackError {
            return error.problems.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }
}

/// The RD rectangle around the Netherlands.
let netherlands = PlacewiseArea(name: "Nederland met zee") { x, y, latitude, longitude in
    x.isNaN
        ? (50...54).contains(latitude) && (3...8).contains(longitude)
        : (-7_000...280_000).contains(x) && (300_000...640_000).contains(y)
}

/// 1 July 2024.
let testDay = ObservationRow.day("2024-07-01")

extension Validator {
    init(pack: RulePack) { self.init(pack: pack, today: testDay, area: netherlands) }

    /// Outcomes by rule of a single record.
    func outcomes(_ row: ObservationRow) throws -> [String: String] {
        let assessed = try assess(ObservationRow.batch([row]))
        let text = assessed.assessment["outcomes"]?.text(0) ?? ""
        return Dictionary(
            uniqueKeysWithValues: text.split(separator: " ").map { part in
                let sides = part.split(separator: ":", maxSplits: 1)
                return (String(sides[0]), String(sides[1]))
            })
    }
}

/// An area that decides place by place.
struct PlacewiseArea: AreaTest {
    var name: String
    private let contains: @Sendable (_ x: Double, _ y: Double, _ latitude: Double, _ longitude: Double) -> Bool

    init(
        name: String,
        contains: @escaping @Sendable (_ x: Double, _ y: Double, _ latitude: Double, _ longitude: Double) -> Bool
    ) {
        self.name = name
        self.contains = contains
    }

    func mark(_ places: Places, inside: UnsafeMutableBufferPointer<Bool>) {
        for row in inside.indices {
            inside[row] = contains(places.x[row], places.y[row], places.latitude[row], places.longitude[row])
        }
    }
}

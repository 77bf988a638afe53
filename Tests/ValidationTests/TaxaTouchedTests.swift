import Foundation
import Observations
import Testing
import Validation

@Suite struct TaxaTouchedTests {
    private static func touched(
        _ old: [String: String], _ new: [String: String]
    ) throws -> TaxaTouched? {
        let folders = try [old, new].map { files in
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("touched-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
            return folder
        }
        defer { for folder in folders { try? FileManager.default.removeItem(at: folder) } }
        return RulePack.taxaTouched(old: folders[0], new: folders[1])
    }

    private static let pack = [
        "rules.yaml": TemporaryPack.manifest, "phenology.csv": TemporaryPack.phenology,
        "stage_synonyms.csv": TemporaryPack.stages,
    ]

    private static func with(_ name: String, _ text: String?) -> [String: String] {
        var pack = pack
        pack[name] = text
        return pack
    }

    @Test func rowsOfNamedTaxa() throws {
        #expect(try Self.touched(Self.pack, Self.pack)?.isEmpty == true)
        let other = Self.with(
            "phenology.csv", TemporaryPack.phenology + "\n,Aglais io,mature,1,3,30,11\nurn:x,Bufo bufo,*,1,3,30,11\n")
        let touched = try #require(try Self.touched(Self.pack, other))
        #expect(touched.names == ["Aglais io", "Bufo bufo"])
        #expect(touched.keys == ["urn:x"])
        #expect(touched.rules == ["phenology"])
        #expect(try Self.touched(other, Self.pack) == touched)
        // A row moved is no row changed.
        let order = Self.with("phenology.csv", "\(TemporaryPack.phenologyHeader)\nurn:x,Bufo bufo,*,1,3,30,11\n,Aglais io,mature,1,3,30,11\nurn:taxon:vanessaatalanta,Vanessa atalanta,mature,1,3,30,11\n")
        #expect(try Self.touched(other, order)?.isEmpty == true)
        // Nor is one whose columns stand in another order; between rows that stay, the one that changes is found.
        let columns = Self.with("phenology.csv", "taxon,organism_key,stage,start_day,start_month,end_day,end_month\nVanessa atalanta,urn:taxon:vanessaatalanta,mature,1,3,30,11\nAglais io,,mature,1,3,30,10\nBufo bufo,urn:x,*,1,3,30,11\n")
        #expect(try Self.touched(other, columns)?.names == ["Aglais io"])
    }

    @Test func versionsAndWordsTouchNothing() throws {
        let text = TemporaryPack.manifest.replacingOccurrences(of: "\"1.2\"", with: "\"1.3\"")
            .replacingOccurrences(of: "nobody", with: "somebody")
        #expect(try Self.touched(Self.pack, Self.with("rules.yaml", "# other words\n" + text))?.isEmpty == true)
    }

    @Test(arguments: [
        ("rules.yaml", TemporaryPack.manifest + "\nparameters:\n  earliestYear: 1900\n"),
        ("rules.yaml", TemporaryPack.manifest.replacingOccurrences(of: "  - phenology", with: "  - id: phenology\n    severity: info")),
        ("rules.yaml", "no: [yaml"),
        ("stage_synonyms.csv", TemporaryPack.stages + "\npupa,pop\n"),
        ("phenology.csv", "organism_key,taxon\n"),
        ("phenology.csv", nil),
        ("a-table-of-tomorrow.csv", "taxon\nBufo bufo\n"),
    ] as [(String, String?)])
    func anythingElseTouchesEverything(_ name: String, _ text: String?) throws {
        #expect(try Self.touched(Self.pack, Self.with(name, text)) == nil)
        #expect(try Self.touched(Self.with(name, text), Self.pack) == nil)
    }

    @Test func rowsOfABatch() throws {
        var touched = TaxaTouched()
        touched.names = ["Aglais io"]
        touched.keys = ["urn:toad"]
        let rows = [
            ("urn:a", "Aglais io", "urn:a"), ("urn:b", "Aglais io minor", "urn:a"), ("urn:c", "Aglais urticae", "urn:c"),
            ("urn:toad", "Bufo bufo", "urn:toad"), ("urn:sub", "Bufo bufo spinosus", "urn:toad"),
        ].map { taxon, name, species in
            var row = ObservationRow()
            row.taxonID = taxon
            row.scientificName = name
            row.speciesID = species
            return row
        }
        #expect(try touched.rows(of: ObservationRow.batch(rows)) == [true, true, false, true, true])
        #expect(throws: BatchError.missingColumn("taxon_id")) { try touched.rows(of: .init(names: [], columns: [], rowCount: 0)) }
    }
}

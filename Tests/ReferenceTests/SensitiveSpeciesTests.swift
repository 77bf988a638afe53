import Foundation
import Reference
import Testing

@Suite struct SensitiveSpeciesTests {
    /// 2026-01-01
    static let today: Int32 = 20_454

    @Test(arguments: [
        ("Bubo bubo", "", 20_454 as Int32, nil as SensitiveSpecies.Blur?), ("Bubo bubo", "overvliegend", 20_454, nil),
        ("Bubo bubo", "bezet nest", 20_454, .tenKilometres), ("Bubo bubo", "Bezet  NEST", 20_454, .tenKilometres),
        (
            "Bubo bubo", "http://ndff-ecogrid.nl/codes/domainvalues/observation/activities/calling", 20_454,
            .tenKilometres
        ),
        ("Bubo bubo", "bezet nest", 18_261, nil), ("Bubo bubo", "bezet nest", 18_262, .tenKilometres),
        ("Meles meles", "", 20_454, .kilometre), ("Lutra lutra", "slapend", 20_454, .fiveKilometres),
        ("Cricetus cricetus", "", 20_454, .hidden), ("Parus major", "bezet nest", 20_454, nil),
    ]) func example(name: String, behaviour: String, day: Int32, blur: SensitiveSpecies.Blur?) throws {
        let register = try TaxonRegisterTests.example.get()
        let sensitive = try SensitiveSpecies(
            url: ReferenceFiles.fixtures.appendingPathComponent("sensitive/sensitive-example.csv"), register: register)
        #expect(sensitive.description.isExample)
        let taxon = try #require(register.match(name).taxon)
        #expect(sensitive.blur(taxon: taxon, behaviour: behaviour, day: day) == blur)
        #expect(sensitive.rules(taxon: -1).isEmpty)
    }

    @Test func strictestRuleAndSubspecies() throws {
        let register = try TaxonRegisterTests.example.get()
        let sensitive = try Self.list(
            "Vespa velutina,5,,,\nVespa velutina nigrithorax,1,,,\nFallopia japonica,10,,,2025-12-31\nTrachemys scripta,hidden,,,",
            register)
        func blur(_ name: String) throws -> SensitiveSpecies.Blur? {
            sensitive.blur(taxon: try #require(register.match(name).taxon), behaviour: "", day: Self.today)
        }
        #expect(try blur("Vespa velutina nigrithorax") == .fiveKilometres)
        #expect(try blur("Vespa velutina") == .fiveKilometres)
        #expect(try blur("Reynoutria japonica") == nil)
        #expect(try blur("Trachemys scripta elegans") == .hidden)
        let reynoutria = try #require(register.match("Reynoutria japonica").taxon)
        #expect(sensitive.blur(taxon: reynoutria, behaviour: "", day: Self.today - 1) == .tenKilometres)
    }

    @Test(arguments: [
        ("Homo ignotus,1,,,", "does not occur"), ("Bubo bubo,2,,,", "1, 5, 10 or hidden"),
        ("Bubo bubo,1,nests,,", "does not occur"),
        ("Bubo bubo,1,,2026-02-29,", "YYYY-MM-DD"), ("Bubo bubo,1,,1-1-2026,", "YYYY-MM-DD"),
        ("Robinia,1,,,", "a species"),
        ("Robinia sp.,1,,,", "does not occur"),
    ]) func refused(row: String, reason: String) throws {
        let register = try TaxonRegisterTests.example.get()
        let error = #expect(throws: ReferenceFileError.self) { try Self.list(row, register) }
        #expect(error?.line == 2 && error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    static func list(_ rows: String, _ register: TaxonRegister) throws -> SensitiveSpecies {
        let url = try ReferenceFiles.temporary(
            "taxon,blur_km,behaviours,valid_from,valid_until\n" + rows, name: "list.csv")
        try Data(#"{"name":"test","version":"1","authority":"","licence":"","example":true}"#.utf8).write(
            to: url.deletingPathExtension().appendingPathExtension("json"))
        return try SensitiveSpecies(url: url, register: register)
    }
}

import Testing
import Validation

/// What a pack's tables say of one taxon, for people who judge.
struct TaxonKnowledgeTests {
    private static let phenology = """
        organism_key,taxon,stage,start_day,start_month,end_day,end_month
        ,Vanessa atalanta,mature,1,3,30,11
        ,Vanessa atalanta,*,1,2,31,12
        ,Vanessa *,larva,1,5,30,9

        """
    private static let distribution = """
        organism_key,taxon,from_year,to_year,grid,squares
        ,Podarcis muralis,,1999,uurhok,175-315
        ,Podarcis muralis,2000,,uurhok,175-320 170-315
        ,Vanessa *,,,hok10,190-530

        """

    private static func knowledge(_ name: String, species: String? = nil) throws -> TaxonKnowledge {
        try TemporaryPack.load(phenology: phenology, extra: ["distribution.csv": distribution])
            .knowledge(taxonID: "urn:\(name)", scientificName: name, speciesID: species, soortgroep: nil)
    }

    @Test func everyRowOfItsOwnEntryOnce() throws {
        let own = try Self.knowledge("Vanessa atalanta")
        #expect(own.seasons.map { "\($0.stage) \($0.season)" } == ["* 02-01..12-31", "mature 03-01..11-30"])
        #expect(own.squares.map(\.codes) == [[190530]])
        #expect(own.squares.map(\.size) == [10])
        #expect(own.squares.map(\.years) == [nil])
    }

    @Test func theGenusWhereTheTaxonHasNone() throws {
        let other = try Self.knowledge("Vanessa cardui")
        #expect(other.seasons.map { "\($0.stage) \($0.season)" } == ["larva 05-01..09-30"])
        // A subspecies has what its species has.
        let below = try Self.knowledge("Vanessa atalanta italica", species: "urn:Vanessa atalanta")
        #expect(below.seasons == (try Self.knowledge("Vanessa atalanta").seasons))
    }

    @Test func squaresByYears() throws {
        let known = try Self.knowledge("Podarcis muralis").squares
        #expect(known.map(\.codes) == [[175315], [170315, 175320]])
        #expect(known.map(\.years) == [1...1999, 2000...9999])
    }

    /// As spreadsheets and editors leave them between words.
    @Test(arguments: [" ", "\t", "\u{A0}", " \u{2003} "]) func blanksBetweenSquares(_ blank: String) throws {
        let table = Self.distribution.replacing("175-320 170-315", with: "175-320\(blank)170-315")
        let known = try TemporaryPack.load(phenology: Self.phenology, extra: ["distribution.csv": table])
            .knowledge(taxonID: "urn:x", scientificName: "Podarcis muralis", speciesID: nil, soortgroep: nil).squares
        #expect(known.map(\.codes) == [[175315], [170315, 175320]])
    }

    @Test func nothingOfOthers() throws {
        let other = try Self.knowledge("Bufo bufo")
        #expect(other.seasons.isEmpty)
        #expect(other.squares.isEmpty)
    }
}

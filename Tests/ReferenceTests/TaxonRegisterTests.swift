import Foundation
import Reference
import Testing

@Suite struct TaxonRegisterTests {
    static let example: Result<TaxonRegister, any Error> = Result {
        try TaxonRegister(url: ReferenceFiles.fixtures.appendingPathComponent("taxa/taxa-example.csv"))
    }

    @Test func exampleIsMarkedAndComplete() throws {
        let register = try Self.example.get()
        #expect(register.description.isExample)
        #expect(!register.description.version.isEmpty)
        let accepted = register.taxa.filter(\.isAccepted)
        #expect(accepted.count >= 600)
        #expect(Set(accepted.flatMap(\.groups)) == Set(SpeciesGroup.allCases))
        let policies = Set(accepted.flatMap(\.policies))
        #expect(policies == ["Vogelrichtlijn", "Habitatrichtlijn", "Andere soorten", "Invasief/Unielijst"])
        for taxon in accepted where taxon.policies.contains("Vogelrichtlijn") { #expect(taxon.groups == [.vogels]) }
    }

    /// Every row finds itself by its id, its name, its name with author, and its Dutch names.
    @Test func everyRowIsFound() throws {
        let register = try Self.example.get()
        for (row, taxon) in register.taxa.enumerated() {
            for text in [taxon.id, taxon.scientificName, "\(taxon.scientificName) \(taxon.authorship)"] {
                let match = register.match(text)
                #expect(match.taxon == taxon.acceptedIndex && match.matchedRow == Int32(row), "\(text)")
                #expect(!match.authorDiffers, "\(text)")
            }
            for text in [taxon.dutchName] + taxon.otherDutchNames where !text.isEmpty {
                #expect(register.match(text, as: .dutch).taxon == taxon.acceptedIndex, "\(text)")
                #expect(register.match(text.uppercased(), as: .dutch).taxon == taxon.acceptedIndex, "\(text)")
            }
        }
    }

    @Test(arguments: [
        ("Heracleum mantegazzianum", TaxonMatch.Kind.exact, "Heracleum mantegazzianum"),
        ("heracleum mantegazzianum", .exact, "Heracleum mantegazzianum"),
        ("  Heracleum\u{A0} mantegazzianum\r\n", .exact, "Heracleum mantegazzianum"),
        ("Heracleum mantegazzianum Somm. et Lev.", .withAuthor, "Heracleum mantegazzianum"),
        ("Prunus Serotina", .exact, "Prunus serotina"), ("Fallopia  baldschuanica", .exact, "Fallopia baldschuanica"),
        ("Fallopia japonica (Houtt.) Ronse Decraene", .synonym, "Reynoutria japonica"),
        ("Fallopia japonica", .synonym, "Reynoutria japonica"),
        ("Reynoutria x bohemica", .exact, "Reynoutria × bohemica"),
        ("Reynoutria ×bohemica Chrtek & Chrtková", .withAuthor, "Reynoutria × bohemica"),
        ("Reynoutria bohemica", .exact, "Reynoutria × bohemica"),
        ("Nymphaea ×marliacea", .exact, "Nymphaea × marliacea"),
        ("Robinia spec.", .genusOnly, "Robinia"), ("Robinia sp.", .genusOnly, "Robinia"),
        ("Robinia L.", .withAuthor, "Robinia"),
        ("Robinia", .exact, "Robinia"), ("Fargesia", .exact, "Fargesia"),
        ("Myotis cf. daubentonii", .genusOnly, "Myotis"),
        ("Bamboe (soort)", .dutchName, "Fargesia"),
        ("Gewone gunnera (reuzenrabarber)", .dutchName, "Gunnera tinctoria"),
        ("Lamium galeobdolon subsp. argentatum", .exact, "Lamium galeobdolon subsp. argentatum"),
        (
            "Lamium galeobdolon (L.) L. ssp. argentatum (Smejkal) J. Duvign.", .withAuthor,
            "Lamium galeobdolon subsp. argentatum"
        ),
        ("Ludwigia peploides montevidensis", .exact, "Ludwigia peploides subsp. montevidensis"),
        ("Ludwigia grandiflora (Michaux) Greuter et Burdet", .withAuthor, "Ludwigia grandiflora"),
        ("Elodea nuttallii (Planch.) St John", .withAuthor, "Elodea nuttallii"),
        ("Orconectes limosus (Rafinesque, 1817)", .synonym, "Faxonius limosus"),
        ("Egretta alba", .synonym, "Ardea alba"),
        ("Eichhornia crassipes", .synonym, "Pontederia crassipes"),
        ("Spartina townsendii", .synonym, "Sporobolus × townsendii"),
        ("Procambarus fallax f. virginalis", .synonym, "Procambarus virginalis"),
        ("Lespedeza juncea var. sericea", .synonym, "Lespedeza cuneata"),
        ("Muntiacus reevesii", .synonym, "Muntiacus reevesi"),
        ("Pseudorasbora parva (Temminck and Schlegel, 1846)", .withAuthor, "Pseudorasbora parva"),
        ("Gasterosteus aculeatus\nLinnaeus, 1758", .withAuthor, "Gasterosteus aculeatus"),
        ("Ameiurus nebulosus, (Lesueur, 1819)", .withAuthor, "Ameiurus nebulosus"),
        ("Salmo trutta fario Linnaeus, 1758", .withAuthor, "Salmo trutta fario"),
        ("Bombus (Pyrobombus) pratorum", .exact, "Bombus pratorum"),
        ("Hydrocotyle ranunculoides L.f.", .withAuthor, "Hydrocotyle ranunculoides"),
        ("Rubus fruticosus agg.", .exact, "Rubus fruticosus"), ("Rubus fruticosus", .exact, "Rubus fruticosus"),
        ("Polygonia c-album", .exact, "Polygonia c-album"), ("Plantae", .exact, "Plantae"),
        ("vergeet-mij-nietje, moeras", .none, ""), ("moerasvergeetmijnietje", .dutchName, "Myosotis scorpioides"),
        ("Sint-Jacobsvlinder", .dutchName, "Tyria jacobaeae"), ("sint jacobsvlinder", .dutchName, "Tyria jacobaeae"),
        ("http://ndff-ecogrid.nl/taxonomy/taxa/pipistrellusnathusii", .uri, "Pipistrellus nathusii"),
        ("https://ndff-ecogrid.nl/taxonomy/taxa/egrettaalba", .uri, "Ardea alba"),
        ("Fallopia / Reynoutria", .none, ""), ("Meerdere soorten", .none, ""),
        ("Fallopia japonica x sachalinensis", .none, ""),
        ("blankvoorn x rietvoorn", .none, ""), ("Heracleum mantegazzianum agg.", .none, ""),
        ("Reynoutria foo", .none, ""),
        ("Robinia Unknownson", .none, ""), ("", .none, ""), ("-", .none, ""), ("NULL", .none, ""), ("×", .none, ""),
        ("x", .none, ""),
        ("sp.", .none, ""), ("subsp. var. f.", .none, ""), ("(", .none, ""), (")", .none, ""), ("Robinia ×", .none, ""),
        ("http://ndff-ecogrid.nl/taxonomy/taxa/", .none, ""), (String(repeating: "a", count: 600), .none, ""),
    ]) func matches(name: String, kind: TaxonMatch.Kind, accepted: String) throws {
        let register = try Self.example.get()
        let match = register.match(name)
        #expect(match.kind == kind)
        #expect(match.taxon.flatMap { register[$0]?.scientificName } ?? "" == accepted)
        #expect(!match.authorDiffers)
    }

    @Test(arguments: [
        ("Fallopia japanica", "Reynoutria japonica"), ("Heracleum mantegazianum", "Heracleum mantegazzianum"),
        ("Impatiens galndulifera Royle", "Impatiens glandulifera"), ("Reuzenbalsamien", "Impatiens glandulifera"),
        ("Koolmes", "Parus major"), ("Heracleum mantegazzianum s.l.", "Heracleum mantegazzianum"),
    ]) func fuzzyMatchesAreSuggestionsOnly(name: String, suggested: String) throws {
        let register = try Self.example.get()
        let match = register.match(name)
        #expect(match.kind == .none && match.taxon == nil)
        #expect(match.suggestions.first.flatMap { register[$0]?.scientificName } == suggested)
    }

    @Test func dutchNameBeforeGenusInADutchColumn() throws {
        let register = try Self.example.get()
        let dutch = register.match("Robinia", as: .dutch)
        #expect(dutch.kind == .dutchName)
        #expect(dutch.taxon.flatMap { register[$0]?.scientificName } == "Robinia pseudoacacia")
    }

    @Test func bytesThatAreNoText() throws {
        let register = try Self.example.get()
        for bytes: [UInt8] in [[0xFF, 0xFE, 0x41], [0xC3], Array(repeating: 0, count: 40), [0x20, 0xC2, 0xA0]] {
            let match = bytes.withUnsafeBytes { register.match($0) }
            #expect(match.kind == .none)
        }
    }

    @Test func speciesOfASubspecies() throws {
        let register = try Self.example.get()
        let subspecies = try #require(register.match("Vespa velutina nigrithorax").taxon.flatMap { register[$0] })
        #expect(subspecies.speciesIndex == register.match("Vespa velutina").taxon)
        #expect(register.match("Robinia").taxon.flatMap { register[$0] }?.speciesIndex == nil)
        #expect(register[-1] == nil && register[Int32.max] == nil)
    }

    /// Ambiguity, homonyms and authors, in a register made for it.
    @Test(arguments: [
        ("Aus bus", TaxonMatch.Kind.ambiguous, nil as Int32?, false), ("Aus bus Miller", .withAuthor, 0, false),
        ("Aus bus (Mill.)", .withAuthor, 0, false), ("Aus bus Smith, 1900", .withAuthor, 1, false),
        ("Aus bus Smith, 1901", .ambiguous, nil, false), ("Aus bus Jansen", .ambiguous, nil, false),
        ("Cus dus Jansen", .withAuthor, 2, true), ("Cus dus L.", .withAuthor, 2, false),
        ("Cus dus Linnaeus", .withAuthor, 2, false),
        ("Cus dus L. f.", .withAuthor, 2, true), ("gewone naam", .ambiguous, nil, false),
        ("Eus fus var. gus", .exact, 4, false), ("Eus fus subsp. gus", .exact, 5, false),
        ("Eus fus gus", .ambiguous, nil, false),
        ("Hus ius", .synonym, 2, false),
    ]) func homonyms(name: String, kind: TaxonMatch.Kind, row: Int32?, authorDiffers: Bool) throws {
        let register = try Self.register(
            """
            u:1,Aus bus,Mill.,species,accepted,,gewone naam,Vaatplanten,,
            u:2,Aus bus,"Smith, 1900",species,accepted,,,Kevers,,
            u:3,Cus dus,L.,species,accepted,,Gewone-naam,Vaatplanten,,
            u:4,Eus fus,L.,species,accepted,,,Vaatplanten,,
            u:5,Eus fus var. gus,L.,variety,accepted,,,Vaatplanten,,u:4
            u:6,Eus fus subsp. gus,L.,subspecies,accepted,,,Vaatplanten,,u:4
            u:7,Hus ius,L.,species,synonym,u:3,,,,
            u:8,Hus ius,Mill.,species,synonym,u:3,,,,
            """)
        let match = register.match(name)
        #expect(match.kind == kind)
        #expect(match.taxon == row)
        #expect(match.authorDiffers == authorDiffers)
        #expect((kind == .ambiguous) == (match.suggestions.count > 1))
    }

    @Test(arguments: [
        (
            "u:1,Aus bus,L.,species,accepted,,,,,\nu:1,Aus cus,L.,species,accepted,,,,,", 3,
            "taxon_id http://example.org/1"
        ),
        ("u:1,Aus bus,L.,species,accepted,,,,,\nu:2,aus  Bus,l.,species,accepted,,,,,", 3, "rank"),
        ("u:1,Aus bus,L.,species,accepted,,,,,\nu:2,Aus bus,L.,species,accepted,,,,,", 3, "accepted name Aus bus"),
        ("u:1,Aus bus,L.,species,synonym,u:9,,,,", 2, "accepted_taxon_id"),
        ("u:1,Aus bus,L.,species,synonym,,,,,", 2, "accepted_taxon_id"),
        ("u:1,Aus bus,L.,species,synonym,u:1,,,,", 2, "accepted_taxon_id"),
        (
            "u:1,Aus bus,L.,species,synonym,u:2,,,,\nu:2,Aus cus,L.,species,synonym,u:3,,,,\nu:3,Aus dus,,species,accepted,,,,,",
            2, "not of a synonym"
        ),
        ("u:1,Aus bus,L.,species,valid,,,,,", 2, "accepted or synonym"),
        ("u:1,Aus bus,L.,soort,accepted,,,,,", 2, "rank"),
        ("u:1,Aus bus,L.,genus,accepted,,,,,", 2, "rank"), ("u:1,Aus,L.,species,accepted,,,,,", 2, "rank"),
        ("u:1,Aus bus,L.,subspecies,accepted,,,,,", 2, "rank"),
        ("u:1,Aus bus,L.,species,accepted,,,Planten,,", 2, "Planten is none"),
        ("u:1,Aus bus,L.,species,accepted,,,,,u:7", 2, "species_id"),
        ("u:1,Aus bus,L.,species,accepted,,,,,u:1", 2, "species_id"),
        ("one,Aus bus,L.,species,accepted,,,,,", 2, "URI"), ("u:1,,L.,species,accepted,,,,,", 2, "scientific_name"),
        ("u:1,Aus bus", 2, "2 fields"), ("u:1,\"Aus bus,L.,species", 2, "quote"),
        ("u:1,\"Aus\"bus,L.,species,accepted,,,,,", 2, "closing quote"),
    ]) func refusedRegisters(rows: String, line: Int, reason: String) throws {
        let error = #expect(throws: ReferenceFileError.self) { try Self.register(rows) }
        #expect(error?.line == line, "\(error?.description ?? "")")
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    @Test func refusedHeaders() throws {
        for (header, reason) in [
            ("taxon_id,name", "\"name\" is not known"), ("taxon_id", "is missing"), ("", "empty"),
            ("taxon_id,taxon_id", "there already"),
        ] {
            let url = try ReferenceFiles.temporary(header, name: "taxa.csv")
            try Data(#"{"name":"t","version":"1","authority":"","licence":"","example":true}"#.utf8).write(
                to: url.deletingPathExtension().appendingPathExtension("json"))
            let error = #expect(throws: ReferenceFileError.self) { try TaxonRegister(url: url) }
            #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
        }
        let alone = try ReferenceFiles.temporary("taxon_id", name: "alone.csv")
        let error = #expect(throws: ReferenceFileError.self) { try TaxonRegister(url: alone) }
        #expect(error?.file == "alone.json")
    }

    /// A register of `rows`, in which `u:` stands for `http://example.org/`.
    static func register(_ rows: String) throws -> TaxonRegister {
        let header =
            "taxon_id,scientific_name,authorship,rank,status,accepted_taxon_id,dutch_name,soortgroep,policy,species_id\n"
        let url = try ReferenceFiles.temporary(
            header + rows.replacingOccurrences(of: "u:", with: "http://example.org/"), name: "taxa.csv")
        try Data(#"{"name":"test","version":"1","authority":"","licence":"","example":true}"#.utf8).write(
            to: url.deletingPathExtension().appendingPathExtension("json"))
        return try TaxonRegister(url: url)
    }
}

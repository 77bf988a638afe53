import Columns

/// The different taxa of a batch, so that a table is searched once for each of them and not once a row.
struct DistinctTaxa: Sendable {
    /// By row: the number of its taxon.
    let numbers: [UInt32]
    /// By number: where the tables of the pack may have something on the taxon.
    let trails: [TaxonTrail]

    init(
        taxonID: CodedText, scientificName: CodedText, speciesID: CodedText, soortgroep: CodedText,
        _ vocabulary: TaxonVocabulary
    ) {
        var numbers = [UInt32](repeating: 0, count: taxonID.count)
        var trails: [TaxonTrail] = []
        var codes: [Codes] = []
        var known: [Codes: UInt32] = [:]
        // The rows of one taxon nearly always agree in the other columns too.
        var latest = [UInt32](repeating: .max, count: taxonID.dictionary.count + 1)
        for row in numbers.indices {
            let own = Codes(
                taxon: taxonID.codes[row], name: scientificName.codes[row], species: speciesID.codes[row],
                groups: soortgroep.codes[row])
            var number = latest[Int(own.taxon)]
            if number == .max || codes[Int(number)] != own {
                if let found = known[own] {
                    number = found
                } else {
                    number = UInt32(truncatingIfNeeded: codes.count)
                    known[own] = number
                    codes.append(own)
                    trails.append(
                        vocabulary.trail(
                            taxonID: own.taxon == 0 ? nil : (taxonID.dictionary, own.taxon),
                            scientificName: own.name == 0 ? nil : (scientificName.dictionary, own.name),
                            speciesID: own.species == 0 ? nil : (speciesID.dictionary, own.species),
                            soortgroepen: soortgroep.dictionary[own.groups]))
                }
                latest[Int(own.taxon)] = number
            }
            numbers[row] = number
        }
        self.numbers = numbers
        self.trails = trails
    }

    /// Where the tables may have something on the taxon of a row.
    func trail(_ row: Int) -> TaxonTrail { trails[Int(numbers[row])] }

    private struct Codes: Hashable {
        var taxon: UInt32
        var name: UInt32
        var species: UInt32
        var groups: UInt32
    }
}

import Foundation

/// Reads and checks the register's CSV.
enum TaxonRegisterFile {
    private static let required = ["taxon_id", "scientific_name", "rank", "status", "accepted_taxon_id", "soortgroep"]
    private static let optional = ["authorship", "dutch_name", "policy", "species_id"]

    /// The rows, and for each the key of its scientific name.
    static func read(_ url: URL) throws(ReferenceFileError) -> (taxa: [Taxon], keys: [String]) {
        let table = try ReferenceTable(url: url, required: required, optional: optional)
        guard table.rows.count < Int(Int32.max) else {
            throw ReferenceFileError(file: table.file, reason: .malformed("more rows than can be numbered"))
        }
        var rowOfID: [String: Int] = [:]
        for (index, row) in table.rows.enumerated() {
            let id = table.text(row, "taxon_id")
            guard id.hasPrefix("http://") || id.hasPrefix("https://"), !id.contains(" ") else {
                throw table.invalid(row, "taxon_id", expected: "a URI without blanks")
            }
            guard rowOfID.updateValue(index, forKey: id.lowercased()) == nil else {
                throw ReferenceFileError(file: table.file, line: row.line, reason: .duplicate("taxon_id \(id)"))
            }
        }
        var taxa: [Taxon] = []
        var keys: [String] = []
        var accepted: Set<String> = []
        for (index, row) in table.rows.enumerated() {
            let (taxon, key) = try self.taxon(table, row, index: index, rowOfID: rowOfID)
            if taxon.isAccepted {
                let whole = "\(key)|\(taxon.rank.rawValue)|\(taxon.authorship.lowercased())"
                guard accepted.insert(whole).inserted else {
                    throw ReferenceFileError(
                        file: table.file, line: row.line, reason: .duplicate("accepted name \(taxon.scientificName)"))
                }
            }
            taxa.append(taxon)
            keys.append(key)
        }
        try link(&taxa, table, rowOfID)
        return (taxa, keys)
    }

    private static func taxon(
        _ table: ReferenceTable, _ row: ReferenceTable.Row, index: Int, rowOfID: [String: Int]
    ) throws(ReferenceFileError) -> (Taxon, key: String) {
        let name = ScientificName.normalised(table.text(row, "scientific_name"))
        guard let rank = TaxonRank(rawValue: table.text(row, "rank")) else {
            let ranks = TaxonRank.allCases.map(\.rawValue).joined(separator: ", ")
            throw table.invalid(row, "rank", expected: "one of \(ranks)")
        }
        guard !name.isEmpty else { throw table.invalid(row, "scientific_name", expected: "a name") }
        let parsed = ScientificName(name, foldingCase: false)
        if let words = parsed?.wordCount {
            let expected = rank < .aggregate ? 1...1 : rank.isInfraspecific ? 3...3 : 2...2
            guard rank == .cultivar || rank == .section || expected.contains(words) else {
                throw table.invalid(row, "rank", expected: "a rank that fits the \(words) word(s) of \(name)")
            }
        }
        let status = table.text(row, "status")
        guard status == "accepted" || status == "synonym" else {
            throw table.invalid(row, "status", expected: "accepted or synonym")
        }
        let acceptedID = table.text(row, "accepted_taxon_id")
        var acceptedIndex = index
        if status == "synonym" || !acceptedID.isEmpty {
            guard let target = rowOfID[acceptedID.lowercased()] else {
                throw ReferenceFileError(
                    file: table.file, line: row.line, reason: .dangling(column: "accepted_taxon_id", value: acceptedID))
            }
            guard (target == index) == (status == "accepted") else {
                throw table.invalid(
                    row, "accepted_taxon_id", expected: "its own id or nothing when accepted, another's when a synonym")
            }
            acceptedIndex = target
        }
        var groups: [SpeciesGroup] = []
        for text in table.list(row, "soortgroep") {
            guard let group = SpeciesGroup(rawValue: text) else {
                throw table.invalid(
                    row, "soortgroep", expected: "names of the 27 soortgroepen, separated by |; \(text) is none")
            }
            groups.append(group)
        }
        let dutch = table.list(row, "dutch_name").map(ScientificName.normalised)
        let taxon = Taxon(
            id: table.text(row, "taxon_id"), scientificName: name,
            authorship: ScientificName.normalised(table.text(row, "authorship")), rank: rank,
            isAccepted: status == "accepted",
            acceptedIndex: Int32(truncatingIfNeeded: acceptedIndex), dutchName: dutch.first ?? "",
            otherDutchNames: Array(dutch.dropFirst()), groups: groups, policies: table.list(row, "policy"),
            speciesIndex: nil)
        return (taxon, NameIndex.folded(parsed?.canonical ?? name))
    }

    /// Sets `speciesIndex` and checks that accepted names are accepted.
    private static func link(
        _ taxa: inout [Taxon], _ table: ReferenceTable, _ rowOfID: [String: Int]
    ) throws(ReferenceFileError) {
        for (index, row) in table.rows.enumerated() {
            guard taxa[Int(taxa[index].acceptedIndex)].isAccepted else {
                throw table.invalid(row, "accepted_taxon_id", expected: "the id of an accepted name, not of a synonym")
            }
            guard taxa[index].isAccepted else { continue }
            let parent = table.text(row, "species_id")
            if parent.isEmpty {
                taxa[index].speciesIndex = taxa[index].rank == .species ? Int32(truncatingIfNeeded: index) : nil
                continue
            }
            guard let target = rowOfID[parent.lowercased()] else {
                throw ReferenceFileError(
                    file: table.file, line: row.line, reason: .dangling(column: "species_id", value: parent))
            }
            guard taxa[index].rank.isInfraspecific, taxa[target].isAccepted, taxa[target].rank == .species else {
                throw table.invalid(row, "species_id", expected: "an accepted species, and only for taxa below species")
            }
            taxa[index].speciesIndex = Int32(truncatingIfNeeded: target)
        }
        for index in taxa.indices where !taxa[index].isAccepted {
            taxa[index].speciesIndex = taxa[Int(taxa[index].acceptedIndex)].speciesIndex
        }
    }
}

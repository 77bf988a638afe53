import Observations

/// The taxon is a species or something below it.
struct TaxonRankUsable: Rule {
    static let definition = RuleDefinition(
        id: "taxon_rank_usable", kind: .formal, severity: .info, terms: ["taxonRank"],
        columns: [.taxonRank, .verbatimName, .scientificName],
        bdqTests: [], gbifIssues: ["TAXON_MATCH_HIGHERRANK"],
        title: BilingualText("Rang bruikbaar.", "Rank usable."),
        explanation: BilingualText(
            "Het taxon is een soort of lager. Een geslacht of familie is toegestaan, maar telt in soorttabellen niet mee.",
            "The taxon is a species or lower. A genus or family is allowed but does not count in tables of species."))

    /// Ranks above the species, as registers write them in Latin, English and Dutch.
    static let higherRanks: Set<String> = [
        "domain", "regnum", "kingdom", "rijk", "phylum", "divisio", "division", "stam", "classis", "class", "klasse",
        "ordo", "order", "orde", "familia", "family", "familie", "tribus", "tribe", "genus", "geslacht", "sectio",
        "section", "sectie", "series",
    ]

    init(_ setting: RuleSetting) {}

    func judge(_ facts: ObservationFacts, _ marks: UnsafeMutableBufferPointer<RuleMark>) {
        var memo = CodeMemo<RuleMark>(facts.taxonRank)
        for row in marks.indices {
            let code = facts.taxonRank.codes[row]
            marks[row] = memo.value(of: code) {
                guard let rank = facts.taxonRank.dictionary[code] else { return .notApplicable }
                return RuleMark(passing: !Self.isHigher(rank.lowercased()))
            }
        }
    }

    private static func isHigher(_ rank: String) -> Bool {
        if higherRanks.contains(rank) { return true }
        // Subgenus, superfamily, infraorder, onderfamilie … are higher ranks as well; subspecies is not among them.
        return ["sub", "super", "infra", "onder", "boven"].contains { prefix in
            rank.hasPrefix(prefix) && higherRanks.contains(String(rank.dropFirst(prefix.count)))
        }
    }

    func evidence(_ facts: ObservationFacts, _ row: Int) -> Evidence {
        Evidence(
            verbatim: VerbatimText.name(facts, row),
            detail: FindingDetail.text(["rank": facts.taxonRank[row] ?? "?"]))
    }

    static func message(_ verbatim: String, _ detail: FindingDetail) -> BilingualText {
        BilingualText(
            "\(verbatim) is niet tot op soort bepaald (rang: \(detail["rank"])).",
            "\(verbatim) was not identified to species (rank: \(detail["rank"])).")
    }
}

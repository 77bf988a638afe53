/// Tests that ask a register of names, the GBIF Backbone Taxonomy by default. It is not held here
/// but for a small part.
///
/// What can be told without it is told: that a kingdom is one of its kingdoms, that a value cannot be a name under any
/// code of nomenclature and so is in no register. For the rest the standard has EXTERNAL_PREREQUISITES_NOT_MET.
enum TaxonRegisterTests {
    static let all: [BDQTest] = [
        found("KINGDOM", "125b5493-052d-4a0d-a3e1-ed5bf792689e", "dwc:kingdom") { HigherTaxa.kingdoms.contains($0) },
        held("PHYLUM", "eaad41c5-1d46-4917-a08b-4fd1d7ff5c0f", "dwc:phylum", HigherTaxa.phyla),
        held("CLASS", "2cd6884e-3d14-4476-94f7-1191cfff309b", "dwc:class", HigherTaxa.classes),
        held("ORDER", "81cc974d-43cc-4c0f-a5e0-afa23b455aa3", "dwc:order", []) { !HigherTaxa.canBeFamily($0) },
        held("FAMILY", "3667556d-d8f5-454c-922b-af8af38f613c", "dwc:family", []) { HigherTaxa.canBeFamily($0) },
        found("GENUS", "f2ce7d55-5b1d-426a-b00e-6d4efe3058ec", "dwc:genus") { HigherTaxa.canBeName($0) ? nil : false },
        found("SCIENTIFICNAME", "3f335517-f442-4b98-b149-1e87ff16de45", "dwc:scientificName") {
            HigherTaxa.canBeScientificName($0) ? nil : false
        },
        classification, unambiguous, identifierFromTaxon, nameFromIdentifier,
    ]

    private static let gbif = ["GBIF Backbone", "api.gbif.org", "39omei"]
    private static let parameters = [BDQTest.Parameter("bdqval:sourceAuthority", "GBIF Backbone Taxonomy")]
    private static let missing = Response.externalPrerequisites("the GBIF Backbone Taxonomy is not held here")

    /// - Parameter answer: whether the register has the name, `nil` when only the register can tell.
    private static func found(
        _ subject: String, _ guid: String, _ term: String, answer: @escaping @Sendable (String) -> Bool?
    ) -> BDQTest {
        BDQTest("VALIDATION_\(subject)_FOUND", guid, actedUpon: [term], parameters: parameters) { input in
            if let refusal = input.unavailableAuthority(unless: gbif) { return refusal }
            if input.isEmpty(term) { return .internalPrerequisites("\(term) is empty") }
            guard let isFound = answer(input[term]) else { return missing }
            return .judged(isFound, "\(term) \(isFound ? "has" : "cannot have") an equal in the GBIF Backbone Taxonomy")
        }
    }

    /// A name at a rank of which some are held: one of them is there, one that differs from one of them in a single letter
    /// is a slip of the pen, and one that no code allows at the rank is not there.
    private static func held(
        _ subject: String, _ guid: String, _ term: String, _ names: Set<String>,
        where isPossible: @escaping @Sendable (String) -> Bool = { _ in true }
    ) -> BDQTest {
        let names = names.union(BackboneExcerpt.names(of: term))
        return found(subject, guid, term) { name in
            if names.contains(name) { return true }
            guard HigherTaxa.canBeName(name), isPossible(name) else { return false }
            return names.contains { HigherTaxa.differByOneLetter($0, name) } ? false : nil
        }
    }

    private static let classification = BDQTest(
        "VALIDATION_CLASSIFICATION_CONSISTENT", "2750c040-1d4a-4149-99fe-0512785f2d5f",
        actedUpon: [
            "dwc:kingdom", "dwc:phylum", "dwc:class", "dwc:order", "dwc:superfamily", "dwc:family", "dwc:subfamily",
            "dwc:tribe", "dwc:subtribe", "dwc:genus",
        ], parameters: parameters
    ) { input in
        let ranks = [
            "dwc:kingdom", "dwc:phylum", "dwc:class", "dwc:order", "dwc:superfamily", "dwc:family", "dwc:subfamily",
            "dwc:tribe", "dwc:subtribe", "dwc:genus",
        ]
        if let refusal = input.unavailableAuthority(unless: gbif) { return refusal }
        guard input.record.hasAny(ranks) else { return .internalPrerequisites("all terms are empty") }
        var given: [String: String] = [:]
        for rank in ranks where !input.isEmpty(rank) { given[rank] = input[rank] }
        let impossible = given.first { rank, name in
            if HigherTaxa.kingdoms.contains(name) { return false }
            return rank == "dwc:kingdom" || !HigherTaxa.canBeName(String(name.drop { "× ".contains($0) }))
        }
        if let impossible { return .judged(false, "no taxon can have the name in \(impossible.key)") }
        switch BackboneExcerpt.verdict(given) {
        case .consistent: return .judged(true, "the names are above each other in the GBIF Backbone Taxonomy")
        case .contradictory: return .judged(false, "the names are not above each other in the GBIF Backbone Taxonomy")
        case .unknown: return missing
        }
    }

    private static let nameTerms = [
        "dwc:scientificName", "dwc:genericName", "dwc:specificEpithet", "dwc:infraspecificEpithet",
        "dwc:scientificNameAuthorship", "dwc:cultivarEpithet",
    ]
    private static let contextTerms = [
        "dwc:taxonID", "dwc:acceptedNameUsageID", "dwc:originalNameUsageID", "dwc:taxonConceptID",
        "dwc:higherClassification", "dwc:kingdom", "dwc:phylum", "dwc:class", "dwc:order", "dwc:superfamily",
        "dwc:family",
        "dwc:subfamily", "dwc:tribe", "dwc:subtribe", "dwc:genus", "dwc:subgenus", "dwc:vernacularName",
        "dwc:taxonRank",
    ]

    private static let unambiguous = BDQTest(
        "VALIDATION_TAXON_UNAMBIGUOUS", "4c09f127-737b-4686-82a0-7c8e30841590",
        actedUpon: ["dwc:scientificName", "dwc:scientificNameID"], consulted: nameTerms.dropFirst() + contextTerms,
        parameters: parameters
    ) { input in
        if let refusal = input.unavailableAuthority(unless: gbif) { return refusal }
        guard input.record.hasAny(nameTerms + ["dwc:scientificNameID"]) else {
            return .internalPrerequisites("all terms are empty")
        }
        if !input.isEmpty("dwc:scientificNameID"), !isBackboneIdentifier(input["dwc:scientificNameID"]) {
            return .judged(false, "dwc:scientificNameID is no identifier of the GBIF Backbone Taxonomy")
        }
        if input.isEmpty("dwc:scientificNameID"), !hasPossibleName(input) {
            return .judged(false, "no taxon can have that name")
        }
        return missing
    }

    /// The validation data check what is empty before they ask for the authority.
    private static let identifierFromTaxon = BDQTest(
        "AMENDMENT_SCIENTIFICNAMEID_FROM_TAXON", "431467d6-9b4b-48fa-a197-cd5379f5e889",
        actedUpon: ["dwc:scientificNameID"], consulted: nameTerms + contextTerms, parameters: parameters
    ) { input in
        if !input.isEmpty("dwc:scientificNameID") { return .internalPrerequisites("dwc:scientificNameID has a value") }
        guard input.record.hasAny(nameTerms) else { return .internalPrerequisites("there is no name") }
        if let refusal = input.unavailableAuthority(unless: gbif) { return refusal }
        return hasPossibleName(input) ? missing : .notAmended("no taxon can have that name, or several can")
    }

    /// The name, or the genus when it is given in parts: an epithet alone is none.
    private static func hasPossibleName(_ input: BDQInput) -> Bool {
        HigherTaxa.canBeScientificName(
            input[input.isEmpty("dwc:scientificName") ? "dwc:genericName" : "dwc:scientificName"])
    }

    private static let nameFromIdentifier = BDQTest(
        "AMENDMENT_SCIENTIFICNAME_FROM_SCIENTIFICNAMEID", "f01fb3f9-2f7e-418b-9f51-adf50f202aea",
        actedUpon: ["dwc:scientificName"], consulted: ["dwc:scientificNameID"], parameters: parameters
    ) { input in
        if let refusal = input.unavailableAuthority(unless: gbif) { return refusal }
        if input.isEmpty("dwc:scientificNameID") { return .internalPrerequisites("dwc:scientificNameID is empty") }
        if !input.isEmpty("dwc:scientificName") { return .internalPrerequisites("dwc:scientificName has a value") }
        guard isBackboneIdentifier(input["dwc:scientificNameID"]) else {
            return .notAmended("dwc:scientificNameID is no identifier of the GBIF Backbone Taxonomy")
        }
        return missing
    }

    /// `gbif:` and an integer, or the address of a species at GBIF.
    private static func isBackboneIdentifier(_ text: String) -> Bool {
        for head in [
            "gbif:", "https://api.gbif.org/v1/species/", "https://www.gbif.org/species/",
            "http://www.gbif.org/species/",
        ]
        where text.hasPrefix(head) {
            let key = text.dropFirst(head.count)
            return !key.isEmpty && key.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        }
        return false
    }
}
